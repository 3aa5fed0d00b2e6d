"""What the page prints besides the numbers of every report: intervals and shares."""

from reports._intervals import Interval
from reports._numbers import metric, multiple


def time(seconds: float) -> str:
    return metric(seconds, "s")


def memory(size: int | None) -> str:
    """Nothing for None."""
    return "" if size is None else metric(size, "B")


def between(interval: Interval) -> str:
    """The ends of an interval of ratios."""
    return f"{multiple(interval.low)} to {multiple(interval.high)}"


def percent(share: float | None) -> str:
    """Two digits, for the small ones differ most; nothing for None."""
    return "" if share is None else f"{100 * share:.{int(share < 0.1)}f} %"


def whole(number: int) -> str:
    """128,256."""
    return f"{number:,}"
