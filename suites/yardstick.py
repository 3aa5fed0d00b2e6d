"""The yardstick: reading or copying as many bytes as the logits have, as fast as NumPy can.

Two kernels were the fastest of those tried: a bitwise or over 64-bit words to read, and a
memory copy. Above `SHARED` bytes all threads take a part; below, waking them costs more.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import numpy as np

SHARED = 2**23
MIXES = {"read": 1, "copy": 2}  #: and how often each byte moves


def on_cpu(mix: str, size: int, threads: int) -> Callable[[], Any]:
    """One pass over *size* bytes at each call. Two buffers take turns; both are resident."""
    words = max(1, size // 8)
    buffers = [np.full(words, 1, np.uint64), np.full(words, 1, np.uint64)]
    count = threads if size >= SHARED else 1
    parts = [slice(words * i // count, words * (i + 1) // count) for i in range(count)]
    kernel = _read if mix == "read" else _copy
    workers = [ThreadPoolExecutor(1, initializer=pin, initargs=(i,)) for i in range(count)]

    def one_pass() -> None:
        buffers.reverse()
        source, destination = buffers
        if count == 1:  # handing it over would take longer than the pass
            kernel(source, destination, parts[0])
        else:
            found = zip(workers, parts, strict=True)
            wait([worker.submit(kernel, source, destination, part) for worker, part in found])

    return one_pass


def pin(index: int) -> None:
    """This thread to a core of its own: two on one core would take turns."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[index % len(cores)]})


def _read(source: np.ndarray, _: np.ndarray, part: slice) -> None:
    np.bitwise_or.reduce(source[part])


def _copy(source: np.ndarray, destination: np.ndarray, part: slice) -> None:
    np.copyto(destination[part], source[part])
