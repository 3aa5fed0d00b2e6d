"""The formats there are: the files of this folder that do not start with an underscore."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

import reports

_PACKAGES = {"vl_convert": "vl-convert-python"}  #: modules whose package has another name


class Unavailable(Exception):
    """A format cannot be rendered here; the message says what it needs."""


def names() -> tuple[str, ...]:
    found = (module.name for module in pkgutil.iter_modules(reports.__path__))
    return tuple(sorted(name for name in found if not name.startswith("_")))


def description(name: str) -> str:
    """The first sentence of the docstring, read without importing what the format needs."""
    path = Path(reports.__path__[0], f"{name}.py")
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return re.split(r"(?<=\.)\s", " ".join(docstring.split()), maxsplit=1)[0]


def options(name: str) -> Mapping[str, Sequence[str]]:
    """The keywords of its `render`, each of which takes several words, and what they are else."""
    parameters = inspect.signature(load(name).render).parameters.values()
    return {each.name: each.default for each in parameters if each.kind is each.KEYWORD_ONLY}


def load(name: str) -> ModuleType:
    """The module with `render(run)`, and `FILE` where it belongs into a file of that name."""
    try:
        return importlib.import_module(f"reports.{name}")
    except ModuleNotFoundError as error:
        needed = error.name or "a module"
        package = _PACKAGES.get(needed, needed)
        raise Unavailable(f"{name} needs {needed}: pip install {package}") from None
