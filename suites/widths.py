"""Rows of every width, beside the same rows in one batch that is as wide as the widest."""

from functools import lru_cache

import numpy as np

from suites import case as cases
from suites import radius
from suites.case import Case
from suites.comparison import near
from suites.function import Function
from suites.losses import Loss

#: All that a warp or a vector may leave over, and others up to more than one block of threads.
EVERY = (*range(1, 131), *range(133, 1100, 29), 255, 256, 257, 511, 512, 513, 1023, 1024, 1025)
FEW = (781,)  #: where each shape is compiled
WIDEST = 1100
SELDOM = 5  #: of so many widths one has its gradient asked, which takes far longer
#: What fills a row up: a thousand of its exponentials vanish beside 1, and in float32 none is 0.
FILLING = -80.0


def compare(function: Function, seed: int) -> None:
    """Raises `Differs` where a loss or a gradient is not that of the filled row."""
    compiles = hasattr(function.implementation.framework, "compiled")
    chosen = FEW if compiles or function.implementation.costly else EVERY
    case, losses_off, slopes_off = _filled(function.promise, function.dtype, seed, chosen)
    losses = function(case.logits, case.targets)
    slopes = function.gradient(case.logits, case.targets)
    for row, width in enumerate(chosen):
        here = slice(row, row + 1)
        given = case.logits[here, :width], case.targets[here]
        near(function(*given), losses[here], losses_off[here])
        if row % SELDOM == 0:
            near(function.gradient(*given), slopes[here, :width], slopes_off[here, :width])


@lru_cache(maxsize=8)
def _filled(promise: str, dtype: str, seed: int, chosen) -> tuple[Case, np.ndarray, np.ndarray]:
    """A row for each width, and by how much two answers to it may differ."""
    rng, widths = np.random.default_rng([seed, *chosen]), np.array(chosen)
    logits = rng.normal(size=(len(widths), WIDEST))
    logits[np.arange(WIDEST) >= widths[:, None]] = FILLING
    case, loss = cases.of(logits, rng.integers(widths), dtype, "drawn"), Loss("cross_entropy")
    # What fills a row up adds so much to a sum of exponentials, whose largest is above exp(-8).
    added = WIDEST * np.exp(FILLING + 8)
    losses, slopes = (
        2 * off(promise, loss, case) + added for off in (radius.of_losses, radius.of_gradients)
    )
    return case, losses, slopes
