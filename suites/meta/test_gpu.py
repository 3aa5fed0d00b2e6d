"""The clock of a GPU: with a stand-in for it in the order of what it is told, else on one."""

import pytest

torch = pytest.importorskip("torch")

from implementations import _torch_gpu  # noqa: E402  (imports torch)


class Device:
    """Stands in for `torch.cuda`: work is done when it is waited for, at a millisecond a call."""

    def __init__(self):
        self.log, self.queue, self.now = [], [], 0.0
        self.allocated, self.peak, self.answers = 1000, 5000, 0

    def synchronize(self, *_):
        self.log.append("synchronize")
        while self.queue:
            self.queue.pop(0)()

    def call(self, *given):
        self.log.append(("call", *given))
        self.queue.append(self._work)

    def _work(self):
        self.now += 1e-3
        self.peak = max(self.peak, self.allocated + 640)
        self.answers += 1

    def Event(self, enable_timing):  # noqa: N802  (PyTorch's name)
        assert enable_timing
        return Event(self)

    def memory_allocated(self):
        return self.allocated + 64 * self.answers

    def max_memory_allocated(self):
        return self.peak

    def reset_peak_memory_stats(self):
        self.peak = self.allocated


class Event:
    def __init__(self, device):
        self._device = device

    def record(self):
        self._device.log.append("record")
        self._device.queue.append(lambda: setattr(self, "at", self._device.now))

    def elapsed_time(self, end):
        return (end.at - self.at) * 1e3


@pytest.fixture
def device(monkeypatch):
    found = Device()
    monkeypatch.setattr(torch, "cuda", found)
    return found


def test_events_enclose_all_calls_and_nothing_else(device):
    """What was queued before is waited for, and so is the second event before it is read."""
    device.call("earlier")
    seconds = _torch_gpu.seconds(device.call, [(1,), (2,), (3,)])
    calls = [("call", number) for number in (1, 2, 3)]
    assert device.log[1:] == ["synchronize", "record", *calls, "record", "synchronize"]
    assert seconds == pytest.approx(1e-3)


def test_memory_is_that_of_the_call(device):
    """Neither an earlier peak nor what was there counts, and what is still queued does."""
    assert _torch_gpu.memory(device.call) == (640, 64)


def test_the_jax_gpu_tells_no_peak_that_is_not_of_this_call(monkeypatch):
    """Its allocator's cannot be set back: below an earlier one nothing is known."""
    jax = pytest.importorskip("jax")
    from implementations import _jax_gpu

    def told(*stats):
        reports = iter(stats)

        class Only:
            @staticmethod
            def memory_stats():
                return dict(zip(("bytes_in_use", "peak_bytes_in_use"), next(reports), strict=True))

        monkeypatch.setattr(jax, "devices", lambda: [Only])
        return _jax_gpu.memory(lambda: None)

    assert told((100, 500), (130, 900)) == (800, 30)
    assert told((100, 500), (130, 500)) == (None, 30)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU that PyTorch finds")
def test_a_gpu_is_timed_and_weighed():
    """The clock's own functions, of a kernel whose memory is known."""
    array = torch.ones(2**26, device="cuda")
    assert _torch_gpu.seconds(lambda: array + 1, [()] * 3) > 0
    one = pytest.approx(array.nbytes, rel=0.01)
    assert _torch_gpu.memory(lambda: array + 1) == (one, one)
    assert _torch_gpu.memory(lambda: (array + 1).sum()) == (one, pytest.approx(0, abs=2**20))
    for mix in ("read", "copy"):
        one_pass = _torch_gpu.yardstick(mix, array.nbytes, 1)
        one_pass()
        assert _torch_gpu.seconds(one_pass, [()]) > 0
