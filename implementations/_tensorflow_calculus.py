"""What else TensorFlow derives from a function: products with its Hessian, directions, `vmap`."""

from collections.abc import Iterator
from contextlib import contextmanager

import tensorflow as tf

from implementations import Unsupported


def hvp(function, logits, vector, *rest):
    """By a backward pass through the first."""
    with _refusing(), tf.GradientTape() as outer:
        outer.watch(logits)
        with tf.GradientTape() as inner:
            inner.watch(logits)
            losses = function(logits, *rest)
        gradient = inner.gradient(losses, logits)
    with _refusing():
        return outer.gradient(gradient, logits, vector, tf.UnconnectedGradients.ZERO)


def jvp(function, logits, vector, *rest):
    with _refusing(), tf.autodiff.ForwardAccumulator(logits, vector) as forward:
        losses = function(logits, *rest)
    return forward.jvp(losses, tf.UnconnectedGradients.ZERO)


def vmapped(function, *arrays):
    return tf.vectorized_map(lambda one: function(*(a[None] for a in one))[0], arrays)


def second_backward(function, logits, first, second, *rest):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(logits)
        losses = function(logits, *rest)
    tape.gradient(losses, logits, first)
    return tape.gradient(losses, logits, second)


def uncompiled(function):
    """What `tf.function` was given."""
    if not hasattr(function, "python_function"):
        raise Unsupported("it is not compiled")
    return function.python_function


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except LookupError as error:  # an operation without a gradient, or one of a gradient
        raise Unsupported(f"TensorFlow: {str(error).strip().partition(chr(10))[0]}") from error
