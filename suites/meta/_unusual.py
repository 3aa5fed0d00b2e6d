"""The implementations that are right in unusual ways, and what is asked of which of them.

Here a part is asked, so that it takes a minute; `pytest --implementations suites/meta/unusual`
asks all of everybody, and who changes a question or a threshold should.
"""

import ast
from pathlib import Path

from suites.meta._faults import PROPERTIES, RELATED, ROOT, options

FOLDER = Path("suites", "meta", "unusual")
PATHS = {path.stem: path for path in sorted((ROOT / FOLDER).glob("[!_]*.py"))}
MAIN = ("--loss", "cross_entropy")
QUESTIONS = ("--question", "value", "--question", "gradient")
#: Of each kind of input the one that is most likely to be held against who is right.
REGIMES = (
    "absorbed_crowd", "all_equal", "assorted", "confident_past_absorption", "confidently_wrong",
    "far_spread", "half_ulp_gaps", "inexact_gaps", "infinite_loss", "large_offset",
    "leading_classes_masked", "masked_with_infinity", "nonfinite_table", "subnormal_loss",
    "tied_with_the_target",
)  # fmt: skip


def constants(name):
    """Those that the file assigns, read without importing its framework."""
    tree = ast.parse(PATHS[name].read_text(encoding="utf-8"))
    assigned = [s for s in tree.body if isinstance(s, ast.Assign)]
    named = [(t, s.value) for s in assigned for t in s.targets if isinstance(t, ast.Name)]
    return {target.id: value for target, value in named}


FRAMEWORKS = {name: ast.literal_eval(constants(name)["FRAMEWORK"]) for name in PATHS}
#: Who takes part in the kinds of runs that cost most; everybody does in the others.
OF_FEW = {
    "promises": ("classes_reversed", "shards_of_classes", "torch_saved_gradient"),
    "properties": ("classes_reversed", "halves", "tiles_of_five"),
    "hessian": ("jax_custom_jvp", "jax_while_loop"),
    "related": ("torch_binary_as_two_classes", "torch_two_sums"),
    "rays": ("double_double",),
    "trained": ("shards_of_classes",),
}
RUNS = {
    "regimes": [
        *MAIN, *QUESTIONS, *options("regime", REGIMES), *options("dtype", ("float32", "bfloat16")),
        *("--shape", "64x10"),
    ],
    "promises": [
        *("suites/test_contract.py", "suites/test_gradients.py", "-k", "not test_gradient["), *MAIN,
    ],
    "properties": [*PROPERTIES, *MAIN],
    "hessian": [*MAIN, "--question", "hessian_times_vector"],
    "related": [
        *QUESTIONS, *options("loss", ("binary_soft", "ignored", "soft_targets", "weighted_mean")),
        *options("regime", RELATED), *("--dtype", "float32", "--shape", "64x10"),
    ],
    "rays": [*MAIN, "--question", "breaks", "--dtype", "float32"],
    "trained": [*MAIN, "--question", "training", "--regime", "separable", "--dtype", "float32"],
}  # fmt: skip
