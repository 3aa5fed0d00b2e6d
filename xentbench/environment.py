"""The facts of a run that its numbers depend on: machine, versions, threads, variables."""

import os
import platform
import re
import subprocess
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import cpuinfo
import psutil

from implementations import Implementation
from reports._record import Header
from suites.formats import FORMATS
from xentbench import __version__

ROOT = Path(__file__).parents[1]
PACKAGES = ("numpy", "ml_dtypes", "python-flint", "joblib", "pytest")
#: Environment variables that change numbers or times.
VARIABLES = re.compile(
    r"(OMP|MKL|OPENBLAS|NUMEXPR|VECLIB|NUMBA|GOMP|KMP)_\w+|XLA_\w+|JAX_\w+|TF_(?!CLI_)\w+|TORCH\w*|PYTORCH_\w+"
    r"|CUDA_\w+|CUBLAS_\w+|NVIDIA_TF32\w*|TRITON_\w+|MALLOC_\w+|GLIBC_TUNABLES|LD_PRELOAD|ATEN_\w+"
)


def header(
    implementations: list[Implementation], *, arguments: Iterable[str], narrowed: bool, seed: int,
    timed: Mapping[str, Mapping[str, Any]], elsewhere: Mapping[str, str],
) -> Header:  # fmt: skip
    """Everything about this run that is known before its first question.

    *timed* is what each implementation said that is timed in a process of its own, and
    *elsewhere* why others are not asked here.
    """
    frameworks = {i.framework_name: i.framework for i in implementations}
    packages = [*PACKAGES, *(p for f in frameworks.values() for p in f.packages())]
    return Header(
        started=now(),
        version=__version__,
        commit=_git("rev-parse", "--short=12", "HEAD"),
        dirty=bool(_git("status", "--porcelain")) if _git("rev-parse", "HEAD") else None,
        machine=machine() | _clock(timed),
        packages={p: v for p in dict.fromkeys(packages) if (v := _version(p))}
        | {p: v for facts in timed.values() for p, v in facts["versions"].items()},
        threads={name: f.threads() for name, f in frameworks.items()}
        | {facts["framework"]: facts["threads"] for facts in timed.values()},
        environment={k: v for k, v in sorted(os.environ.items()) if VARIABLES.fullmatch(k)}
        | {k: v for facts in timed.values() for k, v in facts["allocator"].items()},
        flushes_subnormals={
            f"{name}/{device}/{dtype}": flushes(i, dtype, device)
            for name, i in {i.framework_name: i for i in implementations}.items()
            for device in i.framework.devices()
            for dtype in FORMATS
        },
        arguments=tuple(word.replace(f"{ROOT}{os.sep}", "") for word in arguments),
        narrowed=narrowed,
        seed=seed,
        elsewhere=elsewhere,
    )


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def flushes(implementation: Implementation, dtype: str, device: str) -> bool:
    """Does the framework return subnormal numbers of *dtype* as 0? Of a probe, once."""
    return _flushes(implementation.framework, dtype, device)


@cache
def _flushes(framework: Any, dtype: str, device: str) -> bool:
    return bool(framework.flushes_subnormals(dtype, device))


@cache
def machine() -> dict[str, Any]:
    """What the numbers are those of: processor and its instructions, cores, memory, system, GPU."""
    cpu = cpuinfo.get_cpu_info()
    facts = {
        "cpu": cpu.get("brand_raw", platform.processor()),
        "architecture": platform.machine(),
        "instructions": [f for f in cpu.get("flags", ()) if f.startswith(("avx", "amx", "sve"))],
        "cores": usable_cores(),
        "memory": psutil.virtual_memory().total,
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "system": platform.platform(),
        "python": platform.python_version(),
    }
    return facts | _gpu()


def _clock(timed: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What the clock itself costs: the most that any process measured of an empty function."""
    costs = [facts["overhead"] for facts in timed.values()]
    return {"clock": f"{max(costs) * 1e9:.0f} ns a call"} if costs else {}


def usable_cores() -> int:
    """Those that this process may run on."""
    if hasattr(psutil.Process, "cpu_affinity"):
        return len(psutil.Process().cpu_affinity())
    return psutil.cpu_count() or 1


def devices() -> tuple[str, ...]:
    """Those of this machine, whatever a framework finds of them."""
    return ("cpu", "cuda") if _gpu() else ("cpu",)


@cache
def _gpu() -> dict[str, str]:
    """Name and driver of the first NVIDIA device; nothing where there is none."""
    try:
        import pynvml  # only where its library loads is there anything to ask

        pynvml.nvmlInit()
        handle = pynvml.nvmlDeviceGetHandleByIndex(0)
        name, driver = pynvml.nvmlDeviceGetName(handle), pynvml.nvmlSystemGetDriverVersion()
    except Exception:  # no module, no driver, no device: there is no GPU to name
        return {}
    return {"gpu": name, "driver": driver}


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _git(*words: str) -> str:
    try:
        found = subprocess.run(
            ["git", *words], cwd=ROOT, capture_output=True, text=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return found.stdout.strip()
