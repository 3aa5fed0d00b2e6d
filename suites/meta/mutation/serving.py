"""Implementations imported with other sources than their files have, which stay as they are."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType

from implementations import Implementation
from suites.meta.mutation.mutants import FOLDER


def files(name: str) -> list[str]:
    """Those that an implementation is made of: its own, and what is named after it."""
    own = [f"{name}.py", *(p.name for p in FOLDER.glob(f"_{name}*.py"))]
    return own + [f"_{name}/{p.name}" for p in sorted((FOLDER / f"_{name}").glob("[!_]*.py"))]


@contextmanager
def served(
    implementation: Implementation, codes: Mapping[str, CodeType]
) -> Iterator[Implementation]:
    """The same one, imported anew with these *codes* for its files."""
    prefixes = tuple(f"implementations{x}{implementation.name}" for x in (".", "._"))
    before = {name: sys.modules.pop(name) for name in [*sys.modules] if name.startswith(prefixes)}
    whole = {file: _plain(file) for file in files(implementation.name)} | dict(codes)
    finder = _Finder({_module(file): (file, code) for file, code in whole.items()})
    sys.meta_path.insert(0, finder)
    try:
        again = replace(implementation)
        vars(again)["framework"] = implementation.framework  # to look for it takes longer than all
        yield again
    finally:
        sys.meta_path.remove(finder)
        for name in [*sys.modules]:
            if name.startswith(prefixes):
                del sys.modules[name]
        for name, module in before.items():
            package, _, leaf = name.rpartition(".")
            sys.modules[name] = module
            setattr(sys.modules[package], leaf, module)


@cache
def _plain(file: str) -> CodeType:
    """Compiled once, since not everybody lets Python write that down."""
    return compile((FOLDER / file).read_bytes(), str(FOLDER / file), "exec", dont_inherit=True)


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname):
        return self._code


class _Finder(MetaPathFinder):
    def __init__(self, sources: Mapping[str, tuple[str, CodeType]]) -> None:
        self._sources = sources

    def find_spec(self, fullname, path, target=None) -> ModuleSpec | None:
        if fullname not in self._sources:
            return None
        file, code = self._sources[fullname]
        where = str(FOLDER / file)
        return spec_from_file_location(fullname, where, loader=_Loader(fullname, where, code))


def _module(file: str) -> str:
    return ".".join(("implementations", *file.removesuffix(".py").split("/")))
