"""Sweeps: every input once, in whatever parts, on from where they were, and told by the oracle."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

import implementations
from suites import every, oracle, softplus, sweep
from suites.losses import Loss
from suites.shard import Mismatch, Shard, merged, swept
from suites.subject import Subject
from suites.sweep import SPACES
from suites.tally import Tally, total
from xentbench import exhaustive

NAMES = "numpy_log1p", "numpy_naive"
QUANTITIES = "value", "gradient"
#: The encodings of 0.3, -20, 90, -100 and 1e-40; and of pairs, a midpoint among them.
PLACES = {
    "every_float32": [0x3E99999A, 2**32 + 0xC1A00000, 0x42B40000, 0xC2C80000, 2**32 + 0x000116C2],
    "every_pair_of_bfloat16": [0x3F80C000, 0x4280C300, 0xC3003E00, 0x7F7FFF40],
}


def _subject(name, space="every_bfloat16"):
    found = SPACES[space]
    return Subject(implementations.discover()[name], Loss(found.loss), found.dtype, "cpu")


@pytest.fixture
def cut(monkeypatch):
    """The 16-bit space, in 32 chunks of 4096."""
    monkeypatch.setattr(sweep, "CHUNK", 2**12)
    return _subject("numpy_naive")


@pytest.mark.parametrize("quantity", QUANTITIES)
@pytest.mark.parametrize("of", [1, 2, 7])
def test_shares_merge_to_the_whole(cut, tmp_path, quantity, of):
    """To the last count, in whatever order they are read; and the largest with its input."""
    whole = total(SPACES["every_bfloat16"].tallied(cut, quantity, n) for n in range(32))
    paths = []
    for number in range(1, of + 1):
        share = Shard("numpy_naive", "every_bfloat16", quantity, "a test", number, of)
        paths.append(tmp_path / share.file)
        assert [*swept(share, cut, paths[-1])]
    assert merged(paths) == merged(paths[::-1]) == (whole, 32)
    assert whole.rows == 2 * 65280 == whole.bins.total()


def test_it_goes_on_from_where_it_was_killed(cut, tmp_path):
    """Half a line is done again, and nothing that is whole is."""
    share = Shard("numpy_naive", "every_bfloat16", "value", "a test")
    path = tmp_path / share.file
    assert [*islice(swept(share, cut, path), 5)] == [1, 2, 3, 4, 5]
    path.write_text(path.read_text()[:-20])
    assert [*swept(share, cut, path)] == [*range(5, 33)]
    assert merged([path])[0] == total(
        SPACES["every_bfloat16"].tallied(cut, "value", n) for n in range(32)
    )


def test_other_sweeps_do_not_mix(cut, tmp_path):
    """Neither to go on from, nor to merge with."""
    share = Shard("numpy_naive", "every_bfloat16", "value", "numpy 1", 1, 16)
    other = replace(share, made_with="numpy 2", number=2)
    paths = [tmp_path / each.file for each in (share, other)]
    assert [*swept(share, cut, paths[0])]
    assert [*swept(other, cut, paths[1])]
    with pytest.raises(Mismatch):
        merged(paths)
    with pytest.raises(Mismatch):
        next(swept(replace(share, made_with="numpy 2"), cut, paths[0]))


@pytest.mark.parametrize("quantity", QUANTITIES)
@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
def test_what_is_true_of_every_logit_is_what_the_oracle_says(quantity, dtype):
    """Of some hundred of them, to the last bit where that decides.

    The oracle's conditions are those of a float64 softmax, in which 1 - p cancels further out.
    """
    loss, case = Loss("binary"), every.every_logit(dtype)
    some = np.flatnonzero(np.abs(case.logits[:, 0]) < 1000)[::163]
    case = replace(case, logits=case.logits[some], labels=case.labels[some],
                   targets=case.targets[some])  # fmt: skip
    found = every.reference(loss, quantity, case)
    true = oracle.once(loss, case)[quantity != "value"]
    for name in ("nearest", "side", "lenient", "losses"):
        assert np.all(getattr(found, name) == getattr(true, name)), name
    for name in ("high", "unit", "ulp"):
        assert getattr(found, name) == pytest.approx(getattr(true, name), rel=1e-9), name
    near = np.abs(case.logits) < 10
    assert found.condition[near] == pytest.approx(true.condition[near], rel=1e-9)


@pytest.mark.parametrize("quantity", QUANTITIES)
@pytest.mark.parametrize("space", ["every_float32", "every_pair_of_bfloat16"])
@pytest.mark.parametrize("name", NAMES)
def test_the_quick_tier_decides_nothing_otherwise(name, space, quantity, monkeypatch):
    """Than the tiers of the oracle, at several places of a space that is too large for all."""
    monkeypatch.setattr(sweep, "CHUNK", 2**6)
    subject, found = _subject(name, space), SPACES[space]
    places = [number // 64 for number in PLACES[space]]
    quick = [found.tallied(subject, quantity, place) for place in places]
    certain = softplus.errors

    def doubtful(*asked):
        error, right, _ = certain(*asked)
        return error, right, np.zeros(right.shape, bool)

    monkeypatch.setattr(softplus, "errors", doubtful)
    for one, place in zip(quick, places, strict=True):
        slow = found.tallied(subject, quantity, place)
        assert one.rows == slow.rows == slow.handed_on > one.handed_on
        assert one.bins == slow.bins
        assert one.largest == pytest.approx(slow.largest, rel=2**-17)


def test_an_input_is_what_its_number_says():
    """Which is how a record of a sweep is told."""
    logits, label = SPACES["every_float32"].input(2**32 + 0x3F800000)
    assert (logits.tolist(), label) == ([1.0], "label 1")
    logits, target = SPACES["every_pair_of_bfloat16"].input(0x3F80C000)
    assert (logits.tolist(), target) == ([1.0, -2.0], "target 0")


def test_what_is_not_finite_is_left_out():
    """All of it, and nothing else."""
    subject = _subject("numpy_log1p", "every_float32")
    assert SPACES["every_float32"].tallied(subject, "value", 0x7F80) == Tally()
    assert SPACES["every_float32"].tallied(subject, "value", 0x7F7F).rows == 2**16


def test_what_is_told_is_told_of_all_shares(tmp_path, capsys):
    """Of those in the folder, with the largest error and its input."""
    words = ["--implementation", "numpy_log1p", "--space", "every_bfloat16", "--folder"]
    for number in (2, 1):
        assert exhaustive.main([*words, str(tmp_path), "--shard", f"{number}/2"]) == 0
    first, then = capsys.readouterr().out.split("numpy_log1p, value in every_bfloat16: ")[1:]
    assert first.startswith("50.00% of 131,072 inputs; 65,280 finite ones.")
    assert then.startswith("all of 131,072 inputs; 130,560 finite ones.")
    assert "largest: 0.5 ulp, of -0x1.f4" in then
