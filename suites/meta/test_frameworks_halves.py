"""Forward and backward told apart, so that what is held between them can be weighed."""

import numpy as np
import pytest

import implementations


@pytest.mark.parametrize("name", implementations.frameworks())
def test_a_pullback_is_the_other_half(name):
    """Where a framework lets forward and backward be told apart, together they are both."""
    framework = pytest.importorskip(f"implementations._{name}", exc_type=ImportError)
    if not hasattr(framework, "vjp"):
        pytest.skip("nothing is between the passes here")
    logits, upstream = np.arange(12.0).reshape(3, 4), np.array([1.0, -0.5, 3.0])
    with framework.asking("float32", "halves"):
        x, u = (framework.to_device(a, "float32", "cpu") for a in (logits, upstream))
        for given in (u, None):
            value, pullback = framework.vjp(_squares, x, 2, bias=1)
            whole = framework.value_and_grad(_squares, x, 2, upstream=given, bias=1)
            for one, other in zip((value, pullback(given)), whole, strict=True):
                found = (framework.to_numpy(each) for each in (one, other))
                np.testing.assert_array_equal(*found)


def _squares(logits, power, *, bias):
    return (logits**power).sum(-1) + bias
