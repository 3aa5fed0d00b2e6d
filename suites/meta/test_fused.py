"""What numpy_fused relies on: an accurate exp, and the same answer however it is written."""

import numpy as np
import pytest

pytest.importorskip("numba", reason="numba is not installed")

from implementations import _threads, numpy_fused, numpy_log1p
from suites.meta._exponential import ranges, sweep

STRIDE = 10_007  #: a prime, so that all lengths of mantissas are met; a sweep of all takes a minute
#: Of all float32 from -387 to 256, as `python -m suites.meta._exponential` finds: 0.8993, 0.8822.
WORST = "0x1.64fa14p+7", "-0x1.bda352p+7"


def drawn(rows, classes, dtype="float32"):
    rng = np.random.default_rng(classes)
    logits = (3 * rng.normal(size=(rows, classes))).astype("float32").astype(dtype)
    return logits, rng.integers(0, classes, rows), rng.normal(size=rows).astype(dtype)


@pytest.mark.parametrize("bounds", [*ranges()])
def test_exponential_is_right_to_an_ulp(bounds):
    """Between the lowest logit that is taken as it is and the highest."""
    assert sweep(*bounds, STRIDE)[0] < 1


@pytest.mark.parametrize("x", WORST)
def test_exponential_is_right_to_an_ulp_where_it_is_worst(x):
    """The worst inputs of all are no worse on this machine."""
    bits = int(np.float32(float.fromhex(x)).view(np.int32))
    assert sweep(bits, bits + 1, 1)[0] < 1


@pytest.mark.parametrize("classes", [64, 65, 5000, 2**18 + 1, 2**21 + 64])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_gradient_is_the_same_wherever_it_is_written(classes, dtype):
    """In memory that is new, or given, or past the caches: the same bits."""
    logits, targets, upstream = drawn(3, classes, dtype)
    out = np.full_like(logits, np.nan)
    losses, fresh = numpy_fused.cross_entropy_and_gradient(logits, targets, upstream)
    again, given = numpy_fused.cross_entropy_and_gradient(logits, targets, upstream, out=out)
    assert given is out
    assert fresh.tobytes() == given.tobytes()
    assert losses.tobytes() == again.tobytes()
    assert losses.tobytes() == numpy_fused.cross_entropy(logits, targets).tobytes()


@pytest.mark.parametrize("classes", [1000, 2**18 + 1, 2**21 + 64])
def test_a_gradient_of_many_classes_is_right(classes):
    """Where terms are kept, computed again, or written past the caches: within 4 ulp of float64."""
    logits, targets, upstream = drawn(3, classes)
    wide = logits.astype(np.float64), targets, upstream.astype(np.float64)
    expected = numpy_log1p.cross_entropy_gradient(*wide)
    for out in (None, np.zeros_like(logits)):
        found = numpy_fused.cross_entropy_gradient(logits, targets, upstream, out=out)
        assert (abs(found - expected) <= 4 * np.spacing(abs(expected).astype("float32"))).all()


@pytest.mark.parametrize("threads", [2, 3, 7])
def test_threads_change_nothing(threads):
    """However many there are, each row is added up in the same order."""
    logits, targets, upstream = drawn(301, 4099)
    with _threads.limited_to(1):
        expected = numpy_fused.cross_entropy_and_gradient(logits, targets, upstream)
    with _threads.limited_to(threads):
        found = numpy_fused.cross_entropy_and_gradient(logits, targets, upstream)
    assert [each.tobytes() for each in found] == [each.tobytes() for each in expected]


@pytest.mark.parametrize("row", [0, 300])
def test_a_target_that_is_no_class_is_told_from_any_thread(row):
    """The error of another thread is that of the call."""
    logits, targets, _ = drawn(301, 4099)
    targets[row] = 4099
    with _threads.limited_to(2), pytest.raises(IndexError, match=f"row {row} "):
        numpy_fused.cross_entropy(logits, targets)


def test_a_given_gradient_has_to_fit():
    """Neither another shape or dtype, nor gaps, nor the logits themselves."""
    logits, targets, upstream = drawn(4, 6)
    for out in (logits[:3].copy(), logits.astype("float64"), np.zeros((4, 12), "f4")[:, ::2]):
        with pytest.raises(ValueError, match="out has to be float32"):
            numpy_fused.cross_entropy_gradient(logits, targets, upstream, out=out)
    with pytest.raises(ValueError, match="overlaps"):
        numpy_fused.cross_entropy_gradient(logits, targets, upstream, out=logits)
