"""What the oracle found, remembered on disk by the question and by the code that answers it."""

import hashlib
import os
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import joblib

ROOT = Path(__file__).parents[1]
CACHE_LIMIT = 2**30  #: bytes on disk, oldest first out


@cache
def memory() -> joblib.Memory:
    """References on disk, by content. XENTBENCH_CACHE names another folder, or "" for none."""
    folder = os.environ.get("XENTBENCH_CACHE", str(ROOT / ".cache" / "oracle"))
    try:
        return joblib.Memory(folder or None, verbose=0)
    except OSError:  # a read-only checkout
        return joblib.Memory(None, verbose=0)


@cache
def remembered(function: Callable[..., Any]) -> Callable[..., Any]:
    return memory().cache(function)


@cache
def code() -> str:
    """A digest of all that an answer depends on besides the question."""
    folder = Path(__file__).parent
    files = [folder / name for name in ("formats.py", "oracle.py", "tiers.py")]
    files += sorted(chain((folder / "arithmetics").glob("*.py"), (folder / "losses").glob("*.py")))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def trim() -> None:
    """Bring the disk cache back under its limit."""
    if memory().store_backend is not None:
        memory().reduce_size(bytes_limit=CACHE_LIMIT)
