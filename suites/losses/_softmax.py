"""Softmax in real numbers, with all that a formula may want of it and nothing that cancelled."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Softmax:
    """Object arrays; k copies of the maximum tie, and T is the sum of exp over the others."""

    gaps: np.ndarray  #: (rows, classes), exact: the largest logit less each; 0 where that is -inf
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
    return softmax_of(a, exact, logits == logits.max(1, keepdims=True), present)


def softmax_of(a, numbers, top, present=True) -> Softmax:
    """The same of any *numbers*, those that are *present*, of which those at the *top* tie."""
    none, one = a.exactly(np.zeros(top.shape)), a.exactly(np.ones(1))[0]
    largest = numbers[np.arange(len(top)), top.argmax(1)][:, None]
    gaps = np.where(present & ~top, largest - numbers, none)
    exps = np.where(present, a.exp_of(-gaps), none)
    copies = a.exactly(top.sum(1).astype(float))
    beyond = np.where(top, none, exps).sum(1)
    whole = (copies + beyond)[:, None]
    return Softmax(
        gaps=gaps,
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
