"""Which keywords a function takes and needs, and so which options of a loss it supports."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any


def refusal(function: Callable[..., Any], options: Iterable[str]) -> str:
    """Why it cannot be called with these keywords and no other; empty where it can."""
    parameters, given = _parameters(function), set(options)
    if missing := given - parameters.keys():
        return f"takes no {', '.join(sorted(missing))}"
    if needed := {p.name for p in parameters.values() if _needed(p)} - given:
        return f"needs {', '.join(sorted(needed))}"
    return ""


@cache
def _parameters(function: Callable[..., Any]) -> Mapping[str, inspect.Parameter]:
    return inspect.signature(function).parameters


def _needed(parameter: inspect.Parameter) -> bool:
    return parameter.kind is parameter.KEYWORD_ONLY and parameter.default is parameter.empty
