"""How far apart two implementations are, on numbers that can be checked by hand."""

import math

from reports._agreement import agreements, distance
from suites.meta.test_reports_reading import record


def test_distances_are_in_ulp_of_the_larger():
    """By hand: the spacing of float32 is 2**-24 below 1 and 2**-23 from 1 on."""
    assert distance(1.0, 1.0 - 2.0**-24, "float32") == 0.5
    assert distance(0.5, 0.5 + 2.0**-24, "float32") == 1
    assert distance(0.25, -0.25, "bfloat16") == 2.0**8
    assert distance(0.0, 2.0**-24, "float16") == 1  # the smallest subnormal number
    assert distance(0.0, -0.0, "float64") == 0
    assert distance(math.inf, math.inf, "float32") == 0
    assert distance(math.inf, 1.0, "float32") == math.inf
    assert math.isnan(distance(math.nan, 1.0, "float32"))
    assert distance(math.nan, math.nan, "float32") == 0


def test_agreement_is_the_largest_distance_of_two_panels():
    """A NaN against a number outweighs every distance."""
    panels = {"a": ("0x1p-1", "0x0p+0"), "b": ("0x1.00001p-1", "0x0p+0"), "c": ("0x1p-1", "nan")}
    (found,) = agreements(
        record(implementation=name, question="panel", panel=(row,)) for name, row in panels.items()
    )
    assert found.distances["a", "b"] == found.distances["b", "a"] == 8
    assert math.isnan(found.distances["a", "c"])
