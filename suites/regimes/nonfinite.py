"""Logits that are not finite, where the loss is a limit, or NaN for a reason."""

import numpy as np

from suites.regimes._drawing import end_class, other_class, put

#: What is added to the logit of the target, of one other class, and of the rest.
_ADDED = np.array(
    [
        (np.nan, 0, 0),
        (0, np.nan, 0),
        (np.inf, np.nan, -np.inf),
        (-np.inf, 0, 0),
        (0, -np.inf, 0),
        (0, -np.inf, -np.inf),
        (-np.inf, -np.inf, -np.inf),
        (0, np.inf, 0),
        (-np.inf, np.inf, 0),
        (0, np.inf, np.inf),
        (np.inf, 0, 0),
        (np.inf, np.inf, 0),
    ]
)


def nonfinite_table(rng, shape, format):
    """NaN and infinities in every role, between ordinary rows: none may leak, none be made up."""
    logits, row = rng.normal(size=shape), np.arange(shape[0]) // 2
    lap, kind = np.divmod(row, len(_ADDED))
    place = end_class((3, shape[1]))[(row + lap) % 3]
    stray = other_class(rng, place, shape)
    at_target = _ADDED[kind, 0] != 0
    targets, others = np.where(at_target, (place, stray), (stray, place))
    role = put(put(np.full(shape, 2), others, 1), targets, 0)
    logits[::2] += _ADDED[kind[:, None], role][::2]
    return logits, targets
