"""What else JAX derives from a function: products with its Hessian, directions, `vmap`."""

from functools import lru_cache, partial

import jax

from implementations import Unsupported


def hvp(function, logits, vector, *rest):
    try:
        return compiled(_hvp, function)(logits, vector, *rest)
    except ValueError as error:
        if "Reverse-mode differentiation does not work" in str(error):  # of a while loop
            raise Unsupported(f"JAX: {error}") from error
        raise


def jvp(function, logits, vector, *rest):
    try:
        return compiled(_jvp, function)(logits, vector, *rest)
    except TypeError as error:
        if "custom_vjp" in str(error):
            raise Unsupported(f"JAX: {error}") from error
        raise


def vmapped(function, *arrays):
    return compiled(_vmapped, function)(*arrays)


@lru_cache(maxsize=256)
def compiled(derivative, *functions):
    """With these for its first arguments: traced once for each shape, as everyone runs it.

    Who decides by values, which no compiler knows, is called as it is; what that costs its users
    is a question of its own.
    """
    plain = partial(derivative, *functions)
    jitted = jax.jit(plain)

    def call(*given):
        try:
            return jitted(*given)
        except jax.errors.ConcretizationTypeError:
            return plain(*given)

    return call


def _hvp(function, logits, vector, *rest):
    slope = jax.grad(lambda logits: function(logits, *rest).sum())
    return jax.vjp(slope, logits)[1](vector)[0]


def _jvp(function, logits, vector, *rest):
    return jax.jvp(lambda logits: function(logits, *rest), (logits,), (vector,))[1]


def _vmapped(function, *arrays):
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
