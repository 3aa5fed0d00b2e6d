"""The inputs of the clock: never twice alike, and all of them as true as the block they are of."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from implementations import numpy_log1p
from suites import oracle
from suites.case import UPSTREAM, make
from suites.judgement import judge
from suites.losses import Loss
from suites.rotation import ENTRIES, STRIDE, Rotation, block, unshifted
from suites.timed import MOST
from suites.verdict import Verdict

SHAPES = (
    (32, 10), (256, 2), (40, 3), (19, 7), (17, 1000), (5, 4), (1, 16), (16, 1), (24, STRIDE),
)  # fmt: skip


@pytest.fixture(params=SHAPES, ids=str)
def rotation(request):
    return rotating(request.param)


def rotating(shape, dtype="float32", regime="ordinary"):
    return Rotation(make(regime, dtype, block(shape)), shape[0])


def test_no_turn_repeats_another(rotation):
    """Whoever hands out an earlier answer is wrong, however few classes there are."""
    turns = [rotation.turned(turn)[0].tobytes() for turn in range(MOST)]
    assert all(one != other for one, other in combinations(turns, 2))


def test_the_losses_of_one_turn_are_not_those_of_the_next(rotation):
    """Or whoever hands out the last answer would be right."""
    losses = [numpy_log1p.cross_entropy(*rotation.turned(turn)[:2]) for turn in range(MOST)]
    if len(rotation.case.logits) > 1 and rotation.shape[1] > 1:
        assert not any((one == other).all() for one, other in pairwise(losses))


def test_blocks_of_one_input_differ():
    """Nor can a row's answer be that of the row one block further."""
    logits, targets, _ = rotating((64, 1000)).turned(1)
    assert not (logits[:16] == logits[16:32]).all(axis=1).any()
    assert (targets[:16] != targets[16:32]).any()


def test_answers_to_any_turn_are_those_of_the_block(rotation):
    """To the last bit that matters: the losses of all rows, and their gradients put back."""
    loss = Loss("cross_entropy")
    references = (
        oracle.values(loss, rotation.case),
        oracle.gradients(loss, rotation.case, scaled=True),
    )
    for turn in (0, 1, MOST - 1):
        logits, targets, upstream = rotation.turned(turn)
        losses = numpy_log1p.cross_entropy(logits, targets)
        gradients = numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
        for seed in range(3):
            rows, shifts = rotation.sampled(turn, np.random.default_rng(seed))
            found = losses[rows], unshifted(gradients[rows], shifts)
            for computed, reference in zip(found, references, strict=True):
                verdict = judge(computed.astype(np.float64), reference).verdict
                assert verdict is None or verdict <= Verdict.ACCURATE


def test_rows_of_any_turn_are_those_of_the_block(rotation):
    """Logits, targets and upstream gradients alike, so that a sampled row is judged as its own."""
    case = rotation.case
    for turn in range(MOST):
        logits, targets, upstream = rotation.turned(turn)
        rows, shifts = rotation.sampled(turn, np.random.default_rng(turn))
        assert (unshifted(logits[rows], shifts) == case.logits).all()
        assert ((targets[rows] - shifts) % rotation.shape[1] == case.targets).all()
        assert (upstream[rows] == case.upstream).all()


def test_every_row_is_judged_in_some_turn():
    """Each time one repetition of every row of the block, and in time each of them."""
    rotation, draw = rotating((51, 10)), np.random.default_rng(0)
    seen = set()
    for turn in range(200):
        rows, _ = rotation.sampled(turn, draw)
        assert len(set(rows % 16)) == len(rows) == 16
        seen.update(rows.tolist())
    assert seen == set(range(51))


@pytest.mark.parametrize("rows", [1, 7, 8, 9, 17, 50])
def test_shapes_are_those_asked_for(rows):
    """Where the last block is cut short too, or there is less than one."""
    logits, targets, upstream = rotating((rows, 5)).turned(3)
    assert logits.shape == (rows, 5)
    assert targets.shape == upstream.shape == (rows,)
    assert set(upstream) <= set(UPSTREAM)


@pytest.mark.parametrize("dtype", ["float64", "float32", "bfloat16", "float16"])
def test_numbers_are_exact_in_the_dtype(dtype):
    """So that nothing is rounded after the oracle looked; and arrays are fresh each time."""
    rotation = rotating((24, 10), dtype, "large_offset")
    logits, *_ = rotation.turned(0)
    assert logits.dtype == dtype
    assert (logits[:16].astype(np.float64) == rotation.case.logits).all()
    logits[:] = 0
    assert rotation.turned(0)[0].any()


def test_a_block_is_small_enough_to_certify_and_has_every_upstream():
    """A whole number of periods of the upstream gradient, or all rows that there are."""
    assert block((4096, 1000)) == (16, 1000)
    assert block((80, 128256)) == (8, 128256)
    assert block((3, 10)) == (3, 10)
    assert 16 * 65536 <= ENTRIES < 16 * 128256
