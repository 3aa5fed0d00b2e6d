"""What a report says of its own times: how noisy each place was, and if the machine was busy."""

from dataclasses import replace

import pytest

from reports import html, markdown, terminal
from reports._reading import read
from suites.meta._timings import timed
from suites.meta.test_reports_reading import record, write


def shaky(number, of):
    """So many times, the first of which are unstable."""
    records = [timed(f"torch_{at}", 0.1) for at in range(of)]
    return [
        replace(each, timing=replace(each.timing, unstable="it drifted" * (at < number)))
        for at, each in enumerate(records)
    ]


@pytest.mark.parametrize("form", [terminal, markdown, html])
def test_a_busy_machine_is_a_warning(tmp_path, form):
    """With what to do about it, wherever there are times."""
    report = form.render(read(write(tmp_path / "r.jsonl", *shaky(2, of=5), record())))
    told = " ".join(report.replace("<code>", "`").replace("</code>", "`").split())
    assert (
        "The machine was busy: 2 of 5 times are unstable; run `nox -s throughput` again when it "
        "is idle." in told
    )


@pytest.mark.parametrize(("number", "of"), [(0, 0), (0, 4), (1, 4), (2, 8)])
def test_a_few_unstable_times_are_no_warning(tmp_path, number, of):
    """Up to a quarter; each of them is marked all the same."""
    assert not read(write(tmp_path / "r.jsonl", *shaky(number, of), record())).warnings


def test_the_noise_of_each_place_is_told(tmp_path):
    """And that it is the same code against itself."""
    report = markdown.render(read(write(tmp_path / "r.jsonl", *shaky(0, of=2))))
    section = report.partition("## Throughput")[2]
    assert "differs from itself (A against A), and at least 15 %" in section
    assert "Differences below the noise are ties: 15.0 % (forward_backward)." in section
