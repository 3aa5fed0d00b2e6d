"""Which cores a process may run on, and what its allocator was told: what times depend on."""

import os
import re

#: Environment variables that allocators read: glibc's, PyTorch's and XLA's, or another library.
ALLOCATORS = re.compile(
    r"MALLOC_\w+|GLIBC_TUNABLES|LD_PRELOAD|THP_MEM_ALLOC_ENABLE"
    r"|PYTORCH_\w*ALLOC_CONF|XLA_PYTHON_CLIENT_\w+"
)


def bind(threads: int) -> None:
    """To so many of its cores, before a framework counts them. All of a heat get the same."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores()[:threads])


def cores() -> list[int]:
    """Those that this process may run on; none where the system does not say."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def allocator() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if ALLOCATORS.fullmatch(name)}
