"""The verdicts are those of a fair expert: what formulas are known to do, the ladder says."""

import numpy as np
import pytest

from suites import case, memory, oracle, regimes
from suites.formats import FORMATS
from suites.judgement import judge
from suites.losses import Loss
from suites.meta._formulas import log1p_inside_float64, logsumexp_less_target, naive, torchs
from suites.verdict import LADDER

CROSS_ENTROPY = Loss("cross_entropy")
CORRECT, FAITHFUL, ACCURATE, CONDITIONED, ABSOLUTE, INACCURATE, EXCEPTIONAL = LADDER
SHAPE = 60, 10
ROWS = np.arange(SHAPE[0])
CONFIDENT = "confident_past_absorption", "confident_far_past_absorption"


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    monkeypatch.setattr(memory, "remembered", lambda function: function)


def made(regime, dtype):
    return case.make(regime, dtype, SHAPE)


def raised(offset, dtype):
    logits = np.random.default_rng(1).normal(size=SHAPE) + offset
    return case.of(logits, ROWS % SHAPE[1], dtype, f"offset of {offset:g}")


def leading(low, high, dtype):
    rng = np.random.default_rng(2)
    logits, targets = rng.normal(size=SHAPE), ROWS % SHAPE[1]
    logits[ROWS, targets] = logits.max(1) + rng.uniform(low, high, SHAPE[0])
    return case.of(logits, targets, dtype, f"gaps of {low} to {high}")


def of_loss(computed, asked):
    return judge(computed, oracle.values(CROSS_ENTROPY, asked)).verdict


def of_gradient(computed, asked):
    return judge(computed, oracle.gradients(CROSS_ENTROPY, asked, scaled=False)).verdict


@pytest.mark.parametrize("dtype", ["float32", "bfloat16", "float16"])
def test_log1p_in_float64(dtype):
    """Correctly rounded or faithful, everywhere."""
    for regime in set(regimes.catalogue()) - {"nonfinite_table"}:
        try:
            asked = made(regime, dtype)
        except regimes.NotProvoked:
            continue
        assert of_loss(log1p_inside_float64(asked), asked) <= FAITHFUL, regime


def test_torch_in_float32():
    """Absolutely stable where the loss is small; where it is not, accurate, whatever the offset."""
    for regime in (*CONFIDENT, "confident", "language_model", "absorbed_crowd"):
        asked = made(regime, "float32")
        assert of_loss(torchs(asked)[0], asked) is ABSOLUTE, regime
    for asked in (made("ordinary", "float32"), raised(1e4, "float32")):
        assert of_loss(torchs(asked)[0], asked) <= ACCURATE
    asked = made("all_equal", "float32")
    assert of_loss(torchs(asked)[0], asked) <= FAITHFUL


@pytest.mark.parametrize("offset", [1e4, 1e6])
def test_logsumexp_less_target_under_an_offset(offset):
    """A common offset is no excuse, though a condition number in the logits would take it."""
    asked = raised(offset, "float32")
    assert of_loss(logsumexp_less_target(asked), asked) is INACCURATE


def test_bfloat16():
    """PyTorch's losses are absolutely stable; Optax's are not even that, confident or offset."""
    asked = made("confident", "bfloat16")
    assert of_loss(torchs(asked)[0], asked) is ABSOLUTE
    for regime in ("confident", "mild_offset", "large_offset"):
        asked = made(regime, "bfloat16")
        assert of_loss(logsumexp_less_target(asked), asked) is INACCURATE


def test_gradient_in_bfloat16():
    """A softmax taken from log-probabilities in bfloat16 is a quarter off at gaps of eighty."""
    asked = leading(65, 80, "bfloat16")
    assert of_gradient(torchs(asked)[1], asked) is INACCURATE


def test_bfloat16_by_way_of_float32():
    """Nothing is lost on ordinary rows, some of it at gaps of 5 to 14, and all beyond."""
    ordinary, confident = made("ordinary", "bfloat16"), leading(5, 14, "bfloat16")
    assert of_loss(torchs(ordinary, "float32")[0], ordinary) <= FAITHFUL
    assert of_loss(torchs(confident, "float32")[0], confident) is CONDITIONED
    for regime in CONFIDENT:
        asked = made(regime, "bfloat16")
        assert of_loss(torchs(asked, "float32")[0], asked) is ABSOLUTE


@pytest.mark.parametrize("regime", ["overflowing_exp", "coarse_offset", "tied_with_the_target"])
def test_naive(regime):
    """What overflows is exceptional."""
    asked = made(regime, "float32") if regime != "tied_with_the_target" else raised(200, "float32")
    assert of_loss(naive(asked), asked) is EXCEPTIONAL


@pytest.mark.parametrize("dtype", FORMATS)
@pytest.mark.parametrize("regime", ["ordinary", "confident_slightly", "confident", "large_offset"])
def test_constants_and_wrong_signs(dtype, regime):
    """A loss or gradient of 0, and one that is missing or turned off the target, is inaccurate."""
    asked = made(regime, dtype)
    assert of_loss(np.zeros(SHAPE[0]), asked) is INACCURATE
    right = oracle.gradients(CROSS_ENTROPY, asked, scaled=False).nearest
    own = np.arange(SHAPE[1]) == asked.targets[:, None]
    assert of_gradient(right, asked) is CORRECT
    for factor in (0 * own, np.where(own, 1, 0), np.where(own, 1, -1), np.where(own, -1, 1)):
        assert of_gradient(right * factor, asked) is INACCURATE


@pytest.mark.parametrize("regime", ["ordinary", "confident_past_absorption", "all_equal"])
def test_one_wrong_entry_decides(regime):
    """Nothing is averaged away, and the judgement says where it is."""
    asked = made(regime, "float32")
    truth = oracle.gradients(CROSS_ENTROPY, asked, scaled=False)
    computed = truth.nearest.copy()
    other = int(asked.targets[17] + 1) % SHAPE[1]
    computed[17, other] *= 1.01
    found = judge(computed, truth)
    assert (found.verdict, found.worst) == (INACCURATE, (17, other))
    assert found.computed == computed[17, other]
    assert found.nearest == truth.nearest[17, other]
