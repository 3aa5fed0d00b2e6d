"""From the samples of a heat to what is recorded of each who ran in it."""

from collections.abc import Mapping
from statistics import median
from typing import Any

from reports._intervals import quantile
from reports._record import Timing
from suites.judgement import WrongAnswer
from suites.workload import WORKLOADS, minimal_bytes
from xentbench.pace import Pace, Roof, roof
from xentbench.plan import Asked, Cell, numbers
from xentbench.race import Runner

MEMORY = ("forward_memory", "held_memory", "peak_memory")
BEYOND = 1.05  #: of the roof: nobody reads faster than that, so the answer was not computed


def timings(
    question: str, found: Mapping[Asked, Runner | Exception], heat: str,
    pace: Pace | None, exponentials: Mapping[str, float],
) -> dict[Asked, Timing | Exception | None]:  # fmt: skip
    """What is recorded of each, or what kept it from it; None for who ran no round.

    The *question* is that whose heat it is. *exponentials* are those a second, by dtype: of the
    16-bit formats in float32.
    """
    runners = {a: came for a, came in found.items() if isinstance(came, Runner) and came.samples}
    best = roof(question, runners, pace)
    told: dict[Asked, Timing | Exception | None]
    told = {a: None if isinstance(came, Runner) else came for a, came in found.items()}
    for asked, runner in runners.items():
        try:
            told[asked] = timing(*asked, runner, best, heat, exponentials)
        except WrongAnswer as error:
            told[asked] = error
    return told


def timing(
    question: str, cell: Cell, runner: Runner, roof: Roof | None, heat: str,
    exponentials: Mapping[str, float],
) -> Timing:  # fmt: skip
    """Raises `WrongAnswer` for who is faster than its inputs can be read."""
    samples = runner.samples
    seconds = [sample["seconds"] for sample in samples.values()]
    middle, ratio = median(seconds), runner.ratio
    shape = numbers(cell.shape)
    rate = exponentials.get(cell.dtype, exponentials.get("float32", 0.0))
    facts = runner.lane.facts()
    moved = minimal_bytes(question, shape, runner.start["size"] // (shape[0] * shape[1]))
    if roof is not None and moved / middle > BEYOND * roof.rate:
        raise WrongAnswer(
            f"{moved / middle / 1e9:.1f} GB/s, and nothing here moves more than "
            f"{roof.rate / 1e9:.1f}: it cannot have read its inputs"
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
        roof=None if roof is None else _digits(roof.rate),
        roof_name="" if roof is None else roof.name,
        share=None if roof is None else _digits(moved / middle / roof.rate),
        exp_seconds=_digits(shape[0] * shape[1] / rate) if rate else None,
        first_call=_digits(runner.start["first_call"]),
        page_faults=_digits(median(sample["page_faults"] for sample in samples.values())),
        threads=facts["threads"],
        cores=tuple(facts["cores"]),
        allocator=facts["allocator"],
        **{name: runner.start[name] for name in MEMORY},
    )


def _unstable(runner: Runner) -> str:
    rounds = len(runner.samples)
    if not runner.settled:
        return f"±{100 * runner.ratio.spread:.1f} % after {rounds} rounds"
    return ""


def _each(samples: Mapping[int, Mapping[str, Any]], name: str) -> tuple[float, ...]:
    return tuple(_digits(s[name]) for s in samples.values() if s[name] is not None)


def _digits(number: float) -> float:
    """Five significant digits, which is more than any clock knows."""
    return float(f"{number:.5g}")
