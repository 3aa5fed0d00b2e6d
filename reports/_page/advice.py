"""One sentence a case: which implementation is right there, and the fastest of those."""

from collections.abc import Sequence

from reports._cases import size
from reports._numbers import between, count, multiple, short, whole
from reports._page.cases import MAIN, Case, Contender
from reports._ranking import first_break, gentle_first

_NEXT = 2  #: who are told about besides the fastest


def advice(case: Case) -> str:
    """Names stand between backticks. Nobody who is wrong somewhere in the case is recommended."""
    right = [contender for contender in case.contenders if contender.right]
    start = f"{case.dtype} with {_classes(case)} on {case.device}: "
    if not right:
        return start + _nobody(case)
    timed = [contender for contender in right if contender.main]
    if not timed:
        return f"{start}{_right(case, right)}; {_untimed(right)}."
    best = [c for c in timed if c.main and c.main.place == 1]
    others = [c for c in timed if c not in best]
    return f"{start}{_right(case, best)} and {_fast(best, right)}{_slower(others)}."


def leaders(case: Case) -> tuple[str, ...]:
    """Whom the sentence names first: the fastest, or all who are right where nobody was timed."""
    right = [contender for contender in case.contenders if contender.right]
    first = [c for c in right if c.main and c.main.place == 1]
    return tuple(contender.name for contender in first or right)


def caveats(case: Case) -> str:
    """What else to know: how far off they are, whose times are unstable, who is wrong elsewhere."""
    best = [contender for contender in case.contenders if contender.name in leaders(case)]
    unstable = [c.name for c in best if c.main and c.main.timing.unstable]
    wrong = {c.name: c.overall.asked - c.overall.statuses["passed"] for c in best}
    elsewhere = [f"`{name}` in {count(n, 'cell')}" for name, n in wrong.items() if n]
    off = {c.name: c.worst.error for c in best if c.worst and c.worst.error is not None}
    told = {
        "Largest error": [f"`{name}` {short(error)} ulp" for name, error in off.items()],
        "Wrong in other cases": elsewhere,
        "Unstable times": [f"`{name}`" for name in unstable],
    }
    return " ".join(f"{what}: {', '.join(names)}." for what, names in told.items() if names)


def _classes(case: Case) -> str:
    """As many as were timed; otherwise as were asked."""
    if MAIN in case.races:
        return f"{whole(size(case.races[MAIN].shape)[0])} classes"
    fewest, most = case.classes[0], case.classes[-1]
    return (
        f"{whole(most)} classes" if fewest == most else f"{whole(fewest)} to {whole(most)} classes"
    )


def _right(case: Case, chosen: Sequence[Contender]) -> str:
    """Some are asked a few cells more than others."""
    are = "is" if len(chosen) == 1 else "are"
    numbers = {contender.standing.asked for contender in chosen}
    if numbers == {1}:
        cells = "the only cell"
    else:
        cells = f"all {numbers.pop()} cells" if len(numbers) == 1 else "all cells"
    return f"{_names(chosen)} {are} right in {cells} with so {case.band} classes"


def _fast(best: Sequence[Contender], right: Sequence[Contender]) -> str:
    if len(right) == 1:
        return "nobody else is"
    if len(best) == 1:
        return "the fastest of those"
    ratios = [c.main.relative for c in best if c.main and c.main.relative]
    last = max(ratios, key=lambda ratio: ratio.median)
    alike = "tie for the fastest" if last.low <= 1 else "are as fast for all that this run can tell"
    return f"{alike} ({between(last)} times as long)"


def _slower(others: Sequence[Contender]) -> str:
    ratios = {c.name: c.main.relative.median for c in others if c.main and c.main.relative}
    first = sorted(ratios, key=lambda name: ratios[name])[:_NEXT]
    told = [f"`{name}` takes {multiple(ratios[name])} times as long" for name in first]
    return "; " + " and ".join(told) if told else ""


def _untimed(right: Sequence[Contender]) -> str:
    return "nobody else is, and it was not timed" if len(right) == 1 else "none of these was timed"


def _nobody(case: Case) -> str:
    asked = [contender for contender in case.contenders if contender.standing.asked]
    if not asked:
        return "nobody was asked."
    standing = asked[0].standing
    wrong = first_break(standing, gentle_first(standing.records))
    where = f", wrong first in `{wrong.regime}`" if wrong else ""
    return (
        f"nobody is right in all cells with so {case.band} classes. Closest is "
        f"`{standing.implementation}`, right in {standing.statuses['passed']} of "
        f"{count(standing.asked, 'cell')}{where}."
    )


def _names(chosen: Sequence[Contender]) -> str:
    names = [f"`{contender.name}`" for contender in chosen]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
