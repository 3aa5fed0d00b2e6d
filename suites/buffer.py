"""Memory that a caller keeps for gradients: who writes into it, and how it is made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import prod
from types import ModuleType
from typing import Any

import numpy as np

from implementations import Implementation, Unsupported
from suites.case import Case
from suites.inputs import inputs
from suites.losses import Loss
from suites.subject import Subject, blamed

GUARD = -1.5  #: exact in every format


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


def fresh(subject: Subject, case: Case, *, scaled: bool) -> tuple[np.ndarray, np.ndarray]:
    """Losses and gradient of one call that makes its own memory."""
    with _asked(subject, case, scaled) as (call, _):
        return tuple(map(subject.implementation.framework.to_numpy, call()))


def written(
    subject: Subject, case: Case, *, scaled: bool, around: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Losses, the gradient in memory that was full of NaN, and what lies *around* that.

    So many entries before it and behind it are part of the same array, and were all `GUARD`.
    """
    framework, (before, behind) = subject.implementation.framework, around
    with _asked(subject, case, scaled) as (call, shape):
        size = prod(shape)
        whole = np.full(before + size + behind, GUARD)
        whole[before : before + size] = np.nan
        memory = framework.to_device(whole, subject.dtype, subject.device)
        losses, _ = call(out=memory[before : before + size].reshape(shape))
        whole = framework.to_numpy(memory)
    inside = slice(before, before + size)
    return framework.to_numpy(losses), whole[inside].reshape(shape), np.delete(whole, inside)


def unfit(
    subject: Subject, case: Case, *, beyond: tuple[int, int], dtype: str
) -> tuple[np.ndarray, np.ndarray]:
    """Losses and gradient in memory that has rows and classes *beyond* it, and another *dtype*.

    Raises `Crashed` where it is refused, as it should be. Who writes beyond it does so into the
    same array, and ends no process.
    """
    framework = subject.implementation.framework
    with _asked(subject, case, False) as (call, shape):
        other = tuple(size + more for size, more in zip(shape, beyond, strict=True))
        whole = unwritten(framework, (4 * prod(shape),), dtype, subject.device)
        losses, gradient = call(out=whole[: prod(other)].reshape(other))
        return framework.to_numpy(losses), framework.to_numpy(gradient)


@contextmanager
def _asked(
    subject: Subject, case: Case, scaled: bool
) -> Iterator[tuple[Callable[..., Any], tuple[int, ...]]]:
    """What answers of *case*, and the shape of its gradient."""
    implementation, loss = subject.implementation, subject.loss
    into = taking(implementation, loss)
    implementation.claim(subject.dtype, subject.device)
    plain = implementation.function(f"{loss.function}_and_gradient", loss.option_names)
    with implementation.framework.asking(subject.dtype, loss.name):
        given = inputs(subject, case, scaled=scaled)

        def call(**more: Any) -> Any:
            found = (into if more else plain)(
                given.logits, *given.given, upstream=given.upstream, **given.options, **more
            )
            return tuple(map(implementation.framework.synchronize, found))

        with blamed():
            yield call, tuple(given.logits.shape)
