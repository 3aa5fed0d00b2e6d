"""Files that are plugins: what they say, read without importing them, and importing them."""

import ast
import importlib
import importlib.util
import sys
import zlib
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent

#: What to install for a module of another name.
DISTRIBUTIONS = {
    "cut_cross_entropy": "cut-cross-entropy",
    "liger_kernel": "liger-kernel",
    "mlx": "'mlx[cpu]'",
    "paddle": "paddlepaddle",
    "quack": "quack-kernels",
    "sklearn": "scikit-learn",
    "tensorflow": "tensorflow-cpu",
}


class Unavailable(Exception):
    """It cannot run here; the message says what is missing and how to enable it."""


def frameworks() -> tuple[str, ...]:
    """The frameworks of this package, whether or not they are installed."""
    return tuple(sorted(frameworks_in(HERE)))


def frameworks_in(folder: Path) -> dict[str, Path]:
    """Files that start with an underscore and define `value_and_grad`, none of them imported."""
    return {
        path.stem.removeprefix("_"): path
        for path in folder.glob("_*.py")
        for statement in parse(path).body
        if isinstance(statement, ast.FunctionDef) and statement.name == "value_and_grad"
    }


def framework_of(path: Path, name: str) -> Path:
    """The file of the framework *name* that an implementation's file at *path* means.

    ValueError where there is none, or where the file beside would replace one of this package.
    """
    ours = frameworks_in(HERE)
    beside = ours if path.parent == HERE else frameworks_in(path.parent)
    found = ours.get(name) or beside.get(name)
    if found is None:
        known = ", ".join(sorted(ours | beside))
        raise ValueError(f"{path}: there is no framework {name}: {known}")
    if (twin := beside.get(name, found)) != found:
        raise ValueError(f"two files are one framework: {found} and {twin}; rename the second")
    return found


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes(), str(path))


def text_of(constant: str, source: ast.Module) -> str | None:
    """The string that a line `CONSTANT = "..."` assigns; None if there is no such line."""
    for statement in source.body:
        match statement:
            case ast.Assign([ast.Name(name)], ast.Constant(str(text))) if name == constant:
                return text
    return None


def import_file(path: Path, package: str, wanted_by: str) -> ModuleType:
    """The module at *path*, as part of *package* or, if that is empty, of a package of its folder.

    Raises `Unavailable` where another distribution is not installed, naming who wants it. What
    is installed but lacks a part is broken rather than absent: that error is handed on.
    """
    try:
        return importlib.import_module(f"{package or _package_of(path.parent)}.{path.stem}")
    except ModuleNotFoundError as error:
        absent = (error.name or "").partition(".")[0]
        if not absent or importlib.util.find_spec(absent):
            raise
        raise Unavailable(
            f"{absent} is not installed; "
            f"`pip install {DISTRIBUTIONS.get(absent, absent)}` enables {wanted_by}"
        ) from error


def _package_of(folder: Path) -> str:
    """A package made of a loose *folder*, so that its files can import each other."""
    package = f"out_of_tree_{zlib.crc32(bytes(folder)):08x}"
    if package not in sys.modules:
        spec = ModuleSpec(package, None, is_package=True)
        spec.submodule_search_locations = [str(folder)]
        sys.modules[package] = importlib.util.module_from_spec(spec)
    return package
