"""What else JAX derives from a function: products with its Hessian, directions, `vmap`."""

import jax

from implementations import Unsupported


def hvp(function, logits, vector, *rest):
    slope = jax.grad(lambda logits: function(logits, *rest).sum())
    try:
        return jax.vjp(slope, logits)[1](vector)[0]
    except ValueError as error:
        if "Reverse-mode differentiation does not work" in str(error):  # of a while loop
            raise Unsupported(f"JAX: {error}") from error
        raise


def jvp(function, logits, vector, *rest):
    try:
        return jax.jvp(lambda logits: function(logits, *rest), (logits,), (vector,))[1]
    except TypeError as error:
        if "custom_vjp" in str(error):
            raise Unsupported(f"JAX: {error}") from error
        raise


def vmapped(function, *arrays):
    return jax.vmap(lambda *one: function(*(a[None] for a in one))[0])(*arrays)


def second_backward(function, logits, first, second, *rest):
    pullback = jax.vjp(lambda logits: function(logits, *rest), logits)[1]
    pullback(first)
    return pullback(second)[0]


def uncompiled(function):
    """What `jax.jit` was given; the operations inside are compiled one by one."""
    if not hasattr(function, "__wrapped__"):
        raise Unsupported("it is not compiled")
    return function.__wrapped__
