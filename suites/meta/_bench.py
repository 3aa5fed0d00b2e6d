"""Running the bench as a person would: in a process of its own, from the root, outside nox."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUICK = ("--implementation", "numpy_log1p", "--regime", "ordinary", "--dtype", "float32")


def bench(*arguments, results=None, **environment):
    """Run pytest from the root of the project, as a person would who is not inside nox."""
    command = [sys.executable, "-m", "pytest", *map(str, arguments)]
    if results is not None:
        command.append(f"--results={results}")
    clean = {k: v for k, v in os.environ.items() if k != "NOX_CURRENT_SESSION"}
    return subprocess.run(
        command, cwd=ROOT, env=clean | environment, capture_output=True, text=True, check=False
    )
