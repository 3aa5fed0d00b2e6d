"""What the divergence is asked about: shares that cancel against softmax, and some that do not."""

import numpy as np
import pytest

from suites import case, memory, oracle
from suites.formats import FORMATS
from suites.losses import Loss, kl_divergence

each_format = pytest.mark.parametrize("dtype", FORMATS)


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    monkeypatch.setattr(memory, "remembered", lambda function: function)


def test_shares_that_are_softmax_have_no_divergence(monkeypatch):
    """It is exactly 0 where all logits are equal and so are the shares, and nowhere else."""
    loss, asked = Loss("kl_divergence"), case.of(np.zeros((4, 4)), [0] * 4, "float32", "by hand")
    level = np.array([False, True, False, True])
    shares = np.where(level[:, None], 0.25, kl_divergence.shares(asked))
    monkeypatch.setattr(kl_divergence, "shares", lambda case: shares)
    reference = oracle.values(loss, asked)
    assert ((reference.low == 0) & (reference.high == 0) == level).all()


@each_format
def test_shares_sum_to_one_and_come_close_to_softmax(dtype):
    """Else there would be nothing that cancels, or a divergence below 0."""
    loss, asked = Loss("kl_divergence"), case.make("ordinary", dtype, (64, 10))
    shares = loss.ask("given", asked)[0]
    assert (shares.sum(1) == 1).all()
    assert (asked.format.round(shares) == shares).all()
    values = oracle.values(loss, asked).high
    assert 0 <= values.min() < 0.01
