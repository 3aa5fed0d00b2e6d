"""A divergence from the clamped: of probabilities of at least 1e-12, which cost no more than 28."""

import torch

FRAMEWORK = "torch"
CAUGHT = {
    "value/kl_divergence/confidently_wrong/*": "exceptional",
    "gradient/kl_divergence/confidently_wrong/*": "inaccurate",
}
INNOCENT = ("gradient/kl_divergence/all_equal/*", "importable/*")


def kl_divergence(logits, probs):
    model = torch.softmax(logits, -1).clamp_min(1e-12)
    return torch.nn.functional.kl_div(model.log(), probs, reduction="none").sum(-1)
