"""One implementation: a file, what it declares, and the functions in it."""

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from implementations import _keywords
from implementations._files import HERE, Unavailable, framework_of, import_file, parse, text_of

CONSTANTS = (
    "PROMISE", "KNOWN_FAILURES", "DTYPES", "DEVICES", "MUTATES_INPUTS", "LOSSY", "COSTLY",
    "HOMEPAGE",
)  # fmt: skip


class Unsupported(Exception):
    """The implementation never claimed to do what was asked of it."""


@dataclass(frozen=True)
class Implementation:
    """One file, and what it says about itself; nothing is imported before it must be.

    A *cell*, which globs are matched against, is `question/loss/regime/dtype/shape/device`, as
    in `value/cross_entropy/offset/float32/64x10/cpu`. Whatever reads the module raises what
    `module` raises.
    """

    name: str
    path: Path
    package: str = ""  #: that it is imported from; a loose file has none

    @cached_property
    def framework_name(self) -> str:
        """Its `FRAMEWORK`, read without importing anything. ValueError if there is none."""
        name = text_of("FRAMEWORK", self._source)
        if name is None:
            raise ValueError(f'{self.path} names no framework: add a line FRAMEWORK = "numpy"')
        return name

    @cached_property
    def framework(self) -> ModuleType:
        """The module `_<framework>.py` of this package, or one beside an out-of-tree file.

        Raises `Unavailable` where the framework is not installed, and what `framework_of` raises.
        """
        path = framework_of(self.path, self.framework_name)
        package = "implementations" if path.parent == HERE else self.package
        return import_file(path, package, wanted_by=self.name)

    @property
    def module(self) -> ModuleType:
        """The file, imported. Raises `Unavailable` where a dependency of it is not installed."""
        if isinstance(found := self._imported, Unavailable):
            raise found.with_traceback(None)
        return found

    @cached_property
    def _imported(self) -> ModuleType | Unavailable:
        """Its framework comes first, since that says where compiled kernels are kept.

        What is not there is looked for once: to parse and search takes longer than to ask.
        """
        try:
            assert self.framework
            return import_file(self.path, self.package, wanted_by=self.name)
        except Unavailable as reason:
            return reason

    @property
    def description(self) -> str:
        """The first line of the docstring, read without importing anything."""
        return (ast.get_docstring(self._source) or "").partition("\n")[0]

    @property
    def homepage(self) -> str:
        """Its `HOMEPAGE`, read without importing anything."""
        return text_of("HOMEPAGE", self._source) or ""

    @property
    def promise(self) -> str | Mapping[str, str]:
        """The rung of the ladder of verdicts that it keeps to, or one for each glob of cells."""
        return self._constant("PROMISE", "absolute")

    def promise_for(self, cell: str) -> str:
        """The rung promised in *cell*: that of the first glob which matches."""
        if isinstance(promise := self.promise, str):
            return promise
        rungs = (rung for glob, rung in promise.items() if fnmatchcase(cell, glob))
        return next(rungs, "absolute")

    @property
    def known_failures(self) -> Mapping[str, str]:
        """Globs over the cell, and why the answer is wrong there."""
        return self._constant("KNOWN_FAILURES", {})

    @property
    def dtypes(self) -> tuple[str, ...]:
        return tuple(self._constant("DTYPES", ("float64", "float32", "bfloat16", "float16")))

    @property
    def devices(self) -> tuple[str, ...] | None:
        """Those that it runs on; None is every device of its framework."""
        devices = self._constant("DEVICES", None)
        return None if devices is None else tuple(devices)

    @property
    def mutates_inputs(self) -> bool:
        """Whether it says that what it was given is spent afterwards."""
        return self._constant("MUTATES_INPUTS", False)

    @property
    def lossy(self) -> bool:
        """Whether it says that it leaves out what is small, to save time."""
        return self._constant("LOSSY", False)

    @property
    def costly(self) -> bool:
        """Whether it says that seconds pass before it first answers for another loss."""
        return self._constant("COSTLY", False)

    @property
    def declared(self) -> dict[str, Any]:
        """The constants that the module has, in plain data."""
        module = self.module
        return {name: _plain(getattr(module, name)) for name in CONSTANTS if hasattr(module, name)}

    def describe(self, declared: Mapping[str, Any]) -> None:
        """Take its constants from a process that could import it."""
        vars(self)["_described"] = declared

    def claim(self, dtype: str, device: str) -> None:
        """Raises `Unsupported` where it does not take this, `Unavailable` if there is none here."""
        if dtype not in self.dtypes:
            raise Unsupported(f"{self.name} does not take {dtype}")
        if self.devices and device not in self.devices:
            raise Unsupported(f"{self.name} does not run on {device}")
        if device not in self.framework.devices():
            raise Unavailable(f"{self.framework_name} finds no {device} here")

    def function(self, name: str, options: Iterable[str] = ()) -> Callable[..., Any]:
        """The function called *name*, provided that it takes all of *options* and needs no other.

        Raises `Unsupported` where there is no such function, or one with other keywords.
        """
        if (function := getattr(self.module, name, None)) is None:
            raise Unsupported(f"{self.name} has no {name}")
        if refusal := _keywords.refusal(function, options):
            raise Unsupported(f"{self.name}.{name} {refusal}")
        return function

    def _constant(self, name: str, default: Any) -> Any:
        if (described := vars(self).get("_described")) is not None:
            return described.get(name, default)
        return getattr(self.module, name, default)

    @cached_property
    def _source(self) -> ast.Module:
        return parse(self.path)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): str(item) for key, item in value.items()}
    return value if isinstance(value, str | bool) else list(map(str, value))
