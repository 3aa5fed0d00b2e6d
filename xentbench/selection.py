"""The axes on the command line, checked, and the cells that they select."""

import difflib
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cached_property

import pytest

import implementations
from implementations import Implementation, Unavailable
from suites import losses, rays, regimes, training_case
from suites.formats import FORMATS
from suites.grids import GRIDS
from xentbench import claims, default, environment, plan, posing, programme
from xentbench.plan import Cell
from xentbench.whose import framework, interpreters, reasons, share, told

IMPORTABLE = "importable"  #: the question that tells why an implementation cannot be asked others

#: Each narrows the matrix; repeatable, and shell patterns will do.
AXES = {
    "question": "a test function without its test_",
    "framework": "all implementations of one framework",
    "implementation": "a file of implementations/",
    "loss": "a file of suites/losses/",
    "regime": "a function of suites/regimes/ or suites/rays.py, or a training",
    "dtype": "/".join(FORMATS),
    "shape": "num_examples x num_classes, as in 64x10; any will do",
    "device": "cpu or cuda",
}


class Selection:
    """What this run asks: of whom, where, and what it does not."""

    def __init__(self, config: pytest.Config, questions: list[str]) -> None:
        self.sources = tuple(config.getoption("implementations") or ())
        self.full = config.getoption("full")
        self.seed = config.getoption("seed")
        self.pythons = interpreters(config.getoption("python"))
        self.share = share(config.getoption("share"))
        self._left_out = reasons(config.getoption("leave_out"))
        self._timed_only = config.getoption("benchmark_only")
        try:
            self.known = implementations.discover(self.sources)
        except (ValueError, ImportError, OSError) as error:
            raise pytest.UsageError(str(error)) from error
        self.values = {  # every value of every axis
            "question": questions,
            "framework": sorted({framework(i) for i in self.known.values()} - {""}),
            "implementation": list(self.known),
            "loss": losses.names(),
            "regime": [*regimes.catalogue(), *rays.names(), *training_case.names(), *posing.OTHERS],
            "dtype": list(FORMATS),
            "shape": list(default.SHAPES),
            "device": ["cpu", "cuda"],
            "grid": list(GRIDS),
        }
        self.named = {axis: self._checked(axis, config.getoption(axis)) for axis in AXES}
        if not self.asked:
            out = "; ".join(f"{name}: {why}" for name, why in self.elsewhere.items())
            exclusive = "--framework and --implementation exclude each other"
            raise pytest.UsageError(f"no implementation is left: {out or exclusive}")
        self.required = self._checked("framework", config.getoption("require")) or ()
        self.choice = plan.Choice(
            question=self.named["question"],
            loss=self.named["loss"],
            regime=self.named["regime"],
            dtype=self.named["dtype"],
            shape=self.named["shape"],
            grid=self._checked("grid", config.getoption("grid")),
            full=self.full,
        )
        programme.check(self.choice)

    def _checked(self, axis: str, given: list[str] | None) -> tuple[str, ...] | None:
        if not given:
            return None
        known, chosen = self.values[axis], []
        for value in given:
            found = [name for name in known if fnmatchcase(name, value)]
            if axis == "shape" and re.fullmatch(r"\d+x[1-9]\d*", value):
                found = [value]
            if not found:
                close = difflib.get_close_matches(value, known, 1)
                hint = f"; did you mean {close[0]}?" if close else "."
                raise pytest.UsageError(
                    f"no {axis} is called {value!r}{hint} `--list` shows them all."
                )
            chosen += found
        return tuple(dict.fromkeys(chosen))

    @property
    def narrowed(self) -> bool:
        """Is less asked than the default asks of a framework?"""
        return any(chosen for axis, chosen in self.named.items() if axis != "framework")

    @cached_property
    def asked(self) -> list[Implementation]:
        """The implementations that the command line leaves, whether or not they can run."""
        return [each for each in self._chosen if each.name not in self.elsewhere]

    @cached_property
    def elsewhere(self) -> dict[str, str]:
        """By name those that it would leave and that are left out, and why."""
        return {each.name: why for each in self._chosen if (why := told(self._left_out, each))}

    @cached_property
    def _chosen(self) -> list[Implementation]:
        names, frameworks = self.named["implementation"], self.named["framework"]
        return [
            each
            for name, each in self.known.items()
            if (names is None or name in names)
            and (frameworks is None or framework(each) in (*frameworks, ""))
            and (self.share is None or fnmatchcase(name, self.share.glob))
        ]

    @cached_property
    def able(self) -> list[Implementation]:
        """Those of them that can be imported here, with their framework."""
        return [each for each in self.asked if _imports(each)]

    @property
    def universe(self) -> list[list[str]]:
        """The axes of all cells that there could be, in the order of a cell's path."""
        axes = "question", "loss", "regime", "dtype", "shape", "device"
        return [self.values[axis] for axis in axes]

    def cells(self, question: str, own: list[dict] | None) -> Iterator[Cell]:
        """Each cell of a question, whether or not the implementation claims it."""
        for loss in self.named["loss"] or losses.names():
            for place in plan.places(self.choice, own, loss):
                costly = self._costly_too(question, loss, place[-1])
                for implementation in [one for one in self.able if costly or not one.costly]:
                    for device in self.named["device"] or claims.devices(implementation):
                        yield Cell(implementation.name, loss, *place, device)

    def _costly_too(self, question: str, loss: str, shape: str) -> bool:
        """Is it asked of those as well for whom each loss and shape means seconds of compiling?"""
        if self.full or self.named["question"] or self.named["loss"]:
            return True
        usual = self.named["shape"] or shape in default.SHAPES or question in default.COSTLY_TOO
        return loss == default.MAIN and bool(usual)

    def heats(self, own: dict) -> Iterator[Cell]:
        """The cells that are timed, each in a process that says itself what it cannot do."""
        timed = [
            each
            for each in self.asked  # if speed alone is, nobody else says what is missing or broken
            if self._timed_only or each in self.able or told(self.pythons, each)
        ]
        for device in self.named["device"] or environment.devices():
            for loss in self.named["loss"] or [default.MAIN]:
                for place in programme.heats(self.choice, own, device):
                    for implementation in timed:
                        yield Cell(implementation.name, loss, *place, device)


def _imports(implementation: Implementation) -> bool:
    """A failure is told once, by the question `importable`."""
    try:
        return bool(implementation.module and implementation.framework)
    except Unavailable:
        return False
    except Exception:  # whatever a stranger's file raises must not break the collection
        return False
