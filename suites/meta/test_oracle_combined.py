"""Combined options: totals, denominators and examples that do not count."""

import math

import numpy as np
import pytest
from mpmath import mp, mpf

from suites import case, losses, memory, oracle
from suites.losses import Loss, combined
from suites.meta._decimals import reals

NAN, INF = np.nan, np.inf
EMPTY = "weightless_mean", "all_ignored_mean"  #: nothing over nothing
REDUCED = [name for name in losses.names() if Loss(name).reduced and name not in EMPTY]

each_reduced = pytest.mark.parametrize("name", REDUCED)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    monkeypatch.setattr(memory, "remembered", lambda function: function)
    with mp.workdps(100):
        yield


def test_every_combination_is_there():
    """Two weights, two smoothings, two ways of ignoring and three reductions."""
    chosen = {tuple(setting["chosen"]) for setting in combined.SETTINGS.values()}
    elsewhere = {("", "", "", ""), ("weighted", *[""] * 3), ("", "smoothed", "", "")}
    elsewhere |= {("weighted", "smoothed", "", "")}
    assert len(chosen | elsewhere) == 2 * 2 * 2 * 3 + 3 + 1


@each_reduced
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("regime", ["ordinary", "confidently_wrong", "target_one_ulp_below"])
def test_totals_are_sums_over_what_is_divided_by(name, dtype, regime):
    """Of the losses one by one, which are proved elsewhere, in a hundred digits."""
    loss, asked = Loss(name), case.make(regime, dtype, (12, 5))
    options = loss.ask("options", asked)
    alone = next(
        other
        for other in map(Loss, losses.names())
        if other.function == loss.function
        and not other.reduced
        and _plainly(other.ask("options", asked)) == _plainly(options, "reduction")
        and _same(other.ask("given", asked), loss.ask("given", asked))
    )
    one_by_one = oracle.values(alone, asked)
    each = np.where(one_by_one.ruling.outside, mpf(0), reals(one_by_one.high))
    each = each + np.where(one_by_one.ruling.outside, mpf(0), reals(one_by_one.low))
    reference = oracle.values(loss, asked)
    assert reference.high.shape == ()
    whole = denominator(asked, loss, options)
    found = mpf(float(reference.high)) + mpf(float(reference.low))
    exact = each.sum() / whole
    assert abs(found - exact) <= mp.ldexp(1, -44) * exact


@each_reduced
def test_gradients_are_those_of_the_parts_over_the_whole(name):
    """Each row's own, times the one upstream number."""
    loss, asked = Loss(name), case.make("ordinary", "float32", (12, 5))
    reference = oracle.gradients(loss, asked, scaled=True)
    upstream = float(loss.upstream(asked))
    assert upstream not in (0, 1)
    logits, targets = loss.rows(asked)
    counted = ~reference.ruling.outside.all(1)
    slopes = tiers_gradient(loss, logits, targets)
    whole = denominator(asked, loss, loss.ask("options", asked)) or 1
    scale = loss.row_scale(asked)[:, None] * upstream / whole
    assert np.allclose(reference.high[counted], (slopes * scale)[counted], rtol=1e-12, atol=0)
    assert (reference.ruling.canonical[~counted] == 0).all()


def tiers_gradient(loss, logits, targets):
    """In plain float64, of well-conditioned rows."""
    exps = np.exp(logits - logits.max(1, keepdims=True))
    probs = exps / exps.sum(1, keepdims=True)
    if targets.ndim == 1:
        return probs - np.eye(logits.shape[1])[targets]
    shares = targets / (logits.shape[1] if loss.function == "cross_entropy" else 1)
    return shares.sum(1, keepdims=True) * probs - shares


def denominator(asked, loss, options):
    """As PyTorch documents it: the weights of the targets that count, or the examples."""
    if options["reduction"] == "sum":
        return 1
    if loss.function == "soft_cross_entropy":
        return len(asked.targets)
    weight = options.get("weight", np.ones(asked.logits.shape[1]))
    given = loss.ask("given", asked)[0]
    return math.fsum(weight[target] for target in given if target != options.get("ignore_index"))


def _plainly(options, *without):
    return {
        name: option.tolist() if isinstance(option, np.ndarray) else option
        for name, option in options.items()
        if name not in without
    }


def _same(one, other):
    return all(np.array_equal(*pair) for pair in zip(one, other, strict=True))


@pytest.mark.parametrize("name", EMPTY)
def test_nothing_over_nothing_is_nan_or_nothing(name):
    """For the total as for the gradients: libraries differ."""
    loss, asked = Loss(name), case.make("ordinary", "float32", (12, 5))
    for reference in (oracle.values(loss, asked), oracle.gradients(loss, asked, scaled=True)):
        assert reference.ruling.outside.all()
        assert reference.ruling.nan_accepted.all()
        assert not reference.ruling.canonical.any()


@pytest.mark.parametrize(
    ("logits", "accepted"),
    [([1.0, 0.0], [(0.0,)] * 2), ([NAN, 0.0], [(0.0, NAN)] * 2), ([INF, 0.0], [(0.0, NAN)] * 2),
     ([-INF, 0.0], [(0.0,)] * 2)],
)  # fmt: skip
def test_what_is_ignored_has_no_gradient_whatever_it_holds(logits, accepted):
    """Its loss is 0; NaN is accepted in the gradient of a row that holds NaN or +inf itself."""
    asked = case.of(np.array([[0.0, 1.0], logits]), [0, 0], "float32", "by hand")
    losses_found = oracle.values(Loss("ignored"), asked).ruling
    assert losses_found.outside.tolist() == [False, True]
    assert losses_found.canonical[1] == 0
    assert not losses_found.nan_accepted[1]
    ruling = oracle.gradients(Loss("ignored"), asked, scaled=True).ruling
    assert ruling.outside.tolist() == [[False] * 2, [True] * 2]
    for entry, answers in enumerate(accepted):
        assert ruling.canonical[1, entry] == 0
        assert ruling.nan_accepted[1, entry] == (NAN in answers)


def test_one_infinite_loss_makes_the_total_infinite_and_nan_makes_it_nan():
    """Unless the row does not count."""
    rows = {"inf": [-INF, 0.0], "nan": [NAN, 0.0], "fine": [1.0, 0.0]}
    for name, canonical in (("inf", INF), ("nan", NAN), ("fine", 0.0)):
        logits = np.array([rows[name], rows["nan"], rows["fine"]])
        asked = case.of(logits, [0, 0, 0], "float32", "by hand")
        ruling = oracle.values(Loss("ignored_mean"), asked).ruling
        assert np.array_equal(ruling.canonical, canonical, equal_nan=True)
        assert ruling.outside == (name != "fine")


def test_gradient_in_the_classifier_is_the_sum_of_outer_products():
    """Of softmax less one_hot with the hidden states, times the upstream gradient."""
    loss, asked = Loss("linear_classifier"), case.make("ordinary", "float32", (12, 5))
    hidden, targets = asked.logits, asked.targets
    with mp.workdps(100):
        logits = (reals(hidden)[:, None] * reals(loss.ask("inputs", asked))[None]).sum(2)
        exps = np.frompyfunc(mp.exp, 1, 1)(logits)
        slopes = exps / exps.sum(1)[:, None] - np.eye(5)[targets]
        exact = (slopes * reals(asked.upstream)[:, None]).T @ reals(hidden)
        reference = oracle.gradients(loss, asked, scaled=True)
        found = reals(reference.high) + reals(reference.low)
        assert (abs(found - exact) <= mp.ldexp(1, -45) * abs(exact)).all()
        assert reference.high.shape == (5, 5)
