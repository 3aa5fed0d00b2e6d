"""Markdown: escaping, tables, and lists that stop before they grow too long."""

import re
from collections.abc import Iterable, Sequence

from tabulate import tabulate

_SPECIAL = re.compile(r"([\\|<*\[]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|^[#>+-](?=\s))")


def text(content: str) -> str:
    """Prose on one line: what Markdown would interpret is escaped, code between backticks not."""
    parts = re.split(r"(`[^`]+`)", " ".join(content.split()))
    return "".join(
        part.replace("|", r"\|") if _is_code(part) else _SPECIAL.sub(r"\\\1", part)
        for part in parts
    )


def code(content: str) -> str:
    """A code span outside of tables, whatever backticks the content holds."""
    content = " ".join(content.split())
    fence = "`" * (max(map(len, re.findall("`+", content)), default=0) + 1)
    pad = " " if "`" in content else ""
    return f"{fence}{pad}{content}{pad}{fence}"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The cells are prose, or code between backticks."""
    return table_of_markup(list(map(text, columns)), [list(map(text, row)) for row in rows])


def table_of_markup(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The cells are Markdown already."""
    return str(tabulate(rows, columns, "github", disable_numparse=True))


def within(blocks: Sequence[str], room: int, noun: str) -> list[str]:
    """The blocks that fit into *room* bytes, at least one, and how many there are besides."""
    fitting: list[str] = []
    used = 0
    for block in blocks:
        used += len(block.encode(errors="replace")) + 1
        if fitting and used > room:
            left = len(blocks) - len(fitting)
            return [*fitting, f"- and {left} more {noun}: results.csv has every one."]
        fitting.append(block)
    return fitting


def _is_code(part: str) -> bool:
    return len(part) > 2 and part.startswith("`") and part.endswith("`")
