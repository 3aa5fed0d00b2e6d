"""Cross-entropy of a linear classifier: of the logits that hidden states have in it.

Kernels that fuse the two never hold all logits. The products are sums that round, so that the
loss is conditioned in them: beside a logit counts the sum of the magnitudes it was added from.
"""

import numpy as np

from suites.losses._rough import Rough, moves
from suites.losses._softmax import limit_and_rest, softmax_of
from suites.losses.cross_entropy import one_hot, picked
from suites.nonfinite import FREE, NAN, Row

FUNCTION = "linear_cross_entropy"
INPUTS = "hidden"
TIERS = (2,)
LEAK = 0.25  #: of the next feature into each logit, which the own one makes up for: none overflows
NONFINITE = (
    Row("NaN anywhere", lambda x: x.nan, (NAN,), {"rest": FREE}),
    Row("0 times an infinity", lambda x: np.isinf(x.logits).any(1), FREE, {"rest": FREE}),
)


def options(case):
    return {"classifier": classifier(case.logits.shape[1])}


def classifier(classes):
    """(classes, features), as many of one as of the other."""
    return (1 - LEAK) * np.eye(classes) + LEAK * np.roll(np.eye(classes), 1, 1)


def value(a, hidden, targets):
    soft = softmax_of_logits(a, hidden)
    return a.ended(picked(soft.gaps, targets), soft.rest)


def gradient(a, hidden, targets):
    """(softmax - one_hot) times the classifier."""
    soft, leak = softmax_of_logits(a, hidden), _leak(a)
    exact, rest = limit_and_rest(soft)
    exact = exact - a.exactly(one_hot(targets, hidden))
    return a.ended(*((1 - leak) * part + leak * np.roll(part, 1, 1) for part in (exact, rest)))


def softmax_of_logits(a, hidden):
    exact, leak = a.exactly(hidden), _leak(a)
    logits = (1 - leak) * exact + leak * np.roll(exact, -1, 1)
    return softmax_of(a, logits, logits == logits.max(1, keepdims=True))


def _leak(a):
    return a.exactly(np.full(1, LEAK))[0]


def probs_of(rough):
    """Of the logits that the hidden states have."""
    with np.errstate(all="ignore"):
        logits = rough.logits @ classifier(rough.logits.shape[1]).T
    return Rough(np.nan_to_num(logits)).probs


def logit_moves(rough):
    """How far each example's gradient in its logits moves with what these were added from."""
    return moves(probs_of(rough), _sizes(rough))


def _sizes(rough):
    return rough.magnitudes @ classifier(rough.logits.shape[1]).T


def value_condition(rough, targets, slopes):
    slopes = probs_of(rough) - one_hot(targets, rough.logits)
    return (_sizes(rough) * np.abs(slopes)).sum(-1)


def gradient_condition(rough, targets):
    return logit_moves(rough) @ classifier(rough.logits.shape[1])


def lenient(rough, targets):
    """The features that the target's class is made of."""
    return one_hot(targets, rough.logits) @ classifier(rough.logits.shape[1]) > 0
