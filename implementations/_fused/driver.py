"""Rows in parts, which threads take in turn: what they write is the same for any number of them."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import numpy as np

from implementations._fused.kernels import FINE, KERNELS, scratch_bytes

PART = 2**17  #: logits of a part, at least: it takes ten times as long as to wake a thread
STREAMED = 2**24  #: bytes of a gradient that will have left the caches before it is read

MOST = 4  #: parts a thread: of large ones few meet at a page that is not there yet

_mine = threading.local()
_pools: dict[int, ThreadPoolExecutor] = {}


def threads() -> int:
    """The CPUs that this process may use, or fewer: NUMBA_NUM_THREADS or OMP_NUM_THREADS."""
    told = os.environ.get("NUMBA_NUM_THREADS") or os.environ.get("OMP_NUM_THREADS")
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(here or 1, int(told) if told and told.isdecimal() else here or 1))


def run(kind: str, rows: int, classes: int, places, options, workers: int) -> None:
    """All rows through one of `KERNELS`, which is handed *places* and *options*.

    IndexError for a target that is no class.
    """
    kernel = KERNELS[kind]
    parts = min(rows, max(1, rows * classes // PART), MOST * workers)
    taken = count()

    def take() -> int:
        given = (*places, _scratch(scratch_bytes(classes)))
        while (part := next(taken)) < parts:
            first, last = rows * part // parts, rows * (part + 1) // parts
            if (bad := kernel(first, last, classes, given, options)) != FINE:
                return bad
        return FINE

    others = min(workers, parts) - 1
    waiting = [_pool(workers).submit(take) for _ in range(others)]
    found = [take(), *(each.result() for each in waiting)]
    if any(bad != FINE for bad in found):
        raise IndexError(f"the target of row {max(found)} is outside of [0, {classes})")


def _scratch(size: int) -> int:
    """The address, a multiple of 64, of memory of this thread alone, which it keeps."""
    if getattr(_mine, "size", 0) < size:
        _mine.memory = np.empty(size + 64, np.uint8)
        _mine.size, start = size, _mine.memory.ctypes.data
        _mine.address = start + -start % 64
    return _mine.address


def _pool(workers: int) -> ThreadPoolExecutor:
    if workers not in _pools:
        _pools[workers] = ThreadPoolExecutor(workers - 1, "cross-entropy")
    return _pools[workers]
