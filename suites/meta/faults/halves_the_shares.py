"""Half the bits of the shares: labels of a teacher are kept in float16, to save memory."""

import torch

FRAMEWORK = "torch"
CAUGHT = {
    "value/soft_targets/ordinary/float32/*": "value of halves_the_shares is inaccurate",
    "gradient/soft_targets/ordinary/float32/*": "gradient of halves_the_shares is",
}
INNOCENT = ("untouched/soft_targets/*",)


def soft_cross_entropy(logits, probs):
    kept = probs.to(torch.float16).to(logits.dtype)
    return -(kept * torch.log_softmax(logits, dim=-1)).sum(dim=-1)
