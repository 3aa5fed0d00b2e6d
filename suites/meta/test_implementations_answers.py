"""What ours answer at the edges: a target outside, only ties, a midpoint, and no examples."""

import numpy as np
import pytest

import implementations
from implementations import Unavailable, Unsupported
from implementations._numpy_log1p.rows import rounded
from suites import case
from suites.formats import FORMATS
from suites.losses import Loss
from suites.subject import Crashed, Subject


def _available(name):
    implementation = implementations.discover()[name]
    try:
        assert implementation.module
    except Unavailable as why:
        pytest.skip(str(why))
    return implementation


@pytest.fixture(params=["numpy_log1p", "torch_log1p", "jax_log1p"])
def log1p(request):
    return _available(request.param)


# torch_compiled compiles for half a minute what torch_eager answers.
@pytest.fixture(params=[name for name in implementations.discover() if name != "torch_compiled"])
def ours(request):
    implementation = _available(request.param)
    if not hasattr(implementation.module, "cross_entropy"):
        pytest.skip(f"{implementation.name} has no cross_entropy")
    if why := implementation.known_failures.get("empty_batch/*"):
        pytest.skip(f"{implementation.name} is known to fail: {why}")
    return implementation


def _ask(implementation, question, logits, targets, dtype="float32"):
    """The "values" or the "gradients", as the suites ask for them."""
    subject = Subject(implementation, Loss("cross_entropy"), dtype, "cpu")
    return getattr(subject, question)(case.of(logits, targets, dtype, "by hand"))


@pytest.mark.parametrize("target", [-1, 10])
@pytest.mark.parametrize("question", ["values", "gradients"])
def test_log1p_gives_no_number_for_a_target_outside(log1p, question, target):
    """An error, or NaN for the loss and the gradient: -1 must not wrap around to the last class."""
    try:
        answer = _ask(log1p, question, np.zeros((1, 10)), [target])
    except Crashed as crash:
        if isinstance(crash.__cause__, IndexError | RuntimeError):
            return
        raise
    assert np.isnan(answer).all()


@pytest.mark.parametrize("dtype", FORMATS)
def test_log1p_gradient_is_exact_for_equal_logits(log1p, dtype):
    """1/4 each and -3/4 at the target, in every framework: the ties are counted once."""
    gradient = _ask(log1p, "gradients", np.full((2, 4), 3.0), [0, 2], dtype)
    np.testing.assert_array_equal(gradient, np.full((2, 4), 0.25) - np.eye(4)[[0, 2]])


def test_numpy_log1p_rounds_once():
    """1 + 2**-8 + 2**-30 is above a midpoint of bfloat16, but float32 would call it one."""
    rng = np.random.default_rng(3)
    near = 2.0 ** -rng.integers(9, 40, 1000) * rng.choice([-1, 1], 1000)
    numbers = (
        (rng.integers(128, 256, 1000) + 0.5) * (1 + near) * 2.0 ** rng.integers(-130, 100, 1000)
    )
    for dtype in ("bfloat16", "float16", "float32"):
        with np.errstate(over="ignore"):
            once = rounded(numbers, np.dtype(dtype)).astype(np.float64)
        np.testing.assert_array_equal(once, FORMATS[dtype].round(numbers))


@pytest.mark.parametrize(("question", "shape"), [("values", (0,)), ("gradients", (0, 10))])
def test_an_empty_batch_is_answered(ours, question, shape):
    """No examples: no losses, and a gradient of no rows. A metric has no gradient at all."""
    if why := ours.known_failures.get("empty_batch/*"):
        pytest.skip(f"{ours.name} says: {why}")
    try:
        answer = _ask(ours, question, np.zeros((0, 10)), [])
    except Unsupported as why:
        pytest.skip(str(why))
    assert answer.shape == shape
