"""What is asked along rays: them and nothing else, of nobody else, and recorded with a digest."""

import pytest

from reports import _reading
from suites import rays, regimes
from suites.meta._bench import bench
from xentbench import plan, programme
from xentbench.plan import Choice

OWN = {"regime": ["scale", "wrong_gap"], "dtype": ["float32"], "shape": ["64x10"]}
MAIN = "cross_entropy"


def test_no_ray_has_the_name_of_a_regime():
    """They share an axis."""
    assert not {*rays.names()} & {*regimes.catalogue()}


@pytest.mark.parametrize("question", [("value",), None])
def test_a_question_about_regimes_is_not_asked_along_a_ray(question):
    """Not even where the command line names one: there is no case to draw."""
    choice = Choice(question=question, regime=("scale", "ordinary"))
    for own in (None, [{}], [{"regime": ["ordinary"]}]):
        assert {regime for regime, *_ in plan.places(choice, own, MAIN)} == {"ordinary"}


def test_a_question_about_rays_is_asked_along_its_own():
    """Of which the command line can choose."""
    chosen = Choice(question=("breaks",), regime=("scale", "ordinary", "classes"))
    assert plan.places(chosen, [OWN], MAIN) == [("scale", "float32", "64x10")]
    assert {regime for regime, *_ in plan.places(Choice(), [OWN], MAIN)} == {"scale", "wrong_gap"}


def test_nothing_is_timed_along_a_ray():
    """A race needs one case."""
    own = {"regime": ["ordinary"], "dtype": ["float32"], "shape": ["32x10"], "full": {}}
    assert programme.heats(Choice(regime=("scale",)), own, "cpu") == []


def test_a_ray_is_recorded_with_what_was_asked(tmp_path):
    """Where it breaks, how far it went, and a digest that is the same for all."""
    path = tmp_path / "rays.jsonl"
    words = "--framework=numpy", "--question=breaks", "--regime=scale", "--dtype=float32"
    run = bench(*words, f"--loss={MAIN}", results=path)
    assert run.returncode == 0, run.stdout
    found = {each.implementation: each for each in _reading.read(path).records if each.loss}
    assert {each.regime for each in found.values()} == {"scale"}
    assert len({each.digest for each in found.values()} - {""}) == 1
    assert found["numpy_log1p"].reach.breaks == ()
    broken = [b for b in found["numpy_naive"].reach.breaks if b.limit == "exceptional"]
    assert {b.quantity for b in broken} == {"value", "gradient"}
    assert all(b.good < 88.7229 and b.parameter > 88.7228 for b in broken)


def test_who_is_wrong_where_the_ray_begins_fails(tmp_path):
    """There is no number to tell; the record says so all the same."""
    path = tmp_path / "rays.jsonl"
    (tmp_path / "numpy_half.py").write_text(
        '"""Half of it."""\nfrom implementations import numpy_log1p\nFRAMEWORK = "numpy"\n'
        "def cross_entropy(x, t): return (numpy_log1p.cross_entropy(x, t) / 2).astype(x.dtype)\n"
        "cross_entropy_gradient = numpy_log1p.cross_entropy_gradient\n"
    )
    words = "--implementation=numpy_half", "--question=breaks", "--regime=scale", "--dtype=float32"
    run = bench(*words, f"--loss={MAIN}", f"--implementations={tmp_path}", results=path)
    assert run.returncode == 1
    (found,) = (each for each in _reading.read(path).records if each.question == "breaks")
    assert (found.status, found.reach.breaks[0].good) == ("failed", None)
    assert "is inaccurate where the ray scale begins, at 1" in found.reason


def test_who_crashes_on_the_way_fails(tmp_path):
    """The digest is recorded even so."""
    path = tmp_path / "rays.jsonl"
    (tmp_path / "numpy_fragile.py").write_text(
        '"""Fragile."""\nfrom implementations import numpy_log1p\nFRAMEWORK = "numpy"\n'
        "def cross_entropy(x, t):\n    assert x.max() < 1e9, 'too large'\n"
        "    return numpy_log1p.cross_entropy(x, t)\n"
        "cross_entropy_gradient = numpy_log1p.cross_entropy_gradient\n"
    )
    words = "--implementation=numpy_fragile", "--question=breaks", "--regime=scale"
    run = bench(
        *words, "--dtype=float32", f"--loss={MAIN}", f"--implementations={tmp_path}", results=path
    )
    assert run.returncode == 1
    (found,) = (each for each in _reading.read(path).records if each.question == "breaks")
    assert (found.status, found.reach) == ("failed", None)
    assert "too large" in found.reason
    assert found.digest
