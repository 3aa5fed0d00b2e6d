"""A call that another one interrupts, as from a second thread, at each line on its way."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from types import CodeType
from typing import Any

import numpy as np

from suites import calls
from suites.case import Case
from suites.inputs import Inputs
from suites.subject import Subject, blamed

LOCKED = 0.5  #: seconds after which a second call is held up by a lock of the first


def interrupted(subject: Subject, case: Case, other: Case) -> calls.Answers:
    """Those to *case*: alone, and with a second thread that asks *other* before each line.

    Threads that are left to chance may never meet. Of lines those count that lie beside the
    implementation's own.
    """
    to_numpy = subject.implementation.framework.to_numpy
    found: dict[str, tuple[np.ndarray, ...]] = {}
    with subject.asking():
        between = subject.arranged(other, scaled=True)
        for name, call in calls.asked_of(subject):
            with blamed():
                alone = to_numpy(call(subject.arranged(case, scaled=True)))
                given = subject.arranged(case, scaled=True)
                with _before_each_line(subject, partial(_elsewhere, subject, call, between)):
                    answer = call(given)
                found[name] = to_numpy(answer), alone
    return found


def _elsewhere(subject: Subject, call: Callable[[Inputs], Any], given: Inputs) -> None:
    """In another thread, where nothing is set of what the caller's has set."""
    with subject.asking():
        call(given)


@contextmanager
def _before_each_line(subject: Subject, act: Callable[[], Any]) -> Iterator[None]:
    """Once for each, however often it is come to; whoever holds a lock meanwhile is waited for."""
    folder = str(subject.implementation.path.parent)
    seen: set[tuple[CodeType, int]] = set()
    pending: list[Future] = []

    def enter(frame, event, argument):
        return line if frame.f_code.co_filename.startswith(folder) else None

    def line(frame, event, argument):
        here = frame.f_code, frame.f_lineno
        if event == "line" and here not in seen and all(one.done() for one in pending):
            seen.add(here)
            pending.append(pool.submit(act))
            with suppress(TimeoutError):
                pending[-1].result(LOCKED)
        return line

    before = sys.gettrace()
    with ThreadPoolExecutor(1) as pool:
        sys.settrace(enter)
        try:
            yield
        finally:
            sys.settrace(before)
