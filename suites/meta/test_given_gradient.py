"""Implementations in PyTorch that write a gradient into memory of the caller."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed")

import torch

import implementations
from suites.losses import Loss
from suites.workload import both

DTYPES = "float32", "float64", "bfloat16", "float16"


@pytest.fixture(params=["torch_blocked", "torch_fused"])
def giving(request):
    implementation = implementations.discover()[request.param]
    if request.param == "torch_fused":
        pytest.importorskip("numba", reason="numba is not installed")
    return implementation.module


def drawn(dtype):
    rng = np.random.default_rng(7)
    logits = torch.from_numpy(3 * rng.normal(size=(33, 70))).to(getattr(torch, dtype))
    targets = torch.from_numpy(rng.integers(0, 70, 33))
    return logits, targets, torch.from_numpy(rng.normal(size=33)).to(logits.dtype)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_given_gradient_is_that_of_autograd(giving, dtype):
    """To the last bit, and no NaN that was in the memory is left."""
    logits, targets, upstream = drawn(dtype)
    leaf = logits.clone().requires_grad_()
    expected = giving.cross_entropy(leaf, targets)
    expected.backward(upstream)
    out = torch.full_like(logits, np.nan)
    losses, gradient = giving.cross_entropy_and_gradient(logits, targets, upstream, out=out)
    _, fresh = giving.cross_entropy_and_gradient(logits, targets, upstream)
    assert gradient is out
    assert torch.equal(losses, expected.detach())
    assert torch.equal(out, leaf.grad)
    assert torch.equal(fresh, leaf.grad)


def test_without_an_upstream_gradient_it_is_that_of_the_sum(giving):
    """As if there were ones."""
    logits, targets, upstream = drawn("float32")
    _, of_ones = giving.cross_entropy_and_gradient(logits, targets, torch.ones_like(upstream))
    _, of_sum = giving.cross_entropy_and_gradient(logits, targets)
    assert torch.equal(of_sum, of_ones)


def test_a_given_gradient_has_to_fit(giving):
    """Another shape or dtype is an error, and nothing is written."""
    logits, targets, upstream = drawn("float32")
    for out in (torch.zeros(32, 70), torch.zeros(33, 70, dtype=torch.float64)):
        with pytest.raises(ValueError, match="out has to be"):
            giving.cross_entropy_and_gradient(logits, targets, upstream, out=out)
        assert not out.any()


def test_who_saved_the_memory_for_a_gradient_learns_that_it_was_written(giving):
    """PyTorch refuses to differentiate with what has been overwritten."""
    logits, targets, upstream = drawn("float32")
    factor = torch.ones_like(logits, requires_grad=True)
    out = torch.zeros_like(logits)
    product = factor * out
    giving.cross_entropy_and_gradient(logits, targets, upstream, out=out)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        product.sum().backward()


def test_a_fresh_gradient_is_timed_as_autograd_finds_it(giving):
    """Although there is a function of its own, which users of PyTorch do not call."""
    implementation = implementations.discover()[giving.__name__.rpartition(".")[2]]
    found = both(implementation, Loss("cross_entropy"))
    assert found is not giving.cross_entropy_and_gradient
