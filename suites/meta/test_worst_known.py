"""The worst that is known: kept in a file, asked again of who has one, and searched for anew."""

import json
from dataclasses import replace

import numpy as np
import pytest

import implementations
from reports import _reading, markdown
from reports._ranking import standings
from suites import corpus
from suites.corpus import Known
from suites.meta._bench import bench
from suites.search import METHODS
from xentbench import search

KNOWN = Known("cross_entropy", "value", "float32", 1, (0.1, -2.0, 3.5), 4.0, "accurate", "a test")
ALIKE = '"""A log-sum-exp."""\n\nfrom implementations.numpy_logsumexp import *  # noqa: F403\n'
FEW = "--evaluations", "2048", "--dtype", "float32", "--classes", "3", "--quantity", "value"


@pytest.fixture
def mine(tmp_path):
    """An implementation of a stranger, who has searched for nothing yet."""
    file = tmp_path / "numpy_mine.py"
    file.write_text(ALIKE + 'FRAMEWORK = "numpy"\nKNOWN_FAILURES = {}\n')
    return implementations.discover([str(file)])["numpy_mine"]


def _search(implementation):
    named = "--implementation", implementation.name, "--implementations", str(implementation.path)
    return search.main([*named, *FEW])


def _bench(implementation, folder, *words):
    named = f"--implementations={implementation.path}", "--implementation", implementation.name
    return bench(*named, "--benchmark-skip", *words, results=folder / "a.jsonl")


def test_rows_are_read_as_they_were_written(mine):
    """To the last bit, whatever the error is."""
    rows = KNOWN, replace(KNOWN, quantity="gradient", error=np.inf, logits=(1e-40, -3e38, 0.1))
    corpus.write(mine, rows)
    assert {*corpus.read(mine)} == {*rows}
    corpus.write(mine, corpus.read(mine)[::-1])
    assert {*corpus.read(mine)} == {*rows}
    assert json.loads(corpus.path(mine).read_text().splitlines()[1])["logits"][0] == (0.1).hex()


def test_a_row_stays_unless_another_is_as_bad_in_both_respects():
    """Its verdict and its error; that of another question says nothing about it."""
    worse, larger = replace(KNOWN, verdict="absolute"), replace(KNOWN, error=5.0)
    smaller, other = replace(KNOWN, error=3.0), replace(KNOWN, dtype="bfloat16", error=1.0)
    assert corpus.front([KNOWN, smaller, other]) == (KNOWN, other)
    assert corpus.front([smaller, larger, worse, KNOWN]) == (larger, worse)


def test_who_has_no_file_is_not_asked(mine, tmp_path):
    """An implementation is one file, and nothing is missing where there is no other."""
    assert "worst_known" not in _bench(mine, tmp_path, "--plan").stdout
    corpus.write(mine, [KNOWN])
    plan = _bench(mine, tmp_path, "--plan").stdout
    assert "value_worst_known  numpy_mine-cross_entropy-worst_known-float32-64x3-cpu" in plan
    assert "gradient_worst_known" not in plan


def test_a_row_that_is_better_by_now_is_no_failure(mine, tmp_path):
    """The record has what was known and what is: the report says that it is so no longer."""
    corpus.write(mine, [replace(KNOWN, error=1e9, verdict="inaccurate", found="numpy 0.1")])
    told = _bench(mine, tmp_path, "--question", "value_worst_known")
    assert told.returncode == 0, told.stdout
    record, *_ = _reading.read(tmp_path / "a.jsonl").records
    assert record.status == "passed"
    assert record.known.error == 1e9 > record.error
    assert "no longer" in markdown.render(_reading.read(tmp_path / "a.jsonl"))


def test_a_search_keeps_what_breaks_a_record(mine, tmp_path, capsys):
    """It is asked again, is as bad as it was, and counts for the report; once found, found."""
    assert _search(mine) == 0
    assert "nothing ->" in capsys.readouterr().out
    found = corpus.read(mine)
    assert _search(mine) == 0
    assert "no record" in capsys.readouterr().out
    assert corpus.read(mine) == found
    _bench(mine, tmp_path, "--question", "value_worst_known")
    record, *_ = _reading.read(tmp_path / "a.jsonl").records
    assert record.error == max(known.error for known in found) > 1e6
    assert record.error in [worst.error for worst in _worst(tmp_path)]


def test_what_was_found_survives_an_interrupt(mine, monkeypatch):
    """Of the search that would have gone on."""

    def interrupted(search):
        next(search.evolution())
        raise KeyboardInterrupt

    monkeypatch.setitem(METHODS, "evolution", interrupted)
    assert _search(mine) == 130
    assert corpus.read(mine)


def _worst(folder):
    standing, *_ = standings(_reading.read(folder / "a.jsonl").records)
    yield standing.quantity("value", "float32")
