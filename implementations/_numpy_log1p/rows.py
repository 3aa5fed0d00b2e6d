"""A row of logits, as its largest and the gaps to it; and how a result is rounded."""

import numpy as np


def below_top(logits):
    """Each logit less the largest of its row, in float64, and where that one is."""
    wide = logits.astype(np.float64)
    top = wide.argmax(axis=-1)
    wide -= wide[np.arange(len(top)), top][:, None]
    return wide, top


def inside(targets, classes):
    """The same, if each is a class. IndexError else: NumPy would take -1 for the last one."""
    if ((targets < 0) | (targets >= classes)).any():
        raise IndexError(f"a target is outside of [0, {classes})")
    return targets


def others(below, top):
    """exp of all but the top, in the place of *below*, and their sum.

    In place, since fresh pages take longer than to compute.
    """
    exp = np.exp(below, out=below)
    exp[np.arange(len(top)), top] = 0
    return exp, exp.sum(axis=-1)


def softmax(exp, top, rest):
    """Of what `others` returns, in the place of *exp*."""
    exp[np.arange(len(top)), top] = 1
    exp /= (1 + rest)[:, None]
    return exp


def product(shares, losses):
    """Their product, where a share of 0 takes nothing of an infinite loss; 0 times NaN is NaN."""
    return shares * np.where((shares == 0) & np.isinf(losses), 0.0, losses)


def scaled(wide, upstream, dtype):
    """A gradient times *upstream*, one number for each loss, rounded to *dtype*."""
    if upstream is not None:
        wide = wide * upstream.reshape(upstream.shape + (1,) * (wide.ndim - upstream.ndim))
    return rounded(wide, dtype)


def rounded(wide, dtype):
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
