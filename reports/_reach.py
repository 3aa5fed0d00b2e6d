"""What is recorded of a ray: how far it was followed, and where answers broke on the way."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Break:
    """The first known point of a ray at which an answer is worse than a limit.

    The limits are "conditioned", past which the digits of small numbers are gone; "promise"; and
    "exceptional", which is that verdict.
    """

    quantity: Literal["value", "gradient"]
    limit: Literal["conditioned", "promise", "exceptional"]
    parameter: float  #: of the ray, there
    good: float | None  #: the last that was asked before, where it is not; None: the ray begins
    verdict: str  #: there


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far a ray was followed, and where on the way it broke. The record's regime names it."""

    begin: float
    end: float
    breaks: tuple[Break, ...]  #: at most one for each quantity and limit
