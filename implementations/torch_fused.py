"""The kernels of numpy_fused under PyTorch: forward reads the logits once, and so does backward."""

import ml_dtypes
import numpy as np
import torch

from implementations._fused.losses import computed

FRAMEWORK = "torch"
DEVICES = ("cpu",)
PROMISE = {
    "gradient*/smoothed_to_the_mean/*": "absolute",  # softmax less a share of the same size
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


class _CrossEntropy(torch.autograd.Function):
    """Nothing but the logits is kept: what backward needs of their sum is found on the way."""

    @staticmethod
    def forward(ctx, logits, targets, options):
        ctx.save_for_backward(logits, targets)
        ctx.options = options
        return _asked(logits, targets, None, None, options)

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, upstream):
        logits, targets = ctx.saved_tensors
        memory = np.empty(logits.shape, _array(logits[:0]).dtype)  # NumPy asks for large pages
        _asked(logits, targets, upstream, memory, ctx.options)
        return _tensor(memory), None, None


def _asked(logits, targets, upstream, gradient, options):
    weight, *rest = options
    given = (None if each is None else _array(each) for each in (logits, targets, upstream))
    weight = None if weight is None else _array(weight)
    with np.errstate(all="ignore"):  # a loss may be too large for its dtype, and a mean one of none
        losses = computed(*given, gradient, False, weight, *rest, torch.get_num_threads)
    return _tensor(losses)


def _array(tensor):
    """The same memory, if it is contiguous; bfloat16, which NumPy lacks, by its bits."""
    tensor = tensor.detach().contiguous()
    if tensor.dtype == torch.bfloat16:
        return tensor.view(torch.int16).numpy().view(ml_dtypes.bfloat16)
    return tensor.numpy()


def _tensor(array):
    if array.dtype == ml_dtypes.bfloat16:
        return torch.from_numpy(array.view(np.int16)).view(torch.bfloat16)
    return torch.from_numpy(array)
