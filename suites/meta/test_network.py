"""The network that everyone trains: its gradient, its rounding, and that it is the same again."""

import numpy as np
import pytest

from suites import training_case
from suites.formats import FORMATS
from suites.network import Network

WIDE = FORMATS["float64"]


@pytest.fixture
def network():
    """Of float64 weights, so that small steps are seen."""
    rng = np.random.default_rng(3)
    shapes = (5, 7), (7,), (7, 4), (4,)
    return Network(tuple(rng.normal(size=shape) for shape in shapes))


@pytest.mark.parametrize("layer", range(4))
def test_its_gradient_is_the_slope_of_what_it_computes(network, layer):
    """Held against central differences, in every weight."""
    rng = np.random.default_rng(4)
    inputs, slopes = rng.normal(size=(6, 5)), rng.normal(size=(6, 4))
    found = network.forward(inputs, WIDE).backward(slopes)[layer]

    def total(place, step):
        weights = [weight.copy() for weight in network.weights]
        weights[layer][place] += step
        return (Network(tuple(weights)).forward(inputs, WIDE).logits * slopes).sum()

    for place in np.ndindex(found.shape):
        slope = (total(place, 1e-6) - total(place, -1e-6)) / 2e-6
        assert found[place] == pytest.approx(slope, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_whatever_it_stores_is_of_the_format(network, dtype):
    """Activations, logits and gradients; the weights themselves stay in float32."""
    format = FORMATS[dtype]
    inputs = format.round(np.random.default_rng(5).normal(size=(6, 5)))
    found = network.forward(inputs, format)
    gradients = found.backward(format.round(np.ones((6, 4)) / 3))
    for array in (found.hidden, found.logits, *gradients):
        assert (format.round(array) == array).all()
    for weight in network.updated(gradients, 0.1).weights:
        assert (FORMATS["float32"].round(weight) == weight).all()


@pytest.mark.parametrize("name", training_case.names())
def test_a_training_is_the_same_again(name):
    """Of one seed; another one draws other examples."""
    one = training_case.make(name, "float32", (8, 3))
    training_case.make.cache_clear()
    assert training_case.make(name, "float32", (8, 3)).digest == one.digest
    assert training_case.make(name, "float32", (8, 3), 1).digest != one.digest
    assert training_case.make(name, "bfloat16", (8, 3)).digest != one.digest
