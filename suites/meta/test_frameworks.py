"""Frameworks carry arrays in and out without changing a bit, and differentiate exactly."""

import ml_dtypes  # noqa: F401  (teaches NumPy the name "bfloat16")
import numpy as np
import pytest

import implementations
from implementations import Unsupported
from suites.formats import FORMATS

INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")


@pytest.fixture(params=implementations.frameworks())
def framework(request):
    return pytest.importorskip(f"implementations._{request.param}")


@pytest.fixture(params=[name for name in implementations.frameworks() if name != "numpy"])
def differentiating(request):
    return pytest.importorskip(f"implementations._{request.param}")


def _tricky(dtype: str) -> np.ndarray:
    """All encodings of a 16-bit format; of a longer one the edges, and many bit patterns."""
    bits = {"float64": np.uint64, "float32": np.uint32}.get(dtype, np.uint16)
    form, rng = FORMATS[dtype], np.random.default_rng(7)
    edges = [0.0, form.smallest_subnormal, form.tiny, form.tiny * (1 - form.eps), form.max, np.inf]
    if bits is np.uint16:
        patterns = np.arange(2**16).astype(bits)
    else:
        patterns = rng.integers(0, np.iinfo(bits).max, 10_000, bits, endpoint=True)
    with np.errstate(invalid="ignore"):  # signalling NaN
        numbers = patterns.view(dtype).astype(np.float64)
    return np.concatenate([numbers, edges, np.negative(edges), [np.nan]])


@pytest.mark.parametrize("dtype", FORMATS)
def test_floats_come_back_bit_for_bit(framework, dtype):
    """Subnormals, -0, infinities, NaN and all: in, and out again, in the dtype asked for."""
    numbers = _tricky(dtype)
    with framework.asking(dtype, "round trip"):
        try:
            held = framework.to_device(numbers, dtype, "cpu")
        except Unsupported as why:
            pytest.skip(str(why))
        returned = framework.to_numpy(held)
        assert framework.dtype_name(held) == dtype
    assert returned.dtype == np.float64
    np.testing.assert_array_equal(returned, numbers)
    real = ~np.isnan(numbers)
    np.testing.assert_array_equal(np.signbit(returned[real]), np.signbit(numbers[real]))


def test_rounding_is_refused(framework):
    """A value that the dtype does not have is the caller's mistake, and no wrong answer."""
    with framework.asking("bfloat16", "rounding"), pytest.raises(ValueError, match="not exact"):
        framework.to_device(np.array([1.0, 1 / 3]), "bfloat16", "cpu")


@pytest.mark.parametrize("asked", ["float64", "float32"])
@pytest.mark.parametrize("dtype", INTEGERS)
def test_integers_are_held_exactly_or_refused(framework, dtype, asked):
    """What a framework holds comes back; what it does not is Unsupported, and never another number.

    Signed ones and bytes are held by all.
    """
    info = np.iinfo(dtype)
    small, wide = (np.array(pair, dtype) for pair in ([0, 100], [info.min, info.max]))
    with framework.asking(asked, "integers"):
        try:
            returned = framework.to_numpy(framework.to_device(small, None, "cpu"))
        except Unsupported:
            assert info.min == 0
            assert info.bits > 8
            return
        assert returned.dtype.kind in "iu"
        assert returned.tolist() == [0, 100]
        try:
            returned = framework.to_numpy(framework.to_device(wide, None, "cpu"))
        except Unsupported:
            assert info.bits == 64
        else:
            assert returned.tolist() == [info.min, info.max]


def test_neither_way_shares_memory(framework):
    """Whoever writes into what it was given must not reach the case, nor later answers."""
    aligned = np.zeros(4096 + 8)  # XLA adopts a buffer only at a multiple of 64 bytes
    aligned = aligned[-aligned.ctypes.data % 64 // 8 :][:4096]
    given = aligned.view()
    given.flags.writeable = False
    with framework.asking("float64", "memory"):
        held = framework.to_device(given, "float64", "cpu")
        aligned[:] = 1
        returned = framework.to_numpy(held)
        assert not returned.any()
        returned[:] = 1
        assert not framework.to_numpy(held).any()
        indices = framework.to_device(np.zeros(4096, np.int32), None, "cpu")
        framework.to_numpy(indices)[:] = 1
        assert not framework.to_numpy(indices).any()


def test_gradient_takes_the_upstream_it_is_given(differentiating):
    """The gradient of x**2 summed over classes is 2 x times each example's upstream, exactly."""
    logits, upstream = np.arange(12.0).reshape(3, 4), np.array([1.0, -0.5, 3.0])
    for dtype in FORMATS:
        with differentiating.asking(dtype, "upstream"):
            try:
                x, u = (differentiating.to_device(a, dtype, "cpu") for a in (logits, upstream))
            except Unsupported:
                continue
            if not _computes(x):
                continue  # Paddle holds the 16-bit formats on the CPU, and computes in neither
            value, gradient = differentiating.value_and_grad(_squares, x, 2, upstream=u, bias=1)
            _, plain = differentiating.value_and_grad(_squares, x, 2, bias=1)
            assert differentiating.dtype_name(gradient) == dtype
        exact = 2 * logits
        np.testing.assert_array_equal(
            differentiating.to_numpy(value), FORMATS[dtype].round((logits**2).sum(1) + 1)
        )
        np.testing.assert_array_equal(differentiating.to_numpy(gradient), exact * upstream[:, None])
        np.testing.assert_array_equal(differentiating.to_numpy(plain), exact)


def _squares(logits, divisor, *, bias):
    terms = logits * logits * 2 / divisor
    first, *others = (terms[:, each] for each in range(terms.shape[1]))
    return sum(others, first) + bias


def _computes(array) -> bool:
    try:
        return _squares(array, 2, bias=1) is not None
    except RuntimeError as error:
        if "not registered" in str(error):
            return False
        raise


def test_probe_agrees_with_a_compiled_halving(framework):
    """Whatever the probe says of float32, halving the smallest normal number shows it."""
    compiled = getattr(framework, "compiled", lambda function: function)
    tiny = np.full(64, FORMATS["float32"].tiny)
    with framework.asking("float32", "probe"):
        held = framework.to_device(tiny, "float32", "cpu")
        vanished = (framework.to_numpy(compiled(lambda x: x * 0.5)(held)) == 0).all()
        assert framework.flushes_subnormals("float32", "cpu") == vanished


def test_protocol_is_complete(framework):
    """Every framework answers the questions about itself, and it runs somewhere."""
    assert {*framework.devices()} & {"cpu", "cuda"}
    assert framework.threads() >= 1
    assert framework.packages()
    array = framework.to_device(np.ones(2), "float32", "cpu")
    assert framework.synchronize(array) is array
    assert framework.dtype_name(array) == "float32"
