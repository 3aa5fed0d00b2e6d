"""Files that hold several runs, files that are packed, and cells that were timed again."""

import gzip
import json
from dataclasses import replace

import pytest

from reports import _provenance, markdown
from reports._reading import BrokenResults, read
from reports._record import METHODOLOGY
from suites.meta._timings import timed, timing
from suites.meta.test_reports_reading import header, record, write


@pytest.fixture
def joined(tmp_path):
    """Two runs, one after another, as `cat` joins them; each of three lines."""
    return _join(tmp_path, _lines(tmp_path, record()), _lines(tmp_path, record(regime="tied")))


def _lines(folder, *records, **facts):
    return write(folder / "one.jsonl", *records, **facts).read_text().splitlines()


def _join(folder, *runs):
    path = folder / "joined.jsonl"
    path.write_text("".join(f"{line}\n" for run in runs for line in run))
    return path


def test_runs_one_after_another_are_like_files(joined):
    """Each with its header and footer; a record knows of which run it is."""
    run = read(joined)
    assert [found.regime for found in run.records] == ["shifted", "tied"]
    assert (run.origins, run.paths, len(run.footers)) == ((0, 1), (joined, joined), 2)
    assert run.names == ("joined.jsonl, run 1", "joined.jsonl, run 2")
    assert not run.warnings
    assert "Rendered from 1 file" in markdown.render(run)


def test_facts_name_the_run_that_they_are_of(tmp_path):
    """Since the name of the file would be that of both."""
    newer = header(seed=7)
    path = _join(tmp_path, _lines(tmp_path), _lines(tmp_path, run=newer))
    facts = _provenance.facts(read(path))["run"]
    assert facts["seed"] == "0 (joined.jsonl, run 1); 7 (joined.jsonl, run 2)"


def test_a_run_that_was_cut_off_is_told_by_its_line(tmp_path):
    """Its neighbours are whole."""
    whole, cut = _lines(tmp_path, record()), _lines(tmp_path, record(regime="tied"), end=False)
    last = _lines(tmp_path, record(seed=1), interrupted=True)
    assert [
        text.partition(":")[0] for text in read(_join(tmp_path, whole, cut, last)).warnings
    ] == [
        f"{tmp_path}/joined.jsonl, line 4 was cut off after 1 record",
        f"{tmp_path}/joined.jsonl, line 6 was interrupted after 1 record, so cells are missing.",
    ]


def _changed(line, **facts):
    return json.dumps({**json.loads(line), **facts})


DAMAGES = {
    "joined.jsonl, line 4: written in schema 2": (3, {"schema": 2}),
    f"joined.jsonl, line 4 with {METHODOLOGY + 1}": (3, {"methodology": METHODOLOGY + 1}),
    "joined.jsonl, line 6: the last line counts 9 records": (5, {"records": 9}),
    "joined.jsonl, line 4: header, seed: input should be": (3, {"seed": "x"}),
    "failed (faithful) in joined.jsonl, line 5; leave one": (4, {"status": "failed"}),
}


@pytest.mark.parametrize("sentence", DAMAGES)
def test_what_is_wrong_in_a_later_run_has_its_line(tmp_path, sentence):
    """Counted from the beginning of the file."""
    lines = [*_lines(tmp_path, record()), *_lines(tmp_path, record())]
    number, facts = DAMAGES[sentence]
    if "status" in facts:
        lines[5] = _changed(lines[5], statuses={"failed": 1})
    lines[number] = _changed(lines[number], **facts)
    with pytest.raises(BrokenResults) as refusal:
        read(_join(tmp_path, lines))
    assert sentence in str(refusal.value).replace(f"{tmp_path}/", "")


def test_a_packed_file_reads_like_a_plain_one(tmp_path, joined):
    """So do packed files that were joined."""
    packed, twice = tmp_path / "packed.jsonl.gz", tmp_path / "twice.jsonl.gz"
    packed.write_bytes(gzip.compress(joined.read_bytes()))
    twice.write_bytes(packed.read_bytes() * 2)
    assert read(packed).records == read(twice).records == read(joined).records
    assert len(read(twice).headers) == 4


@pytest.mark.parametrize("damage", ["cut off", "not packed", "changed"])
def test_a_broken_packed_file_is_one_sentence(tmp_path, joined, damage):
    """Whatever happened to it on the way."""
    path, packed = tmp_path / "broken.jsonl.gz", gzip.compress(joined.read_bytes())
    kinds = {"cut off": packed[:-12], "not packed": b"{}", "changed": packed[:-9] + packed[-8:]}
    path.write_bytes(kinds[damage])
    with pytest.raises(BrokenResults, match=r"broken.jsonl.gz is not a whole gzip file: .*\.$"):
        read(path)


def test_timings_never_conflict(tmp_path):
    """The first stays, and those after it are kept with their run."""
    records = [timed("a", seconds) for seconds in (0.1, 0.2, 0.3)]
    path = _join(tmp_path, *(_lines(tmp_path, each, record()) for each in records))
    run = read(path)
    assert run.records == (records[0], record())
    assert run.repeats == ((1, records[1]), (2, records[2]))
    assert not run.warnings


def test_two_right_answers_of_two_verdicts_are_no_conflict_if_timed(tmp_path):
    """Another number of calls, classes shifted further, other last bits."""
    records = timed("a", 0.1, verdict="accurate"), timed("a", 0.2, verdict="faithful")
    run = read(_join(tmp_path, *(_lines(tmp_path, each) for each in records)))
    assert run.records == records[:1]
    assert run.repeats == ((1, records[1]),)


@pytest.mark.parametrize("untimed", [0, 1])
def test_two_verdicts_are_a_conflict_if_one_was_not_timed(tmp_path, untimed):
    """Whichever came first."""
    records = [timed("a", 0.1, verdict=verdict) for verdict in ("accurate", "faithful")]
    records[untimed] = replace(records[untimed], timing=None)
    with pytest.raises(BrokenResults, match=r"answered forward_backward/.* twice: passed"):
        read(_join(tmp_path, *(_lines(tmp_path, each) for each in records)))


def test_another_answer_is_a_conflict_though_it_was_timed(tmp_path):
    """Timed once and wrong once is no repetition."""
    wrong = timed("a", 0.1, status="failed", verdict="inaccurate", timing=None)
    right = timed("a", 0.1, timing=timing({0: 0.1}))
    with pytest.raises(BrokenResults, match=r"a answered forward_backward/.* twice: passed"):
        read(_join(tmp_path, _lines(tmp_path, right), _lines(tmp_path, wrong)))
