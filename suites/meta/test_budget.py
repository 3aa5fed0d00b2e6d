"""A budget: what fits into it, in which order it is taken, and what is said of the rest."""

from itertools import product

import pytest

from suites import test_throughput
from suites.grids import GRIDS
from xentbench import budget
from xentbench.budget import Heat, choose, duration, informative_first, names

VISION, OVERHEAD = GRIDS["vision"], GRIDS["overhead"]


def planned(*grids):
    """All heats of these grids, in the order in which pytest collects them."""
    return [
        Heat(question, "cross_entropy", *place, "cpu")
        for question in ("forward", "forward_backward", "forward_backward_of_ones")
        for place in dict.fromkeys(place for grid in grids for place in GRIDS[grid].places)
    ]


def first(heats, grids, number):
    return [
        (heat.question, heat.dtype, heat.shape) for heat in informative_first(heats, grids)[:number]
    ]


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("5m", 300), ("1h", 3600), ("1.5m", 90), ("0.5h", 1800)]
)
def test_a_budget_is_a_number_and_a_unit(text, seconds):
    """Seconds, minutes or hours; what is none of them is refused in `test_grids`."""
    assert budget.seconds(text) == seconds


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0 s"), (42.4, "42 s"), (60, "1 min"), (145, "2 min 25 s"), (900, "15 min"),
     (3600, "1 h"), (4800, "1 h 20 min"), (7199, "2 h")],
)  # fmt: skip
def test_a_duration_is_said_as_one_would(seconds, told):
    """To the second where that matters."""
    assert duration(seconds) == told


def test_the_corners_of_a_grid_come_first():
    """Smallest, largest and middle by their entries, in float32, then in bfloat16."""
    corners = ["128x1000", "256x21841", "1024x1000"]
    expected = [
        ("forward_backward", dtype, shape)
        for dtype, shape in product(("float32", "bfloat16"), corners)
    ]
    assert first(planned("vision"), ["vision"], 6) == expected


def test_grids_take_turns():
    """The smallest of each, before the largest of any."""
    asked = first(planned("vision", "overhead"), ["vision", "overhead"], 4)
    assert [shape for *_, shape in asked] == ["128x1000", "1x10", "256x21841", "128x10"]


def test_no_heat_comes_before_one_that_differs_from_it_in_being_plainer():
    """Float32 before bfloat16, both before forward alone, ordinary before peaked, wherever."""
    order = {heat: i for i, heat in enumerate(informative_first(planned("llm"), ["llm"]))}
    ladders = {
        "question": ("forward_backward", "forward", "forward_backward_of_ones"),
        "dtype": ("float32", "bfloat16"),
        "regime": ("ordinary", "language_model"),
    }
    for heat, (axis, ladder) in product(order, ladders.items()):
        at = ladder.index(getattr(heat, axis))
        plainer = [Heat(**vars(heat) | {axis: value}) for value in ladder[:at]]
        assert all(order[each] < order[heat] for each in plainer)


def test_every_timed_question_has_its_place_in_the_order():
    """A question that is added has to be put there as well."""
    there = {name.removeprefix("test_") for name in vars(test_throughput) if name[:5] == "test_"}
    assert there == {*budget.QUESTIONS}


@pytest.mark.parametrize("allowed", [12, 25, 90, 240, 1000])
def test_what_is_chosen_fits(allowed):
    """Nothing that would still fit is left out, and what is most informative is in."""
    heats = planned("vision", "overhead")
    seconds = [float(1 + 7 * i % 10) for i in range(len(heats))]
    took = dict(zip(heats, seconds, strict=True))
    found = choose(heats, seconds, allowed, 2.0, ["vision", "overhead"])
    spent = 2.0 + sum(took[heat] for heat in found.kept)
    assert spent <= allowed
    assert all(spent + took[heat] > allowed for heat in found.dropped)
    assert informative_first(heats, ["vision", "overhead"])[0] in found.kept
    assert {*found.kept} | {*found.dropped} == {*heats}
    assert [heat for heat in heats if heat in found.kept] == [*found.kept]
    assert found == choose(heats, seconds, allowed, 2.0, ["vision", "overhead"])


def test_a_budget_for_nothing_is_refused():
    """With what the shortest heat takes, and how much of it is for processes."""
    heats = planned("overhead")
    with pytest.raises(pytest.UsageError, match=r"takes an estimated 25 s, of which 20 s to start"):
        choose(heats, [5.0] * len(heats), 24.0, 20.0)


def test_what_is_left_out_is_told_by_name():
    """Every heat, those of the same shapes together."""
    heats = planned("overhead")
    found = choose(heats, [5.0] * len(heats), 10.0, 0.0)
    assert len(found.kept) == 2
    told = str(found)
    assert told.startswith("A budget of 10 s has room for 2 of 24 heats, and none for forward of ")
    for heat in found.dropped:
        (group,) = (each for each in names(found.dropped) if _named(heat, each))
        assert group in told
    assert not any(_named(heat, group) for heat in found.kept for group in names(found.dropped))
    assert "none for" not in str(choose(heats, [5.0] * len(heats), 1e9, 0.0))


def _named(heat, group):
    told, _, shapes = group.partition(" at ")
    question, _, logits = told.partition(" of ")
    return (
        question == heat.question
        and f"{heat.regime} {heat.dtype}" in logits.split(", ")
        and heat.shape in shapes.split()
    )
