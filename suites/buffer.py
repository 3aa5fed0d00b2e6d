"""Memory that a caller keeps for gradients: who writes into it, and how it is made."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from implementations import Implementation, Unsupported
from suites.losses import Loss


class Elsewhere(Exception):
    """What came back as the gradient is not the array that was handed over for it."""


def taking(implementation: Implementation, loss: Loss) -> Callable[..., tuple[Any, Any]]:
    """Losses and gradient of (logits, targets, upstream=, out=), which returns *out* itself.

    So do NumPy's functions, and PyTorch's. Raises `Unsupported` where `<function>_and_gradient`
    has no such keyword, in the same words for everyone, and `Elsewhere` when it is called.
    """
    name = f"{loss.function}_and_gradient"
    try:
        together = implementation.function(name, (*loss.option_names, "out"))
    except Unsupported:
        raise Unsupported(
            f"it takes no memory of the caller's for its gradient: there is no `{name}` with `out`"
        ) from None

    def call(*given: Any, out: Any, **more: Any) -> tuple[Any, Any]:
        losses, gradient = together(*given, out=out, **more)
        if gradient is not out:
            raise Elsewhere("the gradient that it returns is not the array handed over as `out`")
        return losses, gradient

    return call


def unwritten(framework: ModuleType, shape: tuple[int, ...], dtype: str, device: str) -> Any:
    """An array of the framework that is full of NaN, which nobody can take for a gradient."""
    return framework.to_device(np.full(shape, np.nan, np.dtype(dtype)), dtype, device)
