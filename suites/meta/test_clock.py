"""The clock: what it adds, when it looks, and what it sees of pages and memory."""

import weakref
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from suites import clock, yardstick
from suites.workload import WORKLOADS, minimal_bytes

PAGES = 2**14  #: of 4 KiB: 64 MiB


class Answer:
    """Large enough to be missed, and able to be watched."""


def touched(pages: int) -> np.ndarray:
    return np.ones(pages * 2**12, np.uint8)


def test_the_clock_costs_less_than_a_microsecond_a_call():
    """A call that takes ten is measured to a tenth of what it takes; NumPy's take five and more."""
    assert min(clock.overhead() for _ in range(3)) < 1e-6


def test_a_sample_calls_once_with_each_input_in_their_order():
    """And hands on the answer to the last."""
    asked = []
    found = clock.sample(lambda one, two: asked.append((one, two)) or len(asked), [(1, 2), (3, 4)])
    assert asked == [(1, 2), (3, 4)]
    assert found.answer == 2
    assert found.seconds > 0


def test_an_answer_is_gone_before_the_next_is_computed():
    """Two at once would take fresh memory each time, as no training loop does."""
    alive = weakref.WeakSet()

    def call():
        assert not alive
        alive.add(answer := Answer())
        return answer

    found = clock.sample(call, [()] * 5)
    assert set(alive) == {found.answer}


def test_page_faults_are_those_of_a_call():
    """Memory that is new to the process costs one a page, or one for as many as it hands out."""
    fresh = clock.sample(lambda: touched(PAGES), [()] * 2)
    assert fresh.page_faults >= PAGES * 2**12 / 2**21  # a huge page has 2 MiB
    kept = touched(16)
    assert clock.sample(lambda: kept.fill(2), [()] * 100).page_faults < 1


@pytest.mark.parametrize(
    ("seconds", "calls"), [(1e-9, clock.MOST_CALLS), (1.0, 1), (clock.SAMPLE / 8, 8)]
)
def test_a_sample_has_as_many_calls_as_make_it_long_enough(monkeypatch, seconds, calls):
    """At least one, and no more than anyone would wait for; a slow first one does not count."""
    now = 0
    monkeypatch.setattr(clock, "perf_counter_ns", lambda: now)

    def once():
        nonlocal now
        took = seconds * (1 if now else 10)
        now += took * 1e9
        return clock.Sample(took, 0, None)

    assert clock.calls(clock.warm(once)) == calls


@pytest.fixture
def watched():
    """Skips where the kernel does not set its high-water mark back."""
    if clock.memory(lambda: None) is None:
        pytest.skip("clear_refs cannot be written here")


@pytest.mark.usefixtures("watched")
def test_peak_memory_is_what_was_taken_at_the_highest():
    """Within a tenth; memory that was given back in the same call counts."""
    wanted = PAGES * 2**12
    assert clock.memory(lambda: touched(PAGES))[0] == pytest.approx(wanted, rel=0.1)
    assert clock.memory(lambda: len(touched(PAGES)))[0] == pytest.approx(wanted, rel=0.1)


@pytest.mark.usefixtures("watched")
def test_held_memory_is_what_the_answer_keeps():
    """What the call has given back is not, though it was there at the highest."""
    wanted = PAGES * 2**12
    assert clock.memory(lambda: touched(PAGES))[1] == pytest.approx(wanted, rel=0.1)
    peak, held = clock.memory(lambda: (touched(PAGES), len(touched(PAGES)))[:1])
    assert held == pytest.approx(wanted, rel=0.1)
    assert peak == pytest.approx(2 * wanted, rel=0.1)
    assert clock.memory(lambda: len(touched(PAGES)))[1] == 0


@pytest.mark.usefixtures("watched")
def test_peak_memory_is_not_that_of_before():
    """An earlier peak is forgotten, and what is there already does not count."""
    held = touched(PAGES)
    del held
    kept = touched(PAGES)
    assert clock.memory(lambda: kept.fill(3)) == (0, 0)
    assert clock.memory(lambda: touched(4)) == (0, 0)


def test_memory_is_unknown_where_nobody_tells(monkeypatch):
    """None is not 0: other systems, and containers whose /proc cannot be written."""

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(Path, "write_text", refuse)
    assert clock.memory(lambda: touched(PAGES)) is None


@pytest.fixture(params=[1, 2, 3])
def threads(request):
    return request.param


sizes = pytest.mark.parametrize("size", [8, 2**12 + 8, 2**23, 2**23 + 24])


@sizes
def test_the_yardstick_reads_every_byte(monkeypatch, size, threads):
    """Whatever part each thread takes, together they are all there is, and none is read twice."""
    parts = []
    monkeypatch.setattr(yardstick, "_read", lambda source, _, part: parts.append(source[part]))
    yardstick.on_cpu("read", size, threads)()
    assert sum(part.nbytes for part in parts) == size
    assert not any(np.shares_memory(one, other) for one, other in combinations(parts, 2))


@sizes
def test_the_yardstick_copies_every_byte(monkeypatch, size, threads):
    """And back at the next pass, so that it reads what it has just written."""
    copy, seen = yardstick._copy, []

    def watched(source, destination, part):
        seen.append((source, destination))
        copy(source, destination, part)

    monkeypatch.setattr(yardstick, "_copy", watched)
    one_pass = yardstick.on_cpu("copy", size, threads)
    one_pass()
    first, second = seen[0]
    second[:] = np.arange(len(second))
    one_pass()
    assert first.nbytes == size
    assert (first == np.arange(len(first))).all()


def test_minimal_bytes_are_counted_by_hand():
    """3 examples of 5 classes in float32: 60 bytes of logits, targets of 8, the rest of 4."""
    assert minimal_bytes("forward", (3, 5), 4) == 60 + 3 * 8 + 3 * 4
    assert minimal_bytes("forward_backward", (3, 5), 4) == 60 + 60 + 3 * 8 + 3 * 4 + 3 * 4
    assert {mix for _, mix in WORKLOADS.values()} == set(yardstick.MIXES)
