"""ONNX's reference evaluator of the operator SoftmaxCrossEntropyLoss, in NumPy; no gradient."""

from functools import cache

from onnx.reference import ReferenceEvaluator

from implementations import _onnx_model, _options

FRAMEWORK = "numpy"
_UNDERFLOWING = (
    "confidently_wrong",
    "every_encoding",
    "extreme_magnitudes",
    "far_spread",
    "heavy_tailed",
    "log_uniform_magnitudes",
    "low_temperature",
    "masked_by_subtraction",
    "masked_with_a_billion",
    "midpoint_gap",
)
KNOWN_FAILURES = _options.WEIGHED_TOO_LATE | {
    **{
        f"value*/{regime}/*": "the logarithm of a probability that is 0 or subnormal"
        for regime in _UNDERFLOWING
    },
    "value*/float16/*": "a probability is subnormal below 6.1e-5, and 0 below 3e-8",
    "empty_batch/*": "a reshape refuses an array without elements",
    "targets_out_of_range/*": "a target of -1 is the last class: the operator allows no such index",
}
DTYPES = ("float64", "float32", "float16")
HOMEPAGE = "https://onnx.ai"


def cross_entropy(logits, targets, *, weight=None, ignore_index=None, reduction="none"):
    return _onnx_model.losses(_evaluator, logits, targets, weight, ignore_index, reduction)


def spatial_cross_entropy(logits, targets):
    return cross_entropy(logits, targets)


@cache
def _evaluator(dtypes, rank, attributes):
    model = _onnx_model.softmax_cross_entropy_loss(dtypes, rank, **dict(attributes))
    evaluator = ReferenceEvaluator(model)
    return lambda feeds: evaluator.run(None, feeds)[0]
