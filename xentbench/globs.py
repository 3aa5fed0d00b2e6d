"""Whether a glob over cells can match any, of more cells than could be written down."""

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

States = frozenset[int]  #: how many tokens of the glob may have been used up


def reaches(pattern: str, axes: Sequence[Iterable[str]]) -> bool:
    """Does *pattern* match a path of one value of each axis, joined by slashes?

    All values of an axis are followed at once, as a finite automaton follows them.
    """
    tokens = re.findall(r"\[!?\]?[^\]]*\]|.", pattern)
    states = _closed(frozenset({0}), tokens)
    for number, values in enumerate(axes):
        slash = "/" if number else ""
        states = frozenset().union(*(_after(slash + value, states, tokens) for value in values))
    return len(tokens) in states


def _after(text: str, states: States, tokens: list[str]) -> States:
    for letter in text:
        used = {s for s in states if s < len(tokens) and tokens[s] == "*"}
        used |= {
            s + 1
            for s in states
            if s < len(tokens) and tokens[s] != "*" and fnmatchcase(letter, tokens[s])
        }
        states = _closed(frozenset(used), tokens)
    return states


def _closed(states: States, tokens: list[str]) -> States:
    """With all stars skipped that may stand for nothing."""
    found = set(states)
    for state in states:
        while state < len(tokens) and tokens[state] == "*":
            state += 1
            found.add(state)
    return frozenset(found)
