"""Cross-entropy with weights of 0, next to 0, about 1e30 and 1: as far apart as the format allows.

What is multiplied by them may overflow or become subnormal, and the right answer does so too.
"""

import numpy as np

from suites.losses.cross_entropy import (  # noqa: F401
    NONFINITE,
    gradient,
    gradient_condition,
    value,
)

FUNCTION = "cross_entropy"


def options(case):
    large = 2.0 ** min(100, case.format.max_exponent)
    weights = 1.0, 8 * case.format.smallest_subnormal, large, 0.0, case.format.tiny
    return {"weight": np.resize(weights, case.logits.shape[1])}


def row_scale(case):
    return options(case)["weight"][case.targets]
