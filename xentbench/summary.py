"""What is printed when all has been asked: the report of this one file, and complaints."""

import os
import textwrap
from pathlib import Path

import pytest

from reports import _reading, terminal
from xentbench.run import SHOWN_WHOLE


def narrowed(config: pytest.Config, selection) -> bool:
    """Was less asked than the default asks? Then the results are kept apart."""
    named = config.args_source == pytest.Config.ArgsSource.ARGS
    named |= bool(config.option.keyword or config.option.markexpr)
    return selection.narrowed or named or bool(config.option.grid or config.option.budget)


def results_path(run, root: Path) -> Path:
    """A narrowed run never replaces the results of a whole one."""
    kind = "narrowed" if run.narrowed else "results"
    what = ("throughput",) * run.timed_only
    share, frameworks = run.selection.share, run.selection.named["framework"] or ()
    whose = (share.name,) if share else frameworks
    return root / "reports" / "latest" / f"{'-'.join((kind, *what, *whose))}.jsonl"


def text(run) -> str:
    """The terminal report of what was just recorded, then what no single question shows."""
    path = run.recorder.path
    told = []
    if run.narrowed or "NOX_CURRENT_SESSION" not in os.environ:  # nox makes one report of all
        told.append(terminal.render(_reading.read(path)))
    told += [f"ERROR {complaint}" for complaint in run.complaints]
    told += run.predicted
    if run.failures > SHOWN_WHOLE:
        told.append(f"The first {SHOWN_WHOLE} of {run.failures} failures are told whole above.")
    if run.timed_only and run.timetable and not run.footer.interrupted:
        told.append(run.timetable.afterwards(sum(run.footer.seconds.values())))
        told += textwrap.wrap(str(run.timetable.fit or ""), 98, subsequent_indent="  ")
    reports = "nox -s report --" if "NOX_CURRENT_SESSION" in os.environ else "python -m reports"
    told.append(f"`{reports} markdown {_relative(path)}` tells all at length.")
    return "\n".join(told)


def _relative(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
