"""A complex step: the gradient is the imaginary part of the loss, class by class."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
DTYPES = "float32", "bfloat16", "float16"  # in float64 a small part times the step underflows
PROMISE = {"gradient*": "conditioned", "value*": "faithful", "*": "conditioned"}
STEP = 2.0**-80  #: its square is beyond any rounding

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    wide = logits.astype(np.float64)
    gradient = np.empty(wide.shape)
    for j in range(wide.shape[1]):
        stepped = wide.astype(np.complex128)
        stepped.imag[:, j] = STEP
        gradient[:, j] = _losses(stepped, targets).imag / STEP
    return (gradient if upstream is None else gradient * upstream[:, None]).astype(logits.dtype)


def _losses(logits, targets):
    """Analytic in the logits: the maximum is chosen by the real parts, the target's if it ties."""
    rows, real = np.arange(len(targets)), logits.real
    highest, top = real.max(axis=-1), real.argmax(axis=-1)
    top = np.where(real[rows, targets] == highest, targets, top)
    below = logits - logits[rows, top][:, None]
    exp = np.exp(below.real) * (1 + 1j * below.imag)  # of so small an imaginary part
    exp[rows, top] = 0
    rest = exp.sum(axis=-1)
    log1p = np.log1p(rest.real) + 1j * rest.imag / (1 + rest.real)
    return np.where(top == targets, 0, -below[rows, targets]) + log1p
