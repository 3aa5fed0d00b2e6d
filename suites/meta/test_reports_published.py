"""Published results: README.md and its picture are those of the newest, or are called stale."""

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reports import _figure, _published
from reports._headline import few
from suites.meta._timings import raced, timed
from suites.meta.test_reports_reading import record, write

ROOT = Path(__file__).parents[2]
README = "# A project\n\n<!-- scoreboard -->\n\nold\n\n<!-- /scoreboard -->\n\nMore.\n"
NAIVE = {"timing": None, "status": "known failure", "verdict": "exceptional", "reason": "exp"}


def _records():
    return [
        *raced({"torch_eager": 0.1, "numpy_log1p": 0.3}, seed=1),
        *raced({"torch_eager": 0.01, "numpy_log1p": 0.0101}, seed=2, dtype="bfloat16"),
        timed("numpy_naive", 0, **NAIVE),
        record(implementation="torch_eager"),
    ]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """With a README that is older than its results."""
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text(README)
    _publish("2026-01-02/abacus", *_records())
    return tmp_path


def _publish(name, *records):
    path = write(Path("reports/published", f"{name}.jsonl"), *records)
    path.with_suffix(".jsonl.gz").write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()


def test_what_is_committed_is_what_the_newest_results_make(monkeypatch):
    """Else: `nox -s readme -- --write`."""
    monkeypatch.chdir(ROOT)
    assert not [*_published.stale()]


def test_stale_files_are_named_and_then_written(project, capsys):
    """The README between its markers, and the picture beside the results."""
    svg = "reports/published/2026-01-02/abacus.svg"
    assert _published.main([]) == 1
    told = capsys.readouterr().out
    assert "README.md is not what reports/published/2026-01-02/abacus.jsonl.gz makes" in told
    assert f"{svg} is not" in told
    assert Path("README.md").read_text() == README
    assert _published.main(["--write"]) == 0
    assert _published.main([]) == 0
    text = Path("README.md").read_text()
    assert re.search(r"\n\| 1  \| torch_eager .*\| 1\.00 +\|", text)
    assert f"]({svg})\n" in text
    assert text.startswith("# A project\n\n<!-- scoreboard -->\n\n| ")
    assert text.endswith(").\n\n<!-- /scoreboard -->\n\nMore.\n")
    Path(svg).write_text(Path(svg).read_text().replace('width="', 'width="1'))  # other fonts
    assert _published.main([]) == 0
    Path(svg).write_text("<svg/>\n")
    assert _published.main([]) == 1


def test_the_newest_date_counts(project):
    """Whatever older ones say; a plain file will do, and a picture is no results file."""
    _published.main(["--write"])
    write(Path("reports/published/2026-02-01/abacus.jsonl"), record(implementation="torch_new"))
    Path("reports/published/2026-03-01").mkdir()
    Path("reports/published/2026-03-01/abacus.svg").write_text("<svg/>")
    assert _published.newest() == Path("reports/published/2026-02-01/abacus.jsonl")
    assert [*_published.stale()] == [Path("README.md")]
    assert _published.main(["--write"]) == 0
    text = Path("README.md").read_text()
    assert "torch_new" in text
    assert ".svg" not in text


def test_what_cannot_be_done_is_a_sentence(project, capsys):
    """A README without markers, broken results, an unknown option."""
    Path("README.md").write_text("# Empty\n")
    assert _published.main([]) == 2
    assert "no place for a scoreboard" in capsys.readouterr().err
    Path("reports/published/2026-01-02/abacus.jsonl.gz").write_bytes(b"{}")
    assert _published.main([]) == 2
    assert "not a whole gzip file" in capsys.readouterr().err
    assert _published.main(["--check"]) == 2


def test_nothing_published_is_nothing_stale(tmp_path, monkeypatch, capsys):
    """A project may be younger than its first results."""
    monkeypatch.chdir(tmp_path)
    assert _published.main([]) == 0
    assert "no results are published" in capsys.readouterr().out


def test_the_picture_is_the_same_bytes_for_the_same_races():
    """Or it would always be stale; and nobody is left out of it."""
    drawn = [_figure.throughput(few(_records())) for _ in range(2)]
    assert drawn[0] == drawn[1]
    words = [text.strip() for text in ElementTree.fromstring(drawn[0]).itertext() if text.strip()]
    assert words.count("float32, 64x128256, cpu") == words.count("bfloat16, 64x128256, cpu") == 1
    assert {"torch_eager", "numpy_log1p", "numpy_naive", "known failure"} <= set(words)


def test_a_picture_without_any_time_can_be_drawn():
    """When nobody was right, it says so."""
    assert "known failure" in _figure.throughput(few([timed("numpy_naive", 0, **NAIVE)]))
