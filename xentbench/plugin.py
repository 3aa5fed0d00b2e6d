"""The hooks of pytest, thin: what they decide is decided in the files beside this one."""

import sys
from functools import partial
from pathlib import Path
from time import perf_counter

import pytest

from implementations import Unavailable, Unsupported
from xentbench import asking, benchmarking, claims, environment, heats, listing, options, summary
from xentbench.fixtures import *  # noqa: F403  (pytest looks for fixtures in the plugin itself)
from xentbench.items import SUITES, cell, heated, question, timed, unasked
from xentbench.longer import *  # noqa: F403
from xentbench.progress import Progress
from xentbench.recording import Recorder
from xentbench.run import RUN, Run
from xentbench.selection import IMPORTABLE, Selection
from xentbench.timetable import timetable

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser):
    options.add(parser)


@pytest.hookimpl(tryfirst=True)  # before pytest-benchmark reads its options
def pytest_configure(config):
    benchmarking.check(config)
    options.check(config)
    config.pluginmanager.register(benchmarking)
    config.addinivalue_line(
        "markers",
        "heats(regime=, dtype=, shape=, seldom=, rare=, full=): where this question is timed",
    )
    config.addinivalue_line(
        "markers",
        "axes(loss=, regime=, dtype=, shape=, rare=): where alone a question is asked; repeatable",
    )
    run = config.stash[RUN] = Run(Selection(config, listing.questions(SUITES)))
    run.timed_only = config.getoption("benchmark_only")


def pytest_cmdline_main(config):
    if config.getoption("list"):
        print(listing.axes(Selection(config, listing.questions(SUITES))))
        return pytest.ExitCode.OK
    if config.getoption("plan"):
        config.option.collectonly = True
    return None


def pytest_pycollect_makeitem(collector, name):
    """Questions that the command line did not name are not collected."""
    named = collector.config.stash[RUN].selection.named["question"]
    if named and collector.path.parent == SUITES and name.startswith("test_"):
        return None if name.removeprefix("test_") in (*named, IMPORTABLE) else []
    return None


def pytest_generate_tests(metafunc):
    asking.parametrize(metafunc, metafunc.config.stash[RUN])


@pytest.hookimpl(trylast=True)  # when it is known what -k and -m leave
def pytest_collection_modifyitems(config, items):
    items[:] = [item for item in items if not unasked(item)]
    run = config.stash[RUN]
    run.timetable = timetable(config, run.selection, timed(items))
    dropped = [i for i in items if heated(i) and not run.timetable.runs(question(i), cell(i))]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = [item for item in items if item not in dropped]
    for item in items:
        if heated(item):
            item.add_marker(pytest.mark.benchmark(timer=benchmarking.replay))
            item.add_marker(pytest.mark.filterwarnings(benchmarking.UNUSED))
    run.items = [item for item in items if question(item) is not None]
    for item in run.items:
        item.repr_failure = partial(_repr_failure, item.repr_failure)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session):
    config = session.config
    run = config.stash[RUN]
    if config.getoption("plan"):
        asked = [(str(question(i)), cell(i)) for i in run.items if not heated(i)]
        print(listing.plan(run, asked, timed(run.items)))
        session.items = []
    elif run.items and not config.option.collectonly:
        run.narrowed = summary.narrowed(config, run.selection)
        run.heats = heats.planned(config, run.selection, timed(run.items))
        began = perf_counter()
        header = environment.header(
            run.selection.able,
            arguments=sys.argv[1:],
            narrowed=run.narrowed,
            seed=run.selection.seed,
            timed=run.heats.facts() if run.heats else {},
            elsewhere=run.selection.elsewhere,
        )
        path = config.getoption("results") or summary.results_path(run, ROOT)
        run.recorder = Recorder(path, run.selection.sources, run.selection.seed, began)
        run.recorder.begin(header)
        for asked, place, refusal in run.refused:
            implementation = run.selection.known[place.implementation]
            run.recorder.keep(implementation, asked, place, "unsupported", reason=refusal)
        names = run.selection.named["framework"] or ()
        run.progress = Progress(len(run.items), " ".join(names))
        config.pluginmanager.register(run.progress)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    run, asked = item.config.stash[RUN], question(item)
    done = call.when == "call" or (call.when == "setup" and call.excinfo is not None)
    if asked is None or not done or run.recorder is None:
        return report
    error = call.excinfo.value if call.excinfo else None
    if isinstance(error, KeyboardInterrupt):
        return report
    run.conclude(item, asked, cell(item), error, call.duration, report)
    return report


def pytest_report_teststatus(report):
    """The progress bar and the summary tell it; thousands of letters would not."""
    if hasattr(report, "xentbench"):
        return report.xentbench, "", ""
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session, exitstatus):
    run = session.config.stash[RUN]
    if run.recorder is not None:
        code = run.finish(interrupted=exitstatus == pytest.ExitCode.INTERRUPTED)
        if code and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = code
    elif session.config.getoption("plan") and exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK


def pytest_terminal_summary(terminalreporter, config):
    run = config.stash[RUN]
    if run.footer is not None:
        terminalreporter.write_line(summary.text(run))


def _repr_failure(usual, error, **more):
    """The sentence of a wrong answer or a refusal: a traceback tells no more, and takes longer."""
    told = claims.forgivable(error.value) or isinstance(error.value, Unsupported | Unavailable)
    return str(error.value) if told else usual(error, **more)
