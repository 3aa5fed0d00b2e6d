"""Takes the largest logit for the sum of all: its square is close to the z-loss where one leads."""

from implementations import numpy_log1p

FRAMEWORK = "numpy"
CAUGHT = {"value/z_loss/ordinary/*": "inaccurate"}
INNOCENT = ("gradient/z_loss/*",)

z_loss_gradient = numpy_log1p.z_loss_gradient


def z_loss(logits):
    return logits.max(axis=-1) ** 2
