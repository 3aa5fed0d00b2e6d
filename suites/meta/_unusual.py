"""The implementations that are right in unusual ways, and what is asked of which of them.

Here a part is asked, so that it takes a minute; `pytest --implementations suites/meta/unusual`
asks all of everybody, and who changes a question or a threshold should.
"""

import ast
from itertools import chain
from pathlib import Path

from suites.meta._faults import BOTH, MAIN, PROMISES, PROPERTIES, ROOT, paths, questions

FOLDER = Path("suites", "meta", "unusual")
PATHS = {path.stem: path for path in sorted((ROOT / FOLDER).glob("[!_]*.py"))}
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
#: Named on the command line, so that they are asked in all regimes of relatives.
RELATIVES = "binary_soft", "ignored", "soft_targets", "weighted_mean"
#: What is asked of everybody, and what costs most and is asked of these.
EVERYBODY = paths(BOTH, MAIN, REGIMES, ["float32", "bfloat16"], ["64x10"])
OF_FEW = {
    ("classes_reversed", "shards_of_classes", "torch_saved_gradient"): paths(
        questions(PROMISES) - {*BOTH}, MAIN
    ),
    ("classes_reversed", "halves", "tiles_of_five"): paths(questions(PROPERTIES), MAIN),
    ("jax_custom_jvp", "jax_while_loop"): paths(["hessian_times_vector"], MAIN),
    ("torch_binary_as_two_classes", "torch_two_sums"): paths(BOTH, RELATIVES),
    ("double_double",): paths(["breaks"], MAIN, ["*"], ["float32"]),
    ("shards_of_classes",): paths(["training"], MAIN, ["separable"], ["float32"]),
}


def places(name):
    """Globs over the cells that are asked of it."""
    few = [globs for names, globs in OF_FEW.items() if name in names]
    return ["importable/*", *EVERYBODY, *chain.from_iterable(few)]
