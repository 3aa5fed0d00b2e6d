"""The disk cache of the oracle: by content, for this code only, and dispensable."""

from pathlib import Path

import numpy as np
import pytest

from suites import case, oracle, tiers
from suites.losses import Loss

CROSS_ENTROPY = Loss("cross_entropy")
LOGITS = np.array([[1.0, 2.0, -0.5], [0.0, 0.0, 7.0]])


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """Ask as a new process would, of a cache in an empty folder; what reached the tiers is kept."""
    monkeypatch.setenv("XENTBENCH_CACHE", str(tmp_path / "cache"))
    decide, reached = tiers.decide, []
    monkeypatch.setattr(oracle, "decide", lambda *args: reached.append(args) or decide(*args))

    def ask(logits=LOGITS, question=oracle.values, **more):
        forget()
        problem = case.of(logits, np.array([0, 1]), "float32", "by hand")
        return question(CROSS_ENTROPY, problem, **more).nearest

    ask.reached = reached
    ask.files = lambda: [file for file in (tmp_path / "cache").rglob("*") if file.is_file()]
    yield ask
    forget()


def forget():
    oracle.memory.cache_clear()
    oracle._remembered.cache_clear()
    oracle.code.cache_clear()


def test_same_question_is_asked_once(asked):
    """The answer to a case of the same content is read, not computed."""
    first, second = asked(), asked(LOGITS.copy())
    assert (first == second).all()
    assert len(asked.reached) == 1


def test_other_questions_are_asked(asked):
    """Other logits, another quantity, another scale: each is a question of its own."""
    asked()
    asked(LOGITS + 1)
    asked(question=oracle.gradients, scaled=True)
    asked(question=oracle.gradients, scaled=False)
    assert len(asked.reached) == 4


@pytest.mark.parametrize(
    "file", ["arithmetics/__init__.py", "arithmetics/balls.py", "arithmetics/double_double.py",
             "arithmetics/double_doubles.py", "arithmetics/intervals.py", "formats.py",
             "oracle.py", "tiers.py", "losses/__init__.py", "losses/cross_entropy.py"],
)  # fmt: skip
def test_other_code_is_asked_again(asked, monkeypatch, file):
    """Each file on which an answer depends is part of the question."""
    asked()
    edited, read = Path(oracle.__file__).parent / file, Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: read(path) + b"#" * (path.resolve() == edited.resolve())
    )
    asked()
    assert len(asked.reached) == 2
    asked()
    assert len(asked.reached) == 2


@pytest.mark.parametrize("content", [b"", b"not a pickle", None], ids=["empty", "other", "half"])
def test_corrupted_file_is_survived(asked, content):
    """As if there were none."""
    expected = asked()
    for file in asked.files():
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2] if content is None else content)
    assert (asked() == expected).all()
    assert len(asked.reached) == 2


@pytest.mark.parametrize("unusable", ["", "a file in the way"])
def test_without_a_cache(asked, monkeypatch, tmp_path, unusable):
    """None is wanted, or none can be made: everything is computed, and nothing written."""
    if unusable:
        (tmp_path / "cache").write_text(unusable)
    monkeypatch.setenv("XENTBENCH_CACHE", unusable and str(tmp_path / "cache" / "below"))
    monkeypatch.chdir(tmp_path)
    asked()
    asked()
    oracle.trim()
    assert len(asked.reached) == 2
    assert not [path for path in tmp_path.rglob("*") if path.name != "cache"]


def test_trim_keeps_the_cache_small(asked, monkeypatch):
    """What is beyond the limit goes, and no more than that."""

    def ask_all():
        before = len(asked.reached)
        for offset in range(20):
            asked(LOGITS + offset)
        return len(asked.reached) - before

    assert ask_all() == 20
    oracle.trim()
    assert ask_all() == 0
    monkeypatch.setattr(oracle, "CACHE_LIMIT", sum(f.stat().st_size for f in asked.files()) // 2)
    oracle.trim()
    assert 5 < ask_all() < 15
