"""JAX: how arrays get in and out, and how they are differentiated."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import jax
import jax.numpy as jnp
import numpy as np

from implementations import Unsupported, _cache, _jax_calculus, _jax_gpu, _numpy
from implementations._exact import exactly, smallest_normal, widened

if "JAX_COMPILATION_CACHE_DIR" not in os.environ:
    jax.config.update("jax_compilation_cache_dir", _cache.folder("jax"))
jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


def packages() -> tuple[str, ...]:
    return ("jax", "jaxlib", "numba", "optax", "keras")


def devices() -> tuple[str, ...]:
    return ("cpu", "cuda") if jax.default_backend() == "gpu" else ("cpu",)


def threads() -> int:
    """XLA keeps one for each CPU that this process may use."""
    here = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if here else os.cpu_count() or 1


@contextmanager
def asking(dtype: str, key: object) -> Iterator[None]:
    """64 bits only where they are asked about: everyone else computes with JAX's defaults."""
    with jax.enable_x64(dtype == "float64"):
        yield


def to_device(array, dtype, device):
    """Outside of `asking("float64", ...)` int64 is held as int32, where the values allow it.

    JAX by itself would wrap them around, and round float64 to float32: both without a word.
    """
    array = exactly(array, dtype)
    held = array.astype(jax.dtypes.canonicalize_dtype(array.dtype))
    if held.dtype != array.dtype:
        if array.dtype.kind == "f":
            raise ValueError(f'{array.dtype} is asked about within asking("{array.dtype}", ...)')
        if not np.array_equal(held, array):
            raise Unsupported(f"JAX holds {array.dtype} as {held.dtype}, where these do not fit")
    return jax.device_put(held, jax.devices(device)[0])


def to_numpy(array):
    return widened(array)


def dtype_name(array) -> str:
    return array.dtype.name


def compiled(function):
    """As everyone runs it."""
    return jax.jit(function)


def value_and_grad(function, logits, *rest, upstream=None, **options):
    arrays = {name: option for name, option in options.items() if isinstance(option, jax.Array)}
    numbers = tuple((name, option) for name, option in options.items() if name not in arrays)
    differentiated = _jax_calculus.compiled(_value_and_grad, function, numbers)
    return differentiated(logits, rest, upstream, arrays)


def _value_and_grad(function, numbers, logits, rest, upstream, arrays):
    losses, pullback = jax.vjp(
        lambda logits: function(logits, *rest, **dict(numbers), **arrays), logits
    )
    upstream = jnp.ones_like(losses) if upstream is None else upstream
    return losses, *pullback(upstream.astype(losses.dtype))


def synchronize(array):
    return jax.block_until_ready(array)


def settings():
    return _numpy.settings() | {f"JAX's {name}": value for name, value in jax.config.values.items()}


def gpu():
    return _jax_gpu


def calculus():
    return _jax_calculus


def flushes_subnormals(dtype: str, device: str) -> bool:
    """Of a compiled product of two arguments: of constants the compiler itself would take it."""
    with asking(dtype, "flushes_subnormals"):
        numbers = to_device(smallest_normal(dtype), dtype, device)
        half = to_device(np.array(0.5), dtype, device)
        return not to_numpy(jax.jit(jnp.multiply)(numbers, half)).all()


def read_only(array):
    return array  # as all of JAX's are
