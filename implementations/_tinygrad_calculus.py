"""What else tinygrad derives from a function: products with its Hessian, and no more."""

from implementations import Unsupported


def hvp(function, logits, vector, *rest):
    """By a backward pass through the first."""
    (gradient,) = function(logits, *rest).sum().gradient(logits)
    return (gradient * vector).sum().gradient(logits)[0]


def jvp(function, logits, vector, *rest):
    raise Unsupported("tinygrad has no forward mode")


def vmapped(function, *arrays):
    raise Unsupported("tinygrad has no vmap")


def second_backward(function, logits, first, second, *rest):
    losses = function(logits, *rest)
    (losses * first).sum().gradient(logits)
    return (losses * second).sum().gradient(logits)[0]


def uncompiled(function):
    raise Unsupported("it is not compiled")
