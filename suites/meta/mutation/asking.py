"""Asks mutants what pytest has collected, as the plugin would, until one answer is wrong."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from suites import case, oracle
from suites.meta.mutation import mutants
from suites.meta.mutation.learning import ANYWHERE, Question, Unwell, ask, learn
from suites.meta.mutation.serving import served
from xentbench.items import cell, question
from xentbench.recording import Recorder
from xentbench.run import RUN, Run


@dataclass
class Asking:
    """The plugin: reads its *jobs*, and writes a line to *path* before each and one after."""

    jobs: list[dict[str, Any]]
    path: Path

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        run = session.config.stash[RUN]
        oracle.values, oracle.gradients, case.make = (  # of which the bench keeps the last few
            lru_cache(maxsize=None)(known.__wrapped__)
            for known in (oracle.values, oracle.gradients, case.make)
        )
        run.recorder = Recorder(self.path.with_suffix(".records"), (), 0, perf_counter())
        run.progress = _Quiet()
        for name in dict.fromkeys(job["implementation"] for job in self.jobs):
            self._of(run, name)
        run.recorder.end(left_out="", stale=(), interrupted=True, measured={})
        run.recorder = None  # so that the plugin tells nothing
        return True

    def _of(self, run: Run, name: str) -> None:
        """All mutants of one implementation."""
        known = run.selection.known[name]
        try:
            questions = learn(run, known, self.path.with_suffix(f".{name}.learned"))
        except Unwell as failed:
            self._tell(unwell=str(failed))
            return
        for job in [job for job in self.jobs if job["implementation"] == name]:
            self._tell(mutant=job["mutant"])
            began = perf_counter()
            try:
                found = _asked(run, known, job, questions)
            finally:
                run.selection.known[name] = known
            self._tell(mutant=job["mutant"], seconds=perf_counter() - began, **found)

    def _tell(self, **facts) -> None:
        with self.path.open("a", encoding="utf-8") as told:
            told.write(json.dumps(facts) + "\n")


def _asked(run: Run, known, job: dict[str, Any], questions: list[Question]) -> dict[str, Any]:
    """By which question it is caught, if it is; those that reach it, the likeliest first."""
    place = (job["file"], job["line"]) if job["line"] else ANYWHERE
    fit = [each for each in questions if place in each.reached]
    fit.sort(key=lambda each: -each.promise)
    code = mutants.code(job["file"], job["number"])
    with served(known, {job["file"]: code}) as mutated:
        run.selection.known[known.name] = mutated
        try:
            assert mutated.module
        except Exception as error:  # whatever a sin raises is told
            return {
                "caught": "importable",
                "reason": f"{type(error).__name__}: {error}",
                "asked": 0,
            }
        for asked, each in enumerate(fit[: job["most"]], 1):
            each.asked += 1
            status, reason = ask(run, each.item, each.patience)
            if status == "failed":
                each.caught += 1
                path = cell(each.item).path(question(each.item) or "")
                return {"caught": path, "reason": reason, "asked": asked}
    return {"caught": "", "reason": "", "asked": len(fit[: job["most"]])}


class _Quiet:
    def step(self, status: str) -> None:
        """Nobody watches."""
