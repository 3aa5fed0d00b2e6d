"""MLX, on the CPU: how arrays get in and out, and how they are differentiated."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import ml_dtypes
import mlx.core as mx
import numpy as np

from implementations import Unavailable, Unsupported, _mlx_calculus
from implementations._exact import exactly, smallest_normal, widened


def packages() -> tuple[str, ...]:
    return ("mlx", "mlx-cpu")


def devices() -> tuple[str, ...]:
    return ("cpu",)


def threads() -> int:
    """A stream has one; only products of matrices use more."""
    return 1


@contextmanager
def asking(dtype: str, key: object) -> Iterator[None]:
    """On the CPU even where there is a GPU, which has no float64."""
    with mx.stream(mx.cpu):
        yield


def to_device(array, dtype, device):
    """In the dtype that is named: by itself MLX takes float64 for float32, without a word."""
    array = exactly(array, dtype)
    return mx.array(array, getattr(mx, array.dtype.name))


def to_numpy(array):
    if array.dtype == mx.bfloat16:  # which buffers do not know, so by its bits
        return widened(np.array(mx.view(array, mx.uint16)).view(ml_dtypes.bfloat16))
    return widened(array)


def dtype_name(array) -> str:
    return str(array.dtype).removeprefix("mlx.core.")


def compiled(function):
    """As its documentation has a training step: traced once for each shape, and fused.

    Raises `Unavailable` where there is nothing to compile with, which is a g++ whatever CC says.
    """
    if shutil.which("g++") is None:
        raise Unavailable("mx.compile calls g++ on the CPU; installing it enables mlx to be timed")
    return mx.compile(function)


def value_and_grad(function, logits, *rest, upstream=None, **options):
    def summed(logits):
        value = function(logits, *rest, **options)
        return (value if upstream is None else value * upstream.astype(value.dtype)).sum(), value

    (_, value), gradient = mx.value_and_grad(summed)(logits)
    return value, gradient


def synchronize(array):
    """Everything is lazy: this computes it."""
    mx.eval(array)
    return array


def calculus():
    return _mlx_calculus


def flushes_subnormals(dtype: str, device: str) -> bool:
    with asking(dtype, "flushes_subnormals"):
        half = to_device(np.array(0.5), dtype, device)
        return not to_numpy(to_device(smallest_normal(dtype), dtype, device) * half).all()


def read_only(array):
    raise Unsupported("MLX has no arrays that cannot be written")
