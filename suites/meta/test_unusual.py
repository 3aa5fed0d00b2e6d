"""Every implementation in `unusual` is right in a way of its own, and the bench calls none wrong.

Whoever fails here is wrong, or was asked for what mathematics does not promise. What a file
promises is what its formula guarantees, and none may have known failures.
"""

from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatchcase
from importlib.util import find_spec

import pytest

from implementations import _jax_cpu
from reports import _reading
from suites.meta._bench import bench
from suites.meta._faults import MAIN, options
from suites.meta._unusual import FOLDER, FRAMEWORKS, PATHS, RELATIVES, constants

pytestmark = pytest.mark.timeout(2400)  # the first run compiles, and fills the oracle's cache

AT_ONCE = 2  #: frameworks


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """What came of each of them, by name."""
    folder, found = tmp_path_factory.mktemp("unusual"), {name: [] for name in PATHS}

    def ask(framework):
        names = [name for name in PATHS if FRAMEWORKS[name] == framework]
        path = folder / f"{framework}.jsonl"
        asked = "-p", "suites.meta._named", "--implementations", FOLDER, "--device", "cpu"
        words = *options("implementation", names), *options("loss", (*MAIN, *RELATIVES))
        told = bench(*asked, "--benchmark-skip", *words, results=path)
        assert path.exists(), told.stdout + told.stderr
        return _reading.read(path).records

    here = [name for name in ("jax", "torch", "numpy") if find_spec(name)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for record in (each for records in pool.map(ask, here) for each in records):
            found[record.implementation].append(record)
    return found


@pytest.mark.parametrize("name", PATHS)
def test_is_called_right(name, records):
    """Wherever it was asked, but where the machine takes what is subnormal for 0."""
    if find_spec(FRAMEWORKS[name]) is None:
        pytest.skip(
            f"{FRAMEWORKS[name]} is not installed; `pip install {FRAMEWORKS[name]}` does it"
        )
    asked = [r for r in records[name] if not (r.framework == "jax" and _flushed(r.cell))]
    assert not {each.cell: each.reason for each in asked if each.status == "failed"}
    assert {each.status for each in asked} <= {"passed", "unsupported"}
    assert sum(each.status == "passed" for each in asked) > 40


@pytest.mark.parametrize("name", PATHS)
def test_promises_and_predicts_no_failure(name):
    """A known failure would excuse what is to be hunted."""
    assert "KNOWN_FAILURES" not in constants(name)


def test_other_bits_are_marked(records):
    """And they occur: halves of the classes are others where there is a class more."""
    told = {(r.implementation, r.question) for found in records.values() for r in found
            if "BITS" in r.marks}  # fmt: skip
    assert {("halves", "masked_class"), ("classes_reversed", "same_in_every_layout")} <= told


def _flushed(cell):
    """Of JAX on the CPU, whatever the formula; its own file says where."""
    return any(fnmatchcase(cell, glob) for glob in _jax_cpu.FLUSHED)
