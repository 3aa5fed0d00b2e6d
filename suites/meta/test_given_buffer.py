"""Memory that is handed over for a gradient: what is judged of it, and who gets none."""

import numpy as np
import pytest

from implementations import Unsupported
from suites.buffer import Elsewhere
from suites.meta import test_timed
from suites.meta._strangers import HONEST, INTO_BUFFER
from suites.meta.test_timed import right

GIVEN = "forward_backward_given_buffer"

timed = test_timed.timed


def test_what_is_judged_is_what_is_in_the_buffer(timed):
    """The answer to the last call of a sample, in the memory that all calls were handed."""
    found = timed(HONEST + INTO_BUFFER, GIVEN)
    (memory,) = found._handed
    for ask in (found.sample, found.sample, found.again):
        assert found.last[1][1] is memory
        assert right(found)
        ask()
    assert found.last[1][1] is memory
    assert right(found)


def test_who_writes_nothing_is_wrong_from_the_first_judged_answer(timed):
    """However many calls came before: what is in the buffer then is NaN."""
    found = timed(HONEST + INTO_BUFFER.replace("    out[...] = gradient\n", ""), GIVEN)
    assert np.isnan(found.answers()[1]).all()


def test_who_returns_another_array_than_the_buffer_is_not_timed(timed):
    """Even where both are right."""
    with pytest.raises(Elsewhere, match="is not the array handed over as `out`"):
        timed(HONEST + INTO_BUFFER.replace("losses, out\n", "losses, gradient\n"), GIVEN)


@pytest.mark.parametrize("lacking", ["", INTO_BUFFER.replace("out", "memory")])
def test_who_takes_no_buffer_is_unsupported(timed, lacking):
    """In the same words for everyone, whatever it lacks."""
    with pytest.raises(Unsupported, match="it takes no memory of the caller's for its gradient"):
        timed(HONEST + lacking, GIVEN)
