"""Triton: PyTorch's tensors, and kernels compiled for a GPU or, where there is none, interpreted.

Triton reads TRITON_INTERPRET when it is imported, so it is set here, which is imported before any
implementation; whoever has set it has decided. Tensors stay where the kernels can run: those that
are interpreted take tensors of the CPU, those that are compiled do not.
"""

import os

import torch

from implementations import Unavailable, _torch
from implementations._torch import (  # noqa: F401
    asking,
    calculus,
    computing_with,
    dtype_name,
    empty,
    flushes_subnormals,
    gpu,
    read_only,
    synchronize,
    threads,
    to_device,
    to_numpy,
)

os.environ.setdefault("TRITON_INTERPRET", "0" if torch.cuda.is_available() else "1")

import triton

if triton.knobs.runtime.interpret and isinstance(triton.language.cdiv, triton.JITFunction):
    raise Unavailable(
        "triton was imported before it was told to interpret its kernels; TRITON_INTERPRET=1 in "
        "the environment enables triton"
    )
if not torch.cuda.is_available() and not triton.knobs.runtime.interpret:
    raise Unavailable(
        "there is no GPU to compile for; unset TRITON_INTERPRET, or set it to 1 before anything "
        "imports triton, which enables triton"
    )


def packages() -> tuple[str, ...]:
    return ("torch", "triton")


def devices() -> tuple[str, ...]:
    return ("cpu",) if triton.knobs.runtime.interpret else ("cuda",)


def compiled(function):
    """As it is. Raises `Unavailable` where kernels are interpreted: nobody would train so."""
    if triton.knobs.runtime.interpret:
        raise Unavailable("interpreted kernels are not timed; a GPU to compile for enables triton")
    return function


def value_and_grad(function, logits, *rest, upstream=None, **options):
    return _torch.value_and_grad(function, logits, *rest, upstream=upstream, **options)
