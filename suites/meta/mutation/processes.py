"""Mutants handed to a process of their framework, and to the next one where a sin ended that."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from suites.meta.mutation.mutants import Mutant

ROOT = Path(__file__).parents[3]
ENDED = "the process, or longer than anybody would wait"  #: where a sin ended


class Unwell(Exception):
    """The right implementation does not pass, so that nothing can be told of its mutants."""


@dataclass(frozen=True)
class Outcome:
    caught: str  #: the cell of the first question that failed; empty for a survivor
    reason: str
    asked: int  #: how many questions it took
    seconds: float


def asked(
    framework: str, jobs: Iterable[tuple[str, Mutant, int | None]], folder: Path, *words: str
) -> dict[Mutant, Outcome]:
    """What became of each; a job has an implementation's name and the most that it is asked.

    *words* narrow the questions, as they do on the command line. Raises `Unwell`.
    """
    told = folder / f"{framework}.jsonl"
    found: dict[Mutant, Outcome] = {}
    jobs = list(jobs)
    while left := [job for job in jobs if job[1] not in found]:
        log = _run(framework, left, told, words)
        lines = (
            [json.loads(line) for line in told.read_text().splitlines()] if told.exists() else []
        )
        found |= {left[line["mutant"]][1]: _outcome(line) for line in lines if "seconds" in line}
        if unwell := [line["unwell"] for line in lines if "unwell" in line]:
            raise Unwell(f"without a mutant fails {unwell[0]}")
        if lines and "seconds" not in lines[-1]:
            found[left[lines[-1]["mutant"]][1]] = Outcome(ENDED, "", 0, 0.0)
        elif not lines:
            raise Unwell(f"{framework} asked nothing:\n{log[-2000:]}")
        told.unlink()
    return found


def _run(framework, left, told: Path, words) -> str:
    jobs = [
        {"mutant": i, "implementation": name, "most": most, **asdict(mutant)}
        for i, (name, mutant, most) in enumerate(left)
    ]
    path = told.with_suffix(".jobs")
    path.write_text(json.dumps(jobs), encoding="utf-8")
    names = [f"--implementation={name}" for name in dict.fromkeys(name for name, *_ in left)]
    command = [
        sys.executable, "-m", "suites.meta.mutation.worker", path, told,
        "--collect-only", "--benchmark-skip", "--timeout=0", "--device=cpu",
        f"--framework={framework}", *names, *words,
    ]  # fmt: skip
    outside = {name: value for name, value in os.environ.items() if name != "NOX_CURRENT_SESSION"}
    done = subprocess.run(
        command, cwd=ROOT, env=outside, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def _outcome(line) -> Outcome:
    return Outcome(line["caught"], line["reason"], line["asked"], line["seconds"])
