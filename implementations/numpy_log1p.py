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


def cross_entropy(logits, targets):
    """One loss per example of (num_examples, num_classes); IndexError for a target outside."""
    gap, _, rest, _ = _terms(logits, targets)
    return _rounded((gap + np.log1p(rest))[:, 0], logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None):
    """exp / (1 + rest), and less 1 at the target: -rest / (1 + rest) where that is the maximum."""
    gap, gradient, rest, top = _terms(logits, targets)
    rows = np.arange(len(targets))
    gradient[rows, top] = 1
    gradient /= 1 + rest
    at_top = -(gap + rest) / (1 + rest)  # the gap is 0 there, or NaN and passed on
    below = gradient[rows, targets] - 1  # at most 1/2 - 1: no cancellation
    gradient[rows, targets] = np.where(top == targets, at_top[:, 0], below)
    if upstream is not None:
        gradient *= upstream[:, None]
    return _rounded(gradient, logits.dtype)


def _terms(logits, targets):
    """The target's gap to the top, exp of all other gaps, their sum, and the index of the top."""
    wide, rows = logits.astype(np.float64), np.arange(len(targets))
    if ((targets < 0) | (targets >= wide.shape[1])).any():
        raise IndexError(f"a target is outside of [0, {wide.shape[1]})")
    top = wide.argmax(axis=-1)
    largest = wide[rows, top]
    gap = largest - wide[rows, targets]
    wide -= largest[:, None]  # in place from here on: fresh pages take longer than to compute
    exp = np.exp(wide, out=wide)
    exp[rows, top] = 0
    return gap[:, None], exp, exp.sum(axis=-1, keepdims=True), top


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
