"""Options of the form WHO=WHAT, where WHO is a framework or a glob over implementations."""

import shutil
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import NamedTuple

import pytest

from implementations import Implementation


class Share(NamedTuple):
    """A part of the implementations of some frameworks that is asked in a session of its own."""

    name: str  #: what its results are called
    glob: str


def told(given: Mapping[str, str], implementation: Implementation) -> str | None:
    """What is said of it: under the longest glob that it matches, or else under its framework."""
    globs = [who for who in given if fnmatchcase(implementation.name, who)]
    return given[max(globs, key=len)] if globs else given.get(framework(implementation))


def framework(implementation: Implementation) -> str:
    """The name of its framework; empty where the file is too broken to say."""
    try:
        return implementation.framework_name
    except Exception:  # told once, by the question `importable`
        return ""


def interpreters(given: Iterable[str]) -> dict[str, str]:
    """The paths of "WHO=PATH". UsageError for one that is not there."""
    found = {}
    for pair in given:
        who, _, path = pair.partition("=")
        if not path or shutil.which(path) is None:
            raise pytest.UsageError(
                f"--python {pair}: give a framework, or a glob over implementations, and its "
                "interpreter, as in --python torch=.nox/bench-torch/bin/python"
            )
        found[who] = path
    return found


def reasons(given: Iterable[str]) -> dict[str, str]:
    """The sentences of "WHO=WHY", where WHO may be several. UsageError where there is none."""
    pairs = [pair.partition("=")[::2] for pair in given]
    found = {each: why for who, why in pairs for each in who.split(",")}
    for who, why in found.items():
        if not why:
            raise pytest.UsageError(
                f"--leave-out {who}: say why, or how they are asked, as in "
                "--leave-out 'mlx=`nox -s apart` asks them'"
            )
    return found


def share(given: str | None) -> Share | None:
    """Of "NAME=GLOB". UsageError for anything else."""
    if given is None:
        return None
    found = Share(*given.partition("=")[::2])
    if not all(found):
        raise pytest.UsageError(
            f"--share {given}: give a name and a glob over implementations, as in "
            "--share onnx='onnx*'"
        )
    return found
