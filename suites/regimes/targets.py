"""Where the target is, and whether an index survives the trip."""

from suites.regimes import NotProvoked
from suites.regimes._drawing import end_class


def targets_at_the_ends(rng, shape, format):
    """The first, the middle and the last class in turn: a gather off by one leaves the row."""
    return 4 * rng.normal(size=shape), end_class(shape)


def targets_past_the_precision(rng, shape, format):
    """Odd indices that the format cannot hold: cast to the logits' dtype, they name a neighbour."""
    num_examples, num_classes = shape
    first = 2**format.precision + 1
    if num_classes <= first:
        raise NotProvoked(f"{format.name} holds every index below {num_classes}")
    odd = (num_classes - first + 1) // 2
    return 4 * rng.normal(size=shape), first + 2 * rng.integers(odd, size=num_examples)
