"""Trainings: one function each, whose docstring says what it provokes in a careless loss.

Each is called with a random generator and the shape (rows of a batch, classes), and returns the
examples, (examples, features), their targets, the network to begin with, and the learning rate of
each step. Whatever they return is rounded afterwards (`suites.training_case`).
"""

import numpy as np

from suites.network import Network

EXAMPLES = 8  #: batches that there are examples for
FEATURES, HIDDEN = 10, 64
STEPS = 300
SHARES = 0.08, 0.9, 0.02  #: of the classes of `imbalanced`


def separable(rng, shape):
    """Examples of all lengths, as of features that nobody has normalised: the longer ones push
    logits past 88.7, where exp is infinite, long after the training began well."""
    targets = rng.integers(shape[1], size=EXAMPLES * shape[0])
    return _descent(rng, targets, shape[1], apart=2.0, rate=0.03)


def imbalanced(rng, shape):
    """The same with classes that overlap, two of them rare: confident where it is wrong."""
    shares = np.resize(SHARES, shape[1])
    targets = rng.choice(shape[1], EXAMPLES * shape[0], p=shares / shares.sum())
    return _descent(rng, targets, shape[1], apart=0.5, rate=0.1)


def many_classes(rng, shape):
    """Thousands of classes of all frequencies, and logits with a common offset.

    Classes are as frequent as words (Zipf's law), and their weights share a direction, as those
    of language models do (Gao et al., "Representation degeneration", ICLR 2019). Sums over the
    classes stop growing in a short format, and the offset grows with the hidden layer.
    """
    rows, classes = shape
    features, hidden, steps = 16, 32, 60  # fewer steps, since each costs as much as fifty of others
    frequency = 1 / np.arange(1, classes + 1)
    targets = rng.choice(classes, EXAMPLES // 2 * rows, p=frequency / frequency.sum())
    inputs = rng.normal(size=(classes, features))[targets]
    inputs += 0.3 * rng.normal(size=inputs.shape)
    inner, inner_bias, outer, outer_bias = _layers(rng, features, hidden, classes, 0.5)
    outer = outer + 2.5 * np.abs(rng.normal(size=(hidden, 1)))
    network = Network.of(inner, inner_bias, outer, outer_bias)
    return inputs, targets, network, _warmed_up(0.5, steps)


def _descent(rng, targets, classes, apart, rate):
    """Clusters about one centre a class; each example is as long as a log-normal number says."""
    inputs = apart * rng.normal(size=(classes, FEATURES))[targets]
    inputs += rng.normal(size=inputs.shape)
    inputs *= rng.lognormal(size=(len(targets), 1))
    network = Network.of(*_layers(rng, FEATURES, HIDDEN, classes, 0.1))
    return inputs, targets, network, _warmed_up(rate, STEPS)


def _layers(rng, features, hidden, classes, scale):
    """He's initialisation (ICCV 2015), with a last layer that begins small."""
    inner = rng.normal(size=(features, hidden)) * np.sqrt(2 / features)
    outer = scale * rng.normal(size=(hidden, classes)) / np.sqrt(hidden)
    return inner, np.zeros(hidden), outer, np.zeros(classes)


def _warmed_up(rate, steps):
    """Growing over the first third of the steps, as schedules do."""
    return rate * np.minimum(1.0, np.arange(1, steps + 1) / (steps / 3))
