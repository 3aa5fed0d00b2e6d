"""An implementation, bound to the loss, dtype and device that it is asked about."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from implementations import Implementation, Unavailable, Unsupported
from suites.case import Case
from suites.losses import Loss

#: Lays out an array in memory: what to hand to the framework, and which view of it to pass on.
Layout = Callable[[np.ndarray], tuple[np.ndarray, Callable[[Any], Any]]]


def contiguous(array: np.ndarray) -> tuple[np.ndarray, Callable[[Any], Any]]:
    return array, lambda whole: whole


class Crashed(Exception):
    """The implementation raised where it should have answered."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What the implementation returned, and its inputs as it left them."""

    array: np.ndarray  #: float64 holding values of *dtype*
    dtype: str
    logits: np.ndarray
    targets: np.ndarray


@dataclass(frozen=True)
class Subject:
    implementation: Implementation
    loss: Loss
    dtype: str
    device: str

    def values(self, case: Case, **arranged: Any) -> np.ndarray:
        """What the implementation says each example's loss is: see `forward`."""
        return self.forward(case, **arranged).array

    def gradients(self, case: Case, *, scaled: bool, **arranged: Any) -> np.ndarray:
        """What it says each example's gradient is: see `backward`."""
        return self.backward(case, scaled=scaled, **arranged).array

    def forward(self, case: Case, **arranged: Any) -> Answer:
        """Ask for the losses, (rows,).

        *layout* arranges the logits in memory, *targets* stands in for the case's own, and
        *read_only* hands over arrays that cannot be written. Raises `Crashed`.
        """
        with self._asking():
            logits, targets = self._arrange(case, **arranged)
            with _blamed():
                answer = self._function()(logits, targets)
                return self._answer(answer, logits, targets)

    def backward(self, case: Case, *, scaled: bool, **arranged: Any) -> Answer:
        """Ask for the gradients in the logits, (rows, classes), given `case.upstream` if *scaled*.

        Otherwise the upstream gradient is that of the sum. The implementation's own gradient is
        taken where it wrote one, else its framework differentiates.
        """
        framework = self.implementation.framework
        with self._asking():
            logits, targets = self._arrange(case, **arranged)
            upstream = None
            if scaled:
                upstream = framework.to_device(case.upstream, self.dtype, self.device)
            with _blamed():
                try:
                    gradient = self.implementation.function(f"{self.loss.function}_gradient")
                except Unsupported:
                    _, answer = framework.value_and_grad(
                        self._function(), logits, targets, upstream=upstream
                    )
                else:
                    answer = gradient(logits, targets, upstream=upstream)
                return self._answer(answer, logits, targets)

    def _function(self) -> Callable[..., Any]:
        return self.implementation.function(self.loss.function)

    def _asking(self):
        return self.implementation.framework.asking(self.dtype, self.loss.name)

    def _arrange(self, case: Case, *, layout: Layout = contiguous, targets=None, read_only=False):
        framework = self.implementation.framework
        if self.device not in framework.devices():
            raise Unavailable(f"{self.implementation.framework_name} finds no {self.device} here")
        array, view = layout(case.logits)
        logits = view(framework.to_device(array, self.dtype, self.device))
        targets = case.targets if targets is None else targets
        targets = framework.to_device(targets, None, self.device)
        if read_only:
            return framework.read_only(logits), framework.read_only(targets)
        return logits, targets

    def _answer(self, answer, logits, targets) -> Answer:
        framework = self.implementation.framework
        array = framework.to_numpy(framework.synchronize(answer))
        inputs = framework.to_numpy(logits), framework.to_numpy(targets)
        return Answer(array, framework.dtype_name(answer), *inputs)


@contextmanager
def _blamed() -> Iterator[None]:
    """Whatever is raised inside is the implementation's."""
    try:
        yield
    except (Unsupported, Unavailable):
        raise
    except Exception as error:
        first = str(error).strip().partition("\n")[0]
        raise Crashed(f"{type(error).__name__}: {first}") from error
