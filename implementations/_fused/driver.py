"""Rows, or pieces of them, which threads take in turn: how many there are changes no number."""

import ctypes
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count as counter

import numpy as np

from implementations._fused.kernels import FINE, KERNELS, SURVEY, WHOLE, WRITE, scratch_bytes
from implementations._fused.rows import BLOCK, LINES

PART = 2**17  #: logits of a part, at least: it takes twice as long as to wake a thread, or longer
MOST = 4  #: parts a thread: of large ones few meet at a page that is not there yet
FEW = 4  #: rows a thread: fewer are cut into pieces unless each thread gets as many
GRADIENT = 3  #: which of the places is its

_mine = threading.local()
_pools: dict[int, "_Workers"] = {}
_processor = getattr(ctypes.CDLL(None), "sched_getcpu", None) if os.name == "posix" else None
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_pools.clear)  # threads stay with the parent


def run(
    kind: str, rows: int, classes: int, places: tuple[int, ...], options, threads: Callable[[], int]
) -> None:
    """All rows through one of `KERNELS`, which is handed *places* and *options*.

    IndexError for a target that is no class.
    """
    kernel = KERNELS[kind]

    def through(first: int, last: int, tables: int = 0, pieces: int = 1, task: int = WHOLE) -> None:
        given = (*places, tables, _scratch(scratch_bytes(classes)))
        bad = kernel(first, last, classes, given, (*options, pieces, task))
        if bad != FINE:
            raise IndexError(f"the target of row {bad} is outside of [0, {classes})")

    size = rows * classes // PART
    if size < 2 or (workers := threads()) < 2:
        return through(0, rows)
    pieces = min(workers, classes // BLOCK)
    if rows % workers == 0 or rows >= FEW * workers or pieces < 2:
        return _in_turn(through, rows, min(rows, size, MOST * workers), workers)
    tables = np.empty((rows, -(-classes // BLOCK), LINES))
    cut = tables.ctypes.data, pieces
    _in_turn(lambda *some: through(*some, *cut, SURVEY), rows * pieces, rows * pieces, workers)
    if places[GRADIENT]:
        _in_turn(lambda *some: through(*some, *cut, WRITE), rows * pieces, rows * pieces, workers)
    else:
        through(0, rows * pieces, *cut, WRITE)
    return None


def _in_turn(work: Callable[[int, int], None], count: int, parts: int, workers: int) -> None:
    """Have *work* done from 0 to *count*, in *parts*, by as many threads as there are *workers*."""
    taken = counter()

    def take() -> None:
        while (part := next(taken)) < parts:
            work(count * part // parts, count * (part + 1) // parts)

    others = _workers(workers - 1).submit(take, min(workers, parts) - 1) if parts > 1 else []
    try:
        take()
    finally:  # what they write to may not be freed before
        errors = [each.exception() for each in others]
    for error in filter(None, errors):
        raise error


def _scratch(size: int) -> int:
    """The address, a multiple of 64, of memory of this thread alone, which it keeps."""
    if getattr(_mine, "size", 0) < size:
        _mine.memory = np.empty(size + 64, np.uint8)
        _mine.size, start = size, _mine.memory.ctypes.data
        _mine.address = start + -start % 64
    return _mine.address


class _Workers:
    """Threads that are kept from one call to the next, and begin where the caller is not."""

    def __init__(self, count: int) -> None:
        self._numbers: list[int] = []
        self._away_from: int | None = None
        self._pool = ThreadPoolExecutor(
            count, "cross-entropy", lambda: self._numbers.append(threading.get_native_id())
        )
        self._count = count

    def submit(self, function: Callable[[], None], times: int) -> list[Future]:
        """Linux wakes a thread on the core of who wakes it, where it waits for milliseconds."""
        if _processor and len(self._numbers) == self._count:
            here = _processor()
            if here != self._away_from:
                self._away_from, cores = here, os.sched_getaffinity(0)
                for number in self._numbers:
                    os.sched_setaffinity(number, cores - {here} or cores)
        return [self._pool.submit(function) for _ in range(times)]


def _workers(count: int) -> _Workers:
    if count not in _pools:
        _pools[count] = _Workers(count)
    return _pools[count]
