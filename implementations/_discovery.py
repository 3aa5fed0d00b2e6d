"""Finding implementations, here and out of tree, without importing them."""

import importlib
import importlib.util
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from implementations._files import HERE
from implementations._implementation import Implementation


def discover(sources: Iterable[str] = ()) -> dict[str, Implementation]:
    """Every implementation by name: those of this folder, then those of each of *sources*.

    A source is a directory, a `.py` file or an importable `package.module`; only the last
    imports anything, and of it no more than the packages around it. Raises ValueError for a
    source that does not exist, one that holds nothing, and two files of the same name.
    """
    importlib.invalidate_caches()  # a source may be younger than the interpreter
    found: dict[str, Implementation] = {}
    for each in chain(_in_folder(HERE, "implementations"), *map(_from_source, sources)):
        twin = found.setdefault(each.name, each)
        if twin.path != each.path:
            raise ValueError(
                f"two implementations are called {each.name}: {twin.path} and {each.path}; "
                "rename one of them"
            )
    return found


def _from_source(source: str) -> list[Implementation]:
    path = Path(source).resolve()
    if path.is_file() and path.suffix == ".py":
        found = [_from_file(path)]
    elif path.is_dir():
        found = list(_in_folder(path))
    else:
        found = list(_from_module(source))
    if not found:
        raise ValueError(f"{source} holds no implementation: no .py file without an underscore")
    return found


def _from_module(source: str) -> Iterator[Implementation]:
    named = not source.endswith(".py") and all(map(str.isidentifier, source.split(".")))
    try:
        spec = importlib.util.find_spec(source) if named else None
    except ModuleNotFoundError:
        spec = None
    if spec is None:
        raise ValueError(
            f"{source} is no directory and no .py file in {Path.cwd()}, and no module either"
        )
    if spec.submodule_search_locations is None:
        if spec.origin and spec.has_location:
            yield _from_file(Path(spec.origin).resolve(), spec.parent or "")
    else:
        for folder in spec.submodule_search_locations:
            yield from _in_folder(Path(folder).resolve(), source)


def _in_folder(folder: Path, package: str = "") -> Iterator[Implementation]:
    for path in sorted(folder.glob("[!_]*.py")):
        yield _from_file(path, package)


def _from_file(path: Path, package: str = "") -> Implementation:
    if not path.stem.isidentifier():
        raise ValueError(f"{path}: its name is its id, so it has to be a Python identifier")
    return Implementation(path.stem, path, package)
