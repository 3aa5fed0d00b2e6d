"""A lane: one implementation in a process of its own, timed round by round as it is told.

Whoever races several lanes speaks to each through a channel: a method with its keywords comes
in, and what it returned goes out, or the name of an exception and its sentence.
"""

import traceback
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from importlib import metadata
from typing import Any

import implementations
from implementations import Unavailable, Unsupported
from suites import clock
from suites.binding import allocator, bind, cores
from suites.losses import Loss
from suites.subject import Crashed, blamed
from suites.timed import Timed
from suites.workload import WORKLOADS


class Lane:
    """Everything that goes in and comes out is plain: numbers, strings, bytes of float64."""

    def __init__(self, name: str, sources: list[str], threads: int) -> None:
        bind(threads)
        self._threads = threads
        self._implementation = implementations.discover(tuple(sources))[name]
        self._held = ExitStack()
        self._timed: Timed | None = None

    def facts(self) -> dict[str, Any]:
        """What the file and its framework say of themselves, and what the clock costs here."""
        framework = self._implementation.framework
        return {
            "declared": self._implementation.declared,
            "versions": {name: v for name in framework.packages() if (v := _version(name))},
            "framework": self._implementation.framework_name,
            "threads": framework.threads(),
            "cores": cores(),
            "allocator": allocator(),
            "overhead": clock.overhead(),
        }

    def claim(self, question: str, loss: str, dtype: str, device: str) -> None:
        """Raises `Unsupported` or `Unavailable` where there is nothing to time."""
        self._implementation.claim(dtype, device)
        workload, _ = WORKLOADS[question]
        workload(self._implementation, Loss(loss))

    def prepare(self, **place: Any) -> dict[str, Any]:
        """Draw inputs, compile, warm up and weigh. Keywords are those of `Timed`."""
        self._implementation.claim(place["dtype"], place["device"])
        self.clear()
        framework = self._implementation.framework
        self._held.enter_context(framework.asking(place["dtype"], place["loss"]))
        self._timed = Timed(self._implementation, threads=self._threads, **place)
        told = {name: getattr(self._timed, name) for name in ("first_call", "calls", "size")}
        return told | asdict(self._timed.memory)

    def sample(self) -> dict[str, float | None]:
        assert self._timed is not None
        return self._timed.sample()

    def again(self) -> None:
        assert self._timed is not None
        self._timed.again()

    def answers(self) -> list[tuple[bytes, list[int]]]:
        """Of the last call, with their shapes."""
        assert self._timed is not None
        return [(array.tobytes(), list(array.shape)) for array in self._timed.answers()]

    def clear(self) -> None:
        """Forget inputs and answers."""
        self._timed = None
        self._held.close()


def serve(channel: Any, kind: Callable[..., Any] = Lane) -> None:
    """Say what there is to time, then obey until the channel is closed."""
    served: list[Any] = []

    def begin(**hello: Any) -> dict[str, Any]:
        served.append(kind(**hello))
        return served[0].facts()

    channel.send(_reply(begin, channel.receive()))
    for method, keywords in channel:
        channel.send(_reply(getattr(served[0], method), keywords))


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def _reply(method: Callable[..., Any], keywords: dict[str, Any]) -> tuple[str, Any]:
    try:
        with blamed():
            return "answer", method(**keywords)
    except (Unsupported, Unavailable, Crashed) as error:
        if isinstance(error, Crashed):
            traceback.print_exc()
        return type(error).__name__, str(error)
