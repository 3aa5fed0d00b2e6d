"""The faults, what they declare, and what is asked of which of them."""

import ast
from pathlib import Path

from suites import losses, regimes

ROOT = Path(__file__).parents[2]
FOLDER = Path("suites", "meta", "faults")
MAIN = ("--loss", "cross_entropy")
QUESTIONS = ("--question", "value", "--question", "gradient")
#: Asked wherever the bench asks them by default; all others at one shape in two dtypes.
EVERYWHERE = "spread_out", "stagnating_sum", "targets_past_the_precision"
RELATED = (
    "all_equal", "confident_past_absorption", "confidently_wrong", "masked_with_infinity",
    "nonfinite_table", "ordinary", "overflowing_exp", "underflowing_exp",
)  # fmt: skip
WIDE = "2x131072"


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
AROUND = ["suites/test_calls.py", "suites/test_sizes.py"]
#: Who says that it is caught by one of these questions is asked them as well.
SELDOM = {
    kind: [
        n for n, f in FAULTS.items() if any(g.split("/")[0] in asked for g in f.get("CAUGHT", ()))
    ]
    for kind, asked in (
        ("timed", TIMED),
        ("rays", ("breaks",)),
        ("trained", ("training",)),
        ("many", ("total_of_many",)),
        ("known", ("value_worst_known", "gradient_worst_known")),
        ("every", ("value_of_every_logit", "gradient_of_every_logit")),
        ("properties", questions(PROPERTIES)),
        ("around", questions(AROUND)),
    )
} | {"wide": [n for n, f in FAULTS.items() if any(WIDE in g for g in f.get("CAUGHT", ()))]}


def options(axis, values):
    return [word for value in values for word in (f"--{axis}", value)]


RUNS = {
    "promises": [
        *("suites/test_contract.py", "suites/test_given_buffer.py", "suites/test_gradients.py"),
        *("-k", "not test_gradient["),
    ],
    "around": AROUND,
    "everywhere": [*MAIN, *QUESTIONS, *options("regime", EVERYWHERE)],
    "shapes": [
        *MAIN,
        *QUESTIONS,
        *("--regime", "ordinary", "--dtype", "float32"),
        *options("shape", ("15x33", "4099x3")),
    ],
    "wide": [*MAIN, *QUESTIONS, "--regime", "ordinary", "--dtype", "float32", "--shape", WIDE],
    "provoked": [
        *MAIN,
        *QUESTIONS,
        *options("regime", PROVOCATIONS),
        *options("dtype", ("float32", "bfloat16")),
        *options("shape", ("64x10",)),
    ],
    "related": [
        *QUESTIONS,
        *options("loss", [name for name in losses.names()[1:] if name in NAMED]),
        *options("regime", RELATED),
        *("--dtype", "float32", "--shape", "64x10"),
    ],
    "rays": [*MAIN, "--question", "breaks", "--dtype", "float32"],
    "many": ["--question", "total_of_many", "--dtype", "float16"],
    "known": ["--question", "*_worst_known"],
    "every": ["--question", "*_of_every_logit", "--dtype", "bfloat16"],
    "trained": ["--question", "training", "--regime", "separable", "--dtype", "float32"],
    "properties": [*PROPERTIES, "--dtype", "float32"],
    "timed": [
        *("--benchmark-only", "--benchmark-max-time=0.05"),
        *("--shape", "32x10", "--dtype", "float32"),
    ],
}
