"""tinygrad: how arrays get in and out, and how they are differentiated."""

import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import ml_dtypes
import numpy as np
from tinygrad import Device, Tensor, TinyJit

from implementations import Unavailable, Unsupported, _tinygrad_calculus
from implementations._exact import exactly, smallest_normal, widened

_compiler = os.environ.get("CC", "clang")  # what tinygrad calls for every kernel
if shutil.which(shlex.split(_compiler)[0]) is None:
    raise Unavailable(
        f"tinygrad needs a C compiler for the CPU and there is no {_compiler}; "
        "install clang, or name one in CC, which enables tinygrad"
    )


def packages() -> tuple[str, ...]:
    return ("tinygrad",)


def devices() -> tuple[str, ...]:
    return ("cpu",)


def threads() -> int:
    return 1


@contextmanager
def asking(dtype: str, key: object) -> Iterator[None]:
    yield


def to_device(array, dtype, device):
    """Computed at once: what is lazy here is a view of the array it was made of."""
    array = exactly(array, dtype)
    if array.dtype == ml_dtypes.bfloat16:
        raise Unsupported("the compilers that tinygrad calls know no bfloat16 before clang 15")
    return Tensor(array, device="CPU").contiguous().realize()


def to_numpy(tensor):
    return widened(tensor.numpy())


_NAMES = {"float": "float32", "double": "float64", "half": "float16"}


def dtype_name(tensor) -> str:
    return _NAMES.get(tensor.dtype.name, tensor.dtype.name)


def compiled(function):
    """As its documentation has a training step: kernels are captured in the second call, and then
    replayed for that shape, with the answer in the same memory.
    """
    return TinyJit(function)


def value_and_grad(function, logits, *rest, upstream=None, **options):
    value = function(logits, *rest, **options)
    sent = value if upstream is None else value * upstream.cast(value.dtype)
    (gradient,) = sent.sum().gradient(logits)
    return value, gradient


def synchronize(tensor):
    """Everything is lazy: this compiles and computes it."""
    tensor.realize()
    Device[tensor.device].synchronize()
    return tensor


def calculus():
    return _tinygrad_calculus


def flushes_subnormals(dtype: str, device: str) -> bool:
    """Of a format that it does not hold, none."""
    try:
        half = to_device(np.array(0.5), dtype, device)
    except Unsupported:
        return False
    return not to_numpy(to_device(smallest_normal(dtype), dtype, device) * half).all()


def read_only(tensor):
    raise Unsupported("tinygrad has no tensors that cannot be written")
