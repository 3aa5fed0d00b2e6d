"""The kernels of numpy_fused under PyTorch: forward reads the logits once, and so does backward."""

import ml_dtypes
import numpy as np
import torch

from implementations._fused.losses import computed, place

FRAMEWORK = "torch"
DEVICES = ("cpu",)
PROMISE = {
    "gradient*/smoothed_to_the_mean/*": "absolute",  # softmax less a share of the same size
    "gradient*/weighted_smoothed*/*/float64/*": "absolute",  # likewise: there is nothing wider
    "*/float32/*": "accurate",
    "*/float64/*": "conditioned",
    "*": "faithful",
}


def cross_entropy(
    logits, targets, *, weight=None, label_smoothing=0.0, ignore_index=-100, reduction="none"
):
    """One loss per example of (num_examples, num_classes), or their sum or mean."""
    options = (
        None if weight is None else weight.detach(), label_smoothing, ignore_index, reduction,
    )  # fmt: skip
    return _CrossEntropy.apply(logits, targets, options)


def cross_entropy_and_gradient(
    logits, targets, upstream=None, *, out=None, weight=None, label_smoothing=0.0,
    ignore_index=-100, reduction="none",
):  # fmt: skip
    """(losses, gradient) in one pass over the logits, for who has the upstream gradient already.

    The gradient is written to *out*, if given: of the logits' shape and dtype, contiguous, and
    apart from them.
    """
    options = weight, label_smoothing, ignore_index, reduction
    memory = None if out is None else _memory(out)
    gradient = place(memory, _memory(logits))
    losses = _asked(logits, targets, upstream, gradient, out is not None, options)
    if out is None:
        return losses, _tensor(gradient)
    torch.autograd.graph.increment_version(out)  # who saved it for a gradient has to learn of it
    return losses, out


class _CrossEntropy(torch.autograd.Function):
    """Nothing but the logits is kept: what backward needs of their sum is found on the way."""

    @staticmethod
    def forward(ctx, logits, targets, options):
        ctx.save_for_backward(logits, targets)
        ctx.options = options
        return _asked(logits, targets, None, None, False, options)

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, upstream):
        logits, targets = ctx.saved_tensors
        gradient = place(None, _memory(logits))
        _asked(logits, targets, upstream, gradient, False, ctx.options)
        return _tensor(gradient), None, None


def _asked(logits, targets, upstream, gradient, resident, options):
    weight, *rest = options
    logits, targets, upstream, weight = (
        None if each is None else _memory(each.contiguous())
        for each in (logits, targets, upstream, weight)
    )
    with np.errstate(all="ignore"):  # a loss may be too large for its dtype, and a mean one of none
        losses = computed(
            logits, targets, upstream, gradient, resident, weight, *rest, torch.get_num_threads
        )
    return _tensor(losses)


def _memory(tensor):
    """The same memory; bfloat16, which NumPy lacks, by its bits."""
    tensor = tensor.detach()
    if tensor.dtype == torch.bfloat16:
        return tensor.view(torch.int16).numpy().view(ml_dtypes.bfloat16)
    return tensor.numpy()


def _tensor(array):
    if array.dtype == ml_dtypes.bfloat16:
        return torch.from_numpy(array.view(np.int16)).view(torch.bfloat16)
    return torch.from_numpy(array)
