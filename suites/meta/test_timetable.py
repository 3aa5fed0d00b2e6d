"""The timetable as one meets it: what --plan prints, what a budget runs, and what is told after."""

import re

import pytest

from reports import _reading
from suites.meta._bench import bench

TWO = "--implementation=numpy_log1p", "--implementation=numpy_naive", "--benchmark-max-time=0.01"
OVERHEAD = (*TWO, "--grid=overhead")


def heats(stdout):
    """Question and place of each line that is a heat."""
    found = re.findall(r"^(forward\w*)  cross_entropy-(\S+)-cpu  2 implem", stdout, re.MULTILINE)
    return {(question, *place.split("-")) for question, place in found}


def test_a_plan_of_heats_has_their_seconds_and_their_sum(tmp_path):
    """And runs none; a grid asks speed alone, of all questions that have heats."""
    run = bench("--plan", *OVERHEAD, results=tmp_path / "none.jsonl")
    assert run.returncode == 0, run.stdout + run.stderr
    assert len(heats(run.stdout)) == 3 * 2 * 4
    assert ("forward_backward_of_ones", "ordinary", "bfloat16", "256x2") in heats(run.stdout)
    lines = [line for line in run.stdout.splitlines() if " implementations, " in line]
    assert len(lines) == 24
    assert all(re.search(r", \d+ s$", line) for line in lines)
    assert re.search(r"24 heats, an estimated \d.*, of which 2 s to start", run.stdout)
    assert re.search(r"Cells: .*(by a model|measured)", run.stdout)
    assert not [*tmp_path.iterdir()]


def test_cells_of_other_questions_are_planned_as_ever():
    """Beside the heats, where both are asked."""
    words = "--regime=ordinary", "--dtype=float32", "--shape=64x10", "--loss=cross_entropy"
    stdout = bench("--plan", *TWO, *words).stdout
    assert "value  numpy_log1p-cross_entropy-ordinary-float32-64x10-cpu\n" in stdout
    assert heats(stdout) == {
        (question, "ordinary", "float32", "64x10") for question in ("forward", "forward_backward")
    }


def test_a_budget_plans_whole_heats():
    """Fewer than there are, each with all who are asked, and the rest by name."""
    stdout = bench("--plan", *OVERHEAD, "--budget=8s").stdout
    planned = heats(stdout)
    assert 0 < len(planned) < 24
    assert ("forward_backward", "ordinary", "float32", "1x10") in planned
    assert f"has room for {len(planned)} of 24 heats, and none for " in stdout
    shared = sum(question == "forward_backward" for question, *_ in planned)
    assert f"{2 * (len(planned) + shared):7,}  in all" in stdout


def test_a_run_within_a_budget_tells_what_it_left_out(tmp_path):
    """In the terminal and in the file; and what was estimated beside what it took."""
    path = tmp_path / "x.jsonl"
    run = bench(*OVERHEAD, "--budget=6s", results=path)
    assert run.returncode == 0, run.stdout + run.stderr
    found = _reading.read(path)
    timed = [record for record in found.records if record.status != "unsupported"]
    raced = {(record.question, record.dtype, record.shape) for record in timed}
    assert ("forward_backward", "float32", "1x10") in raced
    assert len(timed) == 2 * len(raced) < 48
    assert all(record.timing for record in timed)
    (footer,) = found.footers
    told = f"A budget of 6 s has room for {len(raced)} of 24 heats, and none for forward of "
    assert told in footer.left_out
    stdout = " ".join(run.stdout.split())
    assert footer.left_out.partition("A budget")[2] in stdout
    assert re.search(r"Estimated \d+ s of a budget of 6 s, took \d.* s\. Cells: ", stdout)
    assert found.headers[0].narrowed


def test_a_budget_that_is_too_little_is_refused(tmp_path):
    """Before any process is started."""
    run = bench(*OVERHEAD, "--budget=1s", results=tmp_path / "x.jsonl")
    assert run.returncode == pytest.ExitCode.USAGE_ERROR, run.stdout + run.stderr
    assert "--budget: 1 s is too little for any heat" in run.stderr + run.stdout
    assert "Traceback" not in run.stdout + run.stderr
    assert not [*tmp_path.iterdir()]


def test_the_default_is_four_heats():
    """Of one loss, as training calls it, and once without its gradient."""
    stdout = bench("--plan", *TWO, "--benchmark-only").stdout
    assert {(question, dtype, shape) for question, _, dtype, shape in heats(stdout)} == {
        ("forward", "float32", "1024x1000"),
        ("forward_backward", "float32", "32x10"),
        ("forward_backward", "float32", "1024x1000"),
        ("forward_backward", "float32", "80x128256"),
    }
