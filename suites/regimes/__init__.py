"""Input regimes: one function each, named for what it provokes in a careless implementation.

A public function of any file in this folder is a regime; its docstring says what it is there
to provoke. It is called with a random generator, a shape (num_examples, num_classes) and the
`Format` under test, and returns float64 logits of that shape and int64 targets. The logits are
rounded to the format afterwards, so a regime that cares about single ulps returns values of
the format. Where a regime cannot provoke, it raises `NotProvoked` with the reason.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from functools import cache

import numpy as np

Regime = Callable[..., tuple[np.ndarray, np.ndarray]]


class NotProvoked(Exception):
    """The regime has nothing to ask of this format or shape; the message says why."""


@cache
def catalogue() -> dict[str, Regime]:
    """Every regime by name, in the order of the files and of the functions in them."""
    found: dict[str, Regime] = {}
    for file in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        if file.startswith("_"):
            continue
        module = importlib.import_module(f"{__name__}.{file}")
        for name, value in vars(module).items():
            ours = inspect.isfunction(value) and value.__module__ == module.__name__
            if ours and not name.startswith("_"):
                if name in found:
                    raise ValueError(f"two regimes are called {name}: rename one of them")
                found[name] = value
    return found


def named(name: str) -> Regime:
    return catalogue()[name]
