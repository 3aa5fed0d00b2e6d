"""Square of log-sum-exp, which keeps the normaliser of softmax close to 1 while training.

(Chowdhery et al., PaLM, 2022, section 5: 1e-4 of it is added to the cross-entropy.) A common
offset changes it, so that it is conditioned in the logits themselves, and badly near 0.
"""

import numpy as np

from suites.losses._rough import moves
from suites.losses._softmax import limit_and_rest, softmax
from suites.nonfinite import FREE, INF, NAN, Row

TIERS = (2,)
NONFINITE = (
    Row("NaN anywhere", lambda x: x.nan, (NAN,), {"neginf": FREE, "rest": (NAN,)}),
    Row("+inf anywhere", lambda x: x.infs > 0, (INF, NAN), {"rest": FREE}),
    Row("-inf everywhere", lambda x: (x.logits == -INF).all(1), (INF, NAN), {"rest": FREE}),
)


def given(case):
    return ()


def value(a, logits, targets):
    """(m + r)**2 with the largest logit m and r = log(k + T)."""
    m, soft = a.exactly(logits.max(1)), softmax(a, logits)
    return a.ended(m * m, soft.rest * (2 * m + soft.rest))


def gradient(a, logits, targets):
    m, soft = a.exactly(logits.max(1))[:, None], softmax(a, logits)
    exact, rest = limit_and_rest(soft)
    return a.ended(2 * m * exact, 2 * (m * rest + soft.rest[:, None] * soft.probs))


def value_condition(rough, targets, slopes):
    return (rough.magnitudes * np.abs(slopes)).sum(-1)


def gradient_condition(rough, targets):
    """Of 2 p_j p_k + 2 z p_j (delta_jk - p_k), in the logits."""
    probs, sizes = rough.probs, rough.magnitudes
    largest = rough.logits.max(-1, keepdims=True)
    z = np.abs(largest + rough.losses.min(-1, keepdims=True))
    mean = (probs * sizes).sum(-1, keepdims=True)
    return 2 * (probs * mean + z * moves(probs, sizes))
