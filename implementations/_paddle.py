"""PaddlePaddle: how arrays get in and out, and how they are differentiated; eagerly."""

from collections.abc import Iterator
from contextlib import contextmanager

import ml_dtypes
import numpy as np
import paddle

from implementations import Unsupported, _paddle_calculus
from implementations._exact import exactly, smallest_normal, widened

_UNHELD = ("uint16", "uint32", "uint64")  #: uint16 it would take for the bits of bfloat16


def packages() -> tuple[str, ...]:
    return ("paddlepaddle",)


def devices() -> tuple[str, ...]:
    return ("cpu", "cuda") if paddle.device.cuda.device_count() else ("cpu",)


def threads() -> int:
    """Its kernels compute in the caller's; only products of matrices use more."""
    return 1


@contextmanager
def asking(dtype: str, key: object) -> Iterator[None]:
    yield


def to_device(array, dtype, device):
    array = exactly(array, dtype)
    if array.dtype.name in _UNHELD:
        raise Unsupported(f"Paddle holds no {array.dtype.name}")
    place = paddle.CUDAPlace(0) if device == "cuda" else paddle.CPUPlace()
    if array.dtype == ml_dtypes.bfloat16:  # by its bits
        return paddle.to_tensor(array.view(np.int16), place=place).view("bfloat16")
    return paddle.to_tensor(array, place=place)


def to_numpy(tensor):
    array = tensor.numpy()
    return widened(array.view(ml_dtypes.bfloat16) if tensor.dtype == paddle.bfloat16 else array)


def dtype_name(tensor) -> str:
    return str(tensor.dtype).removeprefix("paddle.")


def value_and_grad(function, logits, *rest, upstream=None, **options):
    logits = logits.detach()
    logits.stop_gradient = False
    value = function(logits, *rest, **options)
    sent = None if upstream is None else [upstream.astype(value.dtype)]
    (gradient,) = paddle.grad([value], [logits], sent)  # None: as many ones as there are losses
    return value.detach(), gradient


def synchronize(tensor):
    if tensor.place.is_gpu_place():
        paddle.device.synchronize()
    return tensor


def calculus():
    return _paddle_calculus


def flushes_subnormals(dtype: str, device: str) -> bool:
    """In the formats that it computes in on the CPU; a product of others is refused there."""
    half = to_device(np.array(0.5), dtype, device)
    try:
        return not to_numpy(to_device(smallest_normal(dtype), dtype, device) * half).all()
    except RuntimeError:
        return False


def read_only(tensor):
    raise Unsupported("Paddle has no tensors that cannot be written")
