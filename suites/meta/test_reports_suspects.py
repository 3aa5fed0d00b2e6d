"""Causes: what failed and what passed, together, suggest what is wrong, and how to ask again."""

import pytest

from reports import _suspects, html, markdown, terminal
from suites.meta._faults import FAULTS
from suites.meta._runs import HOSTILE, asked, run
from suites.meta._suspected import SUSPECTED

HIGH = "large_offset", "overflowing_exp"
LOST = {"computed": "nan", "exact": ["0x1.8p+1", "0x0.0p+0"]}
OFF = {"computed": "0x1.8p+2", "exact": ["0x1.8p+1", "0x0.0p+0"]}


def answers(wrong, worst=OFF, **facts):
    """Values and gradients in a few regimes and dtypes, of which those in *wrong* failed."""
    failed = {"status": "failed", "verdict": "inaccurate", "worst": worst, "reason": "it is wrong"}
    return [
        asked("torch_mine", **place, **facts, **(failed if wrong(place) else {}))
        for question in ("value", "gradient")
        for dtype in ("float32", "bfloat16")
        for regime in ("ordinary", "large_offset", "overflowing_exp", "confidently_wrong")
        for place in [{"question": question, "dtype": dtype, "regime": regime}]
    ]


def first(records):
    return _suspects.suspects(records)[0]


@pytest.mark.parametrize(
    ("cause", "wrong", "worst"),
    [
        ("offset", lambda p: p["question"] == "value" and p["regime"] in HIGH, OFF),
        ("no_shift", lambda p: p["question"] == "value" and p["regime"] in HIGH, LOST),
        ("storage", lambda p: p["dtype"] == "bfloat16", OFF),
        ("backward", lambda p: p["question"] == "gradient", OFF),
        ("forward", lambda p: p["question"] == "value", OFF),
        ("formula", lambda p: True, OFF),
    ],
)
def test_the_pattern_decides(cause, wrong, worst):
    """The same cells, of which others failed, or with another answer, suggest another cause."""
    assert first(answers(wrong, worst)).cause.name == cause


def test_nothing_is_suspected_of_who_is_right():
    """Nor of who was not asked."""
    assert _suspects.by_implementation(answers(lambda place: False)) == {}
    assert _suspects.by_implementation([]) == {}


def test_what_passes_speaks_against_a_cause():
    """Who fails in ordinary inputs as well has another reason than their offset."""
    told = {one.cause.name for one in _suspects.suspects(answers(lambda p: p["dtype"] != "half"))}
    assert "formula" in told
    assert "offset" not in told


def test_evidence_and_command(tmp_path):
    """How many failures it explains, one in which it shows, and what asks that one again."""
    wrong = answers(lambda p: p["question"] == "value" and p["regime"] in HIGH)
    one = first(wrong)
    assert (
        "explains 4 of 4 failed cells, such as value/cross_entropy/overflowing_exp" in one.sentence
    )
    assert "--regime overflowing_exp --dtype float32" in one.command
    found = run(tmp_path, *wrong)
    for render in (terminal.render, markdown.render, html.render):
        assert "explains 4 of 4" in " ".join(render(found).split())
        assert "--regime overflowing_exp" in render(found)


def test_at_most_three_are_told():
    """However many would explain a part."""
    for wrong in (lambda p: p["regime"] in HIGH, lambda p: p["dtype"] == "float32"):
        found = _suspects.by_implementation(answers(wrong))
        assert 1 <= len(found["torch_mine"]) <= _suspects.MOST


def test_a_known_failure_is_left_to_its_own_file(tmp_path):
    """That says the cause already."""
    known = answers(lambda p: p["question"] == "value")
    predicted = [r for r in known if r.status == "passed"]
    assert "Causes" not in markdown.render(run(tmp_path, *predicted))


def test_names_are_text(tmp_path):
    """Of whoever wrote them."""
    records = answers(lambda place: True, loss=HOSTILE)
    assert "<script>fetch" not in html.render(run(tmp_path, *records))


def test_expectations_are_of_faults():
    """That there are."""
    assert not SUSPECTED.keys() - FAULTS.keys()
