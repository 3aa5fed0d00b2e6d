"""What is being tested: one file here is one implementation.

A file is a plugin. Its name is its id, its docstring its description, its functions its
capabilities, and their keywords the options it supports. A file whose name starts with an
underscore is none; one of these that defines `value_and_grad` is a framework, and owns arrays,
devices and differentiation (`_numpy.py` says what its functions promise).

Nothing in here knows how it will be judged: this package imports itself only.
"""

from implementations._discovery import discover
from implementations._files import Unavailable, frameworks
from implementations._implementation import Implementation, Unsupported

__all__ = ["Implementation", "Unavailable", "Unsupported", "discover", "frameworks"]
