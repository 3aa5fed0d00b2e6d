"""Merging results files: what contradicts another file is refused with a sentence."""

import json

import pytest

from reports._reading import BrokenResults, read
from reports._record import METHODOLOGY
from reports._schema import json_schema
from suites.meta.test_reports_reading import header, record, write


@pytest.fixture
def path(tmp_path):
    return tmp_path / "results-numpy.jsonl"


def test_files_merge_and_the_same_answer_is_kept_once(path, tmp_path):
    """The order is that of the files, and each record remembers its own."""
    write(path, record(), record(regime="tied"))
    other = write(tmp_path / "results-torch.jsonl", record(), record(framework="torch", seed=1))
    run = read(path, other)
    assert [(found.regime, found.seed) for found in run.records] == [
        ("shifted", 0), ("tied", 0), ("shifted", 1)
    ]  # fmt: skip
    assert run.origins == (0, 0, 1)
    assert run.paths == (path, other)
    assert not run.warnings


@pytest.mark.parametrize("facts", [{"verdict": "absolute"}, {"status": "known failure"}])
def test_two_answers_to_one_question_are_refused(path, tmp_path, facts):
    """The sentence names the cell, both answers and both files."""
    other = write(tmp_path / "again.jsonl", record(**facts))
    with pytest.raises(BrokenResults) as refusal:
        read(write(path, record()), other)
    for part in ("value/cross_entropy/shifted/float32/64x10/cpu", "passed (faithful)",
                 f"{path}, line 2", f"{other}, line 2", *facts.values()):  # fmt: skip
        assert part in str(refusal.value)


def test_one_answer_to_different_inputs_is_a_warning(path, tmp_path):
    """The digests differ, so it was not the same question after all."""
    other = write(tmp_path / "again.jsonl", record(digest="e"))
    (warning,) = read(write(path, record()), other).warnings
    assert warning.startswith("1 cell asked twice, with different inputs")


def test_two_methodologies_do_not_mix(path, tmp_path):
    """Their verdicts mean different things."""
    newer = header(methodology=METHODOLOGY + 1)
    other = write(tmp_path / "newer.jsonl", record(regime="tied"), run=newer)
    with pytest.raises(BrokenResults, match=f"methodology {METHODOLOGY} and .* they do not mix"):
        read(write(path, record()), other)


def test_the_schema_knows_every_field_of_every_kind():
    """It is made from the classes, and says that a number may be the string "nan"."""
    schema = json.loads(json_schema())
    assert set(schema["$defs"]) == {"header", "record", "footer"}
    found = schema["$defs"]["record"]
    assert set(found["properties"]) == {"kind", *vars(record())}
    assert {"enum": ["nan", "inf", "-inf"]} in found["properties"]["bias"]["anyOf"]
    assert "exceptional" in found["properties"]["verdict"]["enum"]
