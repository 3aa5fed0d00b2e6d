"""Memory in sizes of the logits, which is what a method costs whatever it is given."""

from reports._cases import size
from reports._numbers import multiple
from reports._pace import Entry
from reports._record import Record

_ITEMSIZE = {"float64": 8, "float32": 4, "bfloat16": 2, "float16": 2}


def logits(record: Record) -> int:
    """The bytes of the logits; 0 for a dtype of which nobody knows."""
    classes, examples = size(record.shape)
    return examples * classes * _ITEMSIZE.get(record.dtype, 0)


def peak(entry: Entry | None) -> str:
    """1.00x, of the inputs' logits and above them; nothing where nobody can tell."""
    found = entry.timing.peak_memory if entry else None
    if entry is None or found is None or not (whole := logits(entry.record)):
        return ""
    return f"{multiple(found / whole)}x"
