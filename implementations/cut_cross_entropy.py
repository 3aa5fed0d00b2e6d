"""Apple's cut cross-entropy: on a GPU its Triton kernels, and on a CPU what Inductor compiles."""

from cut_cross_entropy import linear_cross_entropy as cut

from implementations import _linear

FRAMEWORK = "triton"
DTYPES = ("float32", "bfloat16", "float16")  # of float64 it computes the loss in float32
KNOWN_FAILURES = _linear.ROUNDED | {
    "value/linear*/infinite_loss/float16/*": "a logit that overflows float16: inf, where it is not",
    "shapes_and_dtypes/*/bfloat16/*": "its losses are float32",
    "gradient/linear*/*/bfloat16/*": "logits are rounded to 8 bits, then differ",
}
LOSSY = True  # on a GPU gradients below a threshold are left out, as its documentation says
HOMEPAGE = "https://github.com/apple/ml-cross-entropy"


def linear_cross_entropy(hidden, targets, *, classifier):
    impl = "cce" if hidden.is_cuda else "torch_compile"
    return cut(hidden, classifier, targets, reduction="none", impl=impl)
