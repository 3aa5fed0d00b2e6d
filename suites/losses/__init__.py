"""What is being computed.

Every module in this folder is one loss: its file name is its name, its docstring its
description. It says

    FUNCTION               of an implementation that computes it (default: the name of the file)
    value(a, logits, targets)       the loss of each example, and
    gradient(a, logits, targets)    its gradient, both in the arithmetic `a` that it is handed,
                                    as a pair (exact, rest): see `suites.arithmetics`
    gradient_condition(probs, gaps, targets)  sum over k of gap_k |d gradient_j / d logit_k|, given
                                    the softmax of the logits and how far each lies below the
                                    largest
    NONFINITE              the rows of infinities and NaN, which have no formula

where logits are (rows, classes) and targets (rows,). It may say too

    TIERS                  those of `suites.tiers` that have its vocabulary (default: all)
    mixture(case)          what the formula is handed as targets: coefficients (rows, classes)
    SOFT                   that the function takes these too, and not the class indices
    value_unit(mixture), gradient_unit(probs, mixture)   beside what an absolute error is
                           measured of a loss, and of each entry of its gradient, where that is
                           not 1: the two of which this is the difference may both be small

and, where it is a setting of options,

    OPTIONS                their names: keywords of the function
    options(case)          what each is: a number, or an array that is exact in the case's dtype
    row_scale(targets, **options)   by what the formula of each example is multiplied, exactly:
                           float64, (rows,), of at most 40 bits
"""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Any

import numpy as np

from suites.case import Case


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

    @property
    def option_names(self) -> tuple[str, ...]:
        """The keywords that the function is called with."""
        return getattr(self.module, "OPTIONS", ())

    def options(self, case: Case) -> dict[str, Any]:
        """What they are in *case*."""
        return self.module.options(case) if self.option_names else {}

    @property
    def tiers(self) -> tuple[int, ...]:
        return getattr(self.module, "TIERS", (0, 1, 2))

    def targets(self, case: Case) -> np.ndarray:
        """What the formula is handed as targets: one row of it for each example."""
        return self.module.mixture(case) if hasattr(self.module, "mixture") else case.targets

    def value_unit(self, case: Case) -> np.ndarray:
        """Beside what an absolute error of each loss is measured, (rows,)."""
        if not hasattr(self.module, "value_unit"):
            return self.row_scale(case)
        return self.module.value_unit(self.targets(case))

    def gradient_unit(self, case: Case) -> np.ndarray:
        """Beside what an absolute error of the gradient is measured, (rows, classes)."""
        if not hasattr(self.module, "gradient_unit"):
            return np.ones(case.logits.shape)
        return self.module.gradient_unit(softmax(case.logits), self.targets(case))

    @property
    def soft(self) -> bool:
        """Does the function take shares of all classes, (rows, classes), in place of indices?"""
        return getattr(self.module, "SOFT", False)

    def given(self, case: Case) -> np.ndarray:
        """What the function is handed beside the logits."""
        return self.targets(case) if self.soft else case.targets

    def row_scale(self, case: Case) -> np.ndarray:
        """By what the formula of each example is multiplied, (rows,)."""
        if not hasattr(self.module, "row_scale"):
            return np.ones(len(case.targets))
        return self.module.row_scale(case.targets, **self.options(case))


def names() -> list[str]:
    """Every loss in this folder."""
    return [file.name for file in pkgutil.iter_modules(__path__) if not file.name.startswith("_")]


@np.errstate(all="ignore")
def softmax(logits: np.ndarray) -> np.ndarray:
    """In float64, to judge by; of rows that have any."""
    exps = np.exp(logits - logits.max(-1, keepdims=True))
    return np.nan_to_num(exps / exps.sum(-1, keepdims=True))
