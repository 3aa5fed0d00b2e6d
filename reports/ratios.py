"""How many times as long the others take: every heat as a table of paired ratios, in Markdown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from reports import _provenance, _roofs
from reports._intervals import Interval, paired
from reports._markup import table, text
from reports._numbers import between, metric, multiple
from reports._pace import Entry, seconds
from reports._races import Race, races
from reports._reading import Run

BASELINE = "torch_eager"  #: what most people call: never the truth

CAPTION = (
    "How to read it: a ratio is how many times as long another one takes, which is named in the "
    "column or behind it: its time over that of the row, the median of the ratios round by round, "
    "with its 95 % interval. Others are all implementations, right elsewhere or not; with --of, "
    "those that it does not name. Of the best: the bytes that have to move over the time, over "
    "what the fastest yardstick of the heat reached in any round. Over a yardstick: the time of "
    "the row over that of a pass over the bytes of the logits, in the same rounds. ~ and !: wrong "
    "somewhere in its case; ?: unstable."
)


@dataclass(frozen=True)
class Runner:
    """One who took part in the rounds of a race, as its question wants it or as a guest's does."""

    race: Race
    entry: Entry

    @property
    def name(self) -> str:
        return ", ".join(filter(None, (self.entry.name, self.race.manner)))

    def times(self, other: "Runner") -> Interval | None:
        """How many times as long *other* takes."""
        return paired(seconds(other.entry.timing), seconds(self.entry.timing))


def render(run: Run, *, over: Sequence[str] = (BASELINE,), of: Sequence[str] = ()) -> str:
    """The Markdown. Both are patterns of names: over whom, and of whom; by default of everybody."""
    return "\n\n".join(_blocks(run, over, of)) + "\n"


def _blocks(run: Run, over: Sequence[str], of: Sequence[str]) -> Iterator[str]:
    found = [race for race in races(run.records) if race.entries]
    yield "# Ratios"
    yield text(_provenance.line(run))
    if not found:
        yield "Nothing was timed."
        return
    timed = {entry.name for race in found for entry in race.entries}
    for option, patterns in (("over", over), ("of", of)):
        for pattern in patterns:
            if not any(fnmatchcase(name, pattern) for name in timed):
                yield text(f"Nobody was timed who is called {pattern} (--{option}).")
    yield text(CAPTION)
    passes = {name: heat for footer in run.footers for name, heat in footer.heats.items()}
    for race in found:
        if race.host is None:
            yield f"## {text(f'{race.title}, {race.regime}')}"
            guests = [each for each in found if each.host is race]
            field = [Runner(each, entry) for each in (race, *guests) for entry in each.entries]
            yield _table(field, over, of, passes.get(field[0].entry.timing.heat, {}))
            yield from map(text, _roofs.noises([("of this heat", race)]))


def _table(field: Sequence[Runner], over: Sequence[str], of: Sequence[str], passes) -> str:
    """A row each; *passes* are the seconds of the yardsticks, by name and round."""
    main = field[0].race
    bases = [one for one in field if one.race is main and _named(one, over)]
    asked = [one for one in field if _named(one, of)] if of else field
    mix = field[0].entry.timing.mix
    yardsticks = {name: dict(enumerate(took)) for name, took in passes.items() if mix in name}
    columns = [
        "", "time", *(f"{base.name}{_mark(base)} takes" for base in bases),
        "the fastest of the others takes", "of the best", *(f"over {name}" for name in yardsticks),
    ]  # fmt: skip
    rows = [
        [
            one.name + _mark(one),
            metric(one.entry.timing.median, "s") + " ?" * bool(one.entry.timing.unstable),
            *(_ratio(one.times(base)) for base in bases),
            _fastest(one, [each for each in field if _other(each, one, asked if of else [])]),
            _roofs.share(one.entry.timing),
            *(_ratio(paired(seconds(one.entry.timing), took)) for took in yardsticks.values()),
        ]
        for one in asked
    ]
    return table(columns, rows)


def _named(one: Runner, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(one.entry.name, pattern) for pattern in patterns)


def _other(each: Runner, one: Runner, asked: Sequence[Runner]) -> bool:
    """Another implementation, and none of those that are asked about together."""
    return each.entry.name not in {one.entry.name, *(a.entry.name for a in asked)}


def _fastest(one: Runner, others: Sequence[Runner]) -> str:
    """Of those that it met, by what they take in the same rounds."""
    met = [(ratio, each) for each in others if (ratio := one.times(each)) is not None]
    if not met:
        return ""
    ratio, fastest = min(met, key=lambda pair: pair[0].median)
    return f"{_ratio(ratio)} {fastest.name}{_mark(fastest)}"


def _ratio(ratio: Interval | None) -> str:
    return f"{multiple(ratio.median)} ({between(ratio)})" if ratio else "never met"


def _mark(one: Runner) -> str:
    return f" {one.entry.mark}".rstrip()
