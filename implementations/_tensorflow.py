"""TensorFlow: how arrays get in and out, and how they are differentiated; eagerly."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # else it tells of every target it refuses

import tensorflow as tf

from implementations import _tensorflow_calculus
from implementations._exact import exactly, smallest_normal, widened

if not hasattr(tf.Tensor, "T"):  # what the arrays of all others have
    tf.Tensor.T = property(tf.transpose)


def packages() -> tuple[str, ...]:
    return ("tensorflow", "tensorflow-cpu")


def devices() -> tuple[str, ...]:
    return ("cpu", "cuda") if tf.config.list_physical_devices("GPU") else ("cpu",)


def threads() -> int:
    """As many as there are CPUs, unless somebody said otherwise."""
    return tf.config.threading.get_intra_op_parallelism_threads() or os.cpu_count() or 1


@contextmanager
def asking(dtype: str, key: object) -> Iterator[None]:
    yield


def to_device(array, dtype, device):
    with tf.device("GPU" if device == "cuda" else "CPU"):
        return tf.identity(tf.constant(exactly(array, dtype)))


def to_numpy(tensor):
    return widened(tensor.numpy())


def dtype_name(tensor) -> str:
    return tensor.dtype.name


def compiled(function):
    """As `Model.fit` runs it: traced once for each shape."""
    return tf.function(function, autograph=False)


def value_and_grad(function, logits, *rest, upstream=None, **options):
    with tf.GradientTape() as tape:
        tape.watch(logits)
        value = function(logits, *rest, **options)
    sent = None if upstream is None else tf.cast(upstream, value.dtype)
    gradient = tape.gradient(value, logits, sent, tf.UnconnectedGradients.ZERO)
    return value, tf.convert_to_tensor(gradient)


def synchronize(tensor):
    """On the CPU it has been computed; elsewhere a copy to here waits for it."""
    if not tensor.device.endswith("CPU:0"):
        tensor.numpy()
    return tensor


def calculus():
    return _tensorflow_calculus


def flushes_subnormals(dtype: str, device: str) -> bool:
    half = to_device(np.array(0.5), dtype, device)
    return not to_numpy(to_device(smallest_normal(dtype), dtype, device) * half).all()


def read_only(tensor):
    return tensor  # as all of TensorFlow's are
