"""ONNX Runtime on the CPU: the operator SoftmaxCrossEntropyLoss; it has no gradient."""

from functools import cache

import onnxruntime

from implementations import _onnx_model, _options

FRAMEWORK = "numpy"
KNOWN_FAILURES = (
    _options.WEIGHED_TOO_LATE
    | _options.ADDED_TOO_COARSELY
    | _options.AVERAGED_TOO_LATE
    | {
        "empty_batch/*": "the Reshape that it is made of refuses an array without elements",
        "targets_out_of_range/*": "a target of -1 is the last class, which the operator forbids: "
        "microsoft/onnxruntime#28004",
        "value/cross_entropy/nonfinite_table/float64/*": "a NaN in the last class is not seen",
        "total_of_many/plain_mean/all_equal/float32/*": "a million losses are added in float32",
    }
)
DTYPES = ("float64", "float32", "float16")
HOMEPAGE = "https://onnxruntime.ai"


def cross_entropy(logits, targets, *, weight=None, ignore_index=None, reduction="none"):
    return _onnx_model.losses(_session, logits, targets, weight, ignore_index, reduction)


def spatial_cross_entropy(logits, targets):
    return cross_entropy(logits, targets)


@cache
def _session(dtypes, rank, attributes):
    model = _onnx_model.softmax_cross_entropy_loss(dtypes, rank, **dict(attributes))
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # an error is raised as well
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return lambda feeds: session.run(None, feeds)[0]
