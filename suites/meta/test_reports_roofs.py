"""The roofs in every report: which of them is nearer, by its name, and what nobody measured."""

import csv as stdlib_csv
from dataclasses import replace

import pytest

from reports import _roofs, csv, html, markdown, terminal
from reports._reading import read
from suites.meta._timings import timed, timing
from suites.meta.test_reports_reading import record, write

#: A copy of the bytes takes 1 ms at the roof.
FACTS = {"roof_name": "streaming copy", "forward_memory": 32_833_536, "held_memory": 0,
         "cores": (0, 1), "allocator": {"MALLOC_ARENA_MAX": "1"}}  # fmt: skip


def taking(seconds, exp_seconds, **facts):
    return timing(dict.fromkeys(range(6), seconds), exp_seconds=exp_seconds, **FACTS | facts)


@pytest.fixture
def render(tmp_path):
    """A race of two in the formats, and its table by column."""

    def run(exp_seconds, form=markdown, **facts):
        records = [
            timed(f"torch_{name}", 0.0, timing=taking(seconds, exp_seconds, **facts))
            for name, seconds in (("fast", 0.01), ("slow", 0.02))
        ]
        return form.render(read(write(tmp_path / "r.jsonl", *records, record())))

    return run


@pytest.mark.parametrize(
    ("exp_seconds", "nearer"),
    [(4e-3, "40 % of exp"), (5e-4, "10 % of streaming copy"), (None, "10 % of streaming copy")],
)
def test_the_nearer_roof_is_what_takes_longer(exp_seconds, nearer):
    """That of the bytes keeps its name beside it, whichever is nearer."""
    found = taking(0.01, exp_seconds)
    assert _roofs.nearer(found) == nearer
    assert _roofs.share(found) == "10 % of streaming copy"


def test_without_a_roof_of_the_bytes_there_is_that_of_the_exponentials():
    """Of what is too small to measure copies beside it; and without either there is none."""
    found = taking(0.01, 2e-3, roof=None, share=None, roof_name="")
    assert (_roofs.share(found), _roofs.nearer(found)) == ("", "20 % of exp")
    nothing = replace(found, exp_seconds=None)
    assert (_roofs.share(nothing), _roofs.nearer(nothing), _roofs.roofs(nothing)) == ("", "", ())
    assert (_roofs.share(None), _roofs.nearer(None)) == ("", "")


def test_the_roof_of_an_old_file_is_its_mix():
    """It had one yardstick, and no name for it."""
    assert _roofs.share(timing({0: 0.01, 1: 0.01})) == "10 % of copy"


def test_a_time_of_nothing_has_no_share():
    """Whoever wrote it."""
    assert _roofs.roofs(replace(taking(0.01, 1e-3), median=0.0)) == ()


@pytest.mark.parametrize("form", [markdown, terminal])
def test_a_race_says_by_what_it_is_bound(render, form):
    """With the least that each takes; and what the same code differed by."""
    report = " ".join(render(4e-3, form).split())
    place = "forward_backward" if form is markdown else "float32 64x128256"
    assert f"{place} is bound by exp, 4.00 ms; streaming copy, 1.00 ms." in report
    assert f"Noise, as measured A against A: 0.0 % ({place})." in report


def test_the_page_says_by_what_a_race_is_bound(render):
    """In the sentence above the table, and each time in its row."""
    page = render(4e-3, html)
    assert "All are bound by exp, 4.00 ms; streaming copy, 1.00 ms." in page
    assert "(0.0 % as measured, A against A)" in page
    for cell in ("10 % of streaming copy", "40 % of exp", "20 % of exp", "32.8 MB", "0 B"):
        assert f">{cell}</td>" in page


def test_memory_stands_in_three_parts(render):
    """In sizes of the logits; nothing is not the same as nobody knows."""
    report = render(None)
    row = next(line for line in report.splitlines() if "torch_fast" in line and "10.0 ms" in line)
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[7:10] == ["32.8 MB (1.00 x)", "0 B (0.00 x)", "65.7 MB (2.00 x)"]
    report = render(None, held_memory=None)
    row = next(line for line in report.splitlines() if "torch_fast" in line and "10.0 ms" in line)
    assert [cell.strip() for cell in row.strip("|").split("|")][8] == ""


def test_csv_has_a_column_for_each(render):
    """For whoever wants to sort by it."""
    rows = stdlib_csv.DictReader(render(4e-3, csv).splitlines())
    row = next(
        row for row in rows if row["implementation"] == "torch_fast" and row["timing.median"]
    )
    told = {name.removeprefix("timing."): value for name, value in row.items()}
    assert told["roof_name"] == "streaming copy"
    assert (told["nearer_roof"], told["nearer_share"]) == ("exp", "0.4")
    parts = "forward_memory", "held_memory", "peak_memory"
    assert [told[part] for part in parts] == ["32833536", "0", "65667072"]
    assert (told["cores"], told["allocator"]) == ("[0, 1]", '{"MALLOC_ARENA_MAX": "1"}')


def test_what_the_pacemaker_measured_is_kept(tmp_path):
    """By heat and yardstick, and read again as it was written; old files have none."""
    heats = {"now forward": {"read": (1e-3, 2e-3)}}
    path = write(tmp_path / "r.jsonl", record(), heats=heats, exponentials={"float32": 6e9})
    (footer,) = read(path).footers
    assert (footer.heats, footer.exponentials) == (heats, {"float32": 6e9})
    (older,) = read(write(tmp_path / "old.jsonl", record())).footers
    assert (older.heats, older.exponentials) == ({}, {})
