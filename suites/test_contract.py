"""Every implementation keeps the promises that the other suites rely on."""

import numpy as np
import pytest

from implementations import Unsupported
from suites import calls, layouts, losses
from suites.case import of
from suites.comparison import right_or_alike
from suites.formats import FORMATS
from suites.judgement import WrongAnswer
from suites.verdict import Verdict

pytestmark = pytest.mark.axes()  # one ordinary case: what is asked here is not accuracy

#: One of each file, and who reduces.
RELATED = [name for name in losses.names()[1:] if not losses.Loss(name).variant]
RELATED += ["plain_mean", "plain_sum", "soft_mean"]


def test_importable(implementation_name, implementation):
    """The file can be imported, with its framework, and describes itself."""
    module, framework = implementation.module, implementation.framework
    if not implementation.description.endswith("."):
        raise WrongAnswer(f"{implementation_name} has no docstring that begins with a sentence")
    known = {losses.Loss(name).function for name in losses.names()}
    if not any(hasattr(module, function) for function in known):
        raise WrongAnswer(f"{implementation_name} has none of: {', '.join(sorted(known))}")
    promise = implementation.promise
    rungs = {promise} if isinstance(promise, str) else set(promise.values())
    if strange := rungs - set(Verdict):
        raise WrongAnswer(f"{implementation_name} promises {strange}: no such verdict")
    if any(not reason.strip() for reason in implementation.known_failures.values()):
        raise WrongAnswer(f"{implementation_name} has a known failure without a reason")
    assert framework.devices()


@pytest.mark.axes
@pytest.mark.axes(loss=RELATED)
def test_untouched(subject, case):
    """The inputs are bit-identical afterwards."""
    if subject.implementation.mutates_inputs:
        raise Unsupported(f"{subject.implementation.name} declares that it overwrites its inputs")
    for answer in (subject.forward(case), subject.backward(case, scaled=True)):
        loss = subject.loss
        given = zip(loss.ask("given", case), answer.given, strict=True)
        for name, before, after in (
            ("logits", loss.ask("inputs", case), answer.logits),
            *(("targets", *pair) for pair in given),
            ("upstream", loss.upstream(case), answer.upstream),
        ):
            before = loss.ask("present", before)
            if after is not None and before.tobytes() != after.astype(before.dtype).tobytes():
                row = int(np.argwhere(before != after)[0][0]) if (before != after).any() else 0
                raise WrongAnswer(f"the {name} were overwritten, first in row {row}")


def test_a_second_time(subject, case, judge):
    """Another question changes neither the answer that is held nor, but in its bits, the next."""
    other = of(case.logits[::-1] / 2, case.targets[::-1], case.dtype, case.regime)
    answers, true = calls.before_and_after(subject, case, other), calls.exact(subject, case)
    for name, (at_once, held, _) in answers.items():
        if held.tobytes() != at_once.tobytes():
            row = int(np.argwhere(held != at_once)[0][0]) if (held != at_once).any() else 0
            raise WrongAnswer(f"the {name} are others after another call, first in row {row}")
    right_or_alike(judge, [(*found[::-2], true[name]) for name, found in answers.items()])


def test_read_only(subject, case, judge):
    """Arrays that cannot be written are good enough to read."""
    _judge_both(subject, case, judge, read_only=True)


def test_layouts(subject, case, judge):
    """Strided, transposed or misaligned inputs, amid what nobody may read, are the same inputs."""
    for layout in layouts.OTHERS:
        _judge_both(subject, case, judge, layout=layout)


@pytest.mark.axes(dtype=list(FORMATS))
@pytest.mark.axes(loss=RELATED, dtype=["bfloat16"])
def test_shapes_and_dtypes(subject, case):
    """One loss an example and one gradient a logit, in the dtype of the logits."""
    asked = {
        "losses": (subject.forward(case), subject.loss.shape(case)),
        "gradients": (subject.backward(case, scaled=True), subject.loss.ask("inputs", case).shape),
    }
    for name, (answer, shape) in asked.items():
        if (answer.array.shape, answer.dtype) != (shape, case.dtype):
            raise WrongAnswer(
                f"the {name} are {answer.dtype} of shape {answer.array.shape}, "
                f"not {case.dtype} of shape {shape}"
            )


@pytest.mark.axes(loss=["cross_entropy", "plain_sum", "soft_targets", "binary"])
def test_empty_batch(subject, case):
    """No examples have no losses, a sum of 0 and no gradients, and that is no error."""
    empty = of(case.logits[:0], case.targets[:0], case.dtype, case.regime)
    for answer, shape in (
        (subject.forward(empty), subject.loss.shape(empty)),
        (subject.backward(empty, scaled=True), empty.logits.shape),
    ):
        if (answer.array.shape, answer.dtype) != (shape, case.dtype) or answer.array.any():
            raise WrongAnswer(f"an empty batch has {answer.dtype} of shape {answer.array.shape}")


@pytest.mark.axes(shape=["33x1"])
def test_single_class(subject, case, judge):
    """With one class there is nothing to lose: +0, and a gradient of 0."""
    _judge_both(subject, case, judge)


def _judge_both(subject, case, judge, **arranged):
    true = calls.exact(subject, case)
    judge(subject.values(case, **arranged), true["losses"])
    judge(subject.gradients(case, scaled=True, **arranged), true["gradients"])
