"""jax_fused computes where JAX's arrays lie, and as numpy_fused does."""

import os
import sys
from functools import partial

import numpy as np
import pytest

pytest.importorskip("jax", reason="jax is not installed")
pytest.importorskip("numba", reason="numba is not installed")

import jax
import jax.numpy as jnp

from implementations import _xla_frame, jax_fused, numpy_fused
from implementations._fused import floating

DTYPES = "float32", "bfloat16", "float16"


def drawn(dtype, rows=33, classes=70):
    rng = np.random.default_rng(classes)
    logits = jnp.asarray(3 * rng.normal(size=(rows, classes)), dtype)
    return logits, jnp.asarray(rng.integers(0, classes, rows)), logits[:, 0]


@jax.jit
def both(logits, targets, upstream):
    losses, pullback = jax.vjp(partial(jax_fused.cross_entropy, targets=targets), logits)
    return losses, *pullback(upstream)


@pytest.fixture
def called():
    """Register a handler under a name of its own, and return what calls it with one array."""
    kept = []

    def register(function):
        kept.append(_xla_frame.handler(function))
        name = f"xentbench_test_{os.getpid()}_{id(kept[-1])}"
        jax.ffi.register_ffi_target(name, jax.ffi.pycapsule(kept[-1]), platform="cpu")
        return jax.jit(
            lambda x: jax.ffi.ffi_call(name, jax.ShapeDtypeStruct(x.shape, x.dtype))(
                x, options="said"
            )
        )

    return register


@pytest.mark.parametrize("dtype", DTYPES)
def test_answers_are_those_of_numpy_fused(dtype):
    """To the last bit, compiled or not."""
    given = drawn(dtype)
    expected = numpy_fused.cross_entropy_and_gradient(*map(np.asarray, given))
    for found in (both(*given), both.__wrapped__(*given)):
        for one, other in zip(found, expected, strict=True):
            assert np.asarray(one).tobytes() == other.tobytes()


def test_arrays_are_not_copied(called):
    """A handler is given the address that JAX says its array has, and a string."""
    seen = []
    x = jnp.arange(4096.0)
    jax.block_until_ready(
        called(lambda given, made, text: seen.extend((given[0].ctypes.data, text)))(x)
    )
    assert seen == [x.unsafe_buffer_pointer(), "said"]


def test_an_exception_is_an_error_of_jax(called):
    """With its type and its words."""

    def refuse(given, made, text):
        raise ValueError("not today")

    with pytest.raises(jax.errors.JaxRuntimeError, match="ValueError: not today"):
        jax.block_until_ready(called(refuse)(jnp.zeros(3)))


@pytest.mark.skipif(sys.platform != "linux", reason="JAX's threads are left as they are")
def test_subnormal_numbers_are_numbers_as_usual_alone(called):
    """XLA's threads take them for 0, and do so again when the handler returns."""
    halves = []

    def halve(given, made, text):
        smallest = np.full(1, np.finfo(np.float32).tiny)
        halves.append(float((smallest / 2)[0]))
        with floating.as_usual():
            halves.append(float((smallest / 2)[0]))
        halves.append(float((smallest / 2)[0]))

    jax.block_until_ready(called(halve)(jnp.zeros(3)))
    assert halves == [0, np.finfo(np.float32).tiny / 2, 0]


def test_a_wrong_target_is_nan_in_its_row_alone():
    """As indexing in JAX has it, where nothing can be raised."""
    logits, targets, upstream = drawn("float32")
    losses, gradient = both(logits, targets.at[5].set(70), upstream)
    expected = both(logits, targets, upstream)
    for found, honest in zip((losses, gradient), expected, strict=True):
        wrong = np.isnan(np.asarray(found).reshape(33, -1)).any(1)
        assert wrong.tolist() == [row == 5 for row in range(33)]
        assert np.array_equal(found[6:], honest[6:])


def test_a_version_is_told_that_xla_knows():
    """The newest that was read about, and no newer one than XLA has."""
    for minor, told in ((1, 1), (3, 3), (9, 3)):
        api = np.array([0, 0, 24, 0, minor << 32], np.int64)
        metadata = np.full(6, -1, np.int64)
        _xla_frame._introduce(metadata.ctypes.data, api.ctypes.data)
        assert metadata.view(np.int32)[6:9].tolist() == [0, told, 0]
