"""The losses, with PyTorch's options, from the kernels."""

import torch
import triton

from implementations._triton_kernels.autograd import Losses


def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=-100, reduction="none",
    fused,
):  # fmt: skip
    """One loss per example of (num_examples, num_classes); NaN for a target that is no class."""
    divisor = _weight_of(targets, weight, ignore_index) if reduction == "mean" else None
    return _losses(
        logits, targets, weight, None, divisor, label_smoothing, ignore_index, reduction, fused
    )


def soft_cross_entropy(logits, probs, *, weight=None, reduction="none", fused):
    """One loss per example; a class at -inf costs nothing where its share of *probs* is 0."""
    probs = probs if weight is None else probs * weight
    divisor = logits.new_tensor(len(logits), dtype=torch.float64) if reduction == "mean" else None
    return _losses(logits, None, None, probs, divisor, 0.0, 0, reduction, fused)


def _losses(logits, targets, weight, probs, divisor, smoothing, ignore_index, reduction, fused):
    """Under the interpreter, which cannot add or round bfloat16, by way of float32."""
    held = (logits, weight, probs)
    if triton.knobs.runtime.interpret:
        held = [t.float() if t is not None and t.dtype == torch.bfloat16 else t for t in held]
    held_logits, weight, probs = held
    found = Losses.apply(
        held_logits, targets, weight, probs, divisor, smoothing, ignore_index,
        reduction != "none", fused,
    )  # fmt: skip
    return found.to(logits.dtype)


def _weight_of(targets, weight, ignore_index):
    """What the targets that are not ignored weigh together, in float64."""
    kept = targets != ignore_index
    if weight is None:
        return kept.sum(dtype=torch.float64)
    return torch.where(kept, weight[torch.where(kept, targets, 0).long()], 0).sum(
        dtype=torch.float64
    )
