"""What a loss need not say: `suites.losses` describes each of these."""

import numpy as np

TIERS = 0, 1, 2
SETTINGS = None
ELEMENTWISE = False
INPUTS = "logits"
ACROSS = False
GRADIENT = "_gradient"


def inputs(case):
    return case.logits


def given(case):
    return (case.targets,)


def options(case):
    return {}


def rows(case):
    return case.logits, case.targets


def ignored(case):
    return False


def row_scale(case):
    return 1.0


def whole(case):
    return 1.0


def value_unit(rough, targets):
    return np.ones(len(targets))


def gradient_unit(rough, targets):
    return np.ones(rough.logits.shape)


def lenient(rough, targets):
    if targets.ndim == 1:
        return targets[:, None] == np.arange(rough.logits.shape[1])
    return targets > 0


def value_condition(rough, targets, slopes):
    return np.nan_to_num(rough.gaps * np.abs(slopes)).sum(-1)


def called(function):
    return function


def present(array):
    return array


def restore(array, case):
    return array
