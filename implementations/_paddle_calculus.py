"""What else PaddlePaddle derives from a function: products with its Hessian, and no more."""

import paddle

from implementations import Unsupported


def hvp(function, logits, vector, *rest):
    """By a backward pass through the first."""
    logits = logits.detach()
    logits.stop_gradient = False
    try:
        (gradient,) = paddle.grad([function(logits, *rest)], [logits], create_graph=True)
        return paddle.grad([gradient], [logits], [vector])[0]
    except RuntimeError as error:
        if "higher order" in str(error) or "double grad" in str(error):
            raise Unsupported("Paddle: its backward pass cannot be differentiated") from error
        raise


def jvp(function, logits, vector, *rest):
    raise Unsupported("Paddle has no forward mode, but one by way of two backward passes")


def vmapped(function, *arrays):
    raise Unsupported("Paddle has no vmap")


def second_backward(function, logits, first, second, *rest):
    logits = logits.detach()
    logits.stop_gradient = False
    losses = function(logits, *rest)
    paddle.grad([losses], [logits], [first], retain_graph=True)
    return paddle.grad([losses], [logits], [second])[0]


def uncompiled(function):
    raise Unsupported("it is not compiled")
