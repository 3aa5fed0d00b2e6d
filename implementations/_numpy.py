"""NumPy: on the CPU, and without automatic differentiation.

The protocol of a framework, in plain functions; the others say where they differ.
"""

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from implementations import Unsupported, _threads
from implementations._exact import exactly, smallest_normal, widened

_OWN_THREADS = "implementations._fused.driver"  #: the module whose threads are not the caller's


def packages() -> tuple[str, ...]:
    """The distributions whose versions a result may depend on, installed or not."""
    return (
        "numpy", "ml_dtypes", "numba", "scipy", "scikit-learn", "autograd", "onnx", "onnxruntime",
    )  # fmt: skip


def devices() -> tuple[str, ...]:
    """Those that are here: "cpu", and "cuda" where there is one."""
    return ("cpu",)


def threads() -> int:
    """How many of them compute. NumPy's elementwise loops and sums run in the caller's.

    Those of an implementation that has some count from when it is imported.
    """
    return _threads.count() if _OWN_THREADS in sys.modules else 1


@contextmanager
def computing_with(threads: int) -> Iterator[None]:
    """Let so many threads compute, inside of this."""
    with _threads.limited_to(threads):
        yield


@contextmanager
def asking(dtype: str, key: object) -> Iterator[None]:
    """Ask within this: conversions, calls and all. *key* changes with the loss.

    NumPy would warn of an overflow; here the answer itself is judged.
    """
    with np.errstate(all="ignore"):
        yield


def to_device(array, dtype, device):
    """A fresh copy of a NumPy array on *device*, in *dtype* or, if that is None, its own.

    Raises ValueError where that would round, and Unsupported where it cannot be held at all.
    """
    return exactly(array, dtype)


def empty(shape, dtype, device):
    """Memory that is only reserved: nobody has written there. Raises MemoryError."""
    return np.empty(shape, dtype)


def to_numpy(array):
    """A fresh copy: float64 of whatever floats, and integers as they are. Exact."""
    return widened(array)


def dtype_name(array) -> str:
    """As NumPy spells it: "bfloat16"."""
    return array.dtype.name


def value_and_grad(function, logits, *rest, upstream=None, **options):
    """`function(logits, *rest, **options)`, one value per example, and its gradient in *logits*.

    *upstream* is the gradient of some later scalar in each value, in an array of the framework;
    None is what a plain sum sends back, in the layout in which the framework sends it.
    """
    raise Unsupported(
        "NumPy does not differentiate: define cross_entropy_gradient beside cross_entropy"
    )


def synchronize(array):
    """Return *array* once it has been computed, which what only looks like an array may not be."""
    return np.asarray(array)


def flushes_subnormals(dtype: str, device: str) -> bool:
    """Whether half of the smallest normal number is 0 here: measured, with the usual arithmetic."""
    product = to_device(smallest_normal(dtype), dtype, device) * to_device(
        np.array(0.5), dtype, device
    )
    return not to_numpy(product).all()


def overwrite(array, other):
    """Make *array* hold what *other* does, where it lies."""
    array[...] = other


def settings():
    """What a call may not change, by name: whatever else computes in this process relies on it."""
    return {
        "how NumPy takes errors": np.geterr(),
        "NumPy's random numbers": str(np.random.get_state()),  # noqa: NPY002  (that all share)
        "Python's random numbers": random.getstate(),
    }


def read_only(array):
    """The same array, refusing to be written. Raises Unsupported where none can."""
    array.flags.writeable = False
    return array
