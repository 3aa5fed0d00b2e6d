"""Sources of implementations from elsewhere, each HONEST but for its manners."""

HONEST = '''"""What numpy_log1p says, and what is written below."""
from implementations.numpy_log1p import *
from implementations import numpy_log1p
FRAMEWORK = "numpy"
'''
IN_PLACE = """
def cross_entropy_gradient(logits, targets, upstream=None):
    logits[...] = numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
    return logits
"""
BY_IDENTITY = """
_last = None, None
def cross_entropy(logits, targets):
    global _last
    if logits is not _last[0]:
        _last = logits, numpy_log1p.cross_entropy(logits, targets)
    return _last[1]
"""
LAZY = """
import numpy as np
class Lazy:
    def __init__(self, *given):
        self.given = given
    def __array__(self, dtype=None, copy=None):
        return numpy_log1p.cross_entropy(*self.given)
def cross_entropy(logits, targets):
    return Lazy(logits, targets)
"""
#: As who makes the gradient along with the losses, whether or not anybody asks for it.
ALWAYS_RECORDS = '''"""Cross-entropy that can always be differentiated."""
import torch
FRAMEWORK = "torch"
def cross_entropy(logits, targets):
    if not logits.requires_grad:
        logits = logits.detach().requires_grad_()
    return torch.nn.functional.cross_entropy(logits, targets, reduction="none")
'''
#: A path of its own for an upstream gradient of ones, which forgets the target.
QUICK_ONES = """
import numpy as np
from scipy.special import softmax
def cross_entropy_gradient(logits, targets, upstream=None):
    if upstream is None:
        return softmax(logits, axis=-1).astype(logits.dtype)
    return numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
"""
IDLE_ROWS = """
import numpy as np
def cross_entropy_gradient(logits, targets, upstream):
    found, asked = np.zeros_like(logits), upstream != 0
    found[asked] = numpy_log1p.cross_entropy_gradient(
        logits[asked], targets[asked], upstream[asked])
    return found
"""
INTO_BUFFER = """
def cross_entropy_and_gradient(logits, targets, upstream=None, *, out=None):
    gradient = numpy_log1p.cross_entropy_gradient(logits, targets, upstream)
    losses = numpy_log1p.cross_entropy(logits, targets)
    if out is None:
        return losses, gradient
    out[...] = gradient
    return losses, out
"""
#: What takes no memory but for its gradient, which is none.
LOGITS_INTO_BUFFER = """
import numpy as np
def cross_entropy_and_gradient(logits, targets, upstream=None, *, out=None):
    out = np.empty_like(logits) if out is None else out
    out[...] = logits
    return logits[:, 0].copy(), out
"""
IN_BFLOAT16 = """
import os, signal, sys, time
def cross_entropy(logits, targets):
    if logits.dtype == "bfloat16":
        {deed}
    return numpy_log1p.cross_entropy(logits, targets)
"""
LOUD = """
import os, sys
print("hello")
def cross_entropy(logits, targets):
    print("x" * 100)
    print("y" * 100, file=sys.__stdout__)
    os.write(1, b"z" * 100)
    assert not sys.stdin.read()
    return numpy_log1p.cross_entropy(logits, targets)
"""
