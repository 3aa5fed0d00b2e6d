"""Every combination of weight, label_smoothing, ignore_index and reduction of cross-entropy.

Each option alone is simple; what one does to the denominator or the shares of another is where
libraries differ. The meaning is PyTorch's: an ignored example is 0 and has no gradient, and the
mean divides by the sum of the weights of the targets that count.
"""

from itertools import product

import numpy as np

from suites.losses import cross_entropy, smoothed, weighted
from suites.nonfinite import CROSS_ENTROPY, MIXTURE

FUNCTION = "cross_entropy"
TIERS = smoothed.TIERS
IGNORE_INDEX = -100

_WORDS = ("", "weighted"), ("", "smoothed"), ("", "ignored"), ("", "sum", "mean")
_PLAIN = {"": "cross_entropy", "sum": "plain_sum", "mean": "plain_mean"}
_OTHERS = {"cross_entropy", "weighted", "smoothed", "weighted_smoothed"}  # files of their own


def _settings():
    for words in product(*_WORDS):
        name = "_".join(filter(None, words))
        if (name := _PLAIN.get(name, name)) not in _OTHERS:
            yield name, {"chosen": words}
    for reduction in _WORDS[-1]:
        words = ("", "", "all_ignored", reduction)
        yield "_".join(filter(None, words)), {"chosen": words}
    yield "weightless_mean", {"chosen": ("weightless", "", "", "mean")}


SETTINGS = dict(_settings())


def NONFINITE(chosen):  # noqa: N802
    return MIXTURE if chosen[1] else CROSS_ENTROPY


def value(a, logits, targets, chosen):
    return _formula(chosen).value(a, logits, targets)


def gradient(a, logits, targets, chosen):
    return _formula(chosen).gradient(a, logits, targets)


def gradient_condition(rough, targets, chosen):
    return _formula(chosen).gradient_condition(rough, targets)


def value_unit(rough, targets, chosen):
    return smoothed.value_unit(rough, targets) if chosen[1] else np.ones(len(targets))


def gradient_unit(rough, targets, chosen):
    if chosen[1]:
        return smoothed.gradient_unit(rough, targets)
    return np.ones(rough.logits.shape)


def options(case, chosen):
    weight, smoothing, ignored, reduction = chosen
    found = {"weight": _weights(case, chosen)} if weight else {}
    found |= smoothed.options(case) if smoothing else {}
    found |= {"ignore_index": IGNORE_INDEX} if ignored else {}
    return found | ({"reduction": reduction} if reduction else {})


def given(case, chosen):
    return (np.where(ignored(case, chosen), IGNORE_INDEX, case.targets),)


def rows(case, chosen):
    if chosen[1]:
        logits, mixture = smoothed.rows(case)
        return logits, mixture * _weights(case, chosen)
    return case.logits, case.targets


def ignored(case, chosen):
    """Every third example, or all."""
    rows = np.arange(len(case.targets))
    return {"": rows < 0, "ignored": rows % 3 == 1, "all_ignored": rows >= 0}[chosen[2]]


def row_scale(case, chosen):
    return 1.0 if chosen[1] else _weights(case, chosen)[case.targets]


def whole(case, chosen):
    if chosen[-1] != "mean":
        return 1.0
    return float(_weights(case, chosen)[case.targets][~ignored(case, chosen)].sum())


def _formula(chosen):
    return smoothed if chosen[1] else cross_entropy


def _weights(case, chosen):
    classes = case.logits.shape[1]
    given = {"": np.ones(classes), "weightless": np.zeros(classes)}
    return given[chosen[0]] if chosen[0] in given else weighted.options(case)["weight"]
