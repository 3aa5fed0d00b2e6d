"""A ray, followed by one implementation: what is recorded of it, and when that is a failure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from reports._reach import Break, Reach
from suites import breaks
from suites.subject import Subject
from suites.verdict import Verdict
from xentbench.plan import Cell, numbers

QUANTITIES = "value", "gradient"


@dataclass(frozen=True)
class Followed:
    reach: Reach
    complaint: str  #: the message of a promise that is broken at once; empty where none is


def followed(cell: Cell, subject: Subject) -> Followed:
    where = cell.regime, numbers(cell.shape), subject
    limits = {quantity: _limits(cell, subject, quantity) for quantity in QUANTITIES}
    begin, end = breaks.reach(cell.regime, cell.dtype, numbers(cell.shape))
    found = [Break(**asdict(each)) for each in breaks.follow(*where, limits)]
    at_once = [each for each in found if each.limit == "promise" and each.good is None]
    complaint = "".join(_told(cell, limits, each) for each in at_once[:1])
    return Followed(Reach(begin=begin, end=end, breaks=tuple(found)), complaint)


def _limits(cell: Cell, subject: Subject, quantity: str) -> Mapping[str, Verdict]:
    """The worst verdict that each limit allows, the promise being that of the question alike."""
    promise = Verdict(subject.implementation.promise_for(cell.path(quantity)))
    return {
        "conditioned": Verdict.CONDITIONED,
        "promise": min(promise, Verdict.INACCURATE),
        "exceptional": Verdict.INACCURATE,
    }


def _told(cell: Cell, limits: Mapping[str, Mapping[str, Verdict]], found: Break) -> str:
    return (
        f"the {found.quantity} of {cell.implementation} is {found.verdict} where the ray "
        f"{cell.regime} begins, at {found.parameter:g}; it promises: "
        f"{limits[found.quantity]['promise']}"
    )
