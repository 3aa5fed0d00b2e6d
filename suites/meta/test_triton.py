"""Our Triton kernels, interpreted where there is no GPU: their parts, tilings and backward pass."""

import importlib
import os
import subprocess
import sys

import numpy as np
import pytest

from suites import case, oracle
from suites.comparison import at_most
from suites.losses import Loss

framework = pytest.importorskip("implementations._triton")  # which has to import triton itself
torch = importlib.import_module("torch")
launching = importlib.import_module("implementations._triton_kernels.launching")
fused = importlib.import_module("implementations.torch_triton_fused")
tl = importlib.import_module("triton.language")
exponential = importlib.import_module("implementations._triton_kernels.exponential")
(DEVICE,) = framework.devices()


@pytest.fixture(params=["ordinary", "ascending", "descending", "two_infinities", "far_above"])
def example(request):
    """Float32 logits of 7 rows and 300 classes, so that small blocks have many of them to merge."""
    logits = np.random.default_rng(5).normal(size=(7, 300)).astype(np.float32) * 3
    targets = np.arange(7) * 40 + 25
    if request.param == "ascending":
        logits = np.sort(logits * 30, axis=1)
    elif request.param == "descending":
        logits = -np.sort(-logits * 30, axis=1)
    elif request.param == "two_infinities":
        logits[:, :20] = -np.inf
    elif request.param == "far_above":  # so that exp of the move of the shift is 0
        logits = np.minimum(logits, 1)
        logits[np.arange(7), targets] = 91
    return case.of(logits.astype(np.float64), targets, "float32", "by hand")


@pytest.fixture(params=[(1, 16), (2, 64), (8, 512)], ids=str)
def tiled(request, monkeypatch):
    sizes = launching.Sizes(*request.param, 4)
    autograd = importlib.import_module("implementations._triton_kernels.autograd")
    monkeypatch.setattr(autograd, "sizes", lambda logits: sizes)


def test_any_tiling_is_within_two_ulp(tiled, example):
    """Blocks that hold a part of a row are merged as accurately as one that holds all of it."""
    logits = framework.to_device(example.logits, "float32", DEVICE)
    targets = framework.to_device(example.targets, None, DEVICE)
    values, slopes = framework.value_and_grad(fused.cross_entropy, logits, targets)
    loss = Loss("cross_entropy")
    for found, exact in ((values, oracle.values(loss, example)),
                         (slopes, oracle.gradients(loss, example, scaled=False))):  # fmt: skip
        error = np.abs(framework.to_numpy(found) - exact.high) / exact.ulp
        at_most(error, np.zeros_like(error), np.full_like(error, 3.0))


def test_a_gradient_is_written_again_for_another_upstream(example):
    """Row by row as if it had been asked for alone; and a second backward pass gives the same."""
    logits = framework.to_device(example.logits, "float32", DEVICE).requires_grad_()
    targets = framework.to_device(example.targets, None, DEVICE)
    upstream = torch.tensor([1.0, 2.0, -0.5, 0.0, 1.0, 3.0, 1.0], device=DEVICE)
    losses = fused.cross_entropy(logits, targets)
    ask = [losses, logits, upstream]
    first = torch.autograd.grad(*ask, retain_graph=True)[0]
    second = torch.autograd.grad(*ask)[0]
    np.testing.assert_array_equal(framework.to_numpy(first), framework.to_numpy(second))
    for number in (1.0, 2.0, -0.5):
        alone = torch.full((7,), number, device=DEVICE)
        _, found = framework.value_and_grad(fused.cross_entropy, logits, targets, upstream=alone)
        rows = framework.to_numpy(upstream) == number
        np.testing.assert_array_equal(
            framework.to_numpy(first)[rows], framework.to_numpy(found)[rows]
        )


def test_the_exponential_is_within_an_ulp():
    """Of float32, over the range in which it is not 0; far below it is 0."""
    gaps = torch.linspace(-85.9, 60, 2**16, device=DEVICE)
    found = torch.empty_like(gaps)
    _exponentials[(1,)](gaps, found, size=len(gaps))
    exact = np.exp(framework.to_numpy(gaps))
    ulp = np.spacing(exact.astype(np.float32)).astype(np.float64)
    error = np.abs(framework.to_numpy(found) - exact) / ulp
    at_most(error, np.zeros_like(error), np.full_like(error, 1.0))


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU to compile for")
def test_compiling_without_a_gpu_is_unavailable():
    """Who has switched the interpreter off is told what to do."""
    line = "from implementations import Unavailable, discover\ntry:\n    "
    line += "discover()['torch_triton_fused'].module\nexcept Unavailable as why:\n    print(why)"
    told = subprocess.run(
        [sys.executable, "-c", line], env=os.environ | {"TRITON_INTERPRET": "0"},
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "unset TRITON_INTERPRET" in told


def test_the_kernels_compile(tmp_path):
    """For a GPU that need not be there: what the interpreter runs may be refused."""
    compiled = subprocess.run(
        [sys.executable, "-m", "suites.meta._compiled"],
        env=os.environ | {"TRITON_INTERPRET": "0", "TRITON_CACHE_DIR": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert compiled.stdout.count("\n") == 4, compiled.stderr[-1000:]


@importlib.import_module("triton").jit
def _exponentials(x, y, size: tl.constexpr):
    lanes = tl.arange(0, size)
    tl.store(y + lanes, exponential.exp_gap(tl.load(x + lanes), 0.0 * tl.load(x), False))
