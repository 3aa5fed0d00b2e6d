"""The classifier's gradient without the upstream one: examples count alike in what is added up."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"gradient/linear_classifier/ordinary/*": "inaccurate"}
INNOCENT = ("value/linear_classifier/ordinary/*", "gradient/linear/ordinary/*")

linear_cross_entropy = numpy_log1p.linear_cross_entropy
linear_cross_entropy_gradient = numpy_log1p.linear_cross_entropy_gradient


def linear_cross_entropy_classifier_gradient(hidden, targets, upstream=None, *, classifier):
    slopes = numpy_log1p.cross_entropy_gradient(hidden @ classifier.T, targets)
    return slopes.T @ hidden
