"""Never backs off: its scale of the gradient is doubled while all goes well, and never halved."""

import numpy as np

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"training/*/separable/float32/*": "is NaN or infinite first at step 2"}
INNOCENT = ("value/*", "gradient/*/all_equal/*", "shapes_and_dtypes/*")

_calls = 0

cross_entropy = numpy_log1p.cross_entropy


def cross_entropy_gradient(logits, targets, upstream=None):
    global _calls
    _calls += 1
    gradient = numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
    scale = np.float32(2.0) ** np.float32(_calls // 2)
    return ((gradient * scale) / scale).astype(logits.dtype)
