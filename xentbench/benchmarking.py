"""What pytest-benchmark is told, and kept from: it runs at the edge, and measures nothing."""

import re
from pathlib import Path

import pytest

from reports._record import Timing
from xentbench import environment
from xentbench.items import SUITES

ELSEWHERE = "file://./.benchmarks"  #: pytest-benchmark's own storage, for all machines alike
#: Who was not right is not timed; for a marker, since -W error is stronger than pyproject.toml.
UNUSED = "ignore:Benchmark fixture was not used"
STORAGE = Path(__file__).parents[1] / "reports" / "latest" / "benchmarks"


class Replay:
    """A clock that shows what another one measured."""

    __name__ = "replay"
    __module__ = __name__

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


replay = Replay()


def tell(benchmark, timing: Timing, group: str) -> None:
    """The samples of *timing*, one a round, for its table, its storage and its comparisons."""
    samples = iter(timing.seconds)
    benchmark.group = group
    benchmark.extra_info.update(
        ratio_to_yardstick=timing.ratio, unstable=timing.unstable, threads=timing.threads
    )
    benchmark.pedantic(lambda: replay.advance(next(samples)), rounds=len(timing.seconds))


def check(config: pytest.Config) -> None:
    """Raise `UsageError` for what it would end in a traceback, or answer with silence."""
    option = config.option
    spread = getattr(option, "numprocesses", None) or getattr(option, "dist", "no") != "no"
    if spread and not all(_asks_nothing(config, word) for word in config.args):
        raise pytest.UsageError(
            "leave -n out: one process has to write the results, and to interleave what is timed."
        )
    if getattr(option, "codspeed", False):
        raise pytest.UsageError("--codspeed blocks pytest-benchmark, which tells the times here.")
    if option.benchmark_compare_fail:
        raise pytest.UsageError(
            "--benchmark-compare-fail passes whatever is missing from the baseline, and ends in a "
            "traceback: compare results files with `python -m reports repeatability` instead."
        )
    if option.benchmark_cprofile:
        raise pytest.UsageError("--benchmark-cprofile sees no call: they are made elsewhere.")
    if option.benchmark_storage == ELSEWHERE:
        option.benchmark_storage = f"file://{STORAGE / _machine()}"
    wanted = option.benchmark_compare
    if wanted and not _saved(option.benchmark_storage, "" if wanted is True else wanted):
        which = "nothing" if wanted is True else f"no {wanted}"
        raise pytest.UsageError(
            f"--benchmark-compare: {which} is saved in {option.benchmark_storage} yet; "
            "--benchmark-autosave saves."
        )


def _asks_nothing(config: pytest.Config, word: str) -> bool:
    """Is it among the project's own tests? Questions stand beside their folder."""
    path = config.invocation_params.dir / word.partition("::")[0]
    return path.resolve().is_relative_to(SUITES / "meta")


def pytest_benchmark_update_json(config, output_json) -> None:
    """Without the samples, which our own records hold: thousands of lines otherwise."""
    if not config.option.benchmark_save_data:
        for benchmark in output_json["benchmarks"]:
            benchmark["stats"].pop("data", None)


def pytest_benchmark_update_machine_info(config, machine_info) -> None:
    machine_info["xentbench"] = _machine()


def _machine() -> str:
    """CPU and GPU: a baseline of another one is none."""
    facts = environment.machine()
    return re.sub(r"\W+", "-", " ".join(filter(None, (facts["cpu"], facts.get("gpu"))))).strip("-")


def _saved(storage: str, wanted: str) -> bool:
    """Is there a file that begins with *wanted*, or is it one itself? True of a database."""
    folder = storage.removeprefix("file://")
    if "://" in folder or Path(wanted).is_file():
        return True
    return any(Path(folder).glob(f"**/{wanted.rstrip('*')}*.json"))
