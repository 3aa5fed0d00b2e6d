"""Reading a results file: what is whole comes back, what is broken is refused with a sentence."""

import json
import math
from collections import Counter
from pathlib import Path

import pytest

from reports._reading import BrokenResults, read
from reports._record import Footer, Header, Record
from reports._writing import Writer


def header(**facts):
    return Header(**{
        "started": "2026-01-02T03:04:05+00:00", "version": "0.1.0", "commit": "abc", "dirty": True,
        "machine": {"cpu": "Abacus"}, "packages": {"numpy": "2.4.6"}, "threads": {},
        "environment": {}, "flushes_subnormals": {}, "arguments": (), "narrowed": False, "seed": 0,
        **facts,
    })  # fmt: skip


def record(**facts):
    return Record(**{
        "question": "value", "implementation": "numpy_logsumexp", "framework": "numpy",
        "loss": "cross_entropy", "regime": "shifted", "dtype": "float32", "device": "cpu",
        "shape": "64x10", "seed": 0, "digest": "d", "status": "passed", "promise": "absolute",
        "verdict": "faithful", "error": 0.75, "command": "--regime shifted", **facts,
    })  # fmt: skip


def write(path: Path, *records: Record, run=None, end: bool = True, **counts) -> Path:
    """A results file; without its *end* it is that of a killed run."""
    writer = Writer(path)
    writer.write(run or header())
    for line in records:
        writer.write(line)
    if end:
        statuses = dict(Counter(each.status for each in records))
        facts = {"records": len(records), "statuses": statuses, "finished": "", "left_out": ""}
        writer.write(Footer(**{**facts, **counts}))
    writer.close()
    return path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "results-numpy.jsonl"


def test_a_whole_file_comes_back_as_it_was_written(path):
    """Nothing that the writer knows is lost, nested fields and tuples included."""
    lines = (
        record(quantiles={"99": 3.0}, worst={"row": 3, "logits": ["0x1p+0"]}, marks=("NZ",)),
        record(question="panel", panel=(("0x1.8p-1", "-0x1p-3"), ("nan", "inf"))),
    )
    run = read(write(path, *lines))
    assert run.records == lines
    assert run.headers == (header(),)
    assert run.footers[0].records == 2
    assert not run.warnings


def test_numbers_that_are_not_finite_survive(path):
    """JSON has none of them, and yet NaN and both infinities come back as floats."""
    run = read(write(path, record(error=math.inf, bias=-math.inf, excess=math.nan)))
    (found,) = run.records
    assert (found.error, found.bias) == (math.inf, -math.inf)
    assert math.isnan(found.excess)
    text = path.read_text()
    assert '"inf"' in text
    assert "Infinity" not in text


def first_line(content):
    return lambda lines: [content, *lines[1:]]


def changed(number, **facts):
    def damage(lines):
        content = json.dumps({**json.loads(lines[number]), **facts})
        return [*lines[:number], content, *lines[number + 1 :]]

    return damage


DAMAGES = {
    "is empty": lambda lines: [],
    "line 1: not a header of xentbench": first_line("{}"),
    "name the files that `nox` wrote": first_line("a,b,c"),
    "written in schema 2 of the format, and this is a reader of schema 1": changed(0, schema=2),
    "line 2: of kind 'rumour', and there is only header, record, footer": changed(1, kind="rumour"),
    "line 2: record, status: input should be 'passed'": changed(1, status="fine"),
    "line 2: record, seed: input should be a valid integer": changed(1, seed="x"),
    "line 2: record, verdict: 'superb' is none of": changed(1, verdict="superb"),
    "line 2: record, panel: '0xz' is no hex float": changed(1, panel=[["0xz"]]),
    "line 3: not a JSON object": lambda lines: [*lines[:2], lines[2][:-9], *lines[3:]],
    "line 4: the last line counts 7 records, and there are 2": changed(3, records=7),
    "line 4: the last line counts 2 passed, and there are 1": changed(1, status="skipped"),
    "line 4: a footer among the records": lambda lines: [*lines, *lines[1:]],
}


@pytest.mark.parametrize("sentence", DAMAGES)
def test_a_damaged_file_is_refused_with_a_sentence(path, sentence):
    """It names the file and the line, and says what is wrong there."""
    write(path, record(), record(regime="tied"))
    lines = DAMAGES[sentence](path.read_text().splitlines())
    path.write_text("".join(f"{line}\n" for line in lines))
    with pytest.raises(BrokenResults) as refusal:
        read(path)
    assert sentence in str(refusal.value)
    assert path.name in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_missing_file_and_a_folder_are_refused(path, tmp_path):
    """Both with a sentence that names them."""
    with pytest.raises(BrokenResults, match=r"results-numpy.jsonl: no such file; `nox` makes"):
        read(path)
    with pytest.raises(BrokenResults, match="cannot be read: Is a directory"):
        read(tmp_path)


def test_a_file_that_is_no_text_is_refused(path):
    """A picture is no results file."""
    path.write_bytes(b"\x89PNG\xff")
    with pytest.raises(BrokenResults, match="not a text file"):
        read(path)


def test_a_truncated_file_is_read_with_a_warning(path):
    """A killed run has lost nothing that it finished, and the report says that it was killed."""
    run = read(write(path, record(), record(regime="tied"), end=False))
    assert [found.regime for found in run.records] == ["shifted", "tied"]
    (warning,) = run.warnings
    assert "was cut off after 2 records" in warning


def test_a_half_written_last_line_is_left_out_with_a_warning(path):
    """It is what a writer leaves behind that is killed in the middle of a line."""
    write(path, record(), record(regime="tied"), end=False)
    path.write_text(path.read_text()[:-20])
    run = read(path)
    assert [found.regime for found in run.records] == ["shifted"]
    assert "line 3 is half-written" in run.warnings[0]
    assert "was cut off after 1 record" in run.warnings[1]


def test_an_interrupted_run_says_so(path):
    """Its last line is there, but not all cells are."""
    (warning,) = read(write(path, record(), interrupted=True)).warnings
    assert "was interrupted after 1 record" in warning
