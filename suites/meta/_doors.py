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
    frameworks = ast.literal_eval(said["FRAMEWORKS_APART"])
    beside = [who for _, who in ast.literal_eval(said["LIBRARIES_APART"]).values()]
    for name, each in implementations.discover().items():
        apart = any(fnmatchcase(name, who) for who in beside)
        if not apart and each.framework_name not in frameworks:
            yield name
