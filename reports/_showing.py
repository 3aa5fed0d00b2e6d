"""Whether a failure lies in the cells of a cause, and has an answer of its kind."""

import math
import re
from fnmatch import translate
from functools import lru_cache

from reports._answers import computed
from reports._record import Record
from reports._verdicts import WRONG


def within(record: Record, globs: tuple[str, ...]) -> bool:
    """Does any of the globs fit its cell?"""
    return bool(globs) and _pattern(globs).match(record.cell) is not None


def looks(record: Record, answers: str) -> bool:
    """Is the answer, or its verdict or reason, of the kind that a cause names?"""
    answer = computed(record)
    match answers:
        case "":
            return True
        case "lost":
            return _lost(record, answer)
        case "number":
            return not _lost(record, answer)
        case "zero":
            return answer == 0
        case "wrong":
            return record.verdict in WRONG or not record.verdict
        case "beside 1":
            return record.verdict == "absolute"
        case "kept":
            return record.verdict in ("faithful", "accurate", "conditioned", "absolute")
    return answers in record.reason


def _lost(record: Record, answer: float | None) -> bool:
    if answer is None:
        return any(word in record.reason for word in ("it is nan", "it is inf", "it is -inf"))
    return not math.isfinite(answer)


@lru_cache
def _pattern(globs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, globs)))
