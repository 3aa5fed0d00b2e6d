"""PyTorch's fused `linear_cross_entropy`, in chunks: the logits never exist all at once."""

import torch
import torch.nn.functional as F

from implementations import Unavailable, _linear

FRAMEWORK = "torch"
KNOWN_FAILURES = _linear.ROUNDED
HOMEPAGE = "https://pytorch.org"

if not hasattr(torch.nn, "LinearCrossEntropyOptions"):
    raise Unavailable(
        f"PyTorch {torch.__version__} has no linear_cross_entropy; "
        "2.13 or later enables torch_chunked"
    )


def linear_cross_entropy(hidden, targets, *, classifier):
    """Backwards the logits are computed again, chunk by chunk."""
    options = torch.nn.LinearCrossEntropyOptions()
    return F.linear_cross_entropy(hidden, classifier, targets, reduction="none", options=options)
