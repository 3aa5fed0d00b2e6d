"""What is timed: `forward`, and `forward_backward`, as a training loop would call them."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from implementations import Implementation, Unsupported
from suites import buffer
from suites.losses import Loss

Workload = Callable[..., tuple[Any, ...]]  #: of logits, targets, upstream, and memory if `HANDED`


class Recorded(Exception):
    """What was asked for losses alone has kept what a gradient needs."""


def forward(implementation: Implementation, loss: Loss) -> Workload:
    """The losses alone: nothing is kept for a gradient.

    The logits are not differentiated in, so that no framework has a reason to record. Who makes
    it record all the same raises `Recorded` in its first call.
    """
    function = compiled(implementation, _function(implementation, loss))
    recorded = getattr(implementation.framework, "recorded", None)
    return _synchronized(
        implementation,
        lambda logits, targets, upstream: (function(logits, targets),),
        first=recorded and partial(_unrecorded, recorded),
    )


def forward_backward(implementation: Implementation, loss: Loss) -> Workload:
    """The losses and their gradients in the logits, with an upstream gradient that is not 1.

    Where the framework does not differentiate, the implementation's `<function>_and_gradient` is
    called; or its gradient after its loss, which computes anew what both need.
    """
    _function(implementation, loss)
    return _synchronized(implementation, compiled(implementation, both(implementation, loss)))


def forward_backward_given_buffer(implementation: Implementation, loss: Loss) -> Workload:
    """The same, with the gradient in memory that is the caller's, as a loop keeps its buffers.

    It comes with what the last call left there, and that very array is returned.
    """
    _function(implementation, loss)
    together = buffer.taking(implementation, loss)
    return _synchronized(
        implementation,
        lambda logits, targets, upstream, out: together(
            logits, targets, upstream=upstream, out=out
        ),
    )


def forward_backward_of_ones(implementation: Implementation, loss: Loss) -> Workload:
    """The same of the sum of the losses, whose gradient in each of them is 1.

    This is `loss.sum().backward()`: no upstream gradient is handed over, and who has made the
    gradient along with the losses may hand it out as it is.
    """
    _function(implementation, loss)
    call = compiled(implementation, partial(both(implementation, loss), upstream=None))
    return _synchronized(implementation, lambda logits, targets, upstream: call(logits, targets))


def both(implementation: Implementation, loss: Loss) -> Workload:
    """Losses and gradients of (logits, targets, upstream, **options), not yet compiled.

    A framework that differentiates is asked to, since that is how its users call it.
    """
    function = implementation.function(loss.function, loss.option_names)
    if not hasattr(implementation.framework, "calculus"):
        with suppress(Unsupported):
            return implementation.function(f"{loss.function}_and_gradient", loss.option_names)
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
    "forward_backward_given_buffer": (forward_backward_given_buffer, "copy"),
    "forward_backward_of_ones": (forward_backward_of_ones, "copy"),
}

HANDED = frozenset({"forward_backward_given_buffer"})  #: where memory for gradients is handed over


def minimal_bytes(question: str, shape: tuple[int, int], itemsize: int) -> int:
    """What has to move, whatever the method; what is kept for a backward pass is method.

    forward: each logit is read once, each target (8 bytes) too, and a loss is written.
    forward_backward: besides, a gradient the size of the logits is written, wherever that is,
    and the upstream gradient is read, unless it is of ones.
    """
    rows, classes = shape
    entries = rows * classes * itemsize
    if question == "forward":
        return entries + rows * (8 + itemsize)
    ones = question == "forward_backward_of_ones"
    return 2 * entries + rows * (8 + (1 if ones else 2) * itemsize)


def _function(implementation: Implementation, loss: Loss) -> Callable[..., Any]:
    if not loss.plain:  # what belongs to a class would have to turn with them
        raise Unsupported(f"{loss.name} is not timed: it takes more than logits and indices")
    return implementation.function(loss.function)


def _unrecorded(recorded: Callable[[Any], bool], answer: tuple[Any, ...]) -> None:
    if any(map(recorded, answer)):
        raise Recorded("its losses can be differentiated, although no gradient was asked for")


def _synchronized(
    implementation: Implementation,
    call: Callable[..., tuple[Any, ...]],
    first: Callable[[tuple[Any, ...]], None] | None = None,
) -> Workload:
    """*first* is called with the first answer, which is never timed."""
    synchronize = implementation.framework.synchronize
    once = [first] if first else []

    def run(*given):
        answer = tuple(map(synchronize, call(*given)))
        if once:
            once.pop()(answer)
        return answer

    return run
