"""What a wrong answer is told as: what was computed, what is true, where, and how to ask again."""

import os
import shlex
from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from reports._failures import session
from suites.case import Case
from suites.judgement import Judgement
from suites.losses import Loss
from suites.reference import Reference
from xentbench.plan import Cell

WHOLE_ROW = 64  #: classes, up to which the worst row is kept entire
ROWS = (
    "logits",
    "probs",
    "hidden",
    "labels",
    "shares",
)  #: what is kept of it, as far as there is such
PARTS = "maximum", "at target", "at entry", "labels at entry", "shares at entry"
SHOWN = 12  #: numbers of a row in a message


def command(question: str, cell: Cell, *, seed: int = 0, sources: tuple[str, ...] = ()) -> str:
    """The options of pytest that ask this one cell again."""
    options = {"question": question, **vars(cell)}
    words = [word for axis, value in options.items() if value for word in (f"--{axis}", value)]
    words += [f"--implementations={source}" for source in sources]
    return shlex.join([*words, "--seed", str(seed)] if seed else words)


def door(question: str, framework: str, options: str) -> str:
    """The whole command, for a reader who came in through nox or through pytest."""
    inside = "NOX_CURRENT_SESSION" in os.environ
    return f"{session(question, framework)} -- {options}" if inside else f"pytest {options}"


def worst(loss: Loss, judgement: Judgement, reference: Reference, case: Case) -> dict[str, Any]:
    """The entry that decided, with its row: whole up to 64 numbers, else what made it up."""
    high, low = judgement.exact
    found: dict[str, Any] = {
        "computed": judgement.computed.hex(),
        "exact": [high.hex(), low.hex()],
        "nearest": judgement.nearest.hex(),
        "condition": float(reference.condition[judgement.worst]),
        "decided by tier": int(reference.tiers[judgement.worst[: reference.tiers.ndim]]),
    }
    if loss.said("ACROSS") and len(judgement.worst) > 1:  # of which every row is a part
        return found | dict(zip(("class", "feature"), judgement.worst, strict=True))
    row, *entry = judgement.worst or (0,)
    found |= {"row": row if judgement.worst else None, "entry": entry[0] if entry else None}
    return found | _row(loss, case, row, found["entry"])


def _row(loss: Loss, case: Case, row: int, entry: int | None) -> dict[str, Any]:
    """What the function was given of it: logits or other inputs; class, labels or shares."""
    inputs, given = loss.ask("inputs", case), loss.ask("given", case)
    if loss.said("ACROSS"):  # the rows are beside what it is differentiated in
        inputs, *given = given
    targets = given[0] if given else None
    found: dict[str, Any] = {"target": None}
    places = {"at entry": entry}
    if targets is not None and targets.ndim == 1:
        found["target"] = places["at target"] = int(targets[row])
    numbers = {loss.said("INPUTS"): inputs[row]}
    if targets is not None and targets.ndim > 1:
        numbers["labels" if loss.elementwise else "shares"] = targets[row]
    for name, values in numbers.items():
        if len(values) <= WHOLE_ROW:
            found[name] = [float(x).hex() for x in values]
        elif values is numbers[loss.said("INPUTS")]:
            found["maximum"] = float(values.max()).hex()
            found |= {key: float(values[at]).hex() for key, at in places.items() if at is not None}
        elif entry is not None:
            found[f"{name} at entry"] = float(values[entry]).hex()
    return found


def wrong(question: str, cell: Cell, judgement: Judgement, promise: str, place: dict) -> str:
    """The message of a wrong answer, in five lines."""
    verdict = judgement.verdict
    target = "" if place.get("target") is None else f"; target {place['target']}"
    lines = [f"{name:<9} {_told(place[name])}" for name in ROWS if name in place]
    if made := [f"{key} {place[key]}" for key in PARTS if key in place]:
        lines.append(f"{'row':<9} {', '.join(made)}")
    off = f" by {judgement.error:.3g} ulp" if 0 < judgement.error < inf else ""
    return "\n".join(
        (
            f"{question} of {cell.implementation} is {verdict}{off}; it promises: {promise}",
            f"  computed  {judgement.computed:.9g}  ({place['computed']})",
            f"  exact     {judgement.exact[0]:.9g}  ({place['exact'][0]}; "
            f"nearest in {cell.dtype}: {place['nearest']})",
            f"  where     {_where(place)} of {cell.shape} in regime {cell.regime}, {cell.dtype} on "
            f"{cell.device}{target}",
            *(f"  {line}" for line in lines),
        )
    )


def _told(numbers: Sequence[str]) -> str:
    more = [f"... {len(numbers) - SHOWN} more"] * (len(numbers) > SHOWN)
    return ", ".join([*numbers[:SHOWN], *more])


def _where(place: Mapping[str, Any]) -> str:
    if "feature" in place:
        return f"class {place['class']}, feature {place['feature']}"
    where = "all" if place["row"] is None else f"row {place['row']}"
    entry, target = place["entry"], place["target"]
    if entry is not None:
        where += f", class {entry}"
        if target is not None:
            where += " (the target's entry)" if entry == target else " (not the target)"
    return where
