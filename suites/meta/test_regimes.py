"""Every regime keeps the contract of `suites.regimes`, at every shape and in every format."""

import inspect
import re

import ml_dtypes
import numpy as np
import pytest

from suites import case, regimes
from suites.formats import FORMATS
from suites.regimes._drawing import step

CATALOGUE = regimes.catalogue()
SHAPES = (1, 1), (1, 3), (3, 2), (8, 33), (2, 1025)
MANY = 4, 4100

#: Regimes that are not about finite logits, and where in MANY of them the infinite ones are.
NOT_FINITE = {
    "leading_classes_masked": lambda x: np.isneginf(x[:, :2050]).all(),
    "masked_with_infinity": lambda x: 0.4 < np.isneginf(x).mean() < 0.6,
    "nonfinite_table": lambda x: np.isfinite(x).all(axis=1).tolist() == [False, True] * 2,
}
#: Formats in which there is nothing to ask, however many classes there are.
REFUSED = {
    "bfloat16_grid": {"bfloat16"},
    "float16_grid": {"bfloat16", "float16"},
    "masked_with_a_billion": {"float16"},
    "stagnating_sum": {"float32", "float64"},
    "targets_past_the_precision": {"float32", "float64"},
}


def float8(x):
    return x.astype(ml_dtypes.float8_e4m3fn).astype(np.float64)


def dequantised(most, grid):
    def holds(c):
        steps = c.logits * most / np.abs(c.logits).max(axis=1, keepdims=True)
        return np.allclose(steps, grid(steps), rtol=4 * c.format.unit_roundoff, atol=0)

    return holds


def exponents(c):
    return np.frexp(np.where(c.logits == 0, c.format.smallest_subnormal, c.logits))[1]


#: What a regime is about, where that can be seen in MANY of its logits and targets.
SEEN = {
    "softcapped": lambda c: (np.abs(c.logits) > 29).mean() > 0.3 and np.abs(c.logits).max() <= 30,
    "all_equal": lambda c: (np.ptp(c.logits, axis=1) == 0).all(),
    "near_ties": lambda c: (step(c.logits.min(1), 1, c.format) == c.logits.max(1)).all(),
    "target_one_ulp_below": lambda c: (
        step(c.logits[range(4), c.targets], 1, c.format) == c.logits.max(1)
    ).all(),
    "increasing": lambda c: (np.diff(c.logits) >= 0).all(),
    "decreasing": lambda c: (np.diff(c.logits) <= 0).all(),
    "ramp": lambda c: (np.abs(np.diff(c.logits, 2)) <= 4 * c.format.ulp(c.logits.max())).all(),
    "log_uniform_magnitudes": lambda c: (np.abs(c.logits) < c.format.tiny).mean() > 0.01,
    "every_encoding": lambda c: np.ptp(exponents(c)) > 0.99 * 2 * c.format.max_exponent,
    "masked_with_the_lowest_number": lambda c: (c.logits == -c.format.max).mean() > 0.4,
    "whole_numbers": lambda c: (c.logits == np.rint(c.logits)).all(),
    "bfloat16_grid": lambda c: (FORMATS["bfloat16"].round(c.logits) == c.logits).all(),
    "float16_grid": lambda c: (FORMATS["float16"].round(c.logits) == c.logits).all(),
    "float8_dequantised": dequantised(448, float8),
    "targets_at_the_ends": lambda c: set(c.targets) == {0, 2050, 4099},
}

each_regime = pytest.mark.parametrize("regime", CATALOGUE)
each_format = pytest.mark.parametrize("dtype", FORMATS)


@each_regime
def test_says_what_it_provokes_and_is_short(regime):
    """One sentence on one line, at most a dozen lines after it, and a name without numerals."""
    signature, docstring, *body = inspect.getsource(CATALOGUE[regime]).splitlines()
    assert signature == f"def {regime}(rng, shape, format):"
    assert re.fullmatch(r' {4}"""[A-Z]((?!\. ).)*\S\."""', docstring)
    assert 1 <= len(body) <= 12
    assert not re.search(r"\d", re.sub("(float|int)(8|16)", "", regime))


@each_format
@each_regime
def test_keeps_the_contract_at_every_shape(regime, dtype):
    """Float64 logits of the shape asked for, and targets that are classes; or a reason."""
    reasons = []
    for shape in SHAPES:
        try:
            drawn = case.make(regime, dtype, shape)
        except regimes.NotProvoked as refusal:
            reasons.append(str(refusal))
            continue
        assert (drawn.logits.shape, drawn.logits.dtype) == (shape, np.float64)
        assert (drawn.targets.shape, drawn.targets.dtype) == (shape[:1], np.int64)
        assert ((drawn.targets >= 0) & (drawn.targets < shape[1])).all()
        assert regime in NOT_FINITE or np.isfinite(drawn.logits).all()
    assert all(len(reason.split()) > 3 for reason in reasons)


@each_format
@each_regime
def test_refuses_only_formats_that_are_known_to_have_nothing_to_ask(regime, dtype):
    """Given classes enough, it draws what it says: the same for one seed, not for another."""
    if dtype in REFUSED.get(regime, ()):
        with pytest.raises(regimes.NotProvoked):
            case.make(regime, dtype, MANY)
        return
    drawn = case.make(regime, dtype, MANY)
    assert SEEN.get(regime, lambda c: True)(drawn)
    assert NOT_FINITE.get(regime, lambda x: True)(drawn.logits)
    case.make.cache_clear()
    assert case.make(regime, dtype, MANY).digest == drawn.digest
    assert case.make(regime, dtype, MANY, seed=1).digest != drawn.digest


@each_format
@pytest.mark.parametrize("regime", SEEN)
def test_ordinary_logits_do_not_pass_for_it(regime, dtype):
    """What is seen of a regime can be absent, wherever it has something to ask."""
    ordinary = case.make("ordinary", dtype, MANY)
    assert dtype in REFUSED.get(regime, ()) or not SEEN[regime](ordinary)


@each_format
def test_steps_are_those_of_the_format(dtype):
    """One step up is the next value, on either side of zero and of a change of binade."""
    tiny, most = FORMATS[dtype].tiny, FORMATS[dtype].max
    values = np.array([1.0, -1.0, 1.5, tiny, -tiny, 0.0, -most])
    above = step(values, 1, FORMATS[dtype])
    assert (above == np.nextafter(values.astype(dtype), np.array(np.inf, dtype))).all()
    assert (step(above, -1, FORMATS[dtype]) == values).all()
