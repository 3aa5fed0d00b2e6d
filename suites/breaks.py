"""Where it breaks, as a number: the first known point of a ray at which an answer is too bad.

A scan comes first, coarse and geometric, and its first bad point counts whatever comes after, so
that a verdict which recovers does not hide it. What lies between that point and the good one
before it is scanned more finely, and so on, down to neighbours. So no point that was asked before
the break is bad; but an island of bad points that is narrower than a step of the scan can be
missed: a break is known to be there, and not to be the first that there is.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from implementations import Unsupported
from suites import oracle, rays
from suites.judgement import WrongAnswer
from suites.stretch import Points, Stretch
from suites.subject import Subject
from suites.verdict import LADDER, Verdict, errors, rungs

Asked = Callable[[Stretch, Points], list[int]]  #: the rung of each point


@dataclass(frozen=True)
class Break:
    """The first known point at which an answer is worse than some limit."""

    quantity: str  #: value or gradient
    limit: str  #: the name of what it is worse than
    parameter: float
    good: float | None  #: the last point before, where it is not; None where the ray begins
    verdict: Verdict  #: at the parameter


def follow(
    ray: str, shape: tuple[int, int], subject: Subject, limits: Mapping[str, Mapping[str, Verdict]]
) -> tuple[Break, ...]:
    """The breaks of each quantity, one for each of its *limits* that is passed: its worst rungs.

    Raises `WrongAnswer` where an answer has the wrong shape, `Unsupported` where the loss knows
    no absent classes and the ray has some, and what *subject* raises.
    """
    stretches = rays.stretches(ray, subject.dtype, shape)
    if subject.loss.reduced:
        raise Unsupported(f"{subject.loss.name} is one number for all points of a ray")
    if any(stretch.padded for stretch in stretches) and subject.loss.mixed:
        raise Unsupported(f"in {subject.loss.name} every class has a share, those at -inf as well")
    found = []
    for quantity, worst in limits.items():
        asked = _asking(ray, subject, quantity)
        for limit, verdict in worst.items():
            if (first := _first(stretches, asked, LADDER.index(verdict))) is not None:
                parameter, good, rung = first
                found.append(Break(quantity, limit, parameter, good, LADDER[rung]))
    return tuple(found)


def digest(ray: str, dtype: str, shape: tuple[int, int]) -> str:
    """Of the scan, which is what everyone is asked."""
    content = hashlib.sha256()
    for stretch in rays.stretches(ray, dtype, shape):
        for points in stretch.scan():
            content.update(rays.case(ray, dtype, stretch, points).digest.encode())
    return content.hexdigest()[:16]


def reach(ray: str, dtype: str, shape: tuple[int, int]) -> tuple[float, float]:
    """The parameters at which the ray begins and ends."""
    first, *more = rays.stretches(ray, dtype, shape)
    return first.begin, [first, *more][-1].end


def _asking(ray: str, subject: Subject, quantity: str) -> Asked:
    """Nobody is asked about the same points twice."""
    told: dict[tuple[Stretch, Points], list[int]] = {}

    def asked(stretch: Stretch, points: Points) -> list[int]:
        if (stretch, points) not in told:
            case = rays.case(ray, subject.dtype, stretch, points)
            if quantity == "value":
                computed, reference = subject.values(case), oracle.values(subject.loss, case)
            else:
                computed = subject.gradients(case)
                reference = oracle.gradients(subject.loss, case, scaled=False)
            if computed.shape != reference.high.shape:
                raise WrongAnswer(
                    f"the {quantity} has shape {computed.shape}, not {reference.high.shape}"
                )
            with np.errstate(all="ignore"):
                ladder = rungs(computed, reference, errors(computed, reference))
            told[stretch, points] = stretch.worst(ladder, points)
        return told[stretch, points]

    return asked


def _first(
    stretches: tuple[Stretch, ...], asked: Asked, limit: int
) -> tuple[float, float | None, int] | None:
    """The first point beyond *limit*, the last before it, and the rung; None if there is none."""
    good = None
    for stretch, points in _scans(stretches):
        for point, rung in zip(points, asked(stretch, points), strict=True):
            if rung > limit:
                return _narrowed(stretch, asked, limit, good, point, rung)
            good = point
    return None


def _scans(stretches: tuple[Stretch, ...]) -> Iterator[tuple[Stretch, Points]]:
    for stretch in stretches:
        yield from ((stretch, points) for points in stretch.scan())


def _narrowed(
    stretch: Stretch, asked: Asked, limit: int, good: float | None, bad: float, rung: int
) -> tuple[float, float | None, int]:
    """Ever closer points between the two, of which again the first bad one counts."""
    while good is not None and (points := stretch.between(good, bad)):
        found = asked(stretch, points)
        first = next((i for i, height in enumerate(found) if height > limit), len(points))
        if first < len(points):
            bad, rung = points[first], found[first]
        if first:
            good = points[first - 1]
    return bad, good, rung
