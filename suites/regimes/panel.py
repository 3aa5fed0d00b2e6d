"""A small panel of everything, on which implementations are compared with one another."""

import numpy as np

from suites.regimes.confident import confident
from suites.regimes.crowds import absorbed_crowd
from suites.regimes.offsets import large_offset
from suites.regimes.ordinary import ordinary
from suites.regimes.ties import all_equal, near_ties, tied_with_the_target
from suites.regimes.wrong import slightly_wrong

_KINDS = (
    ordinary,
    confident,
    slightly_wrong,
    large_offset,
    near_ties,
    absorbed_crowd,
    tied_with_the_target,
    all_equal,
)


def assorted(rng, shape, format):
    """A row of each kind in turn: what one of them does must not depend on its neighbours."""
    logits, targets = np.empty(shape), np.empty(shape[0], np.int64)
    for start, kind in enumerate(_KINDS[: shape[0]]):
        rows = slice(start, None, len(_KINDS))
        part = len(targets[rows]), shape[1]
        logits[rows], targets[rows] = kind(rng, part, format)
    return logits, targets
