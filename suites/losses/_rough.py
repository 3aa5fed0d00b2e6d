"""The softmax and its like in float64, to judge by: units and condition numbers."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True, eq=False)
class Rough:
    logits: np.ndarray  #: (rows, classes)

    @cached_property
    def gaps(self) -> np.ndarray:
        """How far each logit lies below the largest; 0 where that is infinite."""
        with np.errstate(all="ignore"):
            gaps = self.logits.max(-1, keepdims=True) - self.logits
        return np.where(np.isfinite(gaps), gaps, 0.0)

    @cached_property
    def probs(self) -> np.ndarray:
        """The softmax, of rows that have any."""
        with np.errstate(all="ignore"):
            exps = np.exp(self.logits - self.logits.max(-1, keepdims=True))
            return np.nan_to_num(exps / exps.sum(-1, keepdims=True))

    @cached_property
    def losses(self) -> np.ndarray:
        """Minus the log of each probability; 0 where that is infinite."""
        with np.errstate(all="ignore"):
            exps = np.exp(self.logits - self.logits.max(-1, keepdims=True))
            return self.gaps + np.nan_to_num(np.log(exps.sum(-1, keepdims=True)))

    @cached_property
    def magnitudes(self) -> np.ndarray:
        """Of the logits; 0 where that is infinite."""
        return np.where(np.isfinite(self.logits), np.abs(self.logits), 0.0)


def moves(probs: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """Sum over k of reach_k |d p_j / d logit_k|, where that is p_j (delta_jk - p_k)."""
    mean = (probs * reach).sum(-1, keepdims=True)
    return probs * (reach * (1 - probs) + mean - probs * reach)
