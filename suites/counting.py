"""How many entries of an answer are peculiar in some way that no verdict tells."""

import numpy as np

from suites.reference import Reference
from suites.verdict import EXCEPTIONAL


def counts(
    computed: np.ndarray, reference: Reference, ladder: np.ndarray, idle: np.ndarray
) -> dict[str, int]:
    """By what is peculiar; *ladder* holds the rungs, *idle* what there is nothing to judge in.

    Where the table accepts two answers the second is NaN. That of an example that does not count
    is counted apart, because it spreads to whatever its gradient is added to.
    """
    ruling, nan = reference.ruling, np.isnan(computed)
    outside = ruling.outside
    two = outside & ruling.nan_accepted & ~ruling.free & ~np.isnan(ruling.canonical)
    normal = ~outside & (np.abs(reference.nearest) >= reference.format.tiny)
    zero = computed == 0
    subnormal = ~outside & ~normal & (reference.nearest != 0)
    return {
        "entries": int(computed.size),
        "zeros": int((zero & normal).sum()),
        "flushed": int((zero & subnormal).sum()),
        "negative": int((reference.losses & (computed < 0)).sum()),
        "minus zeros": int((reference.losses & zero & np.signbit(computed)).sum()),
        "exceptional": int((ladder == EXCEPTIONAL).sum()),
        "nothing to judge": int(idle.sum()),
        "outside the ladder": int(outside.sum()),
        "two accepted": int(two.sum()),
        "second answer": int((two & nan).sum()),
        "NaN of ignored": int((ruling.ignored & nan).sum()),
    }
