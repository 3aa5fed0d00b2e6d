"""Memory that is handed over for a gradient is filled with it, and nothing else is written."""

import numpy as np
import pytest

from suites import buffer
from suites.formats import FORMATS
from suites.judgement import WrongAnswer
from suites.subject import Crashed

#: Entries before and behind, in the same array: a line of a cache of float32, or an odd number, so
#: that the memory begins where no vector does.
AROUND = (16, 16), (17, 23)
#: Memory that a gradient does not fit: so many rows and classes more or less, and in which dtype.
UNFIT = ((1, 0), "float32"), ((-1, 0), "float32"), ((0, 1), "float32"), ((0, 0), "float64")
LARGE = "129x32771"  #: more than 16 MiB in float32, a prime number of classes: no row ends a line


@pytest.mark.axes(dtype=list(FORMATS))
@pytest.mark.axes(shape=[LARGE])
def test_given_buffer(subject, case):
    """To the last bit as memory of its own, whatever was there, and nothing beyond is written."""
    for scaled in (False, True):
        losses, gradient = buffer.fresh(subject, case, scaled=scaled)
        for around in AROUND:
            found, filled, guards = buffer.written(subject, case, scaled=scaled, around=around)
            if found.tobytes() != losses.tobytes():
                raise WrongAnswer("the losses are others where memory for the gradient is given")
            if filled.tobytes() != gradient.tobytes():
                row = int((filled != gradient).any(1).argmax())
                how = (
                    "left as it was" if np.isnan(filled[row]).all() else "filled with other numbers"
                )
                raise WrongAnswer(f"the memory given for the gradient is {how} in row {row}")
            if (guards != buffer.GUARD).any():
                first = int((guards != buffer.GUARD).argmax())
                side = "before" if first < around[0] else "behind"
                raise WrongAnswer(f"what lies {side} the memory given for the gradient was written")


@pytest.mark.axes
def test_unfit_buffer(subject, case):
    """Memory of another shape is refused; of another dtype too, or filled with what is right."""
    losses, gradient = buffer.fresh(subject, case, scaled=False)
    for beyond, dtype in UNFIT:
        try:
            answered, found = buffer.unfit(subject, case, beyond=beyond, dtype=dtype)
        except Crashed:
            continue
        told = f"memory of {dtype} with {beyond} rows and classes beyond the gradient"
        if found.shape != gradient.shape:
            raise WrongAnswer(f"{told} is taken as if it were the gradient's: expected an error")
        if answered.tobytes() != losses.tobytes() or found.tobytes() != gradient.tobytes():
            raise WrongAnswer(f"{told} is taken, and holds something else than the gradient")
