"""The floating-point environment of a thread, which whoever called may have made another one."""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
_DEFAULT = ctypes.c_void_p(-1)  #: glibc's FE_DFL_ENV


@contextmanager
def as_usual() -> Iterator[None]:
    """Inside of this subnormal numbers are numbers, and threads that are begun inherit that.

    XLA has its threads take them for 0. Linux with glibc alone; elsewhere nothing is changed.
    """
    if _libc is None:
        yield
        return
    before = ctypes.create_string_buffer(64)  # an fenv_t has 32 bytes, or fewer
    _libc.fegetenv(before)
    _libc.fesetenv(_DEFAULT)
    try:
        yield
    finally:
        _libc.fesetenv(before)
