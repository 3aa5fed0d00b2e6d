"""A function of an implementation as mathematics has it: arrays of NumPy in, and one out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

import numpy as np

from implementations import Implementation, Unsupported
from suites import case as cases
from suites import radius
from suites.comparison import Differs
from suites.formats import FORMATS, Format
from suites.losses import Loss
from suites.subject import blamed

ASKED = "cross_entropy"  #: the loss that all properties are about


@dataclass(frozen=True)
class Function:
    """Numbers have to be exact in *dtype*, and those that come out are.

    The promise is that of the question. Raises `Crashed`; `Unsupported` where the implementation
    has no such function or option, or its framework no such derivative.
    """

    implementation: Implementation
    name: str
    dtype: str
    device: str
    promise: str

    @property
    def format(self) -> Format:
        return FORMATS[self.dtype]

    def beside(self, name: str) -> "Function":
        """Another function of the same implementation."""
        return replace(self, name=name)

    def __call__(self, *arrays: np.ndarray, **options: Any) -> np.ndarray:
        """The losses, one for each example or element unless `reduction` says otherwise."""
        found = self._ask(_call, arrays, options)
        rest = np.shape(arrays[1])
        return _shaped(
            found, (rest, rest[:1]) if options.get("reduction", "none") == "none" else ((),)
        )

    def gradient(self, *arrays: np.ndarray, upstream=None, **options: Any) -> np.ndarray:
        """In the first of *arrays*; without *upstream*, of the sum."""
        differentiate = self._differentiate(options)
        given = {"upstream": upstream, **options}
        return _shaped(self._ask(differentiate, arrays, given, taking=options), (arrays[0].shape,))

    def uncompiled(self, *arrays: np.ndarray) -> np.ndarray:
        """The losses, operation by operation, of a function that is compiled otherwise."""
        plain = self._calculus().uncompiled
        return self._ask(lambda function, *given: plain(function)(*given), arrays)

    def compiled(self, *arrays: np.ndarray) -> np.ndarray:
        """The losses, of a function that is compiled as the steps of a training are."""
        framework = self.implementation.framework
        if not hasattr(framework, "compiled"):
            raise Unsupported(f"{self.implementation.framework_name} is called as it is")
        return self._ask(lambda function, *given: framework.compiled(function)(*given), arrays)

    def hvp(self, logits: np.ndarray, vector: np.ndarray, *rest: np.ndarray) -> np.ndarray:
        """The Hessian of each example's loss times its row of *vector*, by two backward passes."""
        return self._derived("hvp", logits, vector, *rest)

    def jvp(self, logits: np.ndarray, vector: np.ndarray, *rest: np.ndarray) -> np.ndarray:
        """Each example's derivative in the direction of its row of *vector*, in forward mode."""
        return self._derived("jvp", logits, vector, *rest)

    def vmapped(self, *arrays: np.ndarray) -> np.ndarray:
        """The losses, by the framework's `vmap` over batches of one."""
        return self._derived("vmapped", *arrays)

    def second_backward(self, logits: np.ndarray, *more: np.ndarray) -> np.ndarray:
        """The gradient as a second backward pass through one graph finds it.

        *more* are the upstream gradients of the first and of the second, and the targets.
        """
        return self._derived("second_backward", logits, *more)

    def gradient_of_two(self, logits: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """In the same logits, of two losses that are added. Raises `Unsupported`, as `hvp` does.

        Also where the framework compiles: there it keeps what either needs, and cannot mix it up.
        """
        framework = self.implementation.framework
        if hasattr(framework, "compiled"):
            raise Unsupported(f"{self.implementation.framework_name} keeps residuals itself")
        differentiate = framework.value_and_grad

        def both(function, logits, one, other):
            return differentiate(lambda x: function(x, one) + function(x, other), logits)[1]

        return self._ask(both, (logits, one, other))

    def radius(self, logits: np.ndarray, targets: np.ndarray, loss: str = "") -> np.ndarray:
        """What the promise allows each loss to be off by, (rows,)."""
        return radius.of_losses(self.promise, *self._case(logits, targets, loss))

    def gradient_radius(self, logits: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """What it allows each entry of the gradient, (rows, classes)."""
        return radius.of_gradients(self.promise, *self._case(logits, targets, ""))

    def _case(self, logits, targets, loss):
        return Loss(loss or self.name), cases.of(logits, targets, self.dtype, "drawn")

    def _derived(self, derivative: str, *arrays):
        return self._ask(getattr(self._calculus(), derivative), arrays)

    def _calculus(self) -> ModuleType:
        framework = self.implementation.framework
        if not hasattr(framework, "calculus"):
            raise Unsupported(f"{self.implementation.framework_name} does not differentiate")
        return framework.calculus()

    def _differentiate(self, options) -> Callable[..., Any]:
        """The implementation's own gradient where it wrote one, else its framework's."""
        try:
            own = self.implementation.function(f"{self.name}_gradient", options)
        except Unsupported:
            differentiate = self.implementation.framework.value_and_grad
            return lambda function, *given, **more: differentiate(function, *given, **more)[1]
        return lambda function, *given, **more: own(*given, **more)

    def _ask(self, call, arrays, options=None, taking=None) -> np.ndarray:
        """Of a function that takes the options *taking*, by default all of *options*."""
        framework, options = self.implementation.framework, options or {}
        self.implementation.claim(self.dtype, self.device)
        function = self.implementation.function(self.name, options if taking is None else taking)
        with framework.asking(self.dtype, ASKED):
            given = [self._given(array) for array in arrays]
            options = {name: self._given(option) for name, option in options.items()}
            with blamed():
                return framework.to_numpy(framework.synchronize(call(function, *given, **options)))

    def _given(self, value):
        if not isinstance(value, np.ndarray):
            return value
        dtype = self.dtype if value.dtype.kind == "f" else None
        return self.implementation.framework.to_device(value, dtype, self.device)


def _call(function, *given, **options):
    return function(*given, **options)


def _shaped(found: np.ndarray, shapes) -> np.ndarray:
    if found.shape not in shapes:
        told = " or ".join(dict.fromkeys(map(str, shapes)))
        raise Differs(f"the answer has shape {found.shape}, not {told}")
    return found
