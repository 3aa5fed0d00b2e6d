"""Promises and known failures: what is kept, what is forgiven, and what has gone stale."""

from fnmatch import fnmatchcase
from itertools import product
from types import SimpleNamespace

import pytest

from reports._verdicts import MARKS
from suites.verdict import Verdict
from xentbench import claims, globs

HERE = "value/cross_entropy/ordinary/float32/64x10/cpu"
AXES = [[here, elsewhere] for here, elsewhere in zip(HERE.split("/"), "gxy1hd", strict=True)]
AXES[3].append("float16")


def implementation(**known_failures):
    return SimpleNamespace(name="someone", known_failures=known_failures)


@pytest.mark.parametrize("promised", Verdict)
@pytest.mark.parametrize("attained", Verdict)
def test_a_promise_is_kept_by_its_rung_and_better(promised, attained):
    """But an exceptional answer keeps none."""
    ladder = list(Verdict)
    better = ladder.index(attained) <= ladder.index(promised)
    assert claims.keeps(promised, attained) == (better and attained is not Verdict.EXCEPTIONAL)
    assert claims.keeps(promised, None)


@pytest.mark.parametrize(
    ("pattern", "failed", "sentence"),
    [
        ("value/*", True, None),
        ("value/*", False, "nothing that 'value/*' matches failed"),
        ("*/float16/*", False, None),  # which only a fuller run asks
        ("*/no_such_regime/*", False, "'*/no_such_regime/*' matches no cell"),
    ],
)
def test_a_pattern_is_stale_when_nothing_it_matches_fails(pattern, failed, sentence):
    """Or when it matches nothing at all; not when its cells were not asked."""
    known, someone = claims.KnownFailures(), implementation(**{pattern: "because"})
    expected = known.reason(someone, HERE)
    assert expected == ("because" if pattern == "value/*" else "")
    if failed:
        known.fail(someone, HERE)
    stale = known.stale([someone], AXES)
    assert stale == ((f"someone: {sentence}",) if sentence else ())


def test_patterns_with_one_reason_are_stale_together():
    """Where the reason shows may depend on the CPU; a reason that shows nowhere is out of date."""
    known = claims.KnownFailures()
    someone = implementation(**{"value/*": "a", "value/*/float32/*": "a", "*/cpu": "b"})
    elsewhere = HERE.replace("float32", "bfloat16")
    assert known.reason(someone, HERE) == "a"
    known.reason(someone, elsewhere)
    assert len(known.stale([someone], AXES)) == 3
    known.failed.add(("someone", "value/*"))
    assert known.stale([someone], AXES) == ("someone: nothing that '*/cpu' matches failed",)


def test_every_pattern_that_fits_a_failure_is_alive():
    """Two that overlap do not make one another stale."""
    known, someone = claims.KnownFailures(), implementation(**{"value/*": "a", "*/cpu": "b"})
    assert known.reason(someone, HERE) == "a"
    known.fail(someone, HERE)
    assert known.stale([someone], AXES) == ()


@pytest.mark.parametrize(
    "pattern",
    ["*", "a*", "*/q", "a/p*", "?/[pq]", "b/[!p]", "a*q", "**", "*/*/*", "c*", "a/p/", "", "a",
     "[ab]/p*", "*b*q*", "[!a]*", "a/??", "?*?"],
)  # fmt: skip
def test_a_glob_reaches_what_it_matches_somewhere(pattern):
    """As if every path were written down and matched."""
    axes = [["a", "bb", "b"], ["p", "q", "pq"]]
    paths = ["/".join(path) for path in product(*axes)]
    assert globs.reaches(pattern, axes) == any(fnmatchcase(path, pattern) for path in paths)


@pytest.mark.parametrize(
    ("spent", "lossy", "marks"),
    [(False, False, ()), (True, False, ("SPENT",)), (True, True, ("SPENT", "LOSSY"))],
)
def test_what_others_do_not_do_is_marked(spent, lossy, marks):
    """Beside the time of who saves work by it; and the reports say what each mark means."""
    someone = SimpleNamespace(mutates_inputs=spent, lossy=lossy)
    assert claims.admitted(someone) == marks
    assert {*marks} <= MARKS.keys()
