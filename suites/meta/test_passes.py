"""The passes that make a roof: each moves all bytes, in parts for all threads, and rightly."""

import importlib.util
import os

import numpy as np
import pytest

from suites import passes
from suites.passes import Passes, kernels
from suites.rotation import MOST, ROTATING, turns

SIZES = 2**20, 2**20 + 24, 3 * 2**23
numba = pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="Numba is not here")


@pytest.fixture(params=[1, 2, 3])
def threads(request):
    return request.param


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mix", ["read", "copy"])
def test_every_byte_is_passed_over_once(monkeypatch, size, threads, mix):
    """By one of the threads; the source is another one at each pass, the destination is not."""
    monkeypatch.setattr(passes, "SAMPLE", 2 * size)
    seen = []
    Passes(size, threads).seconds(lambda source, destination: seen.append((source, destination)))
    assert len(seen) == 2 * threads
    for at in range(2):
        assert sum(pair[at].nbytes for pair in seen) == 2 * (size // 8 * 8)
    sources = {pair[0].ctypes.data for pair in seen}
    assert len(sources) == 2 * threads
    assert len({pair[1].ctypes.data for pair in seen}) == threads


def test_sources_take_turns_as_inputs_do(monkeypatch):
    """They are more than a core's own caches hold, from one sample to the next as well."""
    assert turns(2**20) == MOST
    assert turns(2**24) * 2**24 == ROTATING
    assert turns(2**30) == 2
    monkeypatch.setattr(passes, "SAMPLE", 2**22)
    seen, one = [], Passes(2**22, 1)
    for _ in range(20):
        one.seconds(lambda source, _: seen.append(source.ctypes.data))
    assert len(set(seen)) == turns(2**22) == 16
    assert seen[:4] == seen[16:]


@pytest.mark.parametrize("name", [name for name, (mix, _) in kernels().items() if mix == "copy"])
@pytest.mark.parametrize("words", [1, 7, 5000])
def test_a_copy_copies(monkeypatch, name, words):
    """In whatever pieces, and past the caches too."""
    monkeypatch.setattr(passes, "PIECE", 4096)
    source, destination = np.arange(words, dtype=np.uint64) + 1, np.zeros(words, np.uint64)
    into = []
    if name == "fresh copy":
        copyto = np.copyto
        monkeypatch.setattr(np, "copyto", lambda d, s: (copyto(d, s), into.append(d.copy())))
    kernels()[name][1](source, destination)
    if name == "fresh copy":
        assert not destination.any(), "it is new memory that is written"
        (destination,) = into
    assert (destination == source).all()


@numba
@pytest.mark.parametrize("words", [1, 3, 4, 5000, 5003])
def test_four_streams_read_every_word(words):
    """Each has a bit that no other has, or one in 64 has it: none may be missing."""
    from suites import streaming

    for first in range(min(words, 8)):
        source = np.zeros(words, np.uint64)
        at = np.arange(first, words, 8)
        source[at] = 1 << (at % 61).astype(np.uint64)
        assert streaming.read(source) == np.bitwise_or.reduce(source)
    for last in range(max(0, words - 4), words):
        source = np.zeros(words, np.uint64)
        source[last] = 5
        assert streaming.read(source) == 5


@numba
def test_stores_go_past_the_caches():
    """The compiler made what was asked for, or that yardstick is not there."""
    from suites import streaming

    assert streaming.stores_past_caches() == ("streaming copy" in kernels())
    if os.uname().machine == "x86_64":
        assert "movnt" in streaming.assembly(streaming.copy)
        assert "movnt" not in streaming.assembly(streaming.read)


@numba
def test_the_exponentials_are_some():
    """To a few ulp, over all that a shifted logit can be: a faster one is no yardstick."""
    from suites import streaming

    numbers = np.linspace(-87, 88, 100_000, dtype=np.float32)
    found = np.empty_like(numbers)
    streaming.exp(numbers, found)
    np.testing.assert_allclose(found, np.exp(numbers.astype(np.float64)), rtol=3e-7)


def test_without_numba_its_yardsticks_are_not_there(monkeypatch):
    """And nothing is said of them."""
    monkeypatch.setattr(passes, "find_spec", lambda name: None)
    assert set(kernels()) <= {"read", "copy", "fresh copy"}


def test_a_kernel_that_fails_is_heard(monkeypatch):
    """Though it runs in another thread."""
    monkeypatch.setattr(passes, "SAMPLE", 1)

    def broken(source, destination):
        raise MemoryError("no more of it")

    with pytest.raises(MemoryError):
        Passes(2**20, 2).seconds(broken)
