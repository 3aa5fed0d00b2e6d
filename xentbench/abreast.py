"""The frameworks' questions side by side: one pytest each, as many at once as there are cores.

`python -m xentbench.abreast --python=jax=PATH --python=torch=PATH ... [ARGUMENTS OF PYTEST]`
begins them in the order given. While they run each tells how far it is; what else it has to say
is shown whole when it ends.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import IO

from xentbench.environment import usable_cores

TELLING = {"-h", "--help", "--list"}  #: what every framework would answer alike
PATIENCE = 60.0  #: seconds that an interrupted run has to write down what it knows


@dataclass(frozen=True)
class Asked:
    """One framework's pytest, running or ended, and what it printed."""

    framework: str
    process: subprocess.Popen
    printed: IO[str]

    def tell(self) -> int:
        """Print it under a heading, once it has ended; its exit status."""
        self.printed.seek(0)
        print(f"\n=== {self.framework} ===\n{self.printed.read().strip()}", flush=True)
        return self.process.returncode


def main(arguments: list[str]) -> int:
    """Ask all, and give back the largest exit status."""
    parser = argparse.ArgumentParser(allow_abbrev=False, add_help=False)
    parser.add_argument("--python", action="append", default=[])
    parser.add_argument("--framework", action="append")
    options, rest = parser.parse_known_args(arguments)
    pythons = dict(text.split("=", 1) for text in options.python)
    if unknown := {*(options.framework or [])} - {*pythons}:
        print(f"{', '.join(unknown)}: not among {', '.join(pythons)}", file=sys.stderr)
        return 4
    waiting = [name for name in pythons if name in (options.framework or pythons)]
    waiting = waiting[:1] if TELLING & {*rest} else waiting
    together = min(usable_cores(), len(waiting))
    running: list[Asked] = []
    status = 0
    try:
        while waiting or running:
            while waiting and len(running) < together:
                name = waiting.pop(0)
                running.append(_ask(name, pythons[name], rest, [*pythons].index(name), together))
            time.sleep(0.1)
            for asked in [each for each in running if each.process.poll() is not None]:
                running.remove(asked)
                status = max(status, asked.tell())
    except KeyboardInterrupt:  # which a terminal sends to them too
        status = max([2, *(asked.tell() for asked in running if _ended(asked.process))])
    finally:
        for asked in running:
            asked.process.terminate()
    return status


def _ask(framework: str, python: str, arguments: list[str], line: int, together: int) -> Asked:
    """Begin to ask; its bar has a *line* of the terminal, and each of those *together* its cores.

    Threads of OpenMP that wait spin, on cores that others need.
    """
    printed = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  (read when it ends)
    colour = ["--color=yes"] * sys.stdout.isatty()
    command = [python, "-m", "pytest", f"--framework={framework}", *colour, *arguments]
    threads = max(1, usable_cores() // together)
    environment = {"OMP_NUM_THREADS": str(threads)} | os.environ | {"TQDM_POSITION": str(line)}
    process = subprocess.Popen(command, stdout=printed, env=environment)
    return Asked(framework, process, printed)


def _ended(process: subprocess.Popen) -> bool:
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
