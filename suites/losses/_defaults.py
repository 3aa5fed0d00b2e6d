"""What a loss need not say: `suites.losses` describes each of these.

A loss with SETTINGS is handed its setting, as keywords, in every function.
"""

import numpy as np

TIERS = 0, 1, 2
SETTINGS = None
ELEMENTWISE = False
ACROSS = False
GRADIENT = "_gradient"


def inputs(case, **setting):
    return case.logits


def given(case, **setting):
    return (case.targets,)


def options(case, **setting):
    return {}


def rows(case, **setting):
    return case.logits, case.targets


def ignored(case, **setting):
    return False


def row_scale(case, **setting):
    return 1.0


def whole(case, **setting):
    return 1.0


def value_unit(rough, targets, **setting):
    return np.ones(len(targets))


def gradient_unit(rough, targets, **setting):
    return np.ones(rough.logits.shape)


def lenient(rough, targets, **setting):
    if targets.ndim == 1:
        return targets[:, None] == np.arange(rough.logits.shape[1])
    return targets > 0


def value_condition(rough, targets, slopes, **setting):
    return np.nan_to_num(rough.gaps * np.abs(slopes)).sum(-1)


def called(function, **setting):
    return function


def present(array, **setting):
    return array


def restore(array, case, **setting):
    return array
