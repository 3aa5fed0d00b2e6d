"""What else MLX derives from a function: products with its Hessian, directions, `vmap`."""

import mlx.core as mx

from implementations import Unsupported


def hvp(function, logits, vector, *rest):
    slope = mx.grad(lambda logits: function(logits, *rest).sum())
    return mx.vjp(slope, [logits], [vector])[1][0]


def jvp(function, logits, vector, *rest):
    return mx.jvp(lambda logits: function(logits, *rest), [logits], [vector])[1][0]


def vmapped(function, *arrays):
    return mx.vmap(lambda *one: function(*(a[None] for a in one))[0])(*arrays)


def second_backward(function, logits, first, second, *rest):
    raise Unsupported("MLX keeps no graph that a second backward pass could go through")


def uncompiled(function):
    raise Unsupported("it is not compiled")
