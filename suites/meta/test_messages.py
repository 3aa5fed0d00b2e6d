"""What a wrong answer is told as: what the function was given, where it was worst."""

import numpy as np
import pytest

from suites import case as cases
from suites.judgement import judge
from suites.losses import Loss
from suites.verdict import Verdict
from xentbench import messages
from xentbench.judging import REFERENCES
from xentbench.plan import Cell

#: A loss, and beside what of a row its wrong answers are shown.
SHOWN = {
    "cross_entropy": {"logits"},
    "binary": {"logits", "labels"},
    "binary_from_probs": {"probs", "labels"},
    "soft_targets": {"logits", "shares"},
    "entropy": {"logits"},
    "linear": {"hidden"},
}


def told(name, shape, quantity, moved):
    """The entry and the message, where the answer is right but for one entry that is doubled."""
    loss, case = Loss(name), cases.make("ordinary", "float32", shape)
    reference = REFERENCES[quantity](loss, case)
    computed = reference.nearest.copy()
    computed[moved] *= 2
    judgement = judge(computed, reference)
    assert judgement.worst == moved
    place = messages.worst(loss, judgement, reference, case)
    cell = Cell("someone", name, "ordinary", "float32", "x".join(map(str, shape)), "cpu")
    assert judgement.verdict is Verdict.INACCURATE
    return case, place, messages.wrong(quantity, cell, judgement, "absolute", place)


@pytest.mark.parametrize("name", SHOWN)
def test_the_row_is_shown_as_the_function_got_it(name):
    """Probabilities are no logits, and a label belongs to its logit."""
    case, place, message = told(name, (4, 5), "gradient", (2, 1))
    assert {*messages.ROWS} & place.keys() == SHOWN[name]
    (inputs,) = {"logits", "probs", "hidden"} & place.keys()
    given = Loss(name).ask("inputs", case)[2]
    assert [float.fromhex(x) for x in place[inputs]] == given.tolist()
    assert f"{inputs:<9} {place[inputs][0]}" in message
    assert ("target" in message) == (name in ("cross_entropy", "linear"))


@pytest.mark.parametrize("name", SHOWN)
def test_of_a_long_row_is_shown_what_made_it_up(name):
    """The entry, with its label or share, and the maximum."""
    case, place, message = told(name, (2, 300), "gradient", (1, 250))
    given = Loss(name).ask("inputs", case)[1]
    assert float.fromhex(place["at entry"]) == given[250]
    assert float.fromhex(place["maximum"]) == given.max()
    assert f"at entry {place['at entry']}" in message
    for what in {"labels", "shares"} & SHOWN[name]:
        shown = Loss(name).ask("given", case)[0][1, 250]
        assert float.fromhex(place[f"{what} at entry"]) == shown


def test_an_entry_to_which_all_rows_add_has_no_row():
    """The gradient in the classifier: there may be more classes than examples."""
    _, place, message = told("linear_classifier", (3, 8), "gradient", (7, 2))
    assert (place["class"], place["feature"]) == (7, 2)
    assert not {"row", "target", "logits"} & place.keys()
    assert "class 7, feature 2 of 3x8" in message
    case, place, _ = told("linear_classifier", (9, 4), "value", (8,))
    assert [float.fromhex(x) for x in place["hidden"]] == case.logits[8].tolist()
    assert place["target"] == case.targets[8]


def test_numbers_are_told_so_that_they_can_be_typed_again():
    """In hexadecimal, the exact value as the sum of two."""
    _, place, _ = told("cross_entropy", (4, 5), "value", (3,))
    high, low = map(float.fromhex, place["exact"])
    assert np.float32(high + low) == float.fromhex(place["nearest"])
    assert float.fromhex(place["computed"]) == 2 * float.fromhex(place["nearest"])
