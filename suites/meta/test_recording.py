"""Records on their way into a file: an interrupt at any moment leaves one that can be read."""

import pytest

import implementations
from reports import _reading
from reports._writing import Writer
from suites.meta.test_reports_reading import header
from xentbench.plan import Cell
from xentbench.recording import Recorder

PLACE = Cell("numpy_log1p", "cross_entropy", "ordinary", "float32", "64x10", "cpu")


@pytest.mark.parametrize("written", [False, True])
def test_what_is_counted_is_what_was_written(tmp_path, monkeypatch, written):
    """Whether the interrupt comes before the line of a record, or between it and what follows."""
    recorder = Recorder(tmp_path / "results.jsonl", (), 0, 0.0)
    recorder.begin(header())
    implementation = implementations.discover()[PLACE.implementation]
    recorder.keep(implementation, "value", PLACE, "passed")
    write = Writer.write

    def interrupted(self, line):
        if written:
            write(self, line)
        raise KeyboardInterrupt

    monkeypatch.setattr(Writer, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        recorder.keep(implementation, "gradient", PLACE, "failed")
    monkeypatch.undo()
    recorder.end(left_out="", stale=(), interrupted=True, measured={})
    found = _reading.read(recorder.path)
    assert [each.question for each in found.records] == ["value", "gradient"][: 1 + written]
