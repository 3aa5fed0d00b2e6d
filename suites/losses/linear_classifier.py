"""The same loss in its classifier: the gradient is a sum of outer products over all examples.

Kernels that fuse the two add it up block by block. What is added has both signs, so that an
error is measured beside the sum of the magnitudes.
"""

from functools import cache

import numpy as np

from suites.losses import linear
from suites.losses._softmax import limit_and_rest
from suites.losses.cross_entropy import one_hot
from suites.losses.linear import (  # noqa: F401
    FUNCTION,
    INPUTS,
    NONFINITE,
    TIERS,
    options,
    value,
    value_condition,
)

ACROSS = True
GRADIENT = "_classifier_gradient"


def inputs(case):
    return linear.classifier(case.logits.shape[1])


def given(case):
    return case.logits, case.targets


@cache
def called(function):
    """With the classifier first, in which it is differentiated, and not as an option.

    The same for the same function, so that it is compiled once.
    """

    def by_classifier(first, hidden, targets, upstream=None, *, classifier):
        more = {} if upstream is None else {"upstream": upstream}
        return function(hidden, targets, classifier=first, **more)

    return by_classifier


def gradient(a, hidden, targets):
    """softmax - one_hot of each example."""
    exact, rest = limit_and_rest(linear.softmax_of_logits(a, hidden))
    return a.ended(exact - a.exactly(one_hot(targets, hidden)), rest)


def gradient_unit(rough, targets):
    """The two of which it is the difference."""
    return np.maximum(linear.probs_of(rough), one_hot(targets, rough.logits))


def gradient_condition(rough, targets):
    return linear.logit_moves(rough)
