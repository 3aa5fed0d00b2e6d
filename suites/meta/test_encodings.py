"""Ordinals: in the order of the numbers, a step an ulp, and back again."""

import numpy as np
import pytest

from suites.encodings import every, largest, numbers, ordinals
from suites.formats import FORMATS

NARROW = [FORMATS[name] for name in ("bfloat16", "float16")]


@pytest.mark.parametrize("format", NARROW, ids=lambda format: format.name)
def test_all_numbers_of_a_narrow_format_and_back(format):
    """From the smallest to the largest, 0 in the middle, none left out."""
    found = np.arange(-largest(format), largest(format) + 1)
    assert (np.diff(numbers(found, format)) > 0).all()
    assert (ordinals(numbers(found, format), format) == found).all()


@pytest.mark.parametrize("name", ["float32", "float64"])
def test_a_step_is_the_next_number(name):
    """Wherever it is taken: NumPy's neighbour, past 0 and up to the largest."""
    format, dtype = FORMATS[name], np.dtype(name).type
    at = np.array([0, 1, -1, 1.5, -2, 1e-310, format.max], dtype)
    with np.errstate(over="ignore"):
        up = np.nextafter(at, dtype(np.inf))
    found = numbers(ordinals(at.astype(float), format) + 1, format)
    assert (found[:-1] == up[:-1]).all()
    assert found[-1] == format.max


@pytest.mark.parametrize("format", NARROW, ids=lambda format: format.name)
def test_every_finite_encoding_is_there(format):
    """Once each, both zeros among them, and nothing that is not finite."""
    found = every(format)
    assert len(found) == 2 * largest(format) + 2
    assert len({x.hex() for x in found}) == len(found)
    half = np.concatenate([every(format, 0, 1000), every(format, 1000)])
    assert found.tobytes() == half.tobytes()
