"""What a wrong answer is told as: what was computed, what is true, where, and how to ask again."""

import os
import shlex
from math import inf
from typing import Any

from reports._failures import session
from suites.case import Case
from suites.judgement import Judgement
from suites.reference import Reference
from xentbench.plan import Cell

WHOLE_ROW = 64  #: classes, up to which the worst row is kept entire


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


def worst(judgement: Judgement, reference: Reference, case: Case) -> dict[str, Any]:
    """The entry that decided, with its row: whole up to 64 classes, else what made it up."""
    row, *entry = judgement.worst or (0,)
    logits, target = case.logits[row], int(case.targets[row])
    high, low = judgement.exact
    found: dict[str, Any] = {
        "row": row if judgement.worst else None,
        "entry": entry[0] if entry else None,
        "target": target,
        "computed": judgement.computed.hex(),
        "exact": [high.hex(), low.hex()],
        "nearest": judgement.nearest.hex(),
        "condition": float(reference.condition[judgement.worst]),
        "decided by tier": int(reference.tiers[judgement.worst[: reference.tiers.ndim]]),
    }
    if len(logits) <= WHOLE_ROW:
        found["logits"] = [float(x).hex() for x in logits]
    else:
        found["maximum"] = float(logits.max()).hex()
        found["at target"] = float(logits[target]).hex()
        if entry:
            found["at entry"] = float(logits[entry[0]]).hex()
    return found


def wrong(question: str, cell: Cell, judgement: Judgement, promise: str, place: dict) -> str:
    """The message of a wrong answer, in five lines."""
    verdict = judgement.verdict
    where = "all" if place["row"] is None else f"row {place['row']}"
    if place["entry"] is not None:
        own = "the target's entry" if place["entry"] == place["target"] else "not the target"
        where += f", class {place['entry']} ({own})"
    logits = place.get("logits") or [
        f"{key} {place[key]}" for key in ("maximum", "at target", "at entry") if key in place
    ]
    if len(logits) > 12:
        logits = [*logits[:12], f"... {len(logits) - 12} more"]
    off = f" by {judgement.error:.3g} ulp" if 0 < judgement.error < inf else ""
    return "\n".join(
        (
            f"{question} of {cell.implementation} is {verdict}{off}; it promises: {promise}",
            f"  computed  {judgement.computed:.9g}  ({place['computed']})",
            f"  exact     {judgement.exact[0]:.9g}  ({place['exact'][0]}; "
            f"nearest in {cell.dtype}: {place['nearest']})",
            f"  where     {where} of {cell.shape} in regime {cell.regime}, {cell.dtype} on "
            f"{cell.device}; target {place['target']}",
            f"  logits    {', '.join(logits)}",
        )
    )
