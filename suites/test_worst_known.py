"""The worst that is known of an implementation, which a search has found, is asked of it again.

Regimes are drawn, so that their maxima are lower bounds; these rows raise them. Who has no
`corpus/<implementation>.jsonl` beside its file is not asked. A row on which it is better by now is
no failure.
"""

import pytest

from suites import corpus, oracle
from suites.formats import FORMATS

pytestmark = pytest.mark.axes(
    regime=[corpus.REGIME], dtype=[*FORMATS], shape=[f"{corpus.ROWS}x{n}" for n in range(2, 17)]
)


def test_value_worst_known(subject, case, judge):
    """Losses that are further off than all that were drawn."""
    judge(subject.values(case), oracle.values(subject.loss, case))


def test_gradient_worst_known(subject, case, judge):
    """Gradients that are."""
    judge(subject.gradients(case), oracle.gradients(subject.loss, case, scaled=False))
