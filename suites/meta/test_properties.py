"""Whoever has every function and option, and all of them right, has every property."""

import os
from collections import Counter

import pytest

from reports import _reading
from suites.meta._bench import bench
from suites.meta._faults import PROPERTIES, questions

WHOLE = '''"""Everything at once, in NumPy's float64."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"


def cross_entropy(logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=-100,
                  reduction="none"):
    kept, wide = targets != ignore_index, logits.astype(np.float64)
    losses = numpy_log1p.cross_entropy(
        wide, np.where(kept, targets, 0), weight=weight, label_smoothing=label_smoothing
    ) * kept
    scale = kept if weight is None else kept * weight[np.where(kept, targets, 0)].astype(float)
    if reduction != "none":
        losses = losses.sum() / (scale.sum() if reduction == "mean" else 1)
    return np.asarray(losses).astype(logits.dtype)


def cross_entropy_gradient(logits, targets, upstream=None, *, ignore_index=-100):
    kept = targets != ignore_index
    gradient = numpy_log1p.cross_entropy_gradient(logits, np.where(kept, targets, 0), upstream)
    return gradient * kept[:, None].astype(logits.dtype)


def soft_cross_entropy(logits, probs):
    return numpy_log1p.soft_cross_entropy(logits, probs)


def binary_cross_entropy(logits, targets, *, pos_weight=None):
    wide, targets = logits.astype(np.float64), targets.astype(np.float64)
    weight = 1 if pos_weight is None else pos_weight.astype(np.float64)
    losses = weight * targets * np.logaddexp(0, -wide) + (1 - targets) * np.logaddexp(0, wide)
    return losses.astype(logits.dtype)


def focal(logits, targets, *, gamma, alpha=None):
    losses = numpy_log1p.cross_entropy(logits.astype(np.float64), targets)
    return ((-np.expm1(-losses)) ** gamma * losses).astype(logits.dtype)


def kl_divergence(logits, probs):
    probs = probs.astype(np.float64)
    entropy = -(probs * np.log(np.where(probs > 0, probs, 1))).sum(-1)
    cross = numpy_log1p.soft_cross_entropy(logits.astype(np.float64), probs)
    return (cross - entropy).astype(logits.dtype)
'''


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    (folder / "numpy_whole.py").write_text(WHOLE)
    words = f"--implementations={folder}", "--implementation=numpy_whole"
    told = bench(*PROPERTIES, *words, results=folder / "results.jsonl")
    assert told.returncode == 0, told.stdout
    return _reading.read(folder / "results.jsonl").records


def test_all_of_them_hold(records):
    """In every dtype that they are asked in."""
    statuses = Counter(record.status for record in records)
    assert {record.question for record in records} == questions(PROPERTIES)
    assert statuses.keys() == {"passed", "unsupported"}
    assert statuses["passed"] > 20


def test_what_is_drawn_has_no_digest(records):
    """Three are asked about the ordinary case, and the digest of that is theirs alone."""
    told = {record.question for record in records if record.digest}
    assert told == {"same_in_every_layout", "same_every_time", "same_on_one_thread"}


def test_properties_of_another_loss_are_unsupported_and_asked_no_further(tmp_path):
    """A fixture refuses it, and one record is all that comes of it."""
    words = "--question=two_classes", "--implementation=numpy_log1p", "--loss=weighted"
    bench(*words, results=tmp_path / "results.jsonl")
    (one,) = _reading.read(tmp_path / "results.jsonl").records
    assert (one.status, one.reason) == (
        "unsupported", "properties are asked of cross_entropy alone",
    )  # fmt: skip


def test_what_is_not_claimed_is_unsupported(records):
    """With the reason: NumPy compiles and differentiates for nobody; and who lacks an option."""
    refused = {r.question: r.reason for r in records if r.status == "unsupported"}
    options = {name: refused.pop(name) for name in ("no_probability", "weight_of_nobody")}
    assert options["no_probability"].endswith("has no binary_cross_entropy_from_probs")
    derivatives = questions([path for path in PROPERTIES if "derivatives" in path])
    assert {*refused} == derivatives | {"vmap", "compiled_or_not", "compiled_around"}
    assert {*refused.values()} == {
        "numpy does not differentiate",
        "NumPy does not differentiate: define cross_entropy_gradient beside cross_entropy",
        "numpy is called as it is",
    }


def test_what_is_costly_is_made_by_one_worker(records, request):
    """pytest-xdist tells groups by the name of a test, which some versions of pytest keep."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        pytest.skip("asked of the workers of pytest-xdist, which `nox -s tests` starts")
    assert request.node.nodeid.endswith("@test_properties")
