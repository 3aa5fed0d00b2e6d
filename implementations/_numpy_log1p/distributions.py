"""Of the distribution softmax(logits): its divergence, its entropy and its normaliser.

S is the sum of exp(x_j - m) over all classes but one of the largest logit m: log p_j is
-(m - x_j) - log1p(S).
"""

import numpy as np

from implementations._numpy_log1p.classes import soft_slopes
from implementations._numpy_log1p.rows import below_top, others, rounded, scaled, softmax


def kl_divergence(logits, probs):
    """sum_j q_j log(q_j / p_j), one number per example, where 0 log 0 is 0.

    Where q is close to p these terms are of both signs and cancel. Less q_j - p_j they are not
    negative: they are p h(q/p - 1), with h(r) = (1 + r) log1p(r) - r about r**2 / 2. What was
    taken off sums to Q - 1, since p sums to 1.
    """
    wide, (below, top) = probs.astype(np.float64), below_top(logits)
    gaps = -below
    exp, rest = others(below, top)
    p = softmax(exp, top, rest)
    ratio = (wide - p) / p
    near = p * np.maximum((1 + ratio) * np.log1p(ratio) - ratio, 0)
    log_q = np.log(np.where(wide == 0, 1.0, wide))
    far = wide * (log_q + gaps + np.log1p(rest)[:, None]) - wide + p
    far = np.where((wide == 0) & np.isinf(gaps), 0.0, far)
    close = (np.abs(ratio) < 0.5) & (p > np.finfo(p.dtype).tiny) & np.isfinite(gaps)
    terms = np.where(close, near, far)
    return rounded(terms.sum(axis=-1) + _beyond_one(wide), logits.dtype)


def kl_divergence_gradient(logits, probs, upstream=None):
    """Q softmax - probs: as of the cross-entropy, since the entropy of *probs* is constant."""
    return scaled(soft_slopes(logits, probs), upstream, logits.dtype)


def entropy(logits):
    """log1p(S) + sum_j p_j (m - x_j), one number per example: no term is negative."""
    _, gaps, rest = _softmax(logits)
    return rounded(np.log1p(rest) + gaps.sum(axis=-1), logits.dtype)


def entropy_gradient(logits, upstream=None):
    """-p_j (log p_j + entropy), in which log1p(S) cancels exactly: p_j (gap_j - mean gap)."""
    p, gaps, _ = _softmax(logits)
    return scaled(gaps - p * gaps.sum(axis=-1, keepdims=True), upstream, logits.dtype)


def z_loss(logits):
    """logsumexp(logits)**2, one number per example (PaLM, Chowdhery et al., 2022, section 5)."""
    return rounded(_logsumexp(logits)[0] ** 2, logits.dtype)


def z_loss_gradient(logits, upstream=None):
    """logsumexp softmax, doubled with *upstream*: before that it might overflow."""
    logsumexp, rest, exp, top = _logsumexp(logits)
    twice = np.full(len(top), 2.0) if upstream is None else 2.0 * upstream.astype(np.float64)
    return scaled(logsumexp[:, None] * softmax(exp, top, rest), twice, logits.dtype)


def _softmax(logits):
    """The probabilities p_j, p_j (m - x_j), which is 0 at -inf, and S."""
    below, top = below_top(logits)
    gaps = np.where(below == -np.inf, 0.0, -below)
    exp, rest = others(below, top)
    p = softmax(exp, top, rest)
    return p, p * gaps, rest


def _logsumexp(logits):
    """That, S, and what `others` was made of; infinite where the largest logit is."""
    below, top = below_top(logits)
    largest = logits[np.arange(len(top)), top].astype(np.float64)
    exp, rest = others(below, top)
    return np.where(np.isinf(largest), largest, largest + np.log1p(rest)), rest, exp, top


def _beyond_one(probs):
    """Their sum less 1: heads are multiples of 2**-30, which add up exactly, and tails are tiny."""
    heads = np.rint(probs * 2.0**30) / 2.0**30
    return (heads.sum(axis=-1) - 1) + (probs - heads).sum(axis=-1)
