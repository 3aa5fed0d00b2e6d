"""Implementations are found in directories, files and modules, without being imported."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import implementations
from suites.meta._sources import PLAIN, discovered, write

ROOT = Path(implementations.__file__).parents[1]


def test_ours_are_found_and_described():
    """Every file without an underscore, with a framework of ours and a one-sentence description.

    Its name begins with the framework's, or with that of the library whose function it calls;
    before the framework's may stand whose tensors it takes.
    """
    found = implementations.discover()
    files = {path.stem for path in (ROOT / "implementations").glob("*.py")}
    assert found.keys() == {stem for stem in files if not stem.startswith("_")}
    for implementation in found.values():
        assert implementation.framework_name in implementations.frameworks()
        words = implementation.name.split("_")[:2]
        source = implementation.path.read_text()
        imported = re.findall(r"^(?:import|from) (\w+)", source, re.MULTILINE)
        libraries = {module.partition("_")[0] for module in imported}
        assert implementation.framework_name in words or words[0] in libraries
        assert implementation.description.endswith(".")


def test_discovery_imports_no_framework():
    """Names, frameworks and descriptions are read; asking one framework loads no other."""
    program = """
import sys, implementations
for each in implementations.discover().values():
    each.framework_name, each.description, each.homepage
assert not {"numpy", "torch", "jax"} & sys.modules.keys(), "discovery"
implementations.discover()["numpy_naive"].function("cross_entropy")
assert not {"torch", "jax"} & sys.modules.keys(), "numpy_naive"
"""
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_a_directory_is_a_source(tmp_path):
    """Its files may use ours and one another, and bring a framework of their own."""
    write(tmp_path / "_pocket.py", "def value_and_grad(): ...\n")
    write(tmp_path / "pocket_zero.py", PLAIN.replace("numpy", "pocket"))
    write(
        tmp_path / "again.py",
        "from implementations import numpy_naive\n"
        "from .pocket_zero import cross_entropy\n"
        'FRAMEWORK = "numpy"\n',
    )
    found = implementations.discover([str(tmp_path)])
    assert found.keys() - implementations.discover().keys() == {"pocket_zero", "again"}
    assert found["pocket_zero"].framework.__file__ == str(tmp_path / "_pocket.py")
    assert found["pocket_zero"].description == "Always 0."
    assert found["again"].function("cross_entropy")(None, None) == 0
    ours = found["numpy_naive"].module
    assert found["again"].module.numpy_naive is ours


def test_a_file_is_a_source(tmp_path):
    """Alone, and without the others beside it; two of one name in a process stay apart."""
    first = write(tmp_path / "one" / "mine.py")
    second = write(tmp_path / "two" / "mine.py", PLAIN.replace("return 0", "return 1"))
    write(tmp_path / "one" / "other.py")
    assert "other" not in implementations.discover([str(first)])
    assert discovered(first).function("cross_entropy")(None, None) == 0
    assert discovered(second).function("cross_entropy")(None, None) == 1


@pytest.mark.parametrize("source", ["outside.contest", "outside.contest.mine"])
def test_a_module_is_a_source(tmp_path, monkeypatch, source):
    """A package of implementations or one of them: imported under its name, and only when asked."""
    monkeypatch.syspath_prepend(tmp_path)
    write(tmp_path / "outside" / "__init__.py", "")
    write(tmp_path / "outside" / "contest" / "__init__.py", "")
    write(tmp_path / "outside" / "contest" / "_shared.py", "answer = 7\n")
    write(
        tmp_path / "outside" / "contest" / "mine.py",
        "from outside.contest._shared import answer\n" + PLAIN.replace("return 0", "return answer"),
    )
    try:
        mine = implementations.discover([source])["mine"]
        assert "outside.contest.mine" not in sys.modules
        assert mine.function("cross_entropy")(None, None) == 7
        assert mine.module is sys.modules["outside.contest.mine"]
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "outside"]:
            del sys.modules[name]


@pytest.mark.parametrize("source", ["no/such/folder", "nowhere.py", "nowhere", "json.nowhere"])
def test_a_source_that_does_not_exist_says_what_was_tried(source):
    """One sentence that names the source and the three things that it could have been."""
    with pytest.raises(ValueError, match=f"{source} is no directory and no .py file .* no module"):
        implementations.discover([source])


def test_an_empty_directory_is_no_source(tmp_path):
    """A run over nothing would look like a success."""
    with pytest.raises(ValueError, match="holds no implementation"):
        implementations.discover([str(tmp_path)])


def test_two_of_the_same_name_are_refused(tmp_path):
    """Results go by name, so both files are named; the same file twice is no conflict."""
    twin = write(tmp_path / "numpy_naive.py")
    ours = ROOT / "implementations" / "numpy_naive.py"
    with pytest.raises(ValueError, match="two implementations are called numpy_naive") as refusal:
        implementations.discover([str(twin)])
    assert str(twin) in str(refusal.value)
    assert str(ours) in str(refusal.value)
    assert implementations.discover([str(ours), str(ours.parent)]) == implementations.discover()


def test_a_name_that_cannot_be_typed_is_refused(tmp_path):
    """A file that was silently passed over would be missed by nobody."""
    with pytest.raises(ValueError, match=r"my-loss.py: its name is its id"):
        discovered(write(tmp_path / "my-loss.py"))
