"""A lane and its process: whatever an implementation does to it costs its own cells alone."""

import os
import sys

import numpy as np
import pytest

from implementations import Implementation, Unavailable, Unsupported
from suites.meta._strangers import HONEST, IN_BFLOAT16, LOUD
from suites.subject import Crashed
from xentbench.lanes import ALLOCATOR, PREPARED, Lane

PLACE = {
    "question": "forward", "seed": 0, "loss": "cross_entropy", "regime": "ordinary",
    "dtype": "float32", "shape": (32, 10), "device": "cpu",
}  # fmt: skip


@pytest.fixture
def lane(tmp_path):
    """Start one for the source of an implementation; all are stopped in the end."""
    started = []

    def start(source, python=sys.executable):
        path = tmp_path / "stranger.py"
        path.write_text(source)
        stranger = Implementation("stranger", path)
        started.append(Lane(stranger, str(python), (str(path),), threads=1))
        return started[-1]

    yield start
    for each in started:
        each.stop()


def answers(lane):
    return [np.frombuffer(raw).reshape(shape) for raw, shape in lane.ask("answers")]


def test_it_says_what_it_is(lane):
    """And what the clock costs there: all of its own process."""
    facts = lane(HONEST + 'PROMISE = "faithful"\n').facts()
    assert facts["declared"]["PROMISE"] == "faithful"
    assert facts["versions"]["numpy"] == np.__version__
    assert facts["threads"] == 1
    assert facts["overhead"] < 1e-6


def test_it_prepares_samples_and_answers(lane):
    """What comes through the channel is plain, and of the rows that are judged."""
    one = lane(HONEST)
    start = one.ask("prepare", PREPARED, **PLACE | {"question": "forward_backward"})
    assert start["size"] == 32 * 10 * 4
    assert start["calls"] >= 1
    for part in ("forward_memory", "held_memory", "peak_memory"):
        assert start[part] is None  # too little to be seen
    for method in ("sample", "again"):
        one.ask(method)
        losses, gradients = answers(one)
        assert losses.shape == (16,)
        assert gradients.shape == (16, 10)
    assert one.spent > 0


@pytest.mark.parametrize(
    ("deed", "limit", "told"),
    [
        ("os._exit(0)", PREPARED, "its process ended during prepare"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", PREPARED, "its process ended during prepare"),
        ("sys.exit('enough')", PREPARED, "its process ended during prepare: SystemExit: enough"),
        ("time.sleep(600)", 1.0, "no answer to prepare within 1 s"),
        ("raise ValueError('sorry\\nfor that')", PREPARED, "ValueError: sorry"),
        ("raise MemoryError", PREPARED, "MemoryError: "),
    ],
)
def test_a_crash_costs_its_own_cell(lane, deed, limit, told):
    """It says how it ended, and the next question is answered, in a new process if need be."""
    one = lane(HONEST + IN_BFLOAT16.format(deed=deed))
    one.facts()
    with pytest.raises(Crashed) as crash:
        one.ask("prepare", limit, **PLACE | {"dtype": "bfloat16"})
    assert str(crash.value) == told
    one.ask("prepare", PREPARED, **PLACE)
    one.ask("sample")
    assert len(answers(one)) == 1


def test_what_it_does_not_do_is_told_without_a_crash(lane):
    """A dtype, a function, a device that is not here: and the next question is answered."""
    one = lane(HONEST + 'DTYPES = ("float32",)\ndel cross_entropy_gradient\n')
    for unclaimed in ({"dtype": "bfloat16"}, {"question": "forward_backward"}):
        with pytest.raises(Unsupported):
            one.ask("prepare", PREPARED, **PLACE | unclaimed)
    with pytest.raises(Unavailable, match="numpy finds no cuda here"):
        one.ask("prepare", PREPARED, **PLACE | {"device": "cuda"})
    one.ask("prepare", PREPARED, **PLACE)


@pytest.mark.parametrize(
    ("line", "error", "told"),
    [
        ("import nonesuch", Unavailable, "`pip install nonesuch` enables"),
        ("def (", Crashed, "SyntaxError"),
        ("import os; os._exit(1)", Crashed, "its process ended during import"),
    ],
)
def test_who_cannot_be_imported_says_so_each_time(lane, line, error, told):
    """Each of its cells is told why; what is missing is no crash."""
    one = lane(f'"""Broken."""\nFRAMEWORK = "numpy"\n{line}\n')
    for ask in (one.facts, lambda: one.ask("prepare", PREPARED, **PLACE)):
        with pytest.raises(error, match=told):
            ask()


def test_an_interpreter_without_numpy_says_so(lane, tmp_path):
    """Whoever names another one has to hear what it lacks."""
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nunset PYTHONPATH\nexec {sys.executable} -S "$@"\n')
    bare.chmod(0o755)
    with pytest.raises(Crashed, match="ended during import: ModuleNotFoundError: No module named"):
        lane(HONEST, bare).facts()


def test_what_it_prints_does_not_reach_the_channel(lane):
    """Nor does it read from it: by whatever name, and from below Python."""
    one = lane(HONEST + LOUD)
    one.ask("prepare", PREPARED, **PLACE)
    one.ask("sample")
    assert answers(one)[0].shape == (16,)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system binds nobody")
def test_threads_are_those_that_it_was_given(lane):
    """One CPU for one thread, whatever the library would take."""
    source = (
        'import os\nPROMISE = {os.environ["OMP_NUM_THREADS"]: str(len(os.sched_getaffinity(0)))}'
    )
    facts = lane(HONEST + source).facts()
    assert facts["declared"]["PROMISE"] == {"1": "1"}
    assert facts["cores"] == sorted(os.sched_getaffinity(0))[:1]


def test_what_its_allocator_was_told_is_told(lane, monkeypatch):
    """What the bench sets, and what the person did: not any other variable."""
    monkeypatch.setenv("GLIBC_TUNABLES", "glibc.malloc.hugetlb=0")
    monkeypatch.setenv("MALLOCATE", "1")
    found = lane(HONEST).facts()["allocator"]
    assert found == {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=0"} | {
        name: str(value) for name, value in ALLOCATOR.items()
    }
