"""How well timings repeat: several runs on one machine beside each other, in Markdown."""

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from reports import _provenance
from reports._intervals import quantile
from reports._markup import table, text
from reports._numbers import count, multiple
from reports._reading import Run
from reports._repeats import Repeat, repeats, timed

CAPTION = (
    "How to read it: each number is a time over that of the yardstick, which merely reads "
    "(forward) or copies (forward and backward) the same logits, paired by round, so that a slow "
    "hour of the machine does not count. Spread: the largest of a row over the smallest, less 1. "
    "Between two runs nothing but chance differs: the same code is called faster, and marked "
    "with !, when the intervals lie apart by more than the noise, which should hardly ever happen. "
    "A pair of implementations is contradictory when one run calls one of them faster and another "
    "run the other."
)


def render(run: Run) -> str:
    """The Markdown; one sentence where there is nothing to compare."""
    runs = list(timed(run))
    if len(runs) < 2:
        given = "One run with timings was" if runs else "No run with timings was"
        return f"{given} given, and repeating takes two: name several files of one machine.\n"
    return "\n\n".join(_blocks(run, runs)) + "\n"


def _blocks(run: Run, runs: Sequence[int]) -> Iterator[str]:
    found = repeats(run)
    yield "# Repeatability"
    yield text(_provenance.line(run))
    if len({run.headers[index].machine.get("cpu") for index in runs}) > 1:
        yield "> **Warning:** These runs are of several machines, which need not repeat each other."
    yield "\n".join(f"- {text(line)}" for line in _summary(found))
    yield text(CAPTION)
    names = [f"run {number}" for number, _ in enumerate(runs, start=1)]
    yield table(
        ["", "file", "started"],
        [
            [name, run.names[index], run.headers[index].started]
            for name, index in zip(names, runs, strict=True)
        ],
    )
    for repeat in found:
        yield f"## {text(repeat.title)}"
        yield table(["implementation", *names, "spread"], list(_rows(repeat, runs)))


def _summary(found: Sequence[Repeat]) -> Iterator[str]:
    spreads = {
        (repeat.title, name): spread
        for repeat in found
        for name in repeat.implementations
        if (spread := repeat.spread(name)) is not None
    }
    if not spreads:
        yield "Nothing was timed in more than one run."
        return
    (title, name), widest = max(spreads.items(), key=lambda item: item[1])
    yield (
        f"{count(len(spreads), 'time')} taken in several runs: the median spread is "
        f"{_percent(median(spreads.values()))}, the 90th percentile "
        f"{_percent(quantile([*spreads.values()], 0.9))}, and the largest {_percent(widest)} "
        f"(`{name}`, {title})."
    )
    every = ((repeat, name) for repeat in found for name in repeat.implementations)
    itself = sum((repeat.against_itself(name) for repeat, name in every), Counter())
    yield (
        f"The same code was called faster or slower than itself in {itself[True]} of "
        f"{count(itself.total(), 'comparison')} of two runs."
    )
    order = sum((repeat.order() for repeat in found), Counter())
    yield (
        f"Of {count(order.total(), 'pair')} of implementations: {order['alike']} called alike in "
        f"every run, {order['a tie']} a tie in some, {order['contradictory']} contradictory."
    )


def _rows(repeat: Repeat, runs: Sequence[int]) -> Iterator[list[str]]:
    for name in repeat.implementations:
        timings, spread = repeat.timings(name), repeat.spread(name)
        ratios = (multiple(timings[index].ratio) if index in timings else "" for index in runs)
        called = " !" * bool(repeat.against_itself(name)[True])
        yield [name, *ratios, "" if spread is None else _percent(spread) + called]


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
