"""Rays: the parameter is what the docstring says, from where nothing is extreme to the end."""

import numpy as np
import pytest

from suites import rays
from suites.formats import FORMATS

SHAPES = (64, 10), (1, 1), (5, 3), (2, 1200)
EVERY = pytest.mark.parametrize("ray", rays.names())


def _second(logits):
    return np.sort(logits, axis=-1)[:, -2]


def _own(case):
    return case.logits[np.arange(len(case.targets)), case.targets]


#: What of a case the parameter is.
PARAMETERS = {
    "scale": lambda case: case.logits.max(-1),
    "common_offset": lambda case: case.logits.max(-1),
    "confident_gap": lambda case: _own(case) - _second(case.logits),
    "wrong_gap": lambda case: case.logits.max(-1) - _own(case),
    "classes": lambda case: np.isfinite(case.logits).sum(-1),
}


def _cases(ray, dtype, shape):
    for stretch in rays.stretches(ray, dtype, shape):
        for points in stretch.scan():
            yield stretch, points, rays.case(ray, dtype, stretch, points)


@EVERY
@pytest.mark.parametrize("dtype", FORMATS)
def test_the_parameter_is_what_it_is_said_to_be(ray, dtype):
    """Exactly, at every point of the scan, which ascends."""
    before = 0.0
    for stretch, points, case in _cases(ray, dtype, (64, 10)):
        expected = np.repeat(points, len(stretch.targets))
        assert (PARAMETERS[ray](case)[: len(expected)] == expected).all()
        assert [before, *points] == sorted({before, *points})
        before = points[-1]
    assert before == rays.stretches(ray, dtype, (64, 10))[-1].end


@EVERY
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", FORMATS)
def test_a_ray_has_any_shape(ray, shape, dtype):
    """The shape that was asked, or the narrow one; finite logits, and targets that are there."""
    for stretch, _, case in _cases(ray, dtype, shape):
        assert case.logits.shape == stretch.shape
        assert stretch.shape in (shape, (rays.NARROW[0], min(shape[1], rays.NARROW[1])))
        assert np.isfinite(_own(case)).all()
        assert (case.logits <= FORMATS[dtype].max).all()


@pytest.mark.parametrize("dtype", FORMATS)
def test_an_offset_is_exact(dtype):
    """All gaps stay what they were, to the last bit."""
    gaps = [
        (case.logits.max(-1, keepdims=True) - case.logits)[: len(stretch.targets)]
        for stretch, _, case in _cases("common_offset", dtype, (64, 10))
    ]
    assert all((each == gaps[0]).all() for each in gaps)
    assert len({*gaps[0].ravel()}) > 3


@EVERY
def test_nothing_is_extreme_where_a_ray_begins(ray):
    """No logit is far from the others, or large."""
    stretch, _, case = next(_cases(ray, "float32", (64, 10)))
    first = case.logits[: len(stretch.targets)]
    assert np.nanmax(np.abs(first[np.isfinite(first)])) <= 8


@EVERY
def test_a_point_has_the_same_rows_wherever_it_stands(ray):
    """So that it is no break to stand elsewhere in a batch."""
    stretch, *_ = rays.stretches(ray, "float32", (64, 10))
    (first, *others), *_ = stretch.scan()
    rows = len(stretch.targets)
    one = rays.case(ray, "float32", stretch, (first, *others[:1]))
    two = rays.case(ray, "float32", stretch, (others[0],))
    assert (one.logits[rows : 2 * rows] == two.logits[:rows]).all()
    assert (one.targets[rows : 2 * rows] == two.targets[:rows]).all()


@EVERY
def test_a_ray_says_what_grows(ray):
    """In its docstring, for whoever reads the number."""
    assert rays.catalogue()[ray].__doc__.strip().endswith(".")
