"""NumPy in float64 inside, `(max - target) + log1p(the other terms)`, rounded once at the end.

The other terms are those of all classes but one copy of the maximum; which of several makes no
difference. Both addends are non-negative, so that nothing cancels and small losses keep their
relative accuracy. Blanchard, Higham & Higham (IMA J. Numer. Anal. 41(4), 2021) leave the maximum
out of their log-sum-exp likewise.
"""

import numpy as np

FRAMEWORK = "numpy"
PROMISE = {
    "*/subnormal_loss/float64/*": "absolute",  # the terms are subnormal before they are added
    "*/float64/*": "conditioned",
    "*": "faithful",
}


def cross_entropy(logits, targets, *, weight=None, label_smoothing=0.0):
    """One loss per example of (num_examples, num_classes); IndexError for a target outside."""
    _checked(targets, logits)
    if label_smoothing:
        return soft_cross_entropy(logits, _shares(logits, targets, weight, label_smoothing))
    below, top = _below(logits)
    gap = -below[np.arange(len(targets)), targets]
    loss = gap + np.log1p(_others(below, top)[1])
    return _rounded(loss if weight is None else loss * weight[targets], logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None, *, weight=None, label_smoothing=0.0):
    """exp / (1 + rest), and less 1 at the target: -rest / (1 + rest) where that is the maximum."""
    _checked(targets, logits)
    if label_smoothing:
        shares = _shares(logits, targets, weight, label_smoothing)
        return soft_cross_entropy_gradient(logits, shares, upstream)
    rows, (below, top) = np.arange(len(targets)), _below(logits)
    gap = -below[rows, targets]
    gradient, rest = _others(below, top)
    gradient[rows, top] = 1
    gradient /= (1 + rest)[:, None]
    at_top = -(gap + rest) / (1 + rest)  # the gap is 0 there, or NaN and passed on
    less = gradient[rows, targets] - 1  # at most 1/2 - 1: no cancellation
    gradient[rows, targets] = np.where(top == targets, at_top, less)
    for factor in (upstream, None if weight is None else weight[targets]):
        if factor is not None:
            gradient *= factor[:, None]
    return _rounded(gradient, logits.dtype)


def soft_cross_entropy(logits, probs):
    """One loss per example; a class at -inf costs nothing where its share of *probs* is 0."""
    probs, (below, top) = probs.astype(np.float64), _below(logits)
    gaps = -(probs * np.where((probs == 0) & (below == -np.inf), 0.0, below)).sum(axis=-1)
    loss = gaps + probs.sum(axis=-1) * np.log1p(_others(below, top)[1])
    return _rounded(loss, logits.dtype)


def soft_cross_entropy_gradient(logits, probs, upstream=None):
    """The sum of *probs* times softmax, less *probs*; at the maximum nothing is taken from 1."""
    probs, (below, top) = probs.astype(np.float64), _below(logits)
    gradient, rest = _others(below, top)
    rows, total = np.arange(len(top)), probs.sum(axis=-1)
    gradient *= (total / (1 + rest))[:, None]
    gradient -= probs
    gradient[rows, top] = (total - probs[rows, top]) - total * (rest / (1 + rest))
    return _rounded(gradient if upstream is None else gradient * upstream[:, None], logits.dtype)


def _shares(logits, targets, weight, label_smoothing):
    shares = np.full(logits.shape, label_smoothing / logits.shape[1])
    shares[np.arange(len(targets)), targets] += 1 - label_smoothing
    return shares if weight is None else shares * weight


def _below(logits):
    """Each logit less the largest of its row, in float64, and where that one is."""
    wide = logits.astype(np.float64)
    top = wide.argmax(axis=-1)
    wide -= wide[np.arange(len(top)), top][:, None]
    return wide, top


def _others(below, top):
    """exp of all but the top, in the place of *below*, and their sum.

    In place, since fresh pages take longer than to compute.
    """
    exp = np.exp(below, out=below)
    exp[np.arange(len(top)), top] = 0
    return exp, exp.sum(axis=-1)


def _checked(targets, logits):
    if ((targets < 0) | (targets >= logits.shape[1])).any():
        raise IndexError(f"a target is outside of [0, {logits.shape[1]})")


def _rounded(wide, dtype):
    """To *dtype*, once.

    NumPy's cast to bfloat16 goes through float32 and would round twice. It does not if the
    float32 is cut off and made odd where it is inexact (Boldo & Melquiond, IEEE Trans. Comput.
    57(4), 2008).
    """
    narrow = wide.astype(np.float32 if dtype.name == "bfloat16" else dtype)
    if dtype.name == "bfloat16":
        bits, inexact = narrow.view(np.uint32), narrow != wide
        bits -= np.abs(narrow) > np.abs(wide)
        bits |= inexact
    return narrow.astype(dtype, copy=False)
