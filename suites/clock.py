"""The clock: samples of many calls, warm-up, page faults and memory, of one process.

Wall time is `perf_counter_ns`, the monotonic clock. What is timed returns only when its answer
is there, so that nothing is left running when the clock is read.
"""

import ctypes
import gc
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter_ns
from typing import Any

Call = Callable[..., Any]

SAMPLE = 2e-3  #: seconds that a sample lasts at least: thirty thousand times the clock's own cost
WARM_UP = 0.03  #: seconds that are thrown away once a call is compiled
MOST_CALLS = 10_000  #: of a sample
SETTLING = 0.05  #: seconds that threads may go on spinning after their work is done
VISIBLE = 2**20  #: bytes: less does not show in the resident set, which threads count in batches
WEIGHABLE = 2**23  #: bytes of logits: of less the answers fit into memory that was freed and kept


@dataclass(frozen=True)
class Sample:
    """The mean of several calls."""

    seconds: float
    page_faults: float
    answer: Any  #: of the last call


def sample(call: Call, inputs: Sequence[tuple[Any, ...]]) -> Sample:
    """Call with each of *inputs*. An answer is gone before the next, as in a training loop."""
    faults = _page_faults()
    answer = None
    began = perf_counter_ns()
    for given in inputs:
        answer = None
        answer = call(*given)
    ended = perf_counter_ns()
    faults = _page_faults() - faults
    return Sample((ended - began) / 1e9 / len(inputs), faults / len(inputs), answer)


def overhead() -> float:
    """Seconds a call that the clock adds: what it measures of a function that does nothing."""
    inputs = [(None, None, None)] * 1000
    return median(sample(_nothing, inputs).seconds for _ in range(21))


def warm(once: Callable[[], Sample]) -> float:
    """Sample until caches and threads are warm; the seconds that a call took then.

    Twice at least: tinygrad captures what it replays only when it is called for the second time.
    """
    took: list[float] = []
    until = perf_counter_ns() + WARM_UP * 1e9
    while len(took) < 2 or (perf_counter_ns() < until and len(took) < MOST_CALLS):
        took.append(once().seconds)
    return median(took[len(took) // 2 :])


def calls(seconds: float) -> int:
    """How many calls, each of so many *seconds*, make a sample long enough."""
    return max(1, min(MOST_CALLS, round(SAMPLE / seconds)))


def quiet() -> None:
    """Return when this process has stopped computing.

    Threads of OpenMP spin for milliseconds after their work, on cores that others need now.
    """
    until = time.monotonic() + SETTLING
    while time.monotonic() < until:
        busy, began = time.process_time(), time.monotonic()
        time.sleep(1e-3)
        if time.process_time() - busy < 0.2 * (time.monotonic() - began):
            return


def undisturbed() -> None:
    """No garbage collection from here on: it would run in some samples and not in others."""
    gc.collect()
    gc.freeze()
    gc.disable()


def memory(run: Callable[[], Any]) -> tuple[int, int] | None:
    """Bytes of the resident set above what was there before *run*: at the highest, and afterwards.

    Afterwards its answer is still held, and what was freed is not. Linux keeps the high-water
    mark, and sets it back where 5 is written to clear_refs (proc(5)); None elsewhere. What is
    too little to be seen is 0.
    """
    gc.collect()
    _trim()
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return None
    before = _resident("VmRSS")
    answer = run()
    peak = _resident("VmHWM") - before
    _trim()
    held = _resident("VmRSS") - before
    del answer
    return _visible(peak), _visible(held)


def _visible(size: int) -> int:
    return size if size >= VISIBLE else 0


def _resident(kind: str) -> int:
    lines: Iterable[str] = Path("/proc/self/status").read_text().splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith(f"{kind}:"))


def _trim() -> None:
    """Hand freed memory back, so that what the next call takes is seen. Only glibc can."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _page_faults() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def _nothing(*given: Any) -> None:
    pass
