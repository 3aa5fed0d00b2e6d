"""Numbers as the reports print them: `0.5`, `1.7e7`, `inf`, `12.3 ms`, `1.38`, `42 %`."""

import math
from collections.abc import Iterable

from reports._intervals import Interval

_LARGE, _SMALL = ("", "k", "M", "G", "T"), ("n", "µ", "m")  # in the order of their indices


def short(number: float | None) -> str:
    """Two significant digits, as an error is known; nothing for None."""
    if number is None:
        return ""
    if number == 0 or not math.isfinite(number):
        return "0" if number == 0 else str(number)
    mantissa, exponent = f"{number:.1e}".split("e")
    power = int(exponent)
    if power == 2:
        return f"{number:.0f}"
    if -3 <= power < 2:
        return f"{number:.2g}"
    return f"{mantissa.removesuffix('.0')}e{power}"


def place(number: float) -> str:
    """Four significant digits, as a point of a ray is known: 88.72, 39,446, 3.403e38."""
    if not math.isfinite(number) or abs(number) < 1e6:
        return f"{number:,.0f}" if 1e4 <= abs(number) < 1e6 else f"{number:.4g}"
    mantissa, exponent = f"{number:.3e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"


def largest(errors: Iterable[float | None]) -> float | None:
    """The worst of the known ones: NaN is worse than any infinity."""
    return max((error for error in errors if error is not None), key=badness, default=None)


def badness(error: float | None) -> tuple[bool, float]:
    """Sorts errors from small to large, and NaN last."""
    if error is None:
        return False, -1.0
    return (True, math.inf) if math.isnan(error) else (False, error)


def decimal(text: object) -> str:
    """A hex float or a long decimal, readable: six digits. Anything else as it is.

    Of a list, which is one number in a high and a low part, the high part.
    """
    if isinstance(text, list | tuple) and text:
        return decimal(text[0])
    if isinstance(text, bool) or not isinstance(text, str | float):
        return str(text)
    try:
        number = float.fromhex(text) if isinstance(text, str) and "0x" in text else float(text)
    except (ValueError, OverflowError):
        return str(text)
    return f"{number:.6g}"


def duration(seconds: float) -> str:
    """For people: 0.4 s, 12 s, 3 min 5 s, 2 h 10 min."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    if whole < 3600:
        return f"{minutes} min {rest} s" if minutes else f"{rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def metric(number: float | None, unit: str) -> str:
    """Three digits, and the prefix that keeps them short: 12.3 µs, 65.7 MB; nothing for None."""
    if number is None:
        return ""
    if number == 0 or not math.isfinite(number):
        return f"0 {unit}" if number == 0 else str(number)
    mantissa, exponent = f"{number:.2e}".split("e")
    power = min(max(int(exponent) // 3, -len(_SMALL)), len(_LARGE) - 1)
    place = int(exponent) - 3 * power
    return f"{float(mantissa) * 10**place:.{max(2 - place, 0)}f} {(_LARGE + _SMALL)[power]}{unit}"


def multiple(ratio: float) -> str:
    """How many times as much: 0.0123, 1.02, 13.8, 250; three digits, no time is known better."""
    if not math.isfinite(ratio):
        return str(ratio)
    exponent = int(f"{ratio:.2e}".partition("e")[2])
    return f"{ratio:.{max(2 - exponent, 0)}f}"


def between(interval: Interval) -> str:
    """The ends of an interval of ratios."""
    return f"{multiple(interval.low)} to {multiple(interval.high)}"


def percent(share: float | None) -> str:
    """Two digits, for the small ones differ most; nothing for None."""
    return "" if share is None else f"{100 * share:.{int(share < 0.1)}f} %"


def whole(number: int) -> str:
    """128,256."""
    return f"{number:,}"


def count(number: int, noun: str) -> str:
    """1 cell, 2 cells."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
