"""What stands beside a time on the scoreboard: a buffer that is given, the roof, memory."""

from dataclasses import replace

import pytest

from reports import html
from reports._reading import read
from reports._scoreboard import scoreboard
from reports._verdicts import TIMED
from suites.meta._timings import timed
from suites.meta.test_reports_reading import record, write

GIVEN = "forward_backward_given_buffer"


def records():
    """One whose roof and memory nobody knows, and one who was not timed."""
    slow = timed("numpy_slow", 0.3)
    unknown = replace(slow.timing, roof=None, share=None, peak_memory=None)
    return [
        timed("torch_even", 0.101),
        timed("torch_fast", 0.1),
        replace(slow, timing=unknown),
        record(implementation="numpy_naive"),
    ]


@pytest.fixture
def run(tmp_path):
    return read(write(tmp_path / "results.jsonl", *records()))


def test_the_scoreboard_has_what_a_time_costs_beside_it(run):
    """How near it is to the roof, which the caption names, and memory in sizes of the logits."""
    board = scoreboard(run)
    names = ["of\nroof", "peak\nmemory"]
    cells = {row[1]: [row[board.columns.index(name)] for name in names] for row in board.rows}
    assert cells == {
        "torch_fast": ["1.0 %", "2.00x"], "torch_even": ["1.0 %", "2.00x"],
        "numpy_slow": ["", ""], "numpy_naive": ["", ""],
    }  # fmt: skip
    assert "the nearer roof first, these are copy, 1.00 ms. Peak memory" in board.caption


def test_a_buffer_that_is_given_has_a_column_where_anybody_ran_with_one(run, tmp_path, monkeypatch):
    """Of the same place; whose file takes none has an empty cell."""
    monkeypatch.setitem(TIMED, GIVEN, "copy")
    assert "given\nbuffer" not in scoreboard(run).columns
    more = [timed("torch_fast", 0.1, question=GIVEN)]
    more += [timed("torch_even", 0.01, question=GIVEN, dtype="bfloat16")]
    board = scoreboard(read(write(tmp_path / "given.jsonl", *records(), *more)))
    cells = {row[1]: row[board.columns.index("given\nbuffer")] for row in board.rows}
    assert cells.pop("torch_fast").startswith("1.00")
    assert not any(cells.values())
    assert "Given buffer: " in board.caption
    assert ">given buffer</th>" in html.render(read(tmp_path / "given.jsonl"))


def test_the_page_has_memory_in_sizes_of_the_logits_too(run):
    """Beside the relative time, and the roofs below."""
    board = html.render(run).partition('id="scoreboard"')[2].partition("</section>")[0]
    assert ">2.00x</td>" in board
    assert "the race is bound by copy, 1.00 ms" in board
    assert ">given buffer</th>" not in board
