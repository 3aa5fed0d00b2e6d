"""The faults, what they declare, and what is asked of which of them."""

import ast
from itertools import product
from pathlib import Path

from suites import losses, regimes
from suites.meta._suspected import BROADLY

ROOT = Path(__file__).parents[2]
FOLDER = Path("suites", "meta", "faults")
MAIN = ("cross_entropy",)
#: Asked wherever the bench asks them by default; all others at one shape in two dtypes.
EVERYWHERE = "spread_out", "stagnating_sum", "targets_past_the_precision"
RELATED = (
    "all_equal", "confident_past_absorption", "confidently_wrong", "masked_with_infinity",
    "nonfinite_table", "ordinary", "overflowing_exp", "underflowing_exp",
)  # fmt: skip


def _declared(path):
    """The constants of a fault, read without importing its framework."""
    found = {}
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        match statement:
            case ast.Assign([ast.Name("FRAMEWORK" | "CAUGHT" | "INNOCENT" as name)], value):
                found[name] = ast.literal_eval(value)
    return found


def questions(files):
    """The names of all that these files ask."""
    trees = [ast.parse((ROOT / file).read_text(encoding="utf-8")) for file in files]
    functions = [s for tree in trees for s in tree.body if isinstance(s, ast.FunctionDef)]
    return {f.name.removeprefix("test_") for f in functions if f.name.startswith("test_")}


def globs(fault):
    """Of all cells that a fault names: the file itself, where it is caught, where innocent."""
    return ("importable/*", *fault.get("CAUGHT", ()), *fault.get("INNOCENT", ()))


FAULTS = {path.stem: _declared(path) for path in sorted((ROOT / FOLDER).glob("[!_]*.py"))}
NAMED = {word for fault in FAULTS.values() for glob in globs(fault) for word in glob.split("/")}
PROVOCATIONS = [name for name in regimes.catalogue() if name in NAMED - {*EVERYWHERE}]
PROPERTIES = sorted(
    path.relative_to(ROOT).as_posix() for path in ROOT.glob("suites/test_properties_*.py")
)
TIMED = "forward", "forward_backward", "forward_backward_given_buffer"
RARE = ("uncountable_examples",)
AROUND = "suites/test_calls.py", "suites/test_sizes.py"
PROMISES = tuple(
    f"suites/test_{file}.py" for file in ("contract", "given_buffer", "gradients", "targets")
)


def options(axis, values):
    return [word for value in values for word in (f"--{axis}", value)]


def paths(*axes):
    """Globs over cells, of each value of the first axes with each other."""
    return ["/".join((*words, "*")) for words in product(*axes)]


BOTH = "value", "gradient"
#: Of all that a fault names, what is asked: where the bench asks it by default, in few dtypes.
PLACES = (
    *paths(questions((*PROMISES, *AROUND, *PROPERTIES)) - {*BOTH}),
    *paths(BOTH, MAIN, EVERYWHERE),
    *paths(BOTH, MAIN, ["ordinary"], ["float32"], ["15x33", "4099x3", "2x131072"]),
    *paths(BOTH, MAIN, PROVOCATIONS, ["float32", "bfloat16"], ["64x10"]),
    *paths(BOTH, {*losses.names()[1:]} & NAMED, RELATED, ["float32"], ["64x10"]),
    *("*_worst_known/*", "*_of_every_logit/*/bfloat16/*", "breaks/cross_entropy/*/float32/*"),
    *("total_of_many/*/float16/*", "training/*/separable/float32/*"),
)
RUNS = {
    "right": ("--benchmark-skip",),
    "rare": ("--benchmark-skip", *options("question", RARE)),
    "timed": (
        *("--benchmark-only", "--benchmark-max-time=0.05"),
        *("--shape", "32x10", "--dtype", "float32"),
    ),
}
ONLY = {"rare": RARE, "timed": TIMED}  #: who is caught by none of these takes no part in that run


def places(name):
    """Globs over all cells that are asked of this fault, or of any of a framework."""
    if name not in FAULTS:
        alike = (n for n, f in FAULTS.items() if f["FRAMEWORK"] == name.partition("_")[0])
        return list(dict.fromkeys(glob for fault in alike for glob in places(fault)))
    return [*globs(FAULTS[name]), *(["*"] if name in BROADLY else [])]


def takes_part(name, kind):
    """In the runs of a few questions, who says that it is caught by one of them."""
    caught = {glob.partition("/")[0] for glob in FAULTS[name].get("CAUGHT", ())}
    return kind not in ONLY or bool(caught & {*ONLY[kind]})
