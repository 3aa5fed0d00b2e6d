"""Zero without gradients: the kernel only fills in the losses if it has to differentiate them."""

import torch

from implementations import torch_eager

FRAMEWORK = "torch"
CAUGHT = {"value/*/ordinary/*": "inaccurate", "value/*/all_equal/*": "inaccurate"}
INNOCENT = ("gradient/*/ordinary/*", "gradient_of_sum/*/ordinary/*", "shapes_and_dtypes/*")


def cross_entropy(logits, targets):
    losses = torch_eager.cross_entropy(logits, targets.long())
    return losses if logits.requires_grad else torch.zeros_like(losses)
