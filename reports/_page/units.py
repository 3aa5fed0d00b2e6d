"""Seconds, bytes and ratios as the page prints them: `1.23 ms`, `96 MiB`, `3.1`."""

from reports._intervals import Interval

_TIMES = (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9))
_SIZES = (("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10), ("B", 1))


def time(seconds: float) -> str:
    """Three significant digits."""
    unit, size = next(((u, s) for u, s in _TIMES if seconds >= s * 0.9995), _TIMES[-1])
    return f"{_digits(seconds / size)} {unit}"


def memory(size: int | None) -> str:
    """Two significant digits or more, as far as whole numbers go; nothing for None."""
    if size is None:
        return ""
    unit, scale = next(((u, s) for u, s in _SIZES if size >= s), _SIZES[-1])
    number = size / scale
    return f"{number:.1f} {unit}" if number < 10 and scale > 1 else f"{number:.0f} {unit}"


def times(ratio: float) -> str:
    """How many times as long: two digits after the point as long as they matter."""
    return f"{ratio:.2f}" if ratio < 2 else _digits(ratio, 2)


def between(interval: Interval) -> str:
    """The ends of an interval of ratios."""
    return f"{times(interval.low)} to {times(interval.high)}"


def percent(share: float | None) -> str:
    """Whole ones: a share of a roofline is not known better."""
    return "" if share is None else f"{100 * share:.0f} %"


def whole(number: int) -> str:
    """128,256."""
    return f"{number:,}"


def _digits(number: float, significant: int = 3) -> str:
    before = len(f"{number:.0f}")
    return f"{number:.{max(significant - before, 0)}f}"
