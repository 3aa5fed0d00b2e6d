"""What regimes draw with: classes, thresholds of a format, leads, and steps on its grid."""

import numpy as np


def any_class(rng, shape):
    """One class a row, each as likely as the others."""
    num_examples, num_classes = shape
    return rng.integers(num_classes, size=num_examples)


def any_or_likeliest(rng, logits):
    """Any class and the likeliest one in turn: a large loss, then a small one."""
    targets = any_class(rng, logits.shape)
    targets[1::2] = logits[1::2].argmax(axis=1)
    return targets


def end_class(shape):
    """The first, the middle and the last class in turn, where kernels begin and end a tile."""
    num_examples, num_classes = shape
    return np.resize([0, num_classes // 2, num_classes - 1], num_examples)


def other_class(rng, classes, shape):
    """One class a row that is not the given one, unless there is only one."""
    num_examples, num_classes = shape
    return (classes + 1 + rng.integers(max(num_classes - 1, 1), size=num_examples)) % num_classes


def per_row(shape):
    """The shape of one number for each row, to broadcast over its classes."""
    return shape[0], 1


def absorption(format):
    """The gap at which 1 + exp(-gap) is 1."""
    return -np.log(format.unit_roundoff)


def subnormal(format):
    """The gap past which exp(-gap) is subnormal."""
    return -np.log(format.tiny)


def underflow(format):
    """The gap at which exp(-gap) is the smallest number there is."""
    return -np.log(format.smallest_subnormal)


def overflow(format):
    """The logit past which exp is infinite."""
    return np.log(format.max)


def put(logits, classes, values):
    """Write one entry in each row, in place."""
    np.put_along_axis(logits, classes[:, None], np.reshape(values, (-1, 1)), axis=1)
    return logits


def logsumexp(logits):
    return np.logaddexp.reduce(logits, axis=1)


def lead(logits, targets, gaps):
    """Lift each target above the log-sum-exp of the other classes, in place.

    The loss is log1p(exp(-gap)) whatever the number of classes; a negative gap trails.
    """
    others = logsumexp(put(logits.copy(), targets, -np.inf))
    return put(logits, targets, np.where(np.isinf(others), 0, others) + gaps)


def step(number, steps, format):
    """The value of the format so many encodings above one of its values."""
    magnitude = np.abs(number)
    quantum = format.ulp(magnitude)
    binade = np.frexp(quantum)[1] - np.frexp(format.smallest_subnormal)[1]
    significand = (magnitude / quantum).astype(np.int64)
    ordinal = (binade.astype(np.int64) << (format.precision - 1)) + significand
    return decode(np.where(number < 0, -ordinal, ordinal) + steps, format)


def decode(ordinals, format):
    """The values whose encodings, read as sign and magnitude, are the given integers."""
    magnitude = np.abs(ordinals)
    width = format.precision - 1
    binade = np.maximum((magnitude >> width) - 1, 0)
    significand = magnitude - (binade << width)
    value = np.ldexp(significand.astype(np.float64), binade + format.min_exponent - width)
    return np.copysign(value, ordinals)
