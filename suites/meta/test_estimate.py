"""Estimates: what was measured before, else a model that follows the rules of a race."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

import implementations
from implementations import Implementation
from suites.meta import test_reports_reading as reading
from suites.meta._timings import PLACE, timing
from xentbench import estimate
from xentbench.measured import Measured, measured
from xentbench.plan import Cell
from xentbench.race import Patience, Runner

KNOWN = implementations.discover()
MACHINE = {"cpu": "Abacus", "cores": 2}
QUICK = Patience(0, 0.2)


def cell(name="numpy_log1p", dtype="float32", shape="64x128256"):
    return Cell(name, "cross_entropy", "ordinary", dtype, shape, "cpu")


def modelled(question="forward_backward", patience=QUICK, **place):
    asked = cell(**place)
    return estimate.modelled(question, asked, patience, KNOWN[asked.implementation])


def results(path, *records, **machine):
    return reading.write(path, *records, run=reading.header(machine=MACHINE | machine))


def record(seconds, **facts):
    about = {"implementation": "numpy_log1p", "question": "forward_backward", **PLACE}
    about |= {"device": "cpu", "timing": timing(dict.fromkeys(range(6), 0.01))}
    return reading.record(**about | {"seconds": seconds, **facts})


@pytest.mark.parametrize("each", [1e-4, 3e-3, 0.02, 0.15, 0.3, 0.45, 5.0])
@pytest.mark.parametrize("patience", [Patience(), Patience(0, 0.2), Patience(30, 0.5)])
def test_the_model_counts_the_rounds_of_a_race(each, patience):
    """Of one that never settles: who would forget its end by time would say hours for minutes."""
    runner = Runner(SimpleNamespace(), {})
    while not runner.done(patience):
        ratio = (1.0, 3.0)[len(runner.samples) % 2]
        runner.samples[len(runner.samples)] = {"seconds": ratio, "yardstick": 1.0}
        runner.spent += each
    took = len(runner.samples) * each
    assert took == pytest.approx(estimate._rounds(each, patience), abs=1.01 * each)


def test_more_work_is_thought_to_take_longer():
    """More classes, more rows, gradients as well, more rounds, a compiler, a slow framework."""
    assert modelled(shape="64x262144") > modelled(shape="64x128256") > modelled(shape="64x10")
    assert modelled(shape="512x32000") > modelled(shape="128x32000")
    assert modelled() > modelled("forward")
    assert modelled() > modelled(name="jax_log1p")
    assert modelled(patience=Patience(50, 0.2)) > modelled() > modelled(patience=None)
    assert modelled(name="torch_compiled") > modelled(name="torch_eager") + 1


def test_an_unknown_framework_is_not_thought_to_be_fast(tmp_path):
    """Nor one that cannot be imported here, nor a file that is too broken to name its own."""

    class Absent(SimpleNamespace):
        @property
        def costly(self):
            raise ImportError

    stranger = Absent(framework_name="abacus", name="abacus_beads")
    assert estimate.modelled("forward_backward", cell(), QUICK, stranger) >= modelled()
    (tmp_path / "broken.py").write_text("def (")
    broken = implementations.Implementation("broken", tmp_path / "broken.py")
    assert estimate.modelled("forward_backward", cell(), QUICK, broken) >= modelled()


def test_what_was_measured_here_counts_before_all(tmp_path):
    """Then what was on another machine; the later of two, and never who was only judged."""
    results(tmp_path / "other.jsonl", record(50.0), record(9.0, shape="64x10"), cores=64)
    results(tmp_path / "old.jsonl", record(30.0))
    results(tmp_path / "new.jsonl", record(20.0), record(0.1, dtype="bfloat16", timing=None))
    paths = [tmp_path / f"{name}.jsonl" for name in ("other", "old", "new")]
    found = measured(MACHINE, paths)
    assert found.of("forward_backward", cell()) == (20.0, "here")
    assert found.of("forward_backward", cell(shape="64x10")) == (9.0, "elsewhere")
    assert found.of("forward_backward", cell(dtype="bfloat16")) is None
    assert found.of("forward", cell()) is None


def test_who_was_refused_takes_as_little_again(tmp_path):
    """It is no time of theirs, and yet what the heat has to wait for."""
    refused = record(0.1, timing=None, status="unsupported")
    results(tmp_path / "x.jsonl", refused)
    assert measured(MACHINE, [tmp_path / "x.jsonl"]).of("forward_backward", cell()) == (0.1, "here")


def test_a_broken_line_is_passed_over(tmp_path):
    """Estimates do not refuse to run because a results file was cut short."""
    path = results(tmp_path / "x.jsonl", record(20.0))
    path.write_text(path.read_text() + '{"question": "forward", "cut')
    assert measured(MACHINE, [path]).of("forward_backward", cell()) == (20.0, "here")


def test_a_heat_says_where_its_seconds_are_from():
    """Measured cells by their seconds, the others by the model, and the oracle once for all."""
    cells = [cell(), cell("torch_eager"), cell("jax_log1p")]
    before = Measured(
        here={("forward", cells[0]): 7.0}, elsewhere={("forward", cells[1]): 5.0}
    )  # fmt: skip
    asked = [("forward", each) for each in cells]
    found = estimate.heat(asked, before, QUICK, KNOWN.__getitem__)
    assert found.sources == {"here": 1, "elsewhere": 1, "model": 1}
    oracle = found.seconds - 12.0 - modelled("forward", name="jax_log1p")
    assert 0 < oracle < 10
    unraced = estimate.heat(asked, before, None, KNOWN.__getitem__)
    assert unraced.sources == {"model": 3}


def test_a_guest_is_expected_of_whom_it_is_known():
    """Then it runs twice; who takes no buffer, or is not here to be asked, takes no seconds."""
    pytest.importorskip("numba")
    questions = "forward_backward", "forward_backward_given_buffer"
    asked = [(q, cell(name)) for q in questions for name in ("numpy_fused", "numpy_log1p", "away")]
    away = Implementation("away", Path("nowhere.py"))
    found = estimate.heat(asked, Measured(), QUICK, lambda name: KNOWN.get(name, away))
    assert found.runners == ("numpy_fused", "numpy_log1p", "away", "numpy_fused")
    assert found.sources == {"model": 4}


def test_published_results_can_be_read():
    """Their file holds several runs, and its lines are what this reads."""
    found = measured(MACHINE)
    seconds = [*found.here.values(), *found.elsewhere.values()]
    assert len(seconds) > 50
    assert all(isinstance(each, float) and each >= 0 for each in seconds)
    assert json.dumps(seconds)
