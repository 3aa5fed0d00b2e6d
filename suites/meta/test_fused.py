"""What numpy_fused relies on: an accurate exp, and the same answer however it is written."""

import numpy as np
import pytest

pytest.importorskip("numba", reason="numba is not installed")

from implementations import _threads, numpy_fused, numpy_log1p
from implementations._fused import driver
from implementations._fused.kernels import SURVEY, WRITE
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


@pytest.mark.parametrize("shape", [(1, 262144), (3, 131071), (3, 131072)])
@pytest.mark.parametrize("threads", [2, 3])
def test_pieces_of_a_row_are_put_together_in_their_order(monkeypatch, shape, threads):
    """Few rows are cut, and surveyed before one is written; nothing of it is seen in the answer."""
    logits, targets, upstream = drawn(*shape)
    targets[-1] = shape[1] - 1
    with _threads.limited_to(1):
        expected = numpy_fused.cross_entropy_and_gradient(logits, targets, upstream)
    cut = []
    kernel = driver.KERNELS["float32"]
    monkeypatch.setitem(
        driver.KERNELS, "float32", lambda *given: cut.append(given[4][-1]) or kernel(*given)
    )
    with _threads.limited_to(threads):
        found = numpy_fused.cross_entropy_and_gradient(logits, targets, upstream)
        alone = numpy_fused.cross_entropy(logits, targets)
    assert [each.tobytes() for each in found] == [each.tobytes() for each in expected]
    assert alone.tobytes() == expected[0].tobytes()
    assert {SURVEY, WRITE} == {*cut} or shape[0] == threads


@pytest.mark.parametrize("classes", [1, 2, 10, 40, 41])
@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_a_short_row_is_the_same_whatever_is_beside_it(classes, dtype):
    """Rows that are computed many at a time; infinite, ignored and NaN ones harm no other."""
    logits, targets, upstream = drawn(1100, classes, dtype)
    targets[7] = -100
    logits[8], logits[9], logits[10, -1] = np.nan, np.inf, -np.inf
    losses, gradient = numpy_fused.cross_entropy_and_gradient(logits, targets, upstream)
    alone = [
        numpy_fused.cross_entropy_and_gradient(
            *(a[row : row + 1] for a in (logits, targets, upstream))
        )
        for row in range(0, 1100, 1 if classes == 2 else 50)
    ]
    step = 1 if classes == 2 else 50
    assert losses[::step].tobytes() == b"".join(loss.tobytes() for loss, _ in alone)
    assert gradient[::step].tobytes() == b"".join(slope.tobytes() for _, slope in alone)
    assert np.isnan(losses[8:10]).all()
    assert np.isnan(gradient[8:10]).all()
    honest = np.delete(np.arange(1100), [7, 8, 9, 10])
    wide = logits.astype(np.float64)[honest], targets[honest], upstream.astype(np.float64)[honest]
    slopes = numpy_log1p.cross_entropy_gradient(*wide)
    off = abs(gradient[honest] - slopes)
    assert (off <= 4 * np.spacing(abs(slopes).astype(dtype))).all()
    assert not losses[7]
    assert not gradient[7].any()


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
