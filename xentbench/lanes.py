"""The other end of `suites.lane`: a process an implementation, started, asked and stopped.

And one more for the pacemaker, which is asked in the same way.
"""

import shlex
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import execnet

from implementations import Implementation, Unavailable, Unsupported
from suites.subject import Crashed

ROOT = Path(__file__).parents[1]
STARTED = 120.0  #: seconds in which a framework has to be imported
PREPARED = 600.0  #: and an implementation compiled, warmed and weighed
SAMPLED = 120.0  #: and a sample taken

#: glibc moves its thresholds with what a process happened to free, so that one of two processes of
#: the same code mapped fresh pages at each call and took up to 2.7 times as long. Here what is
#: smaller than 32 MiB, where that rule ends, is kept when it is freed (mallopt(3)).
ALLOCATOR = {"MALLOC_MMAP_THRESHOLD_": 2**25, "MALLOC_TRIM_THRESHOLD_": 2**40}
#: Each limits the threads of one library.
POOLS = ("OMP", "MKL", "OPENBLAS", "NUMBA", "VECLIB", "NUMEXPR")
_REMOTE = (
    "import sys; sys.path.insert(0, {root!r}); from suites.lane import Lane, serve; "
    "from suites.pacemaker import Pacemaker; serve(channel, {kind})"
)
_EXCEPTIONS = {"Unsupported": Unsupported, "Unavailable": Unavailable, "Crashed": Crashed}


class Process:
    """A *kind* of server of `suites`, elsewhere. Everything raises what `ask` raises."""

    def __init__(self, kind: str, python: str, threads: int, **hello: Any) -> None:
        settings = {f"{pool}_NUM_THREADS": threads for pool in POOLS} | ALLOCATOR
        given = [f"{name}={value}" for name, value in settings.items()]
        # env(1), because execnet's own variables come after glibc has read its
        self._spec = f"popen//python={shlex.join(['env', *given, python])}"
        self._remote = _REMOTE.format(root=str(ROOT), kind=kind)
        self._hello = {"threads": threads, **hello}
        self.spent = 0.0  #: seconds that were waited for answers
        self._channel: execnet.Channel | None = None
        self._facts: dict[str, Any] | Exception | None = None
        self._start()

    def facts(self) -> dict[str, Any]:
        """What its `facts` says; waits until the process has started."""
        if self._facts is None:
            try:
                self._facts = self._answer("import", STARTED)
            except (Unsupported, Unavailable, Crashed) as error:
                self._facts = error
        if isinstance(self._facts, Exception):
            raise self._facts
        return self._facts

    def ask(self, method: str, limit: float = SAMPLED, **keywords: Any) -> Any:
        """What *method* returns there; a process that has ended is started again.

        Raises what the implementation raised: `Unsupported`, `Unavailable`, or `Crashed`, which
        is also for who gives no answer within *limit* seconds or ends the process.
        """
        if self._channel is None:
            self._start()
        self.facts()
        assert self._channel is not None
        self._channel.send((method, keywords))
        return self._answer(method, limit)

    def stop(self) -> None:
        """End the process, by force where it does not listen."""
        self._group.terminate(timeout=1.0)
        self._channel = None

    def _start(self) -> None:
        """Without waiting, so that several can start at once."""
        self._group = execnet.Group()
        remote = self._group.makegateway(self._spec).remote_exec(self._remote)
        self._channel, self._facts = remote, None
        remote.send(self._hello)

    def _answer(self, method: str, limit: float) -> Any:
        assert self._channel is not None
        began = perf_counter()
        try:
            kind, found = self._channel.receive(timeout=limit)
        except self._channel.TimeoutError as error:
            self.stop()
            raise Crashed(f"no answer to {method} within {limit:.0f} s") from error
        except (EOFError, OSError, self._channel.RemoteError) as error:
            self.stop()
            told = getattr(error, "formatted", "").strip().rpartition("\n")[2]
            why = f": {told}" if told else ""
            raise Crashed(f"its process ended during {method}{why}") from error
        finally:
            self.spent += perf_counter() - began
        if kind in _EXCEPTIONS:
            raise _EXCEPTIONS[kind](found)
        return found


class Lane(Process):
    """One implementation, timed elsewhere: see `suites.lane.Lane`."""

    def __init__(
        self, implementation: Implementation, python: str, sources: tuple[str, ...], threads: int
    ) -> None:
        self.implementation = implementation
        found = [str(Path(s).resolve()) if Path(s).exists() else s for s in sources]
        super().__init__("Lane", python, threads, name=implementation.name, sources=found)


def pacemaker(threads: int) -> Process:
    """In the interpreter of the harness: see `suites.pacemaker.Pacemaker`."""
    return Process("Pacemaker", sys.executable, threads)
