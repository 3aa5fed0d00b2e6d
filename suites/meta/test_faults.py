"""Every implementation in `faults` is wrong, and the bench says so, where, and nowhere else.

A fault declares two things besides what every implementation does: CAUGHT, globs over the cell
in which it has to fail, or be marked, with these words in the reason, and INNOCENT, globs over
cells all of which it has to pass, so that none is caught merely for being wrong everywhere.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatchcase
from importlib.util import find_spec
from itertools import chain

import pytest

from reports import _reading
from reports._suspects import suspects
from suites.meta._bench import outside_nox
from suites.meta._faults import (
    AROUND,
    FAULTS,
    FOLDER,
    PROPERTIES,
    ROOT,
    RUNS,
    options,
    questions,
    takes_part,
)
from suites.meta._suspected import SUSPECTED
from xentbench.environment import usable_cores

pytestmark = pytest.mark.timeout(2400)  # the first run compiles, and fills the oracle's cache

HONEST = {f"{f}_log1p": f for f in ("numpy", "torch", "jax")}  #: what most faults are made of
#: How many runs at once: of all workers together, as many as there are cores.
TOGETHER = max(1, usable_cores() // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def _each(frameworks):
    """Each name; those of one framework are asked together, by one process."""
    return pytest.mark.parametrize(
        "name",
        [
            pytest.param(name, marks=pytest.mark.xdist_group(f"faults of {framework}"))
            for name, framework in frameworks.items()
        ],
    )


each_fault = _each({name: fault["FRAMEWORK"] for name, fault in FAULTS.items()})


def _pytest(*words, results):
    """Ask the bench as anyone would: in a process of its own, from the root."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", *words, "--results", results],
        cwd=ROOT, env=outside_nox(), capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """What came of every fault of a framework, and of its honest implementation, by name."""
    begun = {}  # a future keeps an exception too

    def of(framework):
        if find_spec(framework) is None:
            pytest.skip(f"{framework} is not installed; `pip install {framework}` enables this")
        if framework not in begun:
            begun[framework] = pool.submit(_asked, framework, tmp_path_factory.mktemp(framework))
        return begun[framework].result()

    with ThreadPoolExecutor(1) as pool:
        yield of


def _asked(framework, folder):
    asked = ["-p", "suites.meta._named", "--implementations", FOLDER, "--device", "cpu"]
    runs = {}
    with ThreadPoolExecutor(TOGETHER) as pool:
        for kind, more in RUNS.items():
            names = [n for n, fault in FAULTS.items() if fault["FRAMEWORK"] == framework]
            if not (names := [name for name in names if takes_part(name, kind)]):
                continue
            path = folder / f"{kind}.jsonl"
            words = *asked, *options("implementation", (*names, f"{framework}_log1p")), *more
            runs[path] = pool.submit(_pytest, *words, results=path)
    found = {}
    for path, run in runs.items():
        assert path.exists(), run.result().stdout + run.result().stderr
        told = _reading.read(path).records
        failed = any(record.status == "failed" for record in told)
        assert run.result().returncode == failed, run.result().stdout
        for record in told:
            found.setdefault(record.implementation, []).append(record)
    return found


def _told(record):
    """It failed, or bears the mark of bits that depend on what should not matter."""
    return record.status == "failed" or "BITS" in record.marks


def _matching(records, glob):
    found = [record for record in records if fnmatchcase(record.cell, glob)]
    assert found, f"{glob} matches no cell that was asked"
    return found


@each_fault
def test_is_caught(name, records):
    """In each of the places that it names, for the reason that it names."""
    fault = FAULTS[name]
    answered = records(fault["FRAMEWORK"])[name]
    assert fault.get("CAUGHT"), f"{name} does not say where it is CAUGHT"
    for glob, words in fault["CAUGHT"].items():
        failed = [each for each in _matching(answered, glob) if _told(each)]
        assert failed, f"{name} is not caught in {glob}"
        reasons = {each.reason for each in failed}
        assert any(words in reason for reason in reasons), f"{words!r} in none of {reasons}"


@each_fault
def test_is_caught_for_its_sin_alone(name, records):
    """It passes what the sin has nothing to do with."""
    fault = FAULTS[name]
    answered = records(fault["FRAMEWORK"])[name]
    assert fault.get("INNOCENT"), f"{name} does not say where it is INNOCENT"
    for glob in ("importable/*", *fault["INNOCENT"]):
        asked = _matching(answered, glob)
        wrong = {each.cell: each.reason for each in asked if each.status == "failed"}
        assert not wrong, f"{len(wrong)} of {len(asked)} in {glob}"
        assert any(each.status == "passed" for each in asked), f"{glob} was not asked of {name}"


@_each(HONEST)
def test_the_honest_are_not_caught(name, records):
    """Asked the same, right code passes everything, so that it is the sin that fails.

    The worst rows that are known of one are asked of that one alone.
    """
    found = records(HONEST[name])
    assert not {each.cell: each.reason for each in found[name] if each.status == "failed"}
    asked = {each.cell for each in chain(*found.values()) if each.status != "unsupported"}
    asked -= {cell for cell in asked if "/worst_known/" in cell}
    assert {each.cell for each in found[name]} >= asked


@_each({name: FAULTS[name]["FRAMEWORK"] for name in SUSPECTED})
def test_its_sin_is_suspected_first(name, records):
    """Of all causes that its failures suggest."""
    first, *_ = suspects(records(FAULTS[name]["FRAMEWORK"])[name])
    assert first.cause.name == SUSPECTED[name]


def test_every_property_has_its_fault():
    """So that none is asked that cannot fail; and so has every question around a call."""
    caught = {glob.partition("/")[0] for fault in FAULTS.values() for glob in fault["CAUGHT"]}
    for files in (PROPERTIES, AROUND):
        assert questions(files)
        assert not questions(files) - caught
