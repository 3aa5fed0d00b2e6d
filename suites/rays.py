"""Rays: one function each, along which one number grows until an implementation breaks.

A ray is called with a random generator, a shape and the `Format` under test, and returns its
stretches, one after the other. Its docstring says what its parameter is. Nothing is extreme where
it begins, and each makes one thing extreme: no exponential overflows on `confident_gap`.
"""

import inspect
import zlib
from collections.abc import Callable
from functools import cache, lru_cache

import numpy as np

from suites.case import Case
from suites.formats import FORMATS
from suites.regimes._drawing import any_class, any_or_likeliest, other_class, put, underflow
from suites.stretch import Points, Stretch, rows

NARROW = 16, 1000  #: the shape up to whose width classes are added first, since it costs little
COARSE = {"step": 4.0, "fine": 2.0**-9}  #: beyond it, for the same reason


def scale(rng, shape, format):
    """The largest logit: the others are from 0 to 3/4 of it, the target's is 0."""
    targets, rivals = _classes(rng, shape)
    direction = put(put(rng.uniform(0, 0.75, rows(shape)), rivals, 1), targets, 0)

    def draw(largest):
        return largest * direction

    return (Stretch(shape, targets, draw, 1.0, format.max, format.round),)


def common_offset(rng, shape, format):
    """The largest logit, which was 0 until it was added to all of them, exactly."""
    spacing = 2.0 ** -min(max(format.precision - 8, 0), 4)
    logits = spacing * np.round(rng.uniform(-6, 0, rows(shape)) / spacing)
    logits -= logits.max(-1, keepdims=True)
    targets = any_or_likeliest(rng, logits)

    def draw(offset):
        return offset + logits

    def snap(offset):
        return spacing * np.round(offset / spacing)

    end = spacing * 2.0**format.precision  # beyond, sums would be rounded
    return (Stretch(shape, targets, draw, 1.0, end, snap),)


def confident_gap(rng, shape, format):
    """How far the target, at 0, leads the next, until the loss is smaller than any number."""
    targets, rivals = _classes(rng, shape)
    logits, own = _below_zero(rng, shape, rivals), targets[:, None] == np.arange(shape[1])

    def draw(gap):
        return np.where(own, 0.0, logits - gap)

    end = float(format.round(underflow(format)))
    return (Stretch(shape, targets, draw, 1.0, end, format.round),)


def wrong_gap(rng, shape, format):
    """How far the target lies below the largest logit, which is 0."""
    targets, rivals = _classes(rng, shape)
    logits, own = _below_zero(rng, shape, rivals), targets[:, None] == np.arange(shape[1])

    def draw(gap):
        return np.where(own, -gap, logits)

    return (Stretch(shape, targets, draw, 1.0, format.max, format.round),)


def classes(rng, shape, format):
    """How many classes there are, standard normal; -inf fills the row up to the shape's width."""
    width = min(NARROW[1], shape[1])
    found = [_growing(rng, (NARROW[0], width), 2)]
    if shape[1] > width:
        found.append(_growing(rng, shape, 2 * width, **COARSE))
    return tuple(found)


@cache
def catalogue() -> dict[str, Callable[..., tuple[Stretch, ...]]]:
    """Every ray by name: the public functions of this file that are called like one."""
    return {
        name: value
        for name, value in globals().items()
        if not name.startswith("_")
        and inspect.isfunction(value)
        and [*inspect.signature(value).parameters] == ["rng", "shape", "format"]
    }


def names() -> list[str]:
    return list(catalogue())


@cache
def stretches(ray: str, dtype: str, shape: tuple[int, int]) -> tuple[Stretch, ...]:
    """The same arguments give the same ray everywhere."""
    rng = np.random.default_rng([zlib.crc32(ray.encode()), *shape])
    return catalogue()[ray](rng, shape, FORMATS[dtype])


@lru_cache(maxsize=64)
def case(ray: str, dtype: str, stretch: Stretch, points: Points) -> Case:
    """Of *points*, one object however many ask, so that the oracle remembers it."""
    return stretch.case(points, ray, dtype)


def _classes(rng, shape):
    """Of each row of a point the target, and another class where there is one."""
    targets = any_class(rng, rows(shape))
    return targets, other_class(rng, targets, rows(shape))


def _below_zero(rng, shape, classes):
    """From -6 to 0, which those *classes* have."""
    return put(rng.uniform(-6, 0, rows(shape)), classes, 0)


def _growing(rng, shape, begin, **more):
    logits, present = rng.normal(size=rows(shape)), np.arange(shape[1])

    def draw(number):
        return np.where(present < number, logits, -np.inf)

    end, targets = float(shape[1]), np.zeros(len(logits), np.int64)
    begin = min(float(begin), end)
    return Stretch(shape, targets, draw, begin, end, np.round, padded=True, **more)
