"""What a case is: a loss in one dtype, with few classes or many, on one device."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from reports._record import Record
from reports._verdicts import FOLLOWED, NOT_RIGHT

FEW = 1024  #: classes; what has more is a language model's vocabulary
BANDS = ("few", "many")


class Key(NamedTuple):
    """Of a case. Who is right in all of its cells that it was asked may be called fast in it."""

    loss: str
    device: str
    dtype: str
    band: str


def key(record: Record) -> Key:
    """Of the case of *record*, whose shape has to be that of a matrix."""
    return Key(record.loss, record.device, record.dtype, band(record.shape))


def main_loss(records: Iterable[Record]) -> str:
    """The one that most was asked of, the first of several: what one uses without options."""
    asked = Counter(record.loss for record in records if record.loss)
    return max(asked, key=lambda loss: asked[loss], default="")


def by_case(records: Iterable[Record]) -> dict[Key, list[Record]]:
    """Without what is of no case: a question about a file as a whole, or one that measures."""
    groups: dict[Key, list[Record]] = {}
    for record in records:
        if record.question in FOLLOWED and record.status not in NOT_RIGHT:
            continue
        if record.dtype and re.fullmatch(r"\d+x\d+", record.shape):
            groups.setdefault(key(record), []).append(record)
    return groups


def band(shape: str) -> str:
    return BANDS[size(shape)[0] > FEW]


def size(shape: str) -> tuple[int, int]:
    """(number of classes, number of examples) of "64x10"."""
    examples, classes = map(int, shape.split("x"))
    return classes, examples
