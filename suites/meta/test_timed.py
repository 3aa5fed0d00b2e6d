"""Which answers of one implementation are judged: here without a process of its own."""

import gc
import weakref

import numpy as np
import pytest

import implementations
from implementations import Implementation, Unsupported
from suites import clock, oracle
from suites.case import make
from suites.judgement import judge
from suites.losses import Loss
from suites.meta._strangers import BY_IDENTITY, HONEST, IDLE_ROWS, IN_PLACE, LAZY
from suites.rotation import block
from suites.timed import Timed
from suites.verdict import Verdict

PLACE = {"loss": "cross_entropy", "regime": "ordinary", "dtype": "float32", "device": "cpu"}


@pytest.fixture
def timed(tmp_path, monkeypatch):
    """Time what the source of an implementation says, or one that is known by name."""
    monkeypatch.setattr(clock, "undisturbed", gc.collect)
    monkeypatch.setattr(clock, "WARM_UP", 0.0)
    monkeypatch.setattr(clock, "SAMPLE", 1e-4)

    def make(source, question="forward_backward", shape=(32, 10), **place):
        found = implementations.discover().get(source)
        if found is None:
            path = tmp_path / "stranger.py"
            path.write_text(source)
            found = Implementation("stranger", path)
        given = {"question": question, "shape": shape, "seed": 0, "threads": 1, **PLACE, **place}
        return Timed(found, **given)

    return make


def right(timed, shape=(32, 10)):
    """Are the answers to the last call those of the oracle?"""
    loss, case = Loss("cross_entropy"), make("ordinary", "float32", block(shape))
    references = oracle.values(loss, case), oracle.gradients(loss, case, scaled=True)
    verdicts = [
        judge(*both).verdict for both in zip(timed.answers(), references, strict=False)
    ]  # fmt: skip
    return all(verdict is None or verdict <= Verdict.ABSOLUTE for verdict in verdicts)


@pytest.mark.parametrize("question", ["forward", "forward_backward"])
@pytest.mark.parametrize("shape", [(32, 10), (256, 2), (19, 7), (3, 1000)])
def test_the_honest_are_right_from_the_first_call_to_the_last(timed, question, shape):
    """In every round, and once more in arrays that they have seen with other numbers."""
    found = timed("numpy_log1p", question, shape)
    assert right(found, shape)
    for _ in range(3):
        assert found.sample()["seconds"] > 0
        assert right(found, shape)
    found.again()
    assert right(found, shape)
    assert len(found.answers()) == (1 if question == "forward" else 2)


@pytest.mark.parametrize("name", ["torch_log1p", "jax_log1p"])
def test_every_framework_can_be_asked_again(timed, name):
    """Where arrays never change, others stand in for them."""
    pytest.importorskip(name.partition("_")[0])
    found = timed(name)
    found.sample()
    found.again()
    assert right(found)


def test_nothing_is_asked_of_rows_that_nobody_needs(timed):
    """An upstream gradient of 0 may be skipped: the gradient is 0, whatever the logits."""
    found = timed(HONEST + IDLE_ROWS)
    found.sample()
    assert right(found)


def test_who_declares_it_may_spend_its_inputs(timed):
    """It gets fresh ones for each call, and a sample of no more calls than are held at once."""
    found = timed(HONEST + IN_PLACE + "MUTATES_INPUTS = True\n")
    for _ in range(5):
        found.sample()
        assert right(found)
    found.again()
    assert right(found)


def test_who_spends_its_inputs_and_does_not_say_so_is_wrong(timed):
    """As soon as the rotation comes round to what is no input any more."""
    found = timed(HONEST + IN_PLACE)
    assert right(found)
    for _ in range(20):
        found.sample()
    assert not right(found)


def test_an_answer_kept_by_the_identity_of_its_logits_is_wrong(timed):
    """It is right while every array keeps its numbers, and computes nothing."""
    found = timed(HONEST + BY_IDENTITY, "forward")
    found.sample()
    assert right(found)
    found.again()
    assert not right(found)


def test_an_answer_is_computed_before_the_clock_is_read(timed):
    """What only promises an array is made to keep the promise, once a call."""
    found = timed(HONEST + LAZY, "forward")
    sample = clock.sample(found._call, [given for _, given in found._take(7)])
    assert isinstance(sample.answer[0], np.ndarray)
    assert right(found)


def test_an_answer_of_a_wrong_shape_is_handed_on(timed):
    """To be judged: it is no error of the clock's."""
    found = timed(HONEST + "def cross_entropy(logits, targets): return logits[:5, 0]\n")
    assert [each.shape for each in found.answers()] == [(5,), (16, 10)]


def test_inputs_are_gone_when_it_is(timed):
    """Without the garbage collector, which is off where time is measured."""
    found = timed("numpy_log1p")
    found.sample()
    watched = [weakref.ref(found), *(weakref.ref(array) for array in found._inputs[0])]
    gc.disable()
    try:
        del found
        assert not any(reference() is not None for reference in watched)
    finally:
        gc.enable()


@pytest.mark.parametrize("loss", ["weighted", "smoothed", "soft_targets"])
@pytest.mark.parametrize("question", ["forward", "forward_backward"])
def test_what_belongs_to_a_class_is_not_timed(timed, loss, question):
    """The classes take turns, and neither weights nor shares would turn with them."""
    with pytest.raises(Unsupported, match=f"{loss} is not timed"):
        timed("numpy_log1p", question, loss=loss)


def test_a_call_that_compiles_for_the_second_time_is_no_measure(monkeypatch):
    """Who captures then what it replays would seem as slow, and be sampled once a round."""
    monkeypatch.setattr(clock, "WARM_UP", 0.0)  # as if the first sample had outlasted it
    took = iter([0.5, 1e-3])

    assert clock.warm(lambda: clock.Sample(next(took), 0, None)) == 1e-3
