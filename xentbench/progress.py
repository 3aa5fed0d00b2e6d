"""A bar while a terminal watches, a line every tenth of the way while a log does."""

import os
import sys
from collections import Counter
from time import perf_counter

import pytest
from tqdm import tqdm


class Progress:
    """Replaces pytest's dots, of which thousands tell nobody anything."""

    def __init__(self, total: int, name: str = "") -> None:
        """Of *total* cells; the *name* tells it from others that run beside it."""
        self._total, self._done, self._tenth, self._name = total, 0, 0, name
        self._tally: Counter[str] = Counter()
        self._began = perf_counter()
        watched = sys.stderr.isatty()
        self._bar = tqdm(
            total=total, unit="cell", disable=not watched, leave=False, desc=name or None,
            position=int(os.environ.get("TQDM_POSITION", "0")),
        )  # fmt: skip

    def step(self, status: str) -> None:
        self._done += 1
        self._tally[status] += 1
        self._bar.update()
        self._bar.set_postfix_str(self._told(), refresh=False)
        tenth = 10 * self._done // max(self._total, 1)
        if self._bar.disable and tenth > self._tenth and self._total >= 100:
            self._tenth = tenth
            seconds = perf_counter() - self._began
            told = f"{self._done} of {self._total} cells in {seconds:.0f} s: {self._told()}"
            print(f"  {self._name} {told}", file=sys.stderr, flush=True)

    def say(self, text: str) -> None:
        """What is going on while no cell is finished; a log is spared it."""
        self._bar.set_postfix_str(text)

    def _told(self) -> str:
        return ", ".join(f"{count} {status}" for status, count in self._tally.most_common())

    @pytest.hookimpl
    def pytest_sessionfinish(self) -> None:
        self._bar.close()
