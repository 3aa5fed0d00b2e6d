"""A case in the arrays of a framework, arranged in memory as a question wants them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from implementations import Unsupported
from suites.case import Case
from suites.layouts import CONTIGUOUS, Layout


@dataclass(frozen=True, eq=False)
class Inputs:
    """What an implementation is handed."""

    logits: Any  #: what is differentiated in
    given: tuple[Any, ...]  #: class indices, or shares of classes, or nothing
    upstream: Any  #: None for that of a sum
    options: Mapping[str, Any]


def inputs(
    subject,
    case: Case,
    *,
    layout: Layout = CONTIGUOUS,
    targets: np.ndarray | None = None,
    scaled: bool = False,
    read_only: bool = False,
) -> Inputs:
    """Those of a `suites.subject.Subject`, whose docstring says what the keywords do."""
    framework, loss = subject.implementation.framework, subject.loss
    given = loss.ask("given", case)
    if targets is not None:
        if not any(array.dtype.kind == "i" for array in given):
            raise Unsupported(f"{loss.name} takes no class indices")
        given = tuple(targets if array.dtype.kind == "i" else array for array in given)

    def arranged(array, lays=layout):
        seen = loss.ask("present", array)
        lay = {1: lays.vectors, 2: lays.logits}.get(seen.ndim, CONTIGUOUS.logits)
        bigger, view = lay(seen)
        dtype = subject.dtype if seen.dtype.kind == "f" else None
        found = view(framework.to_device(bigger, dtype, subject.device))
        return framework.read_only(found) if read_only else found

    return Inputs(
        arranged(loss.ask("inputs", case)),
        tuple(map(arranged, given)),
        arranged(loss.upstream(case)) if scaled else None,
        {
            name: arranged(option, CONTIGUOUS) if isinstance(option, np.ndarray) else option
            for name, option in loss.ask("options", case).items()
        },
    )
