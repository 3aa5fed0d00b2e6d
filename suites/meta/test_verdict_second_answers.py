"""Which answer was given where the table accepts two: counted, since neither is wrong."""

import numpy as np

from suites import case, oracle
from suites.judgement import judge
from suites.losses import Loss
from suites.meta._references import reference

INF, NAN = np.inf, np.nan
LOGITS = [[0.0, 1.0], [NAN, 0.0], [1.0, 2.0], [NAN, 1.0]]  #: the second example is ignored


def counted(computed, truth):
    """The counts that are about second answers, in their order."""
    counts = judge(np.array(computed), truth).counts
    return tuple(counts[name] for name in ("two accepted", "second answer", "NaN of ignored"))


def test_a_second_answer_is_an_accepted_one():
    """Neither what is wrong, nor NaN where it is the only answer, nor one of any."""
    flags = {"nan_accepted": np.ones(5, bool), "free": np.array([False] * 4 + [True])}
    truth = reference([NAN] * 5, "float32", canonical=[0.0, INF, INF, NAN, 0.0], **flags)
    assert counted([NAN, NAN, INF, NAN, NAN], truth) == (3, 2, 0)
    assert counted([3.0, 0.0, INF, NAN, 7.0], truth) == (3, 0, 0)


def test_nan_is_counted_apart_where_the_example_does_not_count():
    """In its gradient, where it passes; the NaN of an example that counts is none of these."""
    asked = case.of(np.array(LOGITS), [0] * 4, "float32", "by hand")
    truth = oracle.gradients(Loss("ignored"), asked, scaled=True)
    found = np.where(truth.ruling.outside, truth.ruling.canonical, truth.nearest)
    assert counted(found, truth) == (2, 0, 0)
    found[1] = NAN
    assert counted(found, truth) == (2, 2, 2)
    found[3, 0] = 1.0  # wrong, and of an example that counts
    assert counted(found, truth) == (2, 2, 2)


def test_nothing_over_nothing_ignores_nobody():
    """Where no example counts, none is counted as ignored: NaN says that there was nothing."""
    asked = case.of(np.array(LOGITS), [0] * 4, "float32", "by hand")
    for truth in (
        oracle.values(Loss("all_ignored_mean"), asked),
        oracle.gradients(Loss("all_ignored_mean"), asked, scaled=True),
    ):
        assert counted(np.full(truth.high.shape, NAN), truth) == (truth.high.size,) * 2 + (0,)
