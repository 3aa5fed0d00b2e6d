"""A model of one ONNX operator, as an exporter writes it: SoftmaxCrossEntropyLoss of opset 13."""

import numpy as np
from onnx import TensorProto, helper

_TYPES = {
    "float64": TensorProto.DOUBLE,
    "float32": TensorProto.FLOAT,
    "float16": TensorProto.FLOAT16,
    "int64": TensorProto.INT64,
    "int32": TensorProto.INT32,
}


def feeds(logits, targets, weight):
    """The inputs by name."""
    given = {"logits": logits, "targets": targets}
    return given if weight is None else given | {"weight": weight}


def softmax_cross_entropy_loss(dtypes, rank, **attributes):
    """For inputs of these dtypes, in the order of `feeds`. TypeError where ONNX has none."""
    names = ["logits", "targets", "weight"][: len(dtypes)]
    if strange := [dtype for dtype in dtypes if dtype not in _TYPES]:
        raise TypeError(f"SoftmaxCrossEntropyLoss takes no {strange[0]}")
    ranks = [rank, rank - 1, 1]
    inputs = [
        helper.make_tensor_value_info(name, _TYPES[dtype], [None] * dimensions)
        for name, dtype, dimensions in zip(names, dtypes, ranks, strict=False)
    ]
    output = helper.make_tensor_value_info("loss", _TYPES[dtypes[0]], None)
    node = helper.make_node("SoftmaxCrossEntropyLoss", names, ["loss"], **attributes)
    graph = helper.make_graph([node], "loss", inputs, [output])
    opset = helper.make_opsetid("", 13)
    return helper.make_model(graph, opset_imports=[opset], ir_version=8)


def losses(run_on, logits, targets, weight, ignore_index, reduction):
    """What `run_on(dtypes, rank, attributes)`, a callable of feeds, answers."""
    given = feeds(logits, targets, weight)
    dtypes = tuple(array.dtype.name for array in given.values())
    attributes = (("reduction", reduction),)
    if ignore_index is not None:
        attributes += (("ignore_index", ignore_index),)
    return np.asarray(run_on(dtypes, logits.ndim, attributes)(given))
