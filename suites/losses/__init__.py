"""What is being computed.

Every module in this folder is one loss: its file name is its name, its docstring its
description. It says

    FUNCTION               of an implementation that computes it (default: the name of the file)
    value(a, logits, targets)       the loss of each example, and
    gradient(a, logits, targets)    its gradient, both in the arithmetic `a` that it is handed,
                                    as a pair (exact, rest): see `suites.arithmetics`
    gradient_condition(rough, targets)  sum over k of gap_k |d gradient_j / d logit_k|, (rows,
                           classes), by the float64 softmax of a `suites.losses._rough.Rough`
    NONFINITE              the rows of infinities and NaN, which have no formula; or their function

where logits are (rows, classes) and targets (rows,). It may say too, and `_defaults` does else,

    TIERS                  those of `suites.tiers` that have its vocabulary (default: all)
    inputs(case), given(case), options(case)   what the function gets: the array in which it is
                           differentiated (INPUTS says of what; default: logits), those beside
                           it, and keywords; exact in the dtype
    rows(case)             logits and targets as the formula is handed them
    ELEMENTWISE            each logit of the case is an example: the last class of a row
    ignored(case)          examples that do not count, (rows,)
    row_scale(case)        by what the formula of each is multiplied, exactly: float64, (rows,),
                           of at most 40 bits
    whole(case)            what the result is divided by, exactly
    value_unit(rough, targets), gradient_unit(rough, targets)   beside what an absolute error is
                           measured of a loss, and of each entry of its gradient, where that is
                           not 1: the two of which this is the difference may both be small
    lenient(rough, targets)   entries of a gradient that may be absolute alone (default: that of the
                           target's class, or those with a share)
    value_condition(rough, targets, slopes)   sum over k of gap_k |slope_k|, in which a loss that
                           common offsets change has something else in place of the gaps
    called(function)       it, with the inputs first, where these are an option; and GRADIENT, what
                           a gradient of its own adds to its name (default: _gradient)
    ACROSS                 the gradient in the inputs is the sum over all examples of the outer
                           product of `gradient` with the row that the formula is handed; unit
                           and condition are those of `gradient`
    present(array), restore(array, case)   how the function sees (rows, ...), and back
    SETTINGS               by name of a loss, keywords: one file is several losses, and each of
                           these functions gets those keywords of the one asked that it takes
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import ModuleType
from typing import Any

import numpy as np

from suites import case as cases
from suites.case import Case
from suites.losses import _defaults

_PROBE = cases.of(np.zeros((4, 3)), np.arange(4) % 3, "float32", "ordinary")


@dataclass(frozen=True)
class Loss:
    name: str

    @cached_property
    def module(self) -> ModuleType:
        return importlib.import_module(f"{__name__}.{_catalogue(tuple(__path__))[self.name]}")

    @cached_property
    def setting(self) -> Mapping[str, Any]:
        """What tells it from the other losses of its file."""
        return (self.said("SETTINGS") or {self.name: {}})[self.name]

    def said(self, what: str) -> Any:
        """A constant or function of the file, or what stands for it where there is none."""
        return getattr(self.module, what, None) or getattr(_defaults, what, None)

    def ask(self, what: str, *given: Any) -> Any:
        """What a function of the file answers, which gets the settings that it takes."""
        function = self.said(what)
        taken = _keywords(function) & self.setting.keys()
        return function(*given, **{name: self.setting[name] for name in taken})

    @property
    def variant(self) -> bool:
        """Is it another setting of a loss that its file names first?"""
        return self.name not in [*(self.said("SETTINGS") or [self.name])][:1]

    @property
    def table(self) -> Any:
        """The rows of `suites.nonfinite` that have no formula."""
        return self.ask("NONFINITE") if callable(self.module.NONFINITE) else self.module.NONFINITE

    @property
    def function(self) -> str:
        """The function of an implementation that computes this loss."""
        return self.said("FUNCTION") or self.module.__name__.rpartition(".")[2]

    @cached_property
    def option_names(self) -> tuple[str, ...]:
        """The keywords that the function is called with."""
        return tuple(self.ask("options", _PROBE))

    @cached_property
    def plain(self) -> bool:
        """Does the function take logits and class indices alone, and return a loss for each?"""
        own = {"inputs", "given", "options", "present"}
        return not own & vars(self.module).keys()

    @cached_property
    def reduced(self) -> bool:
        """Is the answer one number for all examples?"""
        return self.ask("options", _PROBE).get("reduction", "none") != "none"

    @cached_property
    def mixed(self) -> bool:
        """Has every class a share in it, so that none can be masked?"""
        return self.rows(_PROBE)[1].ndim == 2

    @property
    def elementwise(self) -> bool:
        return self.said("ELEMENTWISE")

    def rows(self, case: Case) -> tuple[np.ndarray, np.ndarray]:
        """Logits and targets, as the formula is handed them."""
        return self.ask("rows", case)

    def row_scale(self, case: Case) -> np.ndarray:
        """By what the formula of each row is multiplied, (rows,)."""
        return np.broadcast_to(self.ask("row_scale", case), self._count(case)).astype(np.float64)

    def ignored(self, case: Case) -> np.ndarray:
        """Which rows do not count, (rows,)."""
        return np.broadcast_to(self.ask("ignored", case), self._count(case))

    def _count(self, case: Case) -> int:
        """Of the rows that the formula is handed."""
        return case.logits.size if self.elementwise else len(case.targets)

    def upstream(self, case: Case) -> np.ndarray:
        """The gradient of some later scalar in each loss, in the shape of the losses."""
        many = cases.UPSTREAM if not self.reduced else cases.UPSTREAM[3:]
        return np.resize(many, self.shape(case))

    def shape(self, case: Case) -> tuple[int, ...]:
        """Of the losses."""
        return () if self.reduced else (case.logits if self.elementwise else case.targets).shape


def names() -> list[str]:
    """Every loss in this folder."""
    return list(_catalogue(tuple(__path__)))


@cache
def _keywords(function: Callable[..., Any]) -> frozenset[str]:
    return frozenset(inspect.signature(function).parameters)


@cache
def _catalogue(folders: tuple[str, ...]) -> dict[str, str]:
    """The file of each loss."""
    files = [file.name for file in pkgutil.iter_modules(folders) if file.name[0] != "_"]
    files.sort(key=lambda file: file != "cross_entropy")
    modules = {file: importlib.import_module(f"{__name__}.{file}") for file in files}
    return {
        name: file
        for file, module in modules.items()
        for name in getattr(module, "SETTINGS", None) or {file: {}}
    }
