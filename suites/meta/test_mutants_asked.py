"""The runner: bad mutants are caught by the suites' own questions, and what is right is not."""

import json
from dataclasses import replace

import pytest

from suites.meta.mutation import mutants, processes, proofs, report
from suites.meta.mutation.__main__ import MUTATED, _chosen, _parser
from suites.meta.mutation.processes import Outcome
from suites.meta.mutation.proofs import EQUIVALENT, OPEN, Proof
from suites.meta.mutation.report import Fate
from suites.meta.mutation.serving import files

ROWS = "_numpy_log1p/rows.py"
FEW = (
    "suites/test_stability.py", "--loss=cross_entropy", "--question=value", "--regime=ordinary",
    "--dtype=float32", "--shape=4x3",
)  # fmt: skip


def _mutant(function, after, file=ROWS):
    return next(m for m in mutants.of(file) if (m.function, m.after) == (function, after))


OF_THE_WRONG_SIGN = _mutant(
    "losses_below", "return gap - np.log1p(others(below, top)[1])", "_numpy_log1p/classes.py"
)
ELSEWHERE = _mutant("others", "exp = np.exp(below)")
UNREACHED = _mutant("softmax", "pass")
CAUGHT = Outcome("value/cross_entropy/ordinary", "inaccurate", 1, 0.1)
SURVIVED = Outcome("", "", 9, 0.1)


def test_bad_mutants_are_caught_and_right_ones_pass(tmp_path):
    """A wrong sign; a result that lies elsewhere; and what none of the questions runs."""
    jobs = [("numpy_log1p", mutant, None) for mutant in (OF_THE_WRONG_SIGN, ELSEWHERE, UNREACHED)]
    found = processes.asked("numpy", jobs, tmp_path, *FEW)
    assert found[OF_THE_WRONG_SIGN].caught == "value/cross_entropy/ordinary/float32/4x3/cpu"
    assert (found[ELSEWHERE].caught, found[ELSEWHERE].asked) == ("", 1)
    assert (found[UNREACHED].caught, found[UNREACHED].asked) == ("", 0)


def test_who_ends_the_process_is_caught_and_others_are_asked(tmp_path, monkeypatch):
    """The next process begins with the one after it."""
    runs = []

    def run(framework, left, told, words):
        runs.append(len(left))
        answers = [{"mutant": 0}] if len(runs) == 1 else []
        for i in range(len(left) * (len(runs) > 1)):
            answers += [{"mutant": i}, {"mutant": i, "seconds": 0, **vars(SURVIVED)}]
        told.write_text("".join(json.dumps(line) + "\n" for line in answers))
        return ""

    monkeypatch.setattr(processes, "_run", run)
    jobs = [("numpy_log1p", mutant, None) for mutant in (OF_THE_WRONG_SIGN, ELSEWHERE)]
    found = processes.asked("numpy", jobs, tmp_path)
    assert runs == [2, 1]
    assert found[OF_THE_WRONG_SIGN].caught == processes.ENDED
    assert not found[ELSEWHERE].caught


@pytest.mark.parametrize("lines", [[], [{"unwell": "value: inaccurate"}]])
def test_who_is_unwell_without_a_sin_tells_nothing(tmp_path, monkeypatch, lines):
    """Where the right implementation fails, or the process does not begin."""

    def run(framework, left, told, words):
        told.write_text("".join(json.dumps(line) + "\n" for line in lines))
        return "no such option"

    monkeypatch.setattr(processes, "_run", run)
    with pytest.raises(processes.Unwell):
        processes.asked("numpy", [("numpy_log1p", OF_THE_WRONG_SIGN, None)], tmp_path)


def test_every_proof_is_about_a_mutant():
    """What changed since has to be looked at again."""
    made = [m for name in MUTATED for file in files(name) for m in mutants.of(file)]
    assert not proofs.stale(proofs.read(), made)
    assert proofs.stale({("a.py", "f", "x", "y"): Proof(EQUIVALENT, "so")}, made)


def test_a_proof_has_words_and_stands_once(tmp_path):
    """ValueError otherwise."""
    entry = '[[equivalent]]\nfile = "a"\nfunction = "f"\nbefore = "x"\nafter = ["y"]\nwhy = "{}"\n'
    for text in (entry.format(""), 2 * entry.format("so"), entry.format("so").replace("equ", "un")):
        (tmp_path / "a.toml").write_text(text)
        with pytest.raises(ValueError, match="twice, or without a reason"):
            proofs.read(tmp_path)
    (tmp_path / "a.toml").write_text(entry.format("so"))
    assert proofs.read(tmp_path) == {("a", "f", "x", "y"): Proof("equivalent", "so")}


def _fates(*facts):
    return [
        Fate("numpy_log1p", replace(OF_THE_WRONG_SIGN, number=i), outcome, proof)
        for i, (outcome, proof) in enumerate(facts)
    ]


def test_equivalent_ones_do_not_count_and_open_ones_do():
    """The score is over those that could have been caught."""
    caught, proved = (CAUGHT, None), (SURVIVED, Proof(EQUIVALENT, "so"))
    fates = _fates(caught, caught, caught, proved, (SURVIVED, Proof(OPEN, "so")))
    assert report.score(fates) == 3 / 4
    assert report.score(_fates(proved)) == 1
    assert "| numpy_log1p" in report.text(fates, {"numpy_log1p": 9})


@pytest.mark.parametrize(
    ("fates", "says"),
    [
        (_fates((SURVIVED, None)), "nobody says why"),
        (_fates((CAUGHT, Proof(EQUIVALENT, "so"))), "equivalent, says 'so', but"),
        (_fates((CAUGHT, None), (SURVIVED, Proof(OPEN, "so"))), "50.0% of the mutants"),
    ],
)
def test_complaints(fates, says):
    """About a survivor without a reason, a proof that is none, and a low score."""
    assert says in "\n".join(report.complaints(fates, []))
    assert not report.complaints(_fates((CAUGHT, None)), [])
    assert "no mutant any more" in report.complaints([], [("a.py", "f", "x", "y")])[0]


def test_samples_are_drawn_by_their_words():
    """Of a seed always the same, of another seed others, and shards are the parts of one."""
    made = mutants.of(ROWS)
    whole, *parts = (
        _chosen("numpy_log1p", made, _parser().parse_args(["--mutants=20", *words]))
        for words in ([], ["--shard=1/2"], ["--shard=2/2"])
    )
    assert {*parts[0], *parts[1]} == {*whole}
    assert len(whole) == 2 * len(parts[0]) == 20
    assert whole == _chosen("numpy_log1p", made[::-1], _parser().parse_args(["--mutants=20"]))
    other = _parser().parse_args(["--mutants=20", "--seed=1"])
    assert {*whole} != {*_chosen("numpy_log1p", made, other)}
