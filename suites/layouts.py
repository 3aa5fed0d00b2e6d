"""Ways for the same inputs to lie in memory, amid numbers that nobody may read.

Each function takes an array and returns a bigger one and the view of it that holds the input;
views are taken by indexing, which every framework has. JAX copies at once, so there they hold
trivially.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from implementations import Unavailable, Unsupported

Arranged = tuple[np.ndarray, Callable[[Any], Any]]


def as_it_is(array: np.ndarray) -> Arranged:
    return array, lambda whole: whole


def every_other_class(array: np.ndarray) -> Arranged:
    bigger = np.full((array.shape[0], 2 * array.shape[1]), np.nan)
    bigger[:, ::2] = array
    return bigger, lambda whole: whole[:, ::2]


def every_other_example(array: np.ndarray) -> Arranged:
    """And one element off the start of the allocation, in rows that are too long by it."""
    bigger = np.full((2 * array.shape[0], array.shape[1] + 1), np.nan)
    bigger[1::2, 1:] = array
    return bigger, lambda whole: whole[1::2, 1:]


def transposed(array: np.ndarray) -> Arranged:
    return np.ascontiguousarray(array.T), lambda whole: whole.T


def interleaved(array: np.ndarray) -> Arranged:
    """A vector among NaN or, if it is one of targets, among numbers of no class."""
    poison = np.nan if array.dtype.kind == "f" else np.iinfo(array.dtype).max
    bigger = np.full(2 * len(array), poison, array.dtype)
    bigger[::2] = array
    return bigger, lambda whole: whole[::2]


@dataclass(frozen=True)
class Layout:
    logits: Callable[[np.ndarray], Arranged]
    vectors: Callable[[np.ndarray], Arranged]  #: targets and upstream gradient


def far_apart(subject) -> Layout:
    """Rows of logits of which the last begins beyond 2**32 elements, and half beyond 2**31.

    Offsets of 32 bits end there. What lies between is reserved and never touched. Raises
    `Unsupported` where the framework arranges memory by itself, and `Unavailable` where so much
    cannot be reserved.
    """
    framework = subject.implementation.framework
    if not hasattr(framework, "empty"):
        raise Unsupported(f"{subject.implementation.framework_name} arranges memory by itself")

    def apart(array: np.ndarray) -> Arranged:
        examples, classes = array.shape
        step = 2**32 // max(1, examples - 1) + 1

        def spread(rows):
            try:
                whole = framework.empty((examples, step), subject.dtype, subject.device)
            except MemoryError as error:
                raise Unavailable(f"no room for 2**32 numbers: {error}") from error
            whole[:, :classes] = rows
            return whole[:, :classes]

        return array, spread

    return Layout(apart, as_it_is)


CONTIGUOUS = Layout(as_it_is, as_it_is)
OTHERS = tuple(
    Layout(function, interleaved)
    for function in (every_other_class, every_other_example, transposed)
)
