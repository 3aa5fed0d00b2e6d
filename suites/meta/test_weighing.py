"""Memory in parts: what forward takes, what is held then, and what both passes take."""

import numpy as np
import pytest

import implementations
from implementations import Implementation
from suites import clock
from suites.losses import Loss
from suites.meta._strangers import HONEST, LOGITS_INTO_BUFFER
from suites.weighing import Memory, weighed
from suites.workload import forward, forward_backward, forward_backward_given_buffer

LOSS = Loss("cross_entropy")
SHAPE = 64, 65_536  #: in float32, 16 MiB: four times what threads count in batches
LOGITS = SHAPE[0] * SHAPE[1] * 4


@pytest.fixture
def weigh(monkeypatch):
    """Weigh an implementation at a size that shows; skips where nobody tells."""
    if clock.memory(lambda: None) is None:
        pytest.skip("clear_refs cannot be written here")

    def run(implementation, workload=forward_backward, *handed):
        framework = implementation.framework
        logits = np.random.default_rng(0).normal(size=SHAPE).astype(np.float32)
        given = (logits, np.arange(SHAPE[0]), np.ones(SHAPE[0], np.float32))
        dtypes = "float32", None, "float32"
        held = [framework.to_device(a, d, "cpu") for a, d in zip(given, dtypes, strict=True)]
        held += handed
        call, name = workload(implementation, LOSS), workload.__name__
        return weighed(implementation, name, LOSS, call, lambda: held, clock.memory)

    return run


def test_what_autograd_keeps_is_held(weigh):
    """PyTorch keeps its log-probabilities; backward adds a gradient of them and the answer."""
    pytest.importorskip("torch")
    found = weigh(implementations.discover()["torch_eager"])
    assert found.forward_memory == pytest.approx(LOGITS, rel=0.2)
    assert found.held_memory == pytest.approx(LOGITS, rel=0.2)
    assert found.peak_memory == pytest.approx(3 * LOGITS, rel=0.2)


def test_who_computes_anew_holds_nothing(weigh, tmp_path):
    """NumPy's gradients are functions of their own; the peak is that of the greedier pass."""
    path = tmp_path / "stranger.py"
    path.write_text(HONEST)
    found = weigh(Implementation("stranger", path))
    assert found.held_memory == 0
    assert 0 < found.forward_memory <= found.peak_memory


def test_between_the_passes_of_one_program_nobody_looks(weigh):
    """JAX compiles both into one: what that keeps is unknown, which is not nothing."""
    pytest.importorskip("jax")
    found = weigh(implementations.discover()["jax_logsumexp"])
    assert found.held_memory is None
    assert None not in (found.peak_memory, found.forward_memory)  # of what was freed before it, 0


def test_forward_alone_has_one_peak(weigh):
    """It is both that of forward and that of the call; nothing is kept for a second pass."""
    found = weigh(implementations.discover()["numpy_logsumexp"], forward)
    assert found.forward_memory == found.peak_memory > 0
    assert found.held_memory is None


def test_a_buffer_that_is_given_is_the_callers(weigh, tmp_path):
    """As the inputs are: the same code takes the memory of a gradient where it makes its own."""
    path = tmp_path / "stranger.py"
    path.write_text(HONEST + LOGITS_INTO_BUFFER)
    stranger = Implementation("stranger", path)
    assert weigh(stranger).peak_memory == pytest.approx(LOGITS, rel=0.2)
    given = weigh(stranger, forward_backward_given_buffer, np.full(SHAPE, np.nan, np.float32))
    assert given == Memory(None, None, 0)


def test_what_is_too_small_to_be_seen_is_unknown():
    """None of the three is a number then."""
    assert weighed(None, "forward", LOSS, None, None, None) == Memory(None, None, None)
