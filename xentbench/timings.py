"""From the samples of a heat to what is recorded of each who ran in it."""

from collections.abc import Mapping
from statistics import median
from typing import Any

from reports._intervals import quantile
from reports._record import Timing
from suites.judgement import WrongAnswer
from suites.workload import WORKLOADS, minimal_bytes
from suites.yardstick import MIXES
from xentbench.plan import Cell, numbers
from xentbench.race import Runner

UNSTABLE = 0.05  #: half the interval of the paired ratio, as a share of it
MEASURABLE = 2**20  #: bytes of logits: of less the yardstick measures calls, and there is no roof
BEYOND = 1.05  #: of the roof: nobody reads faster than that, so the answer was not computed


def timings(
    question: str, found: Mapping[Cell, Runner | Exception], heat: str
) -> dict[Cell, Timing | Exception | None]:
    """What is recorded of each, or what kept it from it; None for who ran no round."""
    runners = {c: came for c, came in found.items() if isinstance(came, Runner) and came.samples}
    best = roof(question, runners)
    told: dict[Cell, Timing | Exception | None]
    told = {c: None if isinstance(came, Runner) else came for c, came in found.items()}
    for cell, runner in runners.items():
        try:
            told[cell] = timing(question, cell, runner, best, heat)
        except WrongAnswer as error:
            told[cell] = error
    return told


def roof(question: str, runners: Mapping[Cell, Runner]) -> float | None:
    """Bytes a second of the fastest yardstick sample; None where there is too little to move."""
    moved = MIXES[WORKLOADS[question][1]]
    found = [
        moved * runner.start["size"] / sample["yardstick"]
        for runner in runners.values()
        for sample in runner.samples.values()
        if runner.start["size"] >= MEASURABLE
    ]
    return max(found, default=None)


def timing(question: str, cell: Cell, runner: Runner, roof: float | None, heat: str) -> Timing:
    """Raises `WrongAnswer` for who is faster than its inputs can be read."""
    samples = runner.samples
    seconds = [sample["seconds"] for sample in samples.values()]
    middle, ratio = median(seconds), runner.ratio
    shape = numbers(cell.shape)
    moved = minimal_bytes(question, shape, runner.start["size"] // (shape[0] * shape[1]))
    if roof is not None and moved / middle > BEYOND * roof:
        raise WrongAnswer(
            f"{moved / middle / 1e9:.1f} GB/s, and nothing here moves more than "
            f"{roof / 1e9:.1f}: it cannot have read its inputs"
        )
    return Timing(
        heat=heat,
        rounds=tuple(samples),
        seconds=_each(samples, "seconds"),
        yardstick=_each(samples, "yardstick"),
        device_seconds=_each(samples, "device_seconds"),
        mix=WORKLOADS[question][1],
        calls=runner.start["calls"],
        median=_digits(middle),
        p20=_digits(quantile(seconds, 0.2)),
        p80=_digits(quantile(seconds, 0.8)),
        ratio=_digits(ratio.median),
        ratio_low=_digits(ratio.low),
        ratio_high=_digits(ratio.high),
        unstable=_unstable(runner),
        minimal_bytes=moved,
        bandwidth=_digits(moved / middle),
        roof=None if roof is None else _digits(roof),
        share=None if roof is None else _digits(moved / middle / roof),
        first_call=_digits(runner.start["first_call"]),
        page_faults=_digits(median(sample["page_faults"] for sample in samples.values())),
        threads=runner.lane.facts()["threads"],
        peak_memory=runner.start["peak_memory"],
    )


def _unstable(runner: Runner) -> str:
    rounds = len(runner.samples)
    if runner.ratio.spread > UNSTABLE:
        return f"±{runner.ratio.spread:.0%} after {rounds} rounds"
    return ""


def _each(samples: Mapping[int, Mapping[str, Any]], name: str) -> tuple[float, ...]:
    return tuple(_digits(s[name]) for s in samples.values() if s[name] is not None)


def _digits(number: float) -> float:
    """Five significant digits, which is more than any clock knows."""
    return float(f"{number:.5g}")
