"""Who may import whom; and that every file begins with a sentence and ends within reach."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = {"implementations", "reports", "suites", "xentbench"}
#: What each file or folder may import of ours; the longest that fits decides.
MAY_IMPORT = {
    "": set(),
    "conftest.py": {"xentbench"},  # loads the plugin
    "implementations": {"implementations"},
    "reports": {"reports"},
    "suites": {"suites", "implementations"},
    "suites/browser": {"reports", "suites"},
    "suites/meta": OURS,  # tests everything, so that nothing else has to
    "suites/meta/faults": {"implementations"},
    "xentbench": OURS,
}
BY_NAME = {"import_module", "__import__", "importorskip", "find_spec"}

LONGEST = 170
DOORS = "noxfile.py"  #: may be longer: nox takes sessions from one file, which imports none of ours

FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (
        *ROOT.glob("*.py"),
        *(file for each in OURS for file in ROOT.glob(f"{each}/**/*.py")),
    )
)


def imported(source: str) -> Iterator[tuple[int, str]]:
    """The line and the name of each import, wherever it stands and however it is spelt."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, name.name) for name in names)
            case ast.ImportFrom(module=module, level=level):
                yield node.lineno, "." * level + (module or "")
            case ast.Call(
                func=ast.Name(id=function) | ast.Attribute(attr=function),
                args=[
                    ast.Constant(str(name)) | ast.JoinedStr(values=[ast.Constant(str(name)), *_]),
                    *_,
                ],
            ) if function in BY_NAME:
                yield node.lineno, name
            case ast.Assign([ast.Name("pytest_plugins")], ast.List(names)):
                yield from ((node.lineno, name.value) for name in names)


def trespasses(path: str, source: str) -> list[str]:
    """What a file at *path* imports and may not."""
    place = max((each for each in MAY_IMPORT if _within(path, each)), key=len)
    return [
        f"{path}:{line} imports {name}"
        for line, name in imported(source)
        if name.startswith(".") or name.partition(".")[0] in OURS - MAY_IMPORT[place]
    ]


def untidy(path: str, source: str) -> list[str]:
    """What a reader of the file would stumble over first."""
    found = []
    opening = (ast.get_docstring(ast.parse(source)) or "").partition("\n\n")[0]
    if not (opening.endswith((".", "?")) or opening.startswith("Usage: ")):
        found.append(f"{path} does not open with a sentence")
    lines = source.count("\n")
    if lines > LONGEST and path != DOORS:
        found.append(f"{path} has {lines} lines, more than {LONGEST}")
    return found


def _within(path: str, place: str) -> bool:
    return place in ("", path) or path.startswith(f"{place}/")


def _source(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES)
def test_imports_only_what_it_may(path):
    """Implementations, suites and reports have not heard of what they must not depend on."""
    assert not trespasses(path, _source(path))


@pytest.mark.parametrize("path", FILES)
def test_is_tidy(path):
    """A docstring that begins with a sentence, and no more lines than fit in a head."""
    assert not untidy(path, _source(path))


def test_the_plugin_is_loaded_in_one_place():
    """By conftest.py and nobody else, so that pytest meets it once."""
    loads = {
        path for path in FILES for _, name in imported(_source(path)) if name == "xentbench.plugin"
    }
    assert loads == {"conftest.py"}


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("implementations/a.py", "import suites"),
        ("implementations/a.py", "from suites.case import Case"),
        ("reports/a.py", "def f():\n    if True:\n        import xentbench.plan"),
        ("reports/_a.py", "from implementations import discover"),
        ("suites/losses/a.py", "import numpy, reports._record as record"),
        ("suites/a.py", "from importlib import import_module\nimport_module('xentbench.plan')"),
        ("suites/a.py", "import importlib\nimportlib.import_module(f'reports.{name}')"),
        ("suites/meta/faults/a.py", "from suites import oracle"),
        ("xentbench/a.py", "from . import plan"),
        ("noxfile.py", "from xentbench import plan"),
    ],
)
def test_trespassers_are_seen(path, source):
    """Nested, renamed, relative, or by name."""
    assert len(trespasses(path, source)) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("implementations/a.py", "from implementations import numpy_log1p\nimport suitesque"),
        ("suites/losses/a.py", "import implementations\nfrom suites.nonfinite import rule"),
        ("suites/meta/test_a.py", "from reports import _reading\nfrom xentbench import plan"),
        ("xentbench/a.py", "import implementations, suites.case, reports._record"),
        ("conftest.py", "pytest_plugins = ['xentbench.plugin']"),
    ],
)
def test_neighbours_are_let_in(path, source):
    """What is allowed is no trespass, and what only sounds like one is not either."""
    assert list(imported(source))
    assert not trespasses(path, source)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("suites/a.py", ""),
        ("suites/a.py", "# A comment.\nx = 1\n"),
        ("suites/a.py", '"""No sentence"""\n'),
        ("suites/a.py", '"""A sentence."""\n' + "\n" * LONGEST),
    ],
)
def test_untidiness_is_seen(path, source):
    """A silent file, one that opens with something else, and a long one."""
    assert len(untidy(path, source)) == 1
