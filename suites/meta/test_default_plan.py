"""What the default leaves to --full: variants of a loss, those who compile long, small timings."""

import pytest

from suites import losses
from suites.losses import Loss
from suites.meta._bench import bench
from suites.test_throughput import HEATS, LANGUAGE
from xentbench import default, plan, programme
from xentbench.plan import Choice, Place

VARIANTS = [name for name in losses.names() if Loss(name).variant]
SELDOM = [name for name in VARIANTS if name not in default.VARIANTS]


def places(about, **choice) -> list[Place]:
    return plan.places(Choice(**choice), None, about)


def test_every_variant_of_the_default_is_one():
    """And no loss of its own is hidden among them."""
    assert {*default.VARIANTS} < {*VARIANTS}
    assert default.MAIN not in VARIANTS


@pytest.mark.parametrize("loss", SELDOM)
def test_other_variants_are_asked_when_they_are_named(loss):
    """Or all is; else nowhere."""
    assert places(loss) == []
    assert {place[0] for place in places(loss, loss=(loss,))} == {*default.VARIANT_REGIMES}
    assert len(places(loss, full=True)) > 1000


@pytest.mark.parametrize("loss", default.VARIANTS)
def test_variants_of_the_default_are_asked_in_fewer_regimes(loss):
    """A setting changes what a loss is made of, and not where that fails."""
    besides = {place[0] for place in default.BESIDES.get(loss, ())}
    assert {place[0] for place in places(loss)} == {*default.VARIANT_REGIMES} | besides


@pytest.mark.parametrize("loss", default.BESIDES)
def test_losses_are_asked_in_a_few_places_more(loss):
    """Unless the command line has another regime, dtype or shape."""
    besides = default.BESIDES[loss]
    assert {*besides} < {*places(loss)}
    regime, dtype, _ = besides[0]
    assert besides[0] in places(loss, regime=(regime,), dtype=(dtype,))
    for axis, other in (("regime", "ordinary"), ("dtype", "float16"), ("shape", "8x5")):
        assert not {*besides} & {*places(loss, **{axis: (other,)})}


@pytest.mark.parametrize("own", [{"shape": ["64x3"]}, {"loss": [default.MAIN]}])
def test_a_rare_question_is_asked_when_it_is_named(own):
    """Or all is; a loss that is named is not enough."""
    rare = [{**own, "rare": True}]
    assert plan.places(Choice(), [own], default.MAIN)
    assert plan.places(Choice(), rare, default.MAIN) == []
    assert plan.places(Choice(loss=(default.MAIN,)), rare, default.MAIN) == []
    for choice in (Choice(question=("many_rows",)), Choice(full=True)):
        assert plan.places(choice, rare, default.MAIN)


def test_a_pair_that_is_seldom_timed_is_timed_when_it_is_named():
    """By either of its axes, or with everything."""
    usual = programme.heats(Choice(), HEATS, "cpu")
    assert ("ordinary", "float32", LANGUAGE) in usual
    assert ("ordinary", "bfloat16", "32x10") not in usual
    for choice in (Choice(dtype=("bfloat16",)), Choice(shape=("32x10",)), Choice(full=True)):
        assert ("ordinary", "bfloat16", "32x10") in programme.heats(choice, HEATS, "cpu")


COSTLY = '''"""The log-sum-exp, compiled at length."""

from implementations import numpy_logsumexp

FRAMEWORK = "numpy"
COSTLY = True

cross_entropy = numpy_logsumexp.cross_entropy
cross_entropy_gradient = numpy_logsumexp.cross_entropy_gradient
'''


def test_who_compiles_for_seconds_is_asked_less(tmp_path):
    """Of the main loss, and at the shapes that all are asked at; unless a loss is named."""
    (tmp_path / "numpy_costly.py").write_text(COSTLY)
    words = "--plan", f"--implementations={tmp_path}", "--implementation=numpy_costly"
    usual = bench(*words, results=tmp_path / "a.jsonl").stdout
    assert "value  numpy_costly-cross_entropy-ordinary-" in usual
    assert "compiled_or_not  numpy_costly-" in usual
    assert "numpy_costly-weighted-" not in usual
    assert "exact_shift  numpy_costly-" not in usual
    named = bench(*words, "--loss=weighted", results=tmp_path / "b.jsonl").stdout
    assert "value  numpy_costly-weighted-" in named
