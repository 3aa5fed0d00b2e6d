"""What is timed: `forward`, and `forward_backward`, as a training loop would call them."""

from collections.abc import Callable, Mapping
from typing import Any

from implementations import Implementation, Unsupported
from suites.losses import Loss

Workload = Callable[..., tuple[Any, ...]]  #: of logits, targets and upstream gradient


def forward(implementation: Implementation, loss: Loss) -> Workload:
    """The losses alone: nothing is kept for a gradient."""
    function = compiled(implementation, _function(implementation, loss))
    return _synchronized(
        implementation, lambda logits, targets, upstream: (function(logits, targets),)
    )


def forward_backward(implementation: Implementation, loss: Loss) -> Workload:
    """The losses and their gradients in the logits, with an upstream gradient that is not 1.

    Where the framework does not differentiate, the implementation's `<function>_and_gradient` is
    called; or its gradient after its loss, which computes anew what both need.
    """
    _function(implementation, loss)
    return _synchronized(implementation, compiled(implementation, both(implementation, loss)))


def both(implementation: Implementation, loss: Loss) -> Workload:
    """Losses and gradients of (logits, targets, upstream, **options), not yet compiled."""
    function = implementation.function(loss.function, loss.option_names)
    try:
        return implementation.function(f"{loss.function}_and_gradient", loss.option_names)
    except Unsupported:
        pass
    try:
        gradient = implementation.function(f"{loss.function}_gradient", loss.option_names)
    except Unsupported:
        differentiate = implementation.framework.value_and_grad

        def both(logits, targets, upstream, **options):
            return differentiate(function, logits, targets, upstream=upstream, **options)
    else:

        def both(logits, targets, upstream, **options):
            losses = function(logits, targets, **options)
            return losses, gradient(logits, targets, upstream=upstream, **options)

    return both


def compiled(implementation: Implementation, function: Callable[..., Any]) -> Callable[..., Any]:
    """Under the framework's compiler, where it has one that its users always use."""
    found = getattr(implementation.framework, "compiled", None)
    return found(function) if found else function


#: By the question that they answer: what makes them, and what the yardstick has to do beside.
WORKLOADS: Mapping[str, tuple[Callable[[Implementation, Loss], Workload], str]] = {
    "forward": (forward, "read"),
    "forward_backward": (forward_backward, "copy"),
}


def minimal_bytes(question: str, shape: tuple[int, int], itemsize: int) -> int:
    """What has to move, whatever the method; what is kept for a backward pass is method.

    forward: each logit is read once, each target (8 bytes) too, and a loss is written.
    forward_backward: besides, a gradient the size of the logits is written, and the upstream
    gradient is read.
    """
    rows, classes = shape
    entries = rows * classes * itemsize
    if question == "forward":
        return entries + rows * (8 + itemsize)
    return 2 * entries + rows * (8 + 2 * itemsize)


def _function(implementation: Implementation, loss: Loss) -> Callable[..., Any]:
    if not loss.plain:  # what belongs to a class would have to turn with them
        raise Unsupported(f"{loss.name} is not timed: it takes more than logits and indices")
    return implementation.function(loss.function)


def _synchronized(implementation: Implementation, call: Callable[..., tuple[Any, ...]]) -> Workload:
    synchronize = implementation.framework.synchronize

    def run(*given):
        return tuple(map(synchronize, call(*given)))

    return run
