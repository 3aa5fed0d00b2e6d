"""Frameworks side by side: what each prints is told whole, and none hides another's failure."""

import signal
import subprocess
import sys
import time

import pytest

from suites.meta._bench import QUICK, ROOT, outside_nox

NAMES = "numpy", "torch"
FEW = (*QUICK, "--loss=cross_entropy", "--shape=64x10", "--question=value")


def abreast(*arguments, **how):
    pythons = [f"--python={name}={sys.executable}" for name in NAMES]
    return subprocess.Popen(
        [sys.executable, "-m", "xentbench.abreast", *pythons, *map(str, arguments)],
        cwd=ROOT, env=outside_nox(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        **how,
    )  # fmt: skip


def test_each_is_asked_and_told_under_its_name(tmp_path):
    """And who has nothing to ask (the implementation is NumPy's) does not stop the other."""
    process = abreast(*FEW, f"--results={tmp_path / 'x.jsonl'}")
    told, _ = process.communicate(timeout=100)
    assert "=== torch ===" in told
    numpys = told.partition("=== numpy ===")[2].partition("=== torch")[0]
    assert "1 passed" in numpys
    assert process.returncode != 0


def test_a_framework_is_named_as_to_pytest(tmp_path):
    """Then the others are not begun, and the exit status is its own."""
    process = abreast(*FEW, "--framework=numpy", f"--results={tmp_path / 'x.jsonl'}")
    told, _ = process.communicate(timeout=100)
    assert "=== torch ===" not in told
    assert process.returncode == 0
    process = abreast("--framework=fortran")
    assert "fortran: not among numpy, torch" in process.communicate(timeout=100)[1]
    assert process.returncode == pytest.ExitCode.USAGE_ERROR


def test_what_all_would_tell_alike_is_told_once():
    """The axes are the same whoever is asked."""
    told, _ = abreast("--list").communicate(timeout=100)
    assert told.count("--regime (") == 1


def test_an_interrupt_lets_each_tell_what_it_knows(tmp_path):
    """A terminal interrupts all of them; no more are begun then."""
    process = abreast(
        "--framework=numpy", "--benchmark-skip", f"--results={tmp_path / 'x.jsonl'}",
        process_group=0, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    unfinished = tmp_path / "unfinished-x.jsonl"
    while not (unfinished.exists() and unfinished.read_text().count("\n") > 20):
        assert process.poll() is None
        time.sleep(0.05)
    subprocess.run(["kill", "-INT", "--", f"-{process.pid}"], check=True)
    told, complaints = process.communicate(timeout=100)
    assert process.returncode == pytest.ExitCode.INTERRUPTED
    assert "interrupted" in told
    assert "Traceback" not in complaints
