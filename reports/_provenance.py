"""Where a report comes from: version, commit, date, machine and the versions of the packages."""

from collections.abc import Iterable, Mapping
from typing import Any

from reports._reading import Run
from reports._record import Header

#: The parts of a header that are tables of their own.
_TABLES = ("machine", "packages", "threads", "environment", "flushes_subnormals")
#: Arguments that say how it is asked, or who is asked elsewhere, as the sessions of nox give them.
_HOW = ("--python=", "--leave-out=", "--share=", "--benchmark-")


def line(run: Run) -> str:
    """The provenance that belongs beside every number."""
    packages = dict.fromkeys(frameworks(run).values())
    return " | ".join(
        (
            "xentbench " + _all(f"{header.version} ({_commit(header)})" for header in run.headers),
            _dates(run),
            _all(str(header.machine.get("cpu") or "unknown CPU") for header in run.headers),
            ", ".join(packages) or "no framework",
        )
    )


def frameworks(run: Run) -> dict[str, str]:
    """By implementation: its framework, with the version in the run that asked it."""
    found: dict[str, dict[str, None]] = {}
    for record, origin in zip(run.records, run.origins, strict=True):
        version = run.headers[origin].packages.get(record.framework, "")
        name = f"{record.framework} {version}".strip()
        if name:
            found.setdefault(record.implementation, {})[name] = None
    return {implementation: ", ".join(names) for implementation, names in found.items()}


def facts(run: Run) -> dict[str, dict[str, str]]:
    """Everything that the headers say, by table. Runs that differ are told apart by name."""
    tables = {"run": _table(run, [_run(header) for header in run.headers])}
    for name in _TABLES:
        tables[name] = _table(run, [getattr(header, name) for header in run.headers])
    return {name: table for name, table in tables.items() if table}


def narrowed(run: Run) -> str:
    """A sentence where less was asked than the default asks; otherwise nothing."""
    arguments = [
        " ".join(word for word in header.arguments if not word.startswith(_HOW))
        for header in run.headers
        if header.narrowed
    ]
    return f"Narrowed: less was asked than the default asks ({_all(arguments)})." * bool(arguments)


def _run(header: Header) -> Mapping[str, Any]:
    return {
        "xentbench": header.version,
        "commit": _commit(header),
        "started": header.started,
        "schema": header.schema,
        "methodology": header.methodology,
        "seed": header.seed,
        "arguments": " ".join(header.arguments) or "none",
        "narrowed": header.narrowed,
    }


def _table(run: Run, contents: list[Mapping[str, Any]]) -> dict[str, str]:
    names = dict.fromkeys(name for content in contents for name in content)
    return {name: _value(run, [content.get(name) for content in contents]) for name in names}


def _value(run: Run, values: list[Any]) -> str:
    """One value if all runs that have it agree; otherwise each with the names of its runs."""
    runs: dict[str, list[str]] = {}
    for name, value in zip(run.names, values, strict=True):
        if value is not None:
            runs.setdefault(_text(value), []).append(name)
    if len(runs) == 1:
        return next(iter(runs))
    return "; ".join(f"{text} ({', '.join(names)})" for text, names in runs.items())


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_text(item)}" for name, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return str(value)


def _commit(header: Header) -> str:
    state = {True: ", dirty", False: "", None: ", perhaps dirty"}[header.dirty]
    return (header.commit[:12] or "no commit") + state


def _dates(run: Run) -> str:
    days = sorted({header.started[:10] for header in run.headers})
    return days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"


def _all(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(texts))
