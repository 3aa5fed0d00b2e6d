"""Trainings in the reports: who broke and when, who learned, and what did not matter."""

import math
from dataclasses import asdict, replace

from reports import csv, html, markdown, terminal
from reports._page import curves
from reports._trained import Training
from reports._trainings import broken, harmless, panels, rows
from suites.meta._runs import HOSTILE, asked, run
from suites.outcome import Outcome

NAMES = "honest", "rough", "naive", "lazy", "slow"
FINE = Training(
    steps=300, nonfinite=None, ended=300, departed=None, wrong=None, dead=0.0, absorbed=0.0,
    learned=0.99987, loss=0.032, accuracy=1.0, accuracies=(1.0, 1.0, 0.5), certified_loss=0.031,
    certified_finite=True, certified_accuracy=0.9, certified_accuracies=(1.0, 0.9, 0.8), every=5,
    curve=tuple(1 / (1 + k) for k in range(60)),
    certified_curve=tuple(1 / (1 + k) for k in range(60)),
)  # fmt: skip
NAN = replace(
    FINE, nonfinite=37, ended=38, departed=12, learned=math.nan, loss=math.nan, accuracy=0.0,
    curve=FINE.curve[:8],
)  # fmt: skip
BROKEN = {"status": "known failure", "verdict": "exceptional", "reason": "it overflows"}
WRONG = {"status": "failed", "verdict": "inaccurate", "reason": "it hardly learns"}


def trained(name, training=FINE, dtype="float32", **facts):
    about = {"question": "training", "regime": "separable", "shape": "64x3", "verdict": "",
             "error": None, "dtype": dtype}  # fmt: skip
    return asked(name, training=training, **{**about, **facts})


def everything():
    return [
        trained("honest"),
        trained("rough", replace(FINE, wrong=45)),
        trained("rough", replace(FINE, wrong=50), "bfloat16"),
        trained("naive", NAN, **BROKEN),
        trained("naive", NAN, "bfloat16", **BROKEN),
        trained("naive", regime="imbalanced", loss="weighted"),
        trained("lazy", replace(FINE, dead=0.25), **WRONG),
        trained("slow", replace(FINE, learned=0.125), **WRONG),
    ]


def test_what_suites_find_is_what_reports_record():
    """Field by field, so that nothing is left out on the way."""
    assert set(Outcome.__dataclass_fields__) == asdict(FINE).keys()


def test_it_comes_back_as_it_was_written(tmp_path):
    """Numbers that are not finite and curves included."""
    (found,) = run(tmp_path, trained("naive", NAN, **BROKEN)).records
    assert found.training.curve == NAN.curve
    assert math.isnan(found.training.loss)
    assert replace(found.training, loss=0.0, learned=0.0) == replace(NAN, loss=0.0, learned=0.0)


def test_who_breaks_is_told_with_the_step_and_the_dtypes():
    """And who breaks without a NaN with what is wrong."""
    assert broken(panels(everything(), NAMES), NAMES) == [
        "`naive` goes wrong in 2 of 3 trainings: NaN or infinity at step 37 of 300 in separable "
        "(float32 and bfloat16).",
        "`lazy` goes wrong in 1 of 1 training: no gradient for 25 % of the examples in separable "
        "(float32).",
        "`slow` goes wrong in 1 of 1 training: 12 % learned, and never a NaN, in separable "
        "(float32).",
    ]


def test_inaccurate_answers_that_did_not_matter_are_told():
    """With what was learned, which is not rounded up to all of it."""
    assert harmless(panels(everything(), NAMES), NAMES) == [
        "`rough` answers inaccurately in 2 of 2 trainings, where it learns 99.98 % or more all "
        "the same.",
        "Nothing goes wrong, and no answer is inaccurate: `honest`.",
    ]


def test_the_table_has_a_row_for_each_training_and_dtype():
    """The main loss first, and others with their name."""
    columns, table = rows(panels(everything(), NAMES), NAMES)
    assert columns == ["training", "dtype", *NAMES]
    assert table == [
        ["separable", "float32", "100 %", "100 %", "NaN at 37", "100 %", "12 %"],
        ["separable", "bfloat16", "", "100 %", "NaN at 37", "", ""],
        ["imbalanced, weighted", "float32", "", "", "100 %", "", ""],
    ]


def test_the_figure_names_the_wrong_alone():
    """Those who break at the same step share a name; nobody else would be told apart."""
    records = [*everything(), trained("twin", NAN, **BROKEN)]
    drawn = curves.figure(panels(records, (*NAMES, "twin"))[0])
    assert "naive, twin: NaN at 37" in drawn
    assert "slow: 12 %" in drawn
    assert "honest" not in drawn
    assert "rough" not in drawn


def test_a_figure_without_a_single_number_is_drawn():
    """Its first loss may be a NaN already, and the certified one 0."""
    record = trained("naive", replace(NAN, curve=(math.nan,), certified_curve=(0.0,)), **BROKEN)
    assert "<svg" in curves.figure(panels([record], NAMES)[0])


def test_every_report_tells_of_it(tmp_path):
    """And none does where nothing was trained."""
    found = run(tmp_path, *everything())
    page = html.render(found)
    assert '<section id="training">' in page
    assert "no gradient for 25 % of the examples" in page
    text = markdown.render(found)
    assert "## Training" in text
    assert "NaN at 37" in text
    assert "`naive` goes wrong in 2 of 3 trainings" in terminal.render(found)
    assert "training.nonfinite" in csv.render(found)
    assert 'id="training"' not in html.render(run(tmp_path, asked("honest")))


def test_names_are_escaped_in_the_figure(tmp_path):
    """What a stranger's file is called is text."""
    record = trained(HOSTILE, NAN, **BROKEN)
    assert "<script>fetch" not in html.render(run(tmp_path, record))
