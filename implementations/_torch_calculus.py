"""What else PyTorch derives from a function: products with its Hessian, directions, `vmap`."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from implementations import Unsupported

#: How PyTorch says that a function was not made for what is asked.
_REFUSALS = (
    "setup_context",  # of an autograd.Function that knows nothing of torch.func
    "functorch tracing",  # of a compiled function
    "donated buffers",  # likewise: its backward pass runs once
    "double backward",
    "vmap support",
    "batching operators",  # whose shapes depend on the numbers
)


def hvp(function, logits, vector, *rest):
    """The Hessian of the summed losses times *vector*, by a backward pass through the first."""
    logits = logits.detach().requires_grad_()
    with _refusing():
        losses = function(logits, *rest)
        (gradient,) = torch.autograd.grad(losses.sum(), logits, create_graph=True)
        if not gradient.requires_grad:
            raise Unsupported("its backward pass cannot be differentiated")
        return torch.autograd.grad(gradient, logits, vector)[0]


def jvp(function, logits, vector, *rest):
    """The derivative of each loss in the direction *vector*, in forward mode."""
    with _refusing():
        return torch.func.jvp(lambda logits: function(logits, *rest), (logits,), (vector,))[1]


def vmapped(function, *arrays):
    """The losses, of batches of one that `vmap` puts together."""
    with _refusing():
        return torch.func.vmap(lambda *one: function(*(a[None] for a in one))[0])(*arrays)


def second_backward(function, logits, first, second, *rest):
    """The gradient with the upstream *second*, from a graph gone through with *first* before."""
    logits = logits.detach().requires_grad_()
    with _refusing():
        losses = function(logits, *rest)
        torch.autograd.grad(losses, logits, first, retain_graph=True)
        return torch.autograd.grad(losses, logits, second)[0]


def uncompiled(function):
    """What `torch.compile` was given."""
    if not hasattr(function, "_torchdynamo_orig_callable"):
        raise Unsupported("it is not compiled")
    return function._torchdynamo_orig_callable


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:
        first = str(error).strip().partition("\n")[0]
        if any(word in first for word in _REFUSALS):
            raise Unsupported(f"PyTorch: {first}") from error
        raise
