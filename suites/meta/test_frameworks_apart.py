"""What one framework does and the others need not: refusals, resets, widths and flushing."""

import importlib

import numpy as np
import pytest

from implementations import Unsupported


def test_numpy_says_what_to_write_instead():
    """Where there is no differentiation, the refusal names the function that replaces it."""
    framework = importlib.import_module("implementations._numpy")
    with pytest.raises(Unsupported, match="define cross_entropy_gradient"):
        framework.value_and_grad(np.sum, np.ones((1, 2)), axis=-1)


def test_torch_sends_the_stride_0_upstream_of_a_sum():
    """A kernel that assumes a contiguous upstream has to meet the one which is not."""
    torch = pytest.importorskip("torch")
    framework = importlib.import_module("implementations._torch")
    seen = []

    class Watching(torch.autograd.Function):
        @staticmethod
        def forward(ctx, logits):
            return logits.sum(-1)

        @staticmethod
        def backward(ctx, upstream):
            seen.append(upstream.stride())
            return upstream[:, None].expand(-1, 3)

    logits = torch.ones(4, 3)
    framework.value_and_grad(Watching.apply, logits)
    framework.value_and_grad(Watching.apply, logits, upstream=torch.ones(4))
    assert seen == [(0,), (1,)]
    assert not logits.requires_grad


def test_torch_forgets_kernels_when_the_question_changes(monkeypatch):
    """One question keeps what it compiled; the next one starts afresh."""
    torch = pytest.importorskip("torch")
    importlib.import_module("torch._dynamo")
    framework = importlib.import_module("implementations._torch")
    resets = []
    monkeypatch.setattr(torch.compiler, "reset", lambda: resets.append(1))
    for key in ("first", "first", "second", "second", "first"):
        with framework.asking("float32", key):
            pass
    assert len(resets) == 3


def test_jax_computes_in_float64_only_while_asked():
    """x64 is on within, off afterwards even if the subject raised, and off within for the rest."""
    jax = pytest.importorskip("jax")
    framework = importlib.import_module("implementations._jax")
    one = np.ones(1)
    with framework.asking("float64", "x64"):
        held = framework.to_device(one, "float64", "cpu")
        assert jax.jit(lambda x: x / 3)(held).dtype == np.float64
    with pytest.raises(ZeroDivisionError), framework.asking("float64", "x64"):
        raise ZeroDivisionError
    with jax.enable_x64(True), framework.asking("float32", "x64"):
        assert jax.numpy.ones(1).dtype == np.float32
    assert jax.numpy.ones(1).dtype == np.float32
    with framework.asking("float32", "x64"), pytest.raises(ValueError, match="asked about"):
        framework.to_device(one, "float64", "cpu")


def test_jax_does_not_wrap_wide_integers():
    """By itself JAX reads 2**32 + 1 as 1; here it is refused."""
    pytest.importorskip("jax")
    framework = importlib.import_module("implementations._jax")
    with framework.asking("float32", "wide"), pytest.raises(Unsupported, match="int64 as int32"):
        framework.to_device(np.array([2**32 + 1]), None, "cpu")


def test_probe_sees_the_flush_mode_change():
    """Switched on and off in PyTorch, so that the probe is known to measure, not to assume."""
    torch = pytest.importorskip("torch")
    framework = importlib.import_module("implementations._torch")
    if not torch.set_flush_denormal(True):
        pytest.skip("this processor cannot flush subnormals")
    try:
        flushed = framework.flushes_subnormals("float32", "cpu")
    finally:
        torch.set_flush_denormal(False)
    assert flushed
    assert not framework.flushes_subnormals("float32", "cpu")
