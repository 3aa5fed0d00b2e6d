"""An implementation, bound to the loss, dtype and device that it is asked about."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from implementations import Implementation, Unavailable, Unsupported
from suites.case import Case
from suites.inputs import Inputs, inputs
from suites.losses import Loss


class Crashed(Exception):
    """The implementation raised where it should have answered."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What the implementation returned, and its inputs as it left them."""

    array: np.ndarray  #: float64 holding values of *dtype*
    dtype: str
    logits: np.ndarray
    given: tuple[np.ndarray, ...]
    upstream: np.ndarray | None


@dataclass(frozen=True)
class Subject:
    """Every question takes these keywords: *layout* arranges the inputs in memory, *targets*
    stands in for the case's own, *read_only* hands over arrays that cannot be written, and
    *scaled* an upstream gradient that is not the sum's. All raise `Crashed`.
    """

    implementation: Implementation
    loss: Loss
    dtype: str
    device: str

    def values(self, case: Case, **arranged: Any) -> np.ndarray:
        """What the implementation says the losses are, in the shape that `Loss.shape` says."""
        return self.forward(case, **arranged).array

    def gradients(self, case: Case, **arranged: Any) -> np.ndarray:
        """What it says each example's gradient in its logits is, (rows, classes)."""
        return self.backward(case, **arranged).array

    def forward(self, case: Case, **arranged: Any) -> Answer:
        return self._ask(self.losses_of, case, arranged)

    def backward(self, case: Case, **arranged: Any) -> Answer:
        return self._ask(self.slopes_of, case, arranged)

    def values_while_differentiating(self, case: Case) -> np.ndarray:
        """The losses that come with the gradients, as in training. Raises `Unsupported`."""
        return self._ask(lambda inputs: self._both(inputs)[0], case, {}).array

    def gradients_with_values(self, case: Case, **arranged: Any) -> np.ndarray:
        """Those that come with the losses, from a function of its own. Raises `Unsupported`."""
        return self._ask(lambda inputs: self._together(inputs)[1], case, arranged).array

    def asking(self) -> AbstractContextManager[None]:
        """Whatever is called below has to be called within this."""
        return self.implementation.framework.asking(self.dtype, self.loss.name)

    def arranged(self, case: Case, **arranged: Any) -> Inputs:
        """What is handed over, in arrays of the framework."""
        self.implementation.claim(self.dtype, self.device)
        return inputs(self, case, **arranged)

    def losses_of(self, inputs: Inputs) -> Any:
        """As the framework holds them."""
        return self._function()(inputs.logits, *inputs.given, **inputs.options)

    def slopes_of(self, inputs: Inputs) -> Any:
        """The implementation's own gradient where it wrote one, else its framework's."""
        try:
            gradient = self._function(self.loss.said("GRADIENT"))
        except Unsupported:
            return self._differentiated(inputs)[1]
        return gradient(inputs.logits, *inputs.given, upstream=inputs.upstream, **inputs.options)

    def _ask(self, call: Callable[[Inputs], Any], case: Case, arranged: dict[str, Any]) -> Answer:
        framework = self.implementation.framework
        with self.asking():
            handed = self.arranged(case, **arranged)
            with blamed():
                answer = framework.synchronize(call(handed))
                return Answer(
                    self.loss.ask("restore", framework.to_numpy(answer), case),
                    framework.dtype_name(answer),
                    framework.to_numpy(handed.logits),
                    tuple(map(framework.to_numpy, handed.given)),
                    None if handed.upstream is None else framework.to_numpy(handed.upstream),
                )

    def _both(self, inputs: Inputs) -> tuple[Any, Any]:
        try:
            return self._together(inputs)
        except Unsupported:
            return self._differentiated(inputs)

    def _together(self, inputs: Inputs) -> tuple[Any, Any]:
        together = self._function("_and_gradient")
        return together(inputs.logits, *inputs.given, upstream=inputs.upstream, **inputs.options)

    def _differentiated(self, inputs: Inputs) -> tuple[Any, Any]:
        differentiate = self.implementation.framework.value_and_grad
        return differentiate(
            self._function(),
            inputs.logits,
            *inputs.given,
            upstream=inputs.upstream,
            **inputs.options,
        )

    def _function(self, suffix: str = "") -> Callable[..., Any]:
        name, options = self.loss.function + suffix, self.loss.option_names
        return self.loss.ask("called", self.implementation.function(name, options))


@contextmanager
def blamed() -> Iterator[None]:
    """Whatever is raised inside is the implementation's."""
    try:
        yield
    except (Unsupported, Unavailable):
        raise
    except Exception as error:
        first = str(error).strip().partition("\n")[0]
        raise Crashed(f"{type(error).__name__}: {first}") from error
