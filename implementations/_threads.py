"""How many threads compute where an implementation has its own: as many as it has CPUs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

NAMES = "NUMBA_NUM_THREADS", "OMP_NUM_THREADS"  #: variables that allow fewer

_limit: int | None = None


def available() -> int:
    """The CPUs that this process may use now, or fewer if the environment says so."""
    counts = hasattr(os, "sched_getaffinity")
    here = len(os.sched_getaffinity(0)) if counts else os.cpu_count() or 1
    told = [int(word) for name in NAMES if (word := os.environ.get(name, "")).isdecimal()]
    return max(1, min([here, *told[:1]]))


def count() -> int:
    return _limit or available()


@contextmanager
def limited_to(threads: int) -> Iterator[None]:
    """Let so many compute, inside of this, whatever there are."""
    global _limit
    before, _limit = _limit, threads
    try:
        yield
    finally:
        _limit = before
