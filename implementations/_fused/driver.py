"""Rows in parts, which threads take in turn: what they write is the same for any number of them."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import numpy as np

from implementations._fused.kernels import FINE, KERNELS, scratch_bytes

PART = 2**15  #: logits of a part, at least: it takes as long as to wake a thread, or longer
MOST = 4  #: parts a thread: of large ones few meet at a page that is not there yet

_mine = threading.local()
_pools: dict[int, ThreadPoolExecutor] = {}
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_pools.clear)  # threads stay with the parent


def run(
    kind: str, rows: int, classes: int, places: tuple[int, ...], options, threads: Callable[[], int]
) -> None:
    """All rows through one of `KERNELS`, which is handed *places* and *options*.

    IndexError for a target that is no class.
    """
    kernel = KERNELS[kind]

    def through(first: int, last: int) -> None:
        given = (*places, _scratch(scratch_bytes(classes)))
        if (bad := kernel(first, last, classes, given, options)) != FINE:
            raise IndexError(f"the target of row {bad} is outside of [0, {classes})")

    parts = min(rows, rows * classes // PART)
    if parts < 2 or (workers := threads()) < 2:
        return through(0, rows)
    parts = min(parts, MOST * workers)
    taken = count()

    def take() -> None:
        while (part := next(taken)) < parts:
            through(rows * part // parts, rows * (part + 1) // parts)

    others = [_pool(workers).submit(take) for _ in range(min(workers, parts) - 1)]
    try:
        take()
    finally:  # what they write to may not be freed before
        errors = [each.exception() for each in others]
    for error in filter(None, errors):
        raise error
    return None


def _scratch(size: int) -> int:
    """The address, a multiple of 64, of memory of this thread alone, which it keeps."""
    if getattr(_mine, "size", 0) < size:
        _mine.memory = np.empty(size + 64, np.uint8)
        _mine.size, start = size, _mine.memory.ctypes.data
        _mine.address = start + -start % 64
    return _mine.address


def _pool(workers: int) -> ThreadPoolExecutor:
    """Kept from one call to the next."""
    if workers not in _pools:
        _pools[workers] = ThreadPoolExecutor(workers - 1, "cross-entropy")
    return _pools[workers]
