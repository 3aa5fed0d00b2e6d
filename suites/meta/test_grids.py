"""Grids: which heats the command line asks for, and what it refuses."""

from pathlib import Path

import numpy as np
import pytest

from suites import regimes
from suites.grids import GRIDS
from suites.meta._bench import bench
from suites.test_throughput import HEATS
from xentbench import plan, programme
from xentbench.plan import Choice

RARE = {**HEATS, "rare": True}
LARGEST = 150e6  #: bytes of logits: of each lane there are four such arrays


@pytest.mark.parametrize("name", GRIDS)
def test_a_grid_can_be_timed_on_a_small_machine(name):
    """Its places exist, provoke something, and leave room for whoever races."""
    for regime, dtype, shape in GRIDS[name].places:
        rows, classes = plan.numbers(shape)
        assert regime in regimes.catalogue()
        assert rows * classes * np.dtype(dtype).itemsize <= LARGEST
    assert programme.heats(Choice(grid=(name,)), HEATS, "cpu") == [*GRIDS[name].places]


def test_what_a_language_model_and_an_image_need_is_there():
    """Peaked logits as well as ordinary ones, and a power of two of classes."""
    assert ("language_model", "bfloat16", "256x131072") in GRIDS["llm"].places
    assert ("ordinary", "float32", "256x131072") in GRIDS["llm"].places
    assert ("ordinary", "float32", "1024x1000") in GRIDS["vision"].places


def test_grids_take_the_place_of_the_default():
    """Each place once, in the order in which they are named; also what is seldom asked."""
    asked = programme.heats(Choice(grid=("overhead", "vision", "overhead")), HEATS, "cpu")
    assert asked == [*GRIDS["overhead"].places, *GRIDS["vision"].places]
    assert ("bfloat16", "32x10") in HEATS["seldom"]
    assert ("ordinary", "bfloat16", "32x10") in asked


def test_axes_narrow_a_grid():
    """And add nothing to it."""
    chosen = Choice(grid=("llm",), dtype=("float32", "float64"), shape=("80x128256", "64x10"))
    asked = programme.heats(chosen, HEATS, "cpu")
    assert asked == [(r, "float32", "80x128256") for r in ("ordinary", "language_model")]


@pytest.mark.parametrize(
    ("choice", "asked"),
    [
        ({}, False),
        ({"dtype": ("float32",)}, False),
        ({"shape": ("32x10",)}, False),
        ({"full": True}, True),
        ({"grid": ("overhead",)}, True),
        ({"question": ("forward_backward_of_ones",)}, True),
    ],
)
def test_a_rare_question_waits_to_be_named(choice, asked):
    """Or for all that there is, or for a grid; the default stays five heats."""
    assert bool(programme.heats(Choice(**choice), RARE, "cpu")) == asked


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--grid=llms"], "no grid is called 'llms'; did you mean llm?"),
        (["--grid=llm", "--full"], "--full has shapes of its own: leave it out, or --grid."),
        (["--grid=llm", "--shape=64x10"], "llm: no place of --grid is in the --regime"),
        (["--grid=llm", "--benchmark-skip"], "--grid is about what is timed"),
        (["--budget=5 minutes"], "give a number and s, m or h, as in 90s, 5m or 1h"),
        (["--budget=0s"], "give a number and s, m or h, as in 90s, 5m or 1h"),
        (["--budget=-5m"], "give a number and s, m or h, as in 90s, 5m or 1h"),
        (["--budget=1m", "--benchmark-skip"], "--budget is about what is timed"),
    ],
)
def test_what_cannot_be_timed_is_refused_with_a_sentence(tmp_path, words, sentence):
    """Before anything runs, and without a traceback."""
    run = bench(*words, results=tmp_path / "x.jsonl")
    assert run.returncode == pytest.ExitCode.USAGE_ERROR, run.stdout + run.stderr
    assert sentence in run.stderr
    assert "Traceback" not in run.stdout + run.stderr
    assert not [*tmp_path.iterdir()]


def test_grids_are_listed():
    """With their names as one would type them, and what each stands for; and in the README."""
    readme = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
    assert ", ".join(f"`{name}`" for name in GRIDS) in readme
    stdout = bench("--list").stdout
    assert f"--grid ({len(GRIDS)})" in stdout
    for name, grid in GRIDS.items():
        assert name in stdout.partition("--grid (")[2]
        assert grid.shape[0] in stdout
