"""The most telling of the points at which an implementation breaks, in words."""

from collections.abc import Sequence

from reports._numbers import count, place
from reports._reaches import SEVERITY, Place, Step, followed, place_of
from reports._record import Record
from reports._verdicts import CODES, QUANTITIES, dtypes

#: When the parameter of a ray has come so far, in a sentence.
MEANINGS = {
    "scale": "once the largest logit is {}",
    "common_offset": "once {} is added to all logits",
    "confident_gap": "once the target leads by {}",
    "wrong_gap": "once the target lies {} behind",
    "classes": "once there are {} classes",
}
#: What the parameter is, in a heading.
PARAMETERS = {
    "scale": "the largest logit",
    "common_offset": "added to all logits",
    "confident_gap": "the target's lead",
    "wrong_gap": "how far it lies behind",
    "classes": "their number",
}
#: What a verdict that is worse than "conditioned" says, in a sentence.
FATES = {
    "absolute": "Its small {}s begin to lose digits",
    "inaccurate": "Its {} is inaccurate",
    "exceptional": "Its {} is exceptional",
}
CAPTION = (
    "Breaks at: along each ray one number grows; shown is the first known point at which the "
    "worst verdict of all rays was met, in the most usual dtype in which any was."
)


def telling(records: Sequence[Record]) -> tuple[Place, Step] | None:
    """Of one implementation the worst verdict, of a value before that of a gradient.

    In the most usual dtype in which it breaks; None where it does not.
    """
    rays = followed(records)
    mine = [r for r in rays if (r.loss, r.device) == (rays[0].loss, rays[0].device)]
    for dtype in dtypes(mine):
        there = [record for record in mine if record.dtype == dtype]
        found = [p for q in QUANTITIES for r in there if (p := place_of(r, q)).steps]
        if found:
            worst = max(found, key=lambda place: SEVERITY[place.steps[-1].verdict])
            return worst, worst.steps[-1]
    return None


def brief(records: Sequence[Record], usual: str) -> str:
    """EXC 88.72 (scale): of one implementation; the dtype too, where it is not the usual one."""
    if not followed(records):
        return ""
    if (found := telling(records)) is None:
        return "none known"
    where, step = found
    dtype = f", {where.record.dtype}" * (where.record.dtype != usual)
    return f"{CODES[step.verdict]} {place(step.parameter)} ({where.record.regime}{dtype})"


def sentence(records: Sequence[Record]) -> str:
    """Its value is exceptional once the largest logit is 88.72 (float32)."""
    rays = followed(records)
    if not rays:
        return ""
    if (found := telling(rays)) is None:
        number = count(len({record.regime for record in rays}), "ray")
        return f"No break is known along {number} in {', '.join(dtypes(rays))}."
    where, step = found
    ray = where.record.regime
    when = MEANINGS.get(ray, f"once `{ray}` is {{}}").format(place(step.parameter))
    fate = FATES.get(step.verdict, f"Its {{}} is no better than {step.verdict}").format(
        where.quantity
    )
    return f"{fate} {when} ({where.record.dtype})."
