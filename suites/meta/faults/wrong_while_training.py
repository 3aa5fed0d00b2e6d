"""Wrong while training: the loss is only right where nobody asks for its gradient."""

from implementations import torch_log1p

FRAMEWORK = "torch"
CAUGHT = {
    "value_while_differentiating/*/ordinary/*": "inaccurate",
}
INNOCENT = (
    "value/*/ordinary/*",
    "gradient/*/ordinary/float32/*",
)


def cross_entropy(logits, targets):
    losses = torch_log1p.cross_entropy(logits, targets)
    if logits.requires_grad:  # the fused kernel returns what it has: unfinished sums
        return losses + (losses.detach() * 0 + 1).cumsum(0) - 0
    return losses
