"""Lines into a results file, with the standard library only: it runs beside every framework."""

import json
import math
from collections.abc import Mapping
from dataclasses import is_dataclass
from pathlib import Path
from typing import IO, Any

from reports._record import Footer, Header, Record


class Writer:
    """Appends to a results file line by line, each flushed: a killed run loses no finished line.

    Raises OSError where the folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: IO[str] = path.open("w", encoding="utf-8")

    def write(self, line: Header | Record | Footer) -> None:
        kind = type(line).__name__.lower()
        content = _jsonable({"kind": kind, **vars(line)})
        self._file.write(json.dumps(content, allow_nan=False, separators=(",", ":")) + "\n")
        self._file.flush()

    def lines(self) -> int:
        """How many the file holds, whatever interrupted the writing of the last."""
        self._file.flush()
        return Path(self._file.name).read_text(encoding="utf-8").count("\n")

    def close(self) -> None:
        self._file.close()


def _jsonable(value: Any) -> Any:
    """JSON has no NaN and no infinities: those become the strings "nan", "inf" and "-inf"."""
    if isinstance(value, Mapping):
        return {str(key): _jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    if is_dataclass(value):
        return _jsonable(vars(value))
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value
