"""Usage: python -m reports._published [--write]

Whether README.md and its picture are those of the newest published results.
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from reports import _figure, readme
from reports._headline import few
from reports._reading import BrokenResults, read

PUBLISHED = Path("reports", "published")  #: then <date>/<machine>.jsonl, or .jsonl.gz
OPENING, CLOSING = "<!-- scoreboard -->\n", "<!-- /scoreboard -->"


def newest() -> Path | None:
    """Of the latest date; of several machines the last by name."""
    found = [path for path in PUBLISHED.glob("*/*.jsonl*") if path.suffix in (".jsonl", ".gz")]
    return max(found, default=None)


def stale() -> dict[Path, str]:
    """The files below the working directory that are not what the results make of them."""
    results = newest()
    if results is None:
        return {}
    run = read(results)
    before, _, rest = Path("README.md").read_text(encoding="utf-8").partition(OPENING)
    _, closing, after = rest.partition(CLOSING)
    if not closing:
        raise BrokenResults(f"README.md has no place for a scoreboard: {OPENING.strip()} ...")
    due = {Path("README.md"): f"{before}{OPENING}\n{readme.render(run)}\n{CLOSING}{after}"}
    if races := few(run.records):
        due[Path(readme.picture(results))] = _figure.throughput(races)
    return {path: text for path, text in due.items() if not _holds(path, text)}


def main(arguments: Sequence[str]) -> int:
    """Exit status: 0 when nothing is stale any more, 1 when something is, 2 when it cannot be."""
    if [*arguments] not in ([], ["--write"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        found = stale()
    except BrokenResults as refusal:
        print(refusal, file=sys.stderr)
        return 2
    for path, text in found.items():
        if arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"Written: {path}")
        else:
            print(f"{path} is not what {newest()} makes of it: `nox -s readme -- --write`.")
    if not found:
        print(f"README.md is up to date with {newest() or 'nothing: no results are published'}.")
    return int(bool(found) and not arguments)


def _holds(path: Path, text: str) -> bool:
    found = path.read_text(encoding="utf-8") if path.is_file() else ""
    return _told(found) == _told(text) if path.suffix == ".svg" else found == text


def _told(picture: str) -> list[str]:
    """What a picture says: its layout depends on the fonts of the machine that drew it."""
    return re.findall(r'aria-label="[^"]*"|>[^<]+<', picture)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
