"""What noxfile.py says of its sessions, read without nox, which the tests do not need."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import implementations

NOXFILE = (Path(__file__).parents[2] / "noxfile.py").read_text()


def asked_by_nox() -> Iterator[str]:
    """The implementations that it does not leave to sessions of their own."""
    said = {
        statement.targets[0].id: statement.value
        for statement in ast.parse(NOXFILE).body
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
    }
    apart = ast.literal_eval(said["APART"]).values()
    for name, each in implementations.discover().items():
        if not any(each.framework_name == f and fnmatchcase(name, who) for f, who in apart):
            yield name
