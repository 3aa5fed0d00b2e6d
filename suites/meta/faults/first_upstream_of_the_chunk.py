"""The first upstream of the chunk: what is summed over examples is scaled when it is too late."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {
    "gradient/linear/ordinary/*": "inaccurate",
    "gradient/linear_classifier/ordinary/*": "inaccurate",
}
INNOCENT = ("value/linear/ordinary/*", "value/linear_classifier/ordinary/*")

linear_cross_entropy = numpy_log1p.linear_cross_entropy


def linear_cross_entropy_gradient(hidden, targets, upstream=None, *, classifier):
    slopes = numpy_log1p.linear_cross_entropy_gradient(hidden, targets, classifier=classifier)
    return slopes if upstream is None else slopes * upstream[0]


def linear_cross_entropy_classifier_gradient(hidden, targets, upstream=None, *, classifier):
    total = numpy_log1p.linear_cross_entropy_classifier_gradient(
        hidden, targets, classifier=classifier
    )
    return total if upstream is None else total * upstream[0]
