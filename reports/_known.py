"""What was known of a cell before it was asked: the worst rows that a search had found."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Known:
    """Of the rows of the cell, as they were when they were found."""

    error: float  #: the largest, in ulp
    verdict: str  #: the worst
    found: str  #: by what, and with which versions: of the row of that error
