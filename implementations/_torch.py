"""PyTorch: how arrays get in and out, and how they are differentiated."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import ml_dtypes
import numpy as np
import torch

from implementations import Unsupported, _cache, _numpy, _torch_calculus, _torch_gpu
from implementations._exact import exactly, smallest_normal

os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", _cache.folder("inductor"))

_last_asked: object = None


def packages() -> tuple[str, ...]:
    return ("torch", "numba", "keras")


def devices() -> tuple[str, ...]:
    return ("cpu", "cuda") if torch.cuda.is_available() else ("cpu",)


def threads() -> int:
    return torch.get_num_threads()


@contextmanager
def asking(dtype: str, key: object) -> Iterator[None]:
    """Forget what was compiled for another *key*, since no program holds the kernels of all losses.

    Without Dynamo nothing can have been compiled.
    """
    global _last_asked
    if key != _last_asked and "torch._dynamo" in sys.modules:
        torch.compiler.reset()
    _last_asked = key
    yield


def to_device(array, dtype, device):
    array = exactly(array, dtype)
    if array.dtype == ml_dtypes.bfloat16:  # which `from_numpy` does not know, so by its bits
        return torch.from_numpy(array.view(np.int16)).view(torch.bfloat16).to(device)
    return torch.from_numpy(array).to(device)


def empty(shape, dtype, device):
    try:
        return torch.empty(shape, dtype=getattr(torch, dtype), device=device)
    except RuntimeError as error:  # which it raises on the CPU as well
        raise MemoryError(str(error).partition("\n")[0]) from error


def to_numpy(tensor):
    tensor = tensor.detach().cpu()
    if tensor.dtype == torch.bfloat16:
        bits = tensor.contiguous().view(torch.int16).numpy()
        return bits.view(ml_dtypes.bfloat16).astype(np.float64)
    array = np.array(tensor.numpy())
    return array.astype(np.float64) if tensor.is_floating_point() else array


def dtype_name(tensor) -> str:
    return str(tensor.dtype).removeprefix("torch.")


def value_and_grad(function, logits, *rest, upstream=None, **options):
    value, pullback = vjp(function, logits, *rest, **options)
    return value.detach(), pullback(upstream)


def vjp(function, logits, *rest, **options):
    """The value, and what takes an upstream gradient back to the logits: what it needs is held.

    Without an upstream, `sum` sends back one number at stride 0, which a kernel has to read.
    """
    logits = logits.detach().requires_grad_()
    value = function(logits, *rest, **options)

    def pullback(upstream=None):
        if upstream is None:
            (gradient,) = torch.autograd.grad(value.sum(), logits)
        else:
            (gradient,) = torch.autograd.grad(value, logits, upstream.to(value.dtype))
        return gradient

    return value, pullback


def recorded(tensor):
    return tensor.requires_grad


def synchronize(tensor):
    if tensor.is_cuda:
        torch.cuda.synchronize(tensor.device)
    return tensor


def overwrite(tensor, other):
    tensor.copy_(other)


def autocasting():
    """As in training: in bfloat16 what PyTorch thinks safe in it."""
    return torch.autocast("cpu", torch.bfloat16)


def settings():
    return _numpy.settings() | {
        "PyTorch's random numbers": torch.get_rng_state().numpy().tobytes(),
        "the default dtype": torch.get_default_dtype(),
        "the number of threads": torch.get_num_threads(),
        "whether gradients are recorded": torch.is_grad_enabled(),
        "whether anomalies are looked for": torch.is_anomaly_enabled(),
        "what is deterministic": torch.are_deterministic_algorithms_enabled(),
        "the precision of products": torch.get_float32_matmul_precision(),
    }


def gpu():
    return _torch_gpu


def calculus():
    return _torch_calculus


@contextmanager
def computing_with(threads: int) -> Iterator[None]:
    """Let so many threads compute, inside of this."""
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def flushes_subnormals(dtype: str, device: str) -> bool:
    half = to_device(np.array(0.5), dtype, device)
    return not to_numpy(to_device(smallest_normal(dtype), dtype, device) * half).all()


def read_only(tensor):
    raise Unsupported("PyTorch has no tensors that cannot be written")
