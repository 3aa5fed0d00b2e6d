"""Timings that nobody measured: races whose truth is known, on a machine as noisy as you like."""

from collections.abc import Mapping
from statistics import median

import numpy as np

from reports._intervals import interval, quantile
from reports._record import Record, Timing
from suites.meta.test_reports_reading import record

PLACE = {"regime": "ordinary", "shape": "64x128256", "verdict": "absolute", "error": 121.0}


def timing(seconds: Mapping[int, float], yardstick: Mapping[int, float] | None = None, **facts):
    """Of samples by the number of their round; the yardstick takes a millisecond."""
    yardstick = yardstick or dict.fromkeys(seconds, 1e-3)
    samples = tuple(seconds.values())
    ratio = interval([seconds[number] / yardstick[number] for number in seconds])
    found = {
        "heat": "2026-01-02T03:04:05 Abacus", "rounds": tuple(seconds), "seconds": samples,
        "yardstick": tuple(yardstick[number] for number in seconds), "mix": "copy", "calls": 1,
        "median": median(samples), "p20": quantile(samples, 0.2), "p80": quantile(samples, 0.8),
        "ratio": ratio.median, "ratio_low": ratio.low, "ratio_high": ratio.high,
        "minimal_bytes": 65_667_072, "bandwidth": 65_667_072 / median(samples),
        "roof": 65_667_072 / 1e-3, "share": 1e-3 / median(samples), "first_call": 0.25,
        "page_faults": 0.0, "threads": 2, "peak_memory": 65_667_072, **facts,
    }  # fmt: skip
    return Timing(**found)


def timed(implementation: str, seconds: float | Mapping[int, float], **facts) -> Record:
    """A record of forward_backward; of a time alone, six rounds without any noise."""
    samples = seconds if isinstance(seconds, Mapping) else dict.fromkeys(range(6), seconds)
    about = {"question": "forward_backward", "implementation": implementation, **PLACE, **facts}
    return record(**about) if "timing" in about else record(**about, timing=timing(samples))


def raced(truth: Mapping[str, float], *, seed: int, noise=0.03, rounds=40, **facts) -> list[Record]:
    """Everybody in every round; a round is slow for all alike, and each sample by its own luck."""
    rng = np.random.default_rng(seed)
    weather = np.exp(rng.normal(0, 0.2, rounds).cumsum() / 5)

    def samples(seconds):
        return dict(enumerate((seconds * weather * np.exp(rng.normal(0, noise, rounds))).tolist()))

    return [
        timed(name, seconds, timing=timing(samples(seconds), samples(1e-3)), **facts)
        for name, seconds in truth.items()
    ]
