"""Every implementation in `faults` is wrong, and the bench says so, where, and nowhere else.

A fault declares two things besides what every implementation does: CAUGHT, globs over the cell
in which it has to fail with these words in the reason, and INNOCENT, globs over cells all of
which it has to pass, so that none is caught merely for being wrong everywhere.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatchcase
from importlib.util import find_spec
from itertools import product

import pytest

from reports import _reading
from suites.meta._faults import (
    FAULTS,
    FOLDER,
    PROPERTIES,
    ROOT,
    RUNS,
    SELDOM,
    options,
    questions,
)

pytestmark = pytest.mark.timeout(900)  # the first run compiles, and fills the oracle's cache

FRAMEWORKS = "numpy", "torch", "jax"
HONEST = "numpy_log1p", "torch_log1p", "jax_log1p"  #: what most faults are made of


def _pytest(*words, results):
    """Ask the bench as anyone would: in a process of its own, from the root."""
    environment = {name: os.environ[name] for name in os.environ if not name.startswith("NOX_")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *words, "--results", results],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """What came of every fault, and of every honest implementation, by name."""
    folder = tmp_path_factory.mktemp("faults")
    asked = ["--implementations", FOLDER, "--device", "cpu"]
    runs = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for framework, (kind, more) in product(filter(find_spec, FRAMEWORKS), RUNS.items()):
            faults = SELDOM.get(kind, FAULTS)
            if not (names := [n for n in faults if FAULTS[n]["FRAMEWORK"] == framework]):
                continue
            path = folder / f"{framework}-{kind}.jsonl"
            words = *asked, *options("implementation", (*names, f"{framework}_log1p")), *more
            runs[path] = pool.submit(_pytest, *words, results=path)
    found = {}
    for path, run in runs.items():
        assert path.exists(), run.result().stdout + run.result().stderr
        assert run.result().returncode == 1, run.result().stdout
        for record in _reading.read(path).records:
            found.setdefault(record.implementation, []).append(record)
    return found


def _of(records, name, framework):
    if find_spec(framework) is None:
        pytest.skip(f"{framework} is not installed; `pip install {framework}` enables this")
    return records[name]


def _matching(records, glob):
    found = [record for record in records if fnmatchcase(record.cell, glob)]
    assert found, f"{glob} matches no cell that was asked"
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_is_caught(name, records):
    """In each of the places that it names, for the reason that it names."""
    fault = FAULTS[name]
    assert fault.get("CAUGHT"), f"{name} does not say where it is CAUGHT"
    answered = _of(records, name, fault["FRAMEWORK"])
    for glob, words in fault["CAUGHT"].items():
        failed = [each for each in _matching(answered, glob) if each.status == "failed"]
        assert failed, f"{name} is not caught in {glob}"
        reasons = {each.reason for each in failed}
        assert any(words in reason for reason in reasons), f"{words!r} in none of {reasons}"


@pytest.mark.parametrize("name", FAULTS)
def test_is_caught_for_its_sin_alone(name, records):
    """It passes what the sin has nothing to do with."""
    fault = FAULTS[name]
    assert fault.get("INNOCENT"), f"{name} does not say where it is INNOCENT"
    for glob in ("importable/*", *fault["INNOCENT"]):
        asked = _matching(_of(records, name, fault["FRAMEWORK"]), glob)
        wrong = {each.cell: each.reason for each in asked if each.status == "failed"}
        assert not wrong, f"{len(wrong)} of {len(asked)} in {glob}"
        assert any(each.status == "passed" for each in asked), f"{glob} was not asked of {name}"


@pytest.mark.parametrize("name", HONEST)
def test_the_honest_are_not_caught(name, records):
    """Asked the same, right code passes everything, so that it is the sin that fails."""
    answered = _of(records, name, name.partition("_")[0])
    assert not {each.cell: each.reason for each in answered if each.status == "failed"}
    asked = {each.cell for each in records["off_by_one"] if each.status != "unsupported"}
    assert {each.cell for each in answered} >= asked


def test_every_property_has_its_fault():
    """So that none is asked that cannot fail."""
    caught = {glob.partition("/")[0] for fault in FAULTS.values() for glob in fault["CAUGHT"]}
    assert questions(PROPERTIES)
    assert not questions(PROPERTIES) - caught
