"""The kernels as one differentiable function, which waits for no device and spoils no input."""

import torch
import triton
from torch.autograd.function import once_differentiable

from implementations._triton_kernels import rows
from implementations._triton_kernels.launching import constants, sizes, wide


class Losses(torch.autograd.Function):
    """(num_examples,) in the dtype of the logits, or their sum over *divisor*, in float64.

    FUSED: where a gradient will be asked for, forward writes it, and backward only looks whether
    it is the right multiple.
    """

    @staticmethod
    def forward(
        ctx, logits, targets, weight, probs, divisor, smoothing, ignore_index, whole, fused
    ):
        """Sum where *whole*; the shares are *probs*, or smoothing / num_classes times weights."""
        num_rows, num_classes = logits.shape
        targets, weight = (t if t is None else t.contiguous() for t in (targets, weight))
        mixed = probs is not None or smoothing > 0
        shared = probs if probs is not None else weight if mixed else None
        strides = (0, 0) if shared is None else (0, *shared.stride())[-2:]
        ctx.common = (num_rows, num_classes, *logits.stride(), *strides)
        ctx.ignore_index = ignore_index
        ctx.mixture = {"MIXED": mixed, "SMOOTHING": float(smoothing)}
        saved = ctx.needs_input_grad[0]
        fused = fused and saved
        losses = logits.new_empty(num_rows, dtype=torch.float64 if whole else logits.dtype)
        peaks, rests, masses = (
            [logits.new_empty(num_rows, dtype=wide(logits))]
            + [logits.new_empty(num_rows, dtype=torch.float64) for _ in range(2)]
            if saved
            else [None] * 3
        )
        gradient = (
            torch.empty_like(logits, memory_format=torch.contiguous_format) if fused else None
        )
        size = sizes(logits)
        if num_rows:
            rows.forward[(triton.cdiv(num_rows, size.rows),)](
                logits, targets, weight, shared, divisor, losses, peaks, rests, masses, gradient,
                *ctx.common, ignore_index,
                WHOLE=size.block >= num_classes, SLOPED=fused, **ctx.mixture,
                **constants(logits), **size.tile,
            )  # fmt: skip
        ctx.save_for_backward(logits, targets, weight, shared, divisor, peaks, rests, masses)
        ctx.gradient = gradient
        return losses.sum() if whole else losses

    @staticmethod
    @once_differentiable
    def backward(ctx, upstream):
        logits, targets, weight, shared, divisor, peaks, rests, masses = ctx.saved_tensors
        gradient, ctx.gradient = ctx.gradient, None  # which is the caller's from now on
        written = gradient is not None
        if not written:
            gradient = torch.empty_like(logits, memory_format=torch.contiguous_format)
        num_rows, num_classes = logits.shape
        size = sizes(logits)
        span = num_classes if written else size.block
        if logits.numel():
            rows.backward[(triton.cdiv(num_rows, size.rows), triton.cdiv(num_classes, span))](
                logits, targets, weight, shared, divisor, upstream, peaks, rests, masses, gradient,
                *ctx.common, upstream.stride(0) if upstream.ndim else 0, ctx.ignore_index, span,
                UNLESS_ONE=written, **ctx.mixture, **constants(logits), **size.tile,
            )  # fmt: skip
        return gradient, *[None] * 8
