"""Class indices are read as what they are, whatever their width, or refused."""

import numpy as np
import pytest

from implementations import Unsupported
from suites import calls
from suites.comparison import right_or_alike
from suites.judgement import WrongAnswer
from suites.subject import Crashed

pytestmark = pytest.mark.axes()  # one ordinary case: what is asked here is not accuracy

#: Losses of class indices, each with a function of its own.
INDEXED = ["focal", "linear", "smoothed", "softcapped", "spatial", "weighted"]
WIDTHS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")


def test_target_dtypes(subject, case, judge):
    """Integer targets of every width are accepted or refused with an error, never misread.

    The bits may be others, of a kernel that was compiled for another width.
    """
    _takes_targets_as_they_are(subject, case)
    expected, slopes = subject.values(case), subject.gradients(case, scaled=True)
    answers, true = [], calls.exact(subject, case)
    for width in WIDTHS:
        targets = case.targets.astype(width)
        try:
            found = subject.values(case, targets=targets)
            steep = subject.gradients(case, scaled=True, targets=targets)
        except (Crashed, Unsupported):
            continue
        answers += [(found, expected, true["losses"]), (steep, slopes, true["gradients"])]
    right_or_alike(judge, answers)


@pytest.mark.axes
@pytest.mark.axes(loss=INDEXED)
def test_targets_out_of_range(subject, case):
    """A target that is no class gives an error or NaN, never a plausible number or neighbour."""
    _takes_targets_as_they_are(subject, case)
    if subject.loss.reduced:
        raise Unsupported(f"{subject.loss.name} tells nothing of one example")
    classes, row = case.logits.shape[1], 1
    others = np.delete(np.arange(len(case.targets)), row)
    for ask, told in ((subject.values, "loss"), (subject.gradients, "gradient")):
        honest = ask(case)[others]
        for wrong in (-1, -classes, classes, classes + 1):
            targets = case.targets.copy()
            targets[row] = wrong
            try:
                found = ask(case, targets=targets)
            except Crashed:
                continue
            if told == "loss" and not np.isnan(found[row]).all():
                raise WrongAnswer(
                    f"target {wrong} of {classes} classes has the loss {found[row]}: "
                    "expected an error or NaN"
                )
            if found[others].tobytes() != honest.tobytes():
                raise WrongAnswer(f"target {wrong} of {classes} classes changes another's {told}")


def _takes_targets_as_they_are(subject, case):
    if subject.loss.ignored(case).any():
        raise Unsupported(f"{subject.loss.name} says by the target that an example is ignored")
