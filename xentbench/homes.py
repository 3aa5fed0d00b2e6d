"""Whose environments are needed: `python -m xentbench.homes --home=WHO=NAME [ARGUMENTS OF PYTEST]`.

Prints the names of those homes in which some implementation lives that the arguments leave: WHO
is a framework or a glob over implementations, and the most specific one counts.
"""

import argparse
import sys
from collections.abc import Iterable
from fnmatch import fnmatchcase

import implementations
from xentbench.whose import framework, told


def homes(arguments: Iterable[str]) -> list[str]:
    """The names, each once; pytest itself says what is wrong with the arguments."""
    parser = argparse.ArgumentParser(allow_abbrev=False, add_help=False)
    for option in ("--home", "--framework", "--implementation", "--implementations"):
        parser.add_argument(option, action="append", default=[])
    given, _ = parser.parse_known_args([*arguments])
    names = dict(pair.partition("=")[::2] for pair in given.home)
    asked = [
        each
        for name, each in implementations.discover(given.implementations).items()
        if _matches(name, given.implementation) and _matches(framework(each), given.framework)
    ]
    return list(dict.fromkeys(home for each in asked if (home := told(names, each))))


def _matches(name: str, globs: list[str]) -> bool:
    return not globs or any(fnmatchcase(name, glob) for glob in globs)


if __name__ == "__main__":
    print(*homes(sys.argv[1:]))
