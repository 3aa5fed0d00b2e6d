"""The trainings side by side: who learned, who broke and when, in a table and in sentences."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports._numbers import count, percent
from reports._record import Record
from reports._trained import Training
from reports._verdicts import is_wrong, usual

QUESTION = "training"
MAIN = "cross_entropy"


@dataclass(frozen=True)
class Course:
    """One implementation in one training."""

    record: Record
    training: Training

    @property
    def name(self) -> str:
        return self.record.implementation

    @property
    def wrong(self) -> bool:
        return is_wrong(self.record)

    @property
    def brief(self) -> str:
        """`NaN at 37`, or the share of what there was to learn."""
        if self.training.nonfinite is not None:
            return f"NaN at {self.training.nonfinite}"
        return percent(self.training.learned)


@dataclass(frozen=True)
class Panel:
    """One training in one dtype, of all who took part."""

    courses: tuple[Course, ...]

    @property
    def record(self) -> Record:
        """Whose place is that of all."""
        return self.courses[0].record

    @property
    def title(self) -> str:
        return f"{self.about} in {self.record.dtype}"

    @property
    def about(self) -> str:
        loss = self.record.loss
        return self.record.regime if loss == MAIN else f"{self.record.regime}, {loss}"

    def of(self, name: str) -> Course | None:
        return next((course for course in self.courses if course.name == name), None)


def panels(records: Iterable[Record], order: Sequence[str]) -> tuple[Panel, ...]:
    """Those of the main loss first; the implementations in *order*."""
    groups: dict[tuple[str, ...], dict[str, Course]] = {}
    for record in records:
        if record.question == QUESTION and record.training is not None:
            key = record.loss, record.regime, record.dtype, record.shape, record.device
            group = groups.setdefault(key, {})
            group.setdefault(record.implementation, Course(record, record.training))
    found = [Panel(tuple(group[n] for n in order if n in group)) for group in groups.values()]
    regimes = list(dict.fromkeys(panel.record.regime for panel in found))

    def place(panel: Panel) -> tuple[object, ...]:
        record = panel.record
        return record.loss != MAIN, regimes.index(record.regime), record.loss, usual(record.dtype)

    return tuple(sorted(found, key=place))


def rows(found: Sequence[Panel], order: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """The columns, and a row for each training: who learned how much, or broke at which step."""
    names = [name for name in order if any(panel.of(name) for panel in found)]
    table = [
        [panel.about, panel.record.dtype, *(_cell(panel.of(name)) for name in names)]
        for panel in found
    ]
    return ["training", "dtype", *names], table


def broken(found: Sequence[Panel], order: Sequence[str]) -> list[str]:
    """A sentence for each whose trainings went wrong."""
    took = {name: _of(found, name) for name in order}
    return [_wrong(name, own) for name, own in took.items() if any(c.wrong for _, c in own)]


def harmless(found: Sequence[Panel], order: Sequence[str]) -> list[str]:
    """A sentence for each who answered inaccurately, and whose trainings went well all the same."""
    right = {n: own for n in order if (own := _of(found, n)) and not any(c.wrong for _, c in own)}
    wrong = {
        name: [c.training for _, c in own if c.training.wrong is not None]
        for name, own in right.items()
    }
    told = [
        f"`{name}` answers inaccurately in {len(some)} of {count(len(right[name]), 'training')}, "
        f"where it learns {_almost(min(each.learned for each in some))} or more all the same."
        for name, some in wrong.items()
        if some
    ]
    if clean := [f"`{name}`" for name, some in wrong.items() if not some]:
        told.append(f"Nothing goes wrong, and no answer is inaccurate: {', '.join(clean)}.")
    return told


def _of(found: Sequence[Panel], name: str) -> list[tuple[Panel, Course]]:
    return [(panel, course) for panel in found if (course := panel.of(name))]


def _wrong(name: str, took: Sequence[tuple[Panel, Course]]) -> str:
    """The dtypes of one training in which the same happened are told together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for panel, course in took:
        if course.wrong:
            groups.setdefault((panel.about, _what(course.training)), []).append(panel.record.dtype)
    where = "; ".join(
        f"{what} in {about} ({' and '.join(dtypes)})" for (about, what), dtypes in groups.items()
    )
    wrong = sum(course.wrong for _, course in took)
    return f"`{name}` goes wrong in {wrong} of {count(len(took), 'training')}: {where}."


def _what(training: Training) -> str:
    if training.nonfinite is not None:
        return f"NaN or infinity at step {training.nonfinite} of {training.steps}"
    if training.dead:
        return f"no gradient for {percent(training.dead)} of the examples"
    return f"{percent(training.learned)} learned, and never a NaN,"


def _almost(share: float) -> str:
    """Rounded down, since two digits of 99.97 % would be 100 %."""
    return f"{math.floor(1e4 * share) / 100:.2f} %"


def _cell(course: Course | None) -> str:
    return "" if course is None else course.brief
