"""Softmax in real numbers, with all that a formula may want of it and nothing that cancelled."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Softmax:
    """Object arrays; k copies of the maximum tie, and T is the sum of exp over the others."""

    gaps: np.ndarray  #: (rows, classes), exact: the largest logit less each; 0 where that is -inf
    present: np.ndarray  #: (rows, classes), bool: which logits are not -inf
    top: np.ndarray  #: (rows, classes), bool: the copies of the maximum
    probs: np.ndarray  #: (rows, classes)
    others: np.ndarray  #: (rows, classes): 1 less each probability
    rest: np.ndarray  #: (rows,): log(k + T), what a loss is more than the target's gap
    limit: np.ndarray  #: (rows, classes), exact: 1/k at the top, else 0
    short: np.ndarray  #: (rows,): T / (k (k + T)), by how much the top falls short of its limit
    excess: np.ndarray  #: (rows,): T / k


def softmax(a, logits) -> Softmax:
    """Of (rows, classes) float64 *logits* without +inf or NaN, -inf not being all of a row."""
    present = logits > -np.inf
    exact = a.exactly(np.where(present, logits, 0.0))
    top = logits == logits.max(1, keepdims=True)
    largest = exact[np.arange(len(logits)), logits.argmax(1)][:, None]
    gaps = np.where(present, largest - exact, 0 * exact)
    exps = np.where(present, a.exp_of(-gaps), 0 * exact)
    copies = a.exactly(top.sum(1).astype(float))
    beyond = np.where(top, 0 * exact, exps).sum(1)
    whole = (copies + beyond)[:, None]
    own = a.exactly(np.eye(2))[1, 1]
    return Softmax(
        gaps=gaps,
        present=present,
        top=top,
        probs=exps / whole,
        others=np.where(top, (copies - own + beyond)[:, None], whole - exps) / whole,
        rest=a.log1p_of(copies - own + beyond),
        limit=np.where(top, own / copies[:, None], 0 * exact),
        short=beyond / (copies * whole[:, 0]),
        excess=beyond / copies,
    )
