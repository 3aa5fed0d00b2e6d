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


def cross_entropy_and_gradient(logits, targets, upstream=None, *, out=None):
    """(losses, gradient) of the same terms, for who has the upstream gradient already.

    The gradient is written to *out*, if given: of the logits' shape and dtype, and apart from them.
    """
    upstream = logits.new_ones(len(logits)) if upstream is None else upstream
    if out is None:
        out = torch.empty_like(logits, memory_format=torch.contiguous_format)
    if (out.shape, out.dtype) != (logits.shape, logits.dtype):
        raise ValueError(f"out has to be {logits.dtype}, of shape {tuple(logits.shape)}")
    with torch.no_grad():
        return _written(logits, targets.long(), upstream, out), out


class _CrossEntropy(torch.autograd.Function):
    """Terms are computed in the place of the last block's, or of the gradient: pages cost more."""

    @staticmethod
    def forward(ctx, logits, targets):
        ctx.save_for_backward(logits, targets)
        losses = logits.new_empty(len(logits))
        for some, place in _blocks(logits):
            rest, gap, _ = _terms(logits[some], targets[some], place)
            losses[some] = gap + torch.log1p(rest)
        return losses

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, upstream):
        logits, targets = ctx.saved_tensors
        gradient = torch.empty_like(logits, memory_format=torch.contiguous_format)
        _written(logits, targets, upstream, gradient)
        return gradient, None


def _written(logits, targets, upstream, gradient):
    """Write the gradient, and return the losses, which cost a number for each row."""
    losses = logits.new_empty(len(logits))
    for some, place in _blocks(logits):
        exp = gradient[some] if gradient.dtype == place.dtype else place
        rest, gap, at = _terms(logits[some], targets[some], exp)
        losses[some] = gap + torch.log1p(rest)
        whole, scale = 1 + rest, upstream[some].to(exp.dtype)
        slope = torch.where(gap > 0, torch.exp(-gap) / whole - 1, -(gap + rest) / whole)
        exp.scatter_(1, at, 1).mul_((scale / whole)[:, None])
        exp.scatter_(1, targets[some, None], (scale * slope)[:, None])
        if exp is place:
            gradient[some] = exp
    return losses


def _blocks(logits):
    """Slices of rows, each with memory for what is computed of them."""
    rows, classes = logits.shape
    step = max(1, BLOCK // max(1, classes))
    wide = torch.promote_types(logits.dtype, torch.float32)
    memory = logits.new_empty((min(rows, step), classes), dtype=wide)
    for start in range(0, rows, step):
        yield slice(start, start + step), memory[: min(step, rows - start)]


def _terms(logits, targets, exp):
    """Write exp of what each is below the top, 0 there, to *exp*; their sum, the gap, the top.

    In every layout they are copied before they are added up, in the same order.
    """
    exp.copy_(logits)
    top, at = exp.max(1, keepdim=True)
    gap = (top - exp.gather(1, targets[:, None]))[:, 0]
    exp.sub_(top).exp_().scatter_(1, at, 0)
    return exp.sum(1), gap, at
