"""Ways of computing a cross-entropy whose errors are known: what a judge is tried on."""

import numpy as np
import pytest


@np.errstate(all="ignore")
def log1p_inside_float64(asked):
    """(max - target) + log1p(the other terms), rounded once."""
    x, target = asked.logits, asked.logits[_rows(asked), asked.targets]
    top = x.max(1)
    leader = np.where(target == top, asked.targets, x.argmax(1))
    terms = np.exp(x - top[:, None])
    terms[_rows(asked), leader] = 0
    return asked.format.round((top - target) + np.log1p(terms.sum(1)))


@np.errstate(all="ignore")
def logsumexp_less_target(asked):
    """As in Optax, every operation rounded."""
    fl, top = asked.format.round, asked.logits.max(1)
    total = fl(fl(np.exp(fl(asked.logits - top[:, None]))).sum(1))
    return fl(fl(fl(np.log(total)) + top) - asked.logits[_rows(asked), asked.targets])


@np.errstate(all="ignore")
def naive(asked):
    fl = asked.format.round
    exps = fl(np.exp(asked.logits))
    return -fl(np.log(fl(exps[_rows(asked), asked.targets] / fl(exps.sum(1)))))


def torchs(asked, inside=None):
    """The loss and its gradient as PyTorch has them on a CPU, in the format or a wider one."""
    torch = pytest.importorskip("torch")
    logits = torch.tensor(asked.logits.astype(np.float32)).to(getattr(torch, asked.dtype))
    logits.requires_grad_()
    wide = logits.to(getattr(torch, inside or asked.dtype))
    targets = torch.tensor(asked.targets)
    losses = torch.nn.functional.cross_entropy(wide, targets, reduction="none").to(logits.dtype)
    losses.sum().backward()
    return tuple(x.detach().double().numpy() for x in (losses, logits.grad))


def _rows(asked):
    return np.arange(len(asked.targets))
