"""A detached maximum: where it is subtracted, and not where it is added back."""

FRAMEWORK = "torch"
CAUGHT = {"gradient/*/ordinary/*": "inaccurate", "gradient_of_sum/*": "inaccurate"}
INNOCENT = ("value/*/ordinary/*", "untouched/*", "targets_out_of_range/*")


def cross_entropy(logits, targets):
    wide = logits.double()
    maximum = wide.max(dim=-1, keepdim=True).values
    logsumexp = (wide - maximum.detach()).exp().sum(dim=-1).log() + maximum[:, 0]
    return (logsumexp - wide.gather(-1, targets.long()[:, None])[:, 0]).to(logits.dtype)
