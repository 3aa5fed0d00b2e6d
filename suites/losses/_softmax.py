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
    return softmax_of(a, a.exactly(np.where(present, logits, 0.0)), present)


def softmax_of(a, exact, present) -> Softmax:
    """The same of *exact* numbers, those that are *present*."""
    none, one = 0 * exact, a.exactly(np.ones(1))[0]
    lowest = np.where(present, exact, exact.max(1, keepdims=True)).min(1, keepdims=True)
    largest = np.where(present, exact, lowest).max(1, keepdims=True)
    top = present & (exact == largest)
    gaps = np.where(present, largest - exact, none)
    exps = np.where(present, a.exp_of(-gaps), none)
    copies = a.exactly(top.sum(1).astype(float))
    beyond = np.where(top, none, exps).sum(1)
    whole = (copies + beyond)[:, None]
    return Softmax(
        gaps=gaps,
        present=present,
        top=top,
        probs=exps / whole,
        others=np.where(top, (copies - one + beyond)[:, None], whole - exps) / whole,
        rest=a.log1p_of(copies - one + beyond),
        limit=np.where(top, one / copies[:, None], none),
        short=beyond / (copies * whole[:, 0]),
        excess=beyond / copies,
    )


def limit_and_rest(soft: Softmax) -> tuple[np.ndarray, np.ndarray]:
    """The probabilities as rationals and what has to be added to them."""
    return soft.limit, np.where(soft.top, -soft.short[:, None], soft.probs)
