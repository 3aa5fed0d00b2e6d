"""Running the bench as a person would: in a process of its own, from the root, outside nox."""

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BEGUN = "NOX_", "PYTEST_XDIST_"  #: how variables begin that say who began this process
QUICK = ("--implementation", "numpy_log1p", "--regime", "ordinary", "--dtype", "float32")


def bench(*arguments, results=None, **environment):
    """Run pytest from the root of the project, as a person would who is not inside nox."""
    return subprocess.run(
        _command(arguments, results), cwd=ROOT, env=outside_nox() | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def started(*arguments, results):
    """The same, still running. It can be interrupted, even where background jobs ignore that."""
    return subprocess.Popen(
        _command(arguments, results), cwd=ROOT, env=outside_nox(),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


def _command(arguments, results):
    command = [sys.executable, "-m", "pytest", *map(str, arguments)]
    return command if results is None else [*command, f"--results={results}"]


def outside_nox():
    """The environment of a person who typed the command, and is no worker of pytest-xdist either.

    In one of those pytest-benchmark times nothing, and a worker's children are not told apart.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith(BEGUN)}
