"""PyTorch, `(max - target) + log1p(the other terms)`, a few rows at a time, which stay cached."""

import torch

FRAMEWORK = "torch"
DEVICES = ("cpu",)
BLOCK = 2**18  #: logits: what is made of them fits into the second cache
PROMISE = {
    "*/subnormal_loss/*": "absolute",  # the terms are subnormal before they are added
    "*": "conditioned",
}


def cross_entropy(logits, targets):
    """One loss per example of (num_examples, num_classes); `gather` refuses a target outside."""
    return _CrossEntropy.apply(logits, targets.long())


class _CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, targets):
        ctx.save_for_backward(logits, targets)
        losses = logits.new_empty(len(logits))
        for some in _blocks(logits):
            _, rest, gap, _ = _terms(logits[some], targets[some])
            losses[some] = gap + torch.log1p(rest)
        return losses

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, upstream):
        logits, targets = ctx.saved_tensors
        gradient = torch.empty_like(logits, memory_format=torch.contiguous_format)
        for some in _blocks(logits):
            exp, rest, gap, at = _terms(logits[some], targets[some])
            whole, own = 1 + rest, targets[some, None]
            term = torch.exp(-gap) / whole
            slope = torch.where(gap == 0, -rest / whole, term - 1)
            slope = torch.where(gap.isnan(), gap, slope)
            scale = upstream[some].to(exp.dtype)
            exp.scatter_(1, at, 1).mul_((scale / whole)[:, None])
            gradient[some] = exp.scatter_(1, own, (scale * slope)[:, None])
        return gradient, None


def _blocks(logits):
    rows, classes = logits.shape
    step = max(1, BLOCK // max(1, classes))
    return [slice(start, start + step) for start in range(0, rows, step)]


def _terms(logits, targets):
    """exp of what each logit is below the top, 0 there; their sum; the target's gap; the top."""
    wide = logits.to(torch.promote_types(logits.dtype, torch.float32)).contiguous()
    top, at = wide.max(1, keepdim=True)
    gap = (top - wide.gather(1, targets[:, None]))[:, 0]
    exp = (wide - top).exp_().scatter_(1, at, 0)
    return exp, exp.sum(1), gap, at
