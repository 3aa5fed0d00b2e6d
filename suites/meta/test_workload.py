"""What is timed is what its name says: nothing is recorded, and ones are no upstream gradient."""

import numpy as np
import pytest

import implementations
from implementations import Implementation
from reports import _reading
from suites import oracle
from suites.case import make
from suites.judgement import judge
from suites.losses import Loss
from suites.meta._bench import bench
from suites.meta._strangers import ALWAYS_RECORDS, HONEST, QUICK_ONES
from suites.verdict import Verdict
from suites.workload import Recorded, forward, forward_backward, forward_backward_of_ones

LOSS, CASE = Loss("cross_entropy"), make("ordinary", "float32", (16, 10))
ONCE = "--benchmark-disable", "--dtype=float32", "--shape=32x10"


def known(name):
    pytest.importorskip(name.partition("_")[0])
    return implementations.discover()[name]


def asked(workload, implementation):
    """What *workload* answers, as NumPy arrays."""
    framework = implementation.framework
    given = [
        framework.to_device(a, d, "cpu")
        for a, d in ((CASE.logits, "float32"), (CASE.targets, None), (CASE.upstream, "float32"))
    ]
    with framework.asking("float32", LOSS.name):
        return [framework.to_numpy(each) for each in workload(implementation, LOSS)(*given)]


@pytest.mark.parametrize("name", ["numpy_log1p", "torch_eager", "jax_log1p"])
def test_forward_gives_the_losses_and_nothing_else(name):
    """In each framework, from logits that are not differentiated in."""
    (losses,) = asked(forward, known(name))
    assert judge(losses, oracle.values(LOSS, CASE)).verdict <= Verdict.ABSOLUTE


def test_who_records_in_forward_is_not_timed(tmp_path):
    """Its time would be that of something else; differentiated it is what it should be."""
    pytest.importorskip("torch")
    (tmp_path / "recording.py").write_text(ALWAYS_RECORDS)
    stranger = Implementation("recording", tmp_path / "recording.py")
    with pytest.raises(Recorded, match="although no gradient was asked for"):
        asked(forward, stranger)
    assert len(asked(forward_backward, stranger)) == 2


@pytest.mark.parametrize("name", ["numpy_log1p", "torch_eager", "jax_log1p"])
def test_of_ones_the_gradient_is_that_of_the_sum(name):
    """Whatever upstream gradient there is besides; with it, it is another one."""
    losses, gradients = asked(forward_backward_of_ones, known(name))
    assert judge(losses, oracle.values(LOSS, CASE)).verdict <= Verdict.ABSOLUTE
    true = oracle.gradients(LOSS, CASE, scaled=False)
    assert judge(gradients, true).verdict <= Verdict.ABSOLUTE
    assert not np.array_equal(gradients, asked(forward_backward, known(name))[1])


def test_a_wrong_path_for_ones_is_found(tmp_path):
    """By the question that takes it, and by no other one; who has none is right in both."""
    pytest.importorskip("scipy")
    (tmp_path / "quick_ones.py").write_text(HONEST + QUICK_ONES)
    names = "--implementation=quick_ones", "--implementation=numpy_log1p"
    asked = "--question=forward_backward", "--question=forward_backward_of_ones"
    bench(f"--implementations={tmp_path}", *names, *asked, *ONCE, results=tmp_path / "x.jsonl")
    records = _reading.read(tmp_path / "x.jsonl").records
    found = {(r.implementation, r.question): (r.status, r.reason[:29]) for r in records}
    wrong = found.pop(("quick_ones", "forward_backward_of_ones"))
    assert wrong == ("failed", "gradient_of_sum of quick_ones")
    assert len(found) == 3
    assert {*found.values()} == {("passed", "")}
