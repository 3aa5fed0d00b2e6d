"""The lines of one results file, each checked against the classes of the format."""

import gzip
import math
import zlib
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from reports._record import KINDS, SCHEMA, VERDICTS, Footer, Header, Record

Line = Header | Record | Footer

_ADAPTERS: dict[str, TypeAdapter[Any]] = {kind: TypeAdapter(of) for kind, of in KINDS.items()}


class BrokenResults(Exception):
    """A results file cannot be read or merged; the message is a sentence that says why."""


def parsed(path: Path) -> tuple[list[Line], tuple[str, ...]]:
    """The lines of *path*, the first of them a header, and what was wrong but not fatal.

    A last line that is no JSON is what a killed writer leaves behind: it is dropped with a
    warning. Anything else that is wrong raises `BrokenResults`.
    """
    raw = _raw(path)
    lines: list[Line] = [_first(path, raw[0])]
    for number, text in enumerate(raw[1:], start=2):
        content = _json(text)
        if content is None and number == len(raw):
            return lines, (f"{path}, line {number} is half-written, so it was left out.",)
        lines.append(_line(f"{path}, line {number}", content))
    return lines, ()


def _raw(path: Path) -> list[str]:
    try:
        content = path.read_bytes()
        text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    except FileNotFoundError:
        raise BrokenResults(f"{path}: no such file; `nox` makes results files.") from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise BrokenResults(
            f"{path} is not a whole gzip file: it was cut off or damaged, so get it again."
        ) from None
    except OSError as error:
        raise BrokenResults(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BrokenResults(f"{path} is not a text file, so no results file.") from None
    if not text.strip():
        raise BrokenResults(f"{path} is empty: the run ended before it began; run it again.")
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")


def _first(path: Path, text: str) -> Line:
    content = _json(text)
    if not isinstance(content, dict) or content.get("kind") != "header":
        raise BrokenResults(
            f"{path}, line 1: not a header of xentbench, so {path.name} is no results file; "
            "name the files that `nox` wrote."
        )
    return _line(f"{path}, line 1", content)


def _line(where: str, content: object) -> Line:
    if not isinstance(content, dict):
        raise BrokenResults(
            f"{where}: not a JSON object, although the lines around it are; the file was "
            "damaged after it was written, so run it again."
        )
    kind = content.get("kind")
    if not isinstance(kind, str) or kind not in _ADAPTERS:
        raise BrokenResults(f"{where}: of kind {kind!r}, and there is only {', '.join(KINDS)}.")
    if kind == "header" and content.get("schema") != SCHEMA:
        raise BrokenResults(
            f"{where}: written in schema {content.get('schema')} of the format, and this is a "
            f"reader of schema {SCHEMA}; read it with the xentbench that wrote it "
            f"({content.get('version', 'unknown version')})."
        )
    try:
        line: Line = _ADAPTERS[kind].validate_python(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the line"
        message = first["msg"][0].lower() + first["msg"][1:]
        raise BrokenResults(f"{where}: {kind}, {place}: {message}; run it again.") from None
    if isinstance(line, Record):
        _check(where, line)
    return line


def _check(where: str, record: Record) -> None:
    """What the types do not say."""
    if record.verdict and record.verdict not in VERDICTS:
        known = ", ".join(VERDICTS)
        raise BrokenResults(f"{where}: record, verdict: {record.verdict!r} is none of {known}.")
    for number in (number for row in record.panel for number in row):
        if not _is_hex(number):
            raise BrokenResults(f"{where}: record, panel: {number!r} is no hex float.")


def _is_hex(text: str) -> bool:
    try:
        return not math.isnan(float.fromhex(text)) or text.lstrip("+-").lower() == "nan"
    except (ValueError, OverflowError):
        return False


def _json(text: str) -> object:
    """The content of one line; None where it is no JSON (which has no NaN and no infinity)."""
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError:
        return None
