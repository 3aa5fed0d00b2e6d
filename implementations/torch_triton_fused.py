"""Triton: one pass for the loss and one for its gradient, both in forward; accurate everywhere.

The kernels and their formulas are in `_triton_kernels`.
"""

from functools import partial

from implementations._triton_kernels import losses

FRAMEWORK = "triton"
PROMISE = {
    "gradient*/*smoothed*/*": "absolute",  # softmax less a share of the same size
    "gradient*/soft_*/*": "absolute",
    "*": "accurate",
}

cross_entropy = partial(losses.cross_entropy, fused=True)
soft_cross_entropy = partial(losses.soft_cross_entropy, fused=True)
