"""Passes over memory by all threads at once: the ways of reading and copying that make a roof.

A source takes its turn as inputs do, and the destination is always the same memory, as that of
an answer is which was freed before the next call.
"""

import mmap
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from time import perf_counter

import numpy as np

from suites.rotation import turns
from suites.yardstick import pin

PIECE = 2**26  #: bytes: of more than 190 MB memcpy would store past the caches, under this name
SAMPLE = 2**25  #: bytes that a sample passes over at least, so that waking threads is no part of it

Kernel = Callable[[np.ndarray, np.ndarray], object]  #: of a thread's part of source and destination


def kernels() -> Mapping[str, tuple[str, Kernel]]:
    """By name, with what it does with the bytes: all that can be measured here."""
    found: dict[str, tuple[str, Kernel]] = {"read": ("read", _read), "copy": ("copy", _copy)}
    if hasattr(mmap, "MAP_ANONYMOUS"):
        found["fresh copy"] = "copy", _fresh_copy
    if find_spec("numba"):
        from suites import streaming  # takes a second to compile

        found["read of four streams"] = "read", lambda source, _: streaming.read(source)
        if streaming.stores_past_caches():
            found["streaming copy"] = "copy", streaming.copy
    return found


class Passes:
    """Over *size* bytes each. Threads have a core and a part of the bytes of their own."""

    def __init__(self, size: int, threads: int) -> None:
        words = max(threads, size // 8)
        ends = [words * i // threads for i in range(threads + 1)]
        parts = [slice(*ends[i : i + 2]) for i in range(threads)]
        sources = [np.full(words, 1, np.uint64) for _ in range(turns(size))]
        destination = np.full(words, 1, np.uint64)
        self._repeats = max(1, SAMPLE // size)
        self._parts = [([source[part] for source in sources], destination[part]) for part in parts]
        self._workers = Workers(threads)
        self._turn = 0

    def seconds(self, kernel: Kernel) -> float:
        """Of a pass: the mean of as many as make a sample."""
        took = self._workers.seconds(
            partial(_work, kernel, *part, self._turn, self._repeats) for part in self._parts
        )
        self._turn += self._repeats
        return took / self._repeats


class Workers:
    """So many threads, each on a core of its own."""

    def __init__(self, threads: int) -> None:
        self._pools = [
            ThreadPoolExecutor(1, initializer=pin, initargs=(i,)) for i in range(threads)
        ]

    def seconds(self, work: Iterable[Callable[[], object]]) -> float:
        """Until all have done theirs. Raises what one of them raises."""
        began = perf_counter()
        for each in [pool.submit(w) for pool, w in zip(self._pools, work, strict=True)]:
            each.result()
        return perf_counter() - began


def _work(
    kernel: Kernel, sources: list[np.ndarray], destination: np.ndarray, turn: int, repeats: int
) -> None:
    for at in range(turn, turn + repeats):
        kernel(sources[at % len(sources)], destination)


def _read(source: np.ndarray, _: np.ndarray) -> None:
    np.bitwise_or.reduce(source)


def _copy(source: np.ndarray, destination: np.ndarray) -> None:
    step = PIECE // source.itemsize
    for start in range(0, len(source), step):
        np.copyto(destination[start : start + step], source[start : start + step])


def _fresh_copy(source: np.ndarray, _: np.ndarray) -> None:
    """Into pages that the system has just mapped, as malloc gets them, and that go back to it."""
    with mmap.mmap(-1, source.nbytes, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as fresh:
        destination = np.frombuffer(fresh, np.uint64)
        np.copyto(destination, source)
        del destination  # or the pages could not be given back
