"""Autocast: rounds the logits to float16 on the way in, and float32 on the way out."""

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {
    "value/*/ordinary/float32/*": "inaccurate",
    "value/*/tied_at_the_largest_number/*": "exceptional",
}
INNOCENT = ("untouched/*", "shapes_and_dtypes/*", "targets_out_of_range/*", "single_class/*")


def cross_entropy(logits, targets):
    return torch_eager.cross_entropy(logits.half(), targets.long()).to(logits.dtype)
