"""The memory of one call in parts: the peak of forward, what is held then, the peak of both.

Bytes above the inputs, in a process that is warm and has given back what it had freed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from implementations import Implementation, Unsupported
from suites.losses import Loss
from suites.workload import HANDED, compiled, forward

Weigh = Callable[[Callable[[], Any]], tuple[int | None, int] | None]  #: the peak, and what is held


@dataclass(frozen=True)
class Memory:
    """None is what nobody can tell; losses and gradients that are returned count."""

    forward_memory: int | None = None  #: the peak until the losses are there
    held_memory: int | None = None  #: between the passes, with the losses, and for the gradient
    peak_memory: int | None = None  #: of both passes


def weighed(
    implementation: Implementation, question: str, loss: Loss, call: Callable[..., Any],
    inputs: Callable[[], tuple[Any, Any, Any]], weigh: Weigh | None,
) -> Memory:  # fmt: skip
    """Of *call*, the workload of *question*; each pass is done once before it is weighed.

    Whose gradient is a function of its own, computing anew what it needs, holds nothing in
    between. Where the framework has no `vjp` the passes have no boundary: JAX compiles both into
    one program, and what that keeps is its own affair. There forward is that of the losses alone.
    Memory that the caller hands over for the gradient is the caller's, as the inputs are: what is
    counted lies above it, and is of both passes alone, which are one call.
    """
    if weigh is None:
        return Memory()
    peak, _ = _weight(weigh, call, inputs)
    if question == "forward":
        return Memory(forward_memory=peak, peak_memory=peak)
    if question in HANDED:
        return Memory(peak_memory=peak)
    vjp = getattr(implementation.framework, "vjp", None)
    if vjp is None or _differentiates_itself(implementation, loss):
        before, _ = _weight(weigh, forward(implementation, loss), inputs)
        return Memory(before, 0 if _differentiates_itself(implementation, loss) else None, peak)
    function = compiled(implementation, implementation.function(loss.function))
    synchronize = implementation.framework.synchronize

    def pass_forward(logits: Any, targets: Any, _: Any) -> Any:
        value, pullback = vjp(function, logits, targets)
        return synchronize(value), pullback

    before, held = _weight(weigh, pass_forward, inputs)
    return Memory(before, held, peak)


def _weight(weigh: Weigh, call: Callable[..., Any], inputs: Callable[[], Any]) -> Any:
    call(*inputs())
    given = inputs()
    return weigh(lambda: call(*given)) or (None, None)


def _differentiates_itself(implementation: Implementation, loss: Loss) -> bool:
    try:
        implementation.function(f"{loss.function}_gradient")
    except Unsupported:
        return False
    return True
