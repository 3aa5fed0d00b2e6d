"""One call after another, in arrays that it was given already, and amid what a process has set."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

import numpy as np

from implementations import Unsupported
from suites import oracle
from suites.case import Case
from suites.inputs import Inputs
from suites.judgement import WrongAnswer
from suites.reference import Reference
from suites.subject import Subject, blamed

Answers = Mapping[str, tuple[np.ndarray, ...]]  #: by what was asked: "losses", "gradients"

PIECES = 32  #: of each size: more than an allocator keeps apart for the next who asks for it


def asked_of(subject: Subject) -> tuple[tuple[str, Callable[[Inputs], Any]], ...]:
    """What is asked of it, by name: each takes what is handed over."""
    return ("losses", subject.losses_of), ("gradients", subject.slopes_of)


def exact(subject: Subject, case: Case) -> dict[str, Reference]:
    """The truth of what is asked of it, by the same names."""
    return {
        "losses": oracle.values(subject.loss, case),
        "gradients": oracle.gradients(subject.loss, case, scaled=True),
    }


def before_and_after(subject: Subject, case: Case, other: Case) -> Answers:
    """Those to *case*: at once, held while *other* is asked, and asked anew."""
    to_numpy = subject.implementation.framework.to_numpy
    found: dict[str, tuple[np.ndarray, ...]] = {}
    with subject.asking():
        first, between = subject.arranged(case, scaled=True), subject.arranged(other, scaled=True)
        for name, call in asked_of(subject):
            with blamed():
                answer = call(first)
                at_once = to_numpy(answer)
                call(between)
                found[name] = at_once, to_numpy(answer), to_numpy(call(first))
    return found


def overwritten(subject: Subject, case: Case, other: Case) -> Answers:
    """Those to *other*: in the arrays in which *case* was asked just before, and in fresh ones.

    Raises `Unsupported` where an array cannot be written, or does not outlive a call.
    """
    if subject.implementation.mutates_inputs:
        raise Unsupported(f"{subject.implementation.name} declares that it overwrites its inputs")
    framework = subject.implementation.framework
    found: dict[str, tuple[np.ndarray, ...]] = {}
    overwrite = _optional(subject, "overwrite", "has no arrays that can be written")
    with subject.asking():
        fresh = subject.arranged(other, scaled=True)
        for name, call in asked_of(subject):
            given = subject.arranged(case, scaled=True)
            with blamed():
                call(given)
                for before, after in zip(_arrays(given), _arrays(fresh), strict=True):
                    overwrite(before, after)
                found[name] = tuple(framework.to_numpy(call(each)) for each in (given, fresh))
    return found


def settings_kept(subject: Subject, case: Case) -> None:
    """Raises `WrongAnswer` where a call leaves the process in another state than it found."""
    settings = _optional(subject, "settings", "does not tell what is set")
    for name, call in asked_of(subject):
        with subject.asking():
            given, before = subject.arranged(case, scaled=True), settings()
            with blamed():
                call(given)
            after = settings()
        for what, was in before.items():
            if after[what] != was:
                raise WrongAnswer(f"the {name} leave {what} changed")


def autocasting(subject: Subject) -> AbstractContextManager[None]:
    """Where the framework casts what it is given, as it does when training in two precisions."""
    return _optional(subject, "autocasting", "casts nothing by itself")()


def litter(case: Case) -> None:
    """Leave NaN, or -1 as a whole number, in memory that is about to be given out again."""
    rows = len(case.targets), case.logits.size
    sizes = [count * width for count in rows for width in (2, 4, 8)]
    kept = [np.full(size, 0xFF, np.uint8) for size in sizes for _ in range(PIECES)]
    del kept


def writable(subject: Subject) -> None:
    """Raises `Unsupported` where arrays are no views of memory that calls could share."""
    _optional(subject, "overwrite", "has no arrays that can be written")


def uncompiled(subject: Subject) -> None:
    """Raises `Unsupported` where each shape is compiled, and nothing kept for the next one."""
    framework = subject.implementation.framework
    if hasattr(framework, "compiled"):
        raise Unsupported(f"{subject.implementation.framework_name} compiles each shape anew")


def _arrays(inputs: Inputs) -> tuple[Any, ...]:
    return inputs.logits, *inputs.given, inputs.upstream


def _optional(subject: Subject, name: str, missing: str) -> Callable[..., Any]:
    framework = subject.implementation.framework
    if not hasattr(framework, name):
        raise Unsupported(f"{subject.implementation.framework_name} {missing}")
    return getattr(framework, name)
