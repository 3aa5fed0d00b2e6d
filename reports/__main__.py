"""Usage: python -m reports FORMAT [RESULTS ...] [-o FILE] [OPTIONS OF THE FORMAT]"""

import argparse
import difflib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reports import _formats, _totals
from reports._reading import BrokenResults, Run, read
from reports._schema import json_schema

LATEST = Path("reports", "latest")  #: where `nox` leaves its results

#: What can be asked for besides the formats.
_BESIDES = {
    "all": "Every format that is a file, into one folder, and the terminal's text.",
    "schema": "The JSON Schema of a line of a results file.",
}


class _Refused(Exception):
    """The command makes no sense; the message is a sentence that says why."""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0 when the report was made, whatever it tells; 2 when it could not be.

    1 where everything was rendered and nobody had answered some loss, which only the merged
    results can show.
    """
    words = sys.argv[1:] if argv is None else argv
    try:
        options = _options(words)
        arguments = vars(_parser(options).parse_intermixed_args(words))
        given = {name: found for name in options if (found := arguments.pop(name))}
        dead_ends = _obey(**arguments, options=given)
        sys.stdout.flush()
    except (BrokenResults, _Refused, _formats.Unavailable) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read has enough; Python would complain on its way out
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    for loss in dead_ends:
        print(f"Nobody answered {loss}: ask more implementations, or drop it.", file=sys.stderr)
    return 1 if dead_ends else 0


def _options(words: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Those of the format, which is the first word that is none itself."""
    name = next((word for word in words if not word.startswith("-")), "")
    return _formats.options(name) if name in _formats.names() else {}


def _parser(options: Mapping[str, Sequence[str]]) -> argparse.ArgumentParser:
    formats = {name: _formats.description(name) for name in _formats.names()} | _BESIDES
    width = max(map(len, formats))
    parser = argparse.ArgumentParser(
        prog="python -m reports",
        description="Turn results files into a report.",
        epilog="formats:\n" + "\n".join(f"  {n:{width}}  {says}" for n, says in formats.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("format", metavar="FORMAT", help="one of those below")
    parser.add_argument(
        "results", metavar="RESULTS", nargs="*", type=Path,
        help=f"results files, merged (default: {LATEST}/results-*.jsonl)",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path,
        help=f"write there instead of printing; for all, the folder (default: {LATEST})",
    )  # fmt: skip
    for option, usual in options.items():
        parser.add_argument(
            f"--{option}", action="append", metavar="NAME",
            help=f"may be given several times, and patterns will do (default: {_listed(usual)})",
        )  # fmt: skip
    return parser


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words) or "all"


def _obey(
    format: str, results: Sequence[Path], output: Path | None, options: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Write what was asked for; the losses that nobody answered, if that was everything."""
    name, known = format, (*_formats.names(), *_BESIDES)
    if name not in known:
        close = difflib.get_close_matches(name, known, n=1)
        meant = f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}."
        raise _Refused(f"There is no format called {name}; {meant}")
    if name == "schema":
        _tell(json_schema() + "\n", output)
    elif name == "all":
        run = _run(results)
        _all(run, output or LATEST)
        return _totals.dead_ends(run)
    else:
        _tell(_formats.load(name).render(_run(results), **options), output)
    return ()


def _run(results: Sequence[Path]) -> Run:
    paths = results or sorted(LATEST.glob("results-*.jsonl"))
    if not paths:
        raise _Refused(f"There is no {LATEST}/results-*.jsonl yet: `nox` makes them.")
    return read(*paths)


def _all(run: Run, folder: Path) -> None:
    written = list(_files(run, folder))
    print(_formats.load("terminal").render(run), end="")
    print(f"Reports: {', '.join(map(str, written))}")


def _files(run: Run, folder: Path) -> Iterator[Path]:
    for name in _formats.names():
        try:
            module = _formats.load(name)
        except _formats.Unavailable as reason:
            print(f"Left out: {reason}", file=sys.stderr)
            continue
        if hasattr(module, "FILE"):
            _tell(module.render(run), folder / module.FILE)
            yield folder / module.FILE


def _tell(text: str, output: Path | None) -> None:
    if output is None:
        print(text, end="")
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise _Refused(f"{output} cannot be written: {error.strerror}.") from None


if __name__ == "__main__":
    sys.exit(main())
