"""A small network that any loss can train: the same for everyone, whatever computes the loss.

It computes in float64 and rounds to the format under test wherever a real one would store a
tensor, so that of two trainings the loss's own answers alone can differ. Sums are NumPy's own,
in one order wherever they run: those of a BLAS depend on its threads.
"""

from dataclasses import dataclass

import numpy as np

from suites.formats import FORMATS, Format

MASTER = FORMATS["float32"]  #: in which weights are kept between steps


@dataclass(frozen=True, eq=False)
class Pass:
    """What a forward pass leaves for the backward pass."""

    format: Format
    inputs: np.ndarray  #: (rows, features)
    hidden: np.ndarray  #: (rows, hidden), rectified
    logits: np.ndarray  #: (rows, classes)
    outer: np.ndarray  #: the weights of the second layer as they were used, (hidden, classes)

    def backward(self, slopes: np.ndarray) -> tuple[np.ndarray, ...]:
        """The gradients in the weights, given those in the logits, (rows, classes)."""
        rounded = self.format.round
        with np.errstate(all="ignore"):
            inner = rounded(np.einsum("rc,hc->rh", slopes, self.outer)) * (self.hidden > 0)
            layers = (self.inputs, inner), (self.hidden, slopes)
            found = [(np.einsum("rf,rh->fh", x, slope), slope.sum(0)) for x, slope in layers]
            return tuple(rounded(gradient) for pair in found for gradient in pair)


@dataclass(frozen=True, eq=False)
class Network:
    """Two layers with a rectifier between them.

    The weights are kept in float32 and rounded to the format for each step, as in training with
    mixed precision (Micikevicius et al., ICLR 2018, section 3.1).
    """

    weights: tuple[np.ndarray, ...]  #: (features, hidden), (hidden,), (hidden, classes), (classes,)

    @classmethod
    def of(cls, *weights: np.ndarray) -> "Network":
        return cls(tuple(map(MASTER.round, weights)))

    def forward(self, inputs: np.ndarray, format: Format) -> Pass:
        """Of *inputs* that are values of *format*, (rows, features)."""
        with np.errstate(all="ignore"):
            inner, inner_bias, outer, outer_bias = map(format.round, self.weights)
            hidden = np.maximum(format.round(_product(inputs, inner) + inner_bias), 0.0)
            logits = format.round(_product(hidden, outer) + outer_bias)
        return Pass(format, inputs, hidden, logits, outer)

    def updated(self, gradients: tuple[np.ndarray, ...], rate: float) -> "Network":
        """After one step of gradient descent."""
        with np.errstate(all="ignore"):
            pairs = zip(self.weights, gradients, strict=True)
            return Network.of(*(weight - rate * gradient for weight, gradient in pairs))


def _product(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.einsum("rf,fh->rh", rows, weights)
