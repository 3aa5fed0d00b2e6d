"""What is being computed.

Every module in this folder is one loss: its file name is its name, its docstring its
description. It says

    FUNCTION               of an implementation that computes it (default: the name of the file)
    value(a, logits, targets)       the loss of each example, and
    gradient(a, logits, targets)    its gradient, both in the arithmetic `a` that it is handed,
                                    as a pair (exact, rest): see `suites.arithmetics`
    gradient_condition(probs, gaps)  sum over k of gap_k |d gradient_j / d logit_k|, given the
                                    softmax of the logits and how far each lies below the largest
    NONFINITE              the rows of infinities and NaN, which have no formula

where logits are (rows, classes) and targets (rows,).
"""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType


@dataclass(frozen=True)
class Loss:
    name: str

    @cached_property
    def module(self) -> ModuleType:
        return importlib.import_module(f"{__name__}.{self.name}")

    @property
    def function(self) -> str:
        """The function of an implementation that computes this loss."""
        return getattr(self.module, "FUNCTION", self.name)


def names() -> list[str]:
    """Every loss in this folder."""
    return [file.name for file in pkgutil.iter_modules(__path__) if not file.name.startswith("_")]
