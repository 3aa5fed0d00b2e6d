"""The pace of a heat: what its pacemaker measured, and the roof that this makes for all who ran."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from suites.subject import Crashed
from suites.workload import WORKLOADS
from suites.yardstick import MIXES
from xentbench.lanes import PREPARED, Process

MEASURABLE = 2**20  #: bytes of logits: of less a yardstick measures calls, and there is no roof


@dataclass(frozen=True)
class Roof:
    """The fastest that anything moved bytes in a heat."""

    rate: float  #: bytes a second
    name: str  #: of the yardstick that reached it


@dataclass
class Pace:
    """Of one heat. Where the pacemaker crashes in it, nothing of what it had measured counts."""

    process: Process
    question: str
    size: int  #: bytes of logits
    seconds: dict[str, dict[int, float]] = field(default_factory=dict)  #: of a pass, by round
    lost: str = ""  #: how it crashed

    @property
    def runs(self) -> bool:
        return self.size >= MEASURABLE and not self.lost

    def prepare(self) -> None:
        """All mixes that make this roof, and reading, which is the roof of nobody who writes."""
        mixes = ["read", WORKLOADS[self.question][1]]
        self._ask("prepare", PREPARED, size=self.size, mixes=mixes)

    def take(self, number: int) -> None:
        for name, seconds in (self._ask("sample") or {}).items():
            self.seconds.setdefault(name, {})[number] = seconds

    def clear(self) -> None:
        self._ask("clear")

    def rates(self) -> Iterable[Roof]:
        """The best of each yardstick that does what the question's has to."""
        mix = WORKLOADS[self.question][1]
        for name, of in self.process.facts()["yardsticks"].items() if self.seconds else ():
            if of == mix and name in self.seconds:
                yield Roof(MIXES[mix] * self.size / min(self.seconds[name].values()), name)

    def told(self) -> dict[str, tuple[float, ...]]:
        """What the results file keeps, in five digits."""
        return {
            name: tuple(float(f"{each:.5g}") for each in seconds.values())
            for name, seconds in self.seconds.items()
        }

    def _ask(self, method: str, *limit: float, **keywords: Any) -> Any:
        if not self.runs:
            return None
        try:
            return self.process.ask(method, *limit, **keywords)
        except Crashed as error:  # a fault of the bench: implementations are timed without it
            self.lost, self.seconds = f"the pacemaker crashed: {error}", {}
            return None


def roof(question: str, runners: Mapping[Any, Any], pace: Pace | None) -> Roof | None:
    """The best of all that read, or copied, in a heat; None where there is too little to move.

    Those are the yardsticks in the lanes of its *runners*, and those of the pacemaker.
    """
    mix = WORKLOADS[question][1]
    found = [
        Roof(MIXES[mix] * runner.start["size"] / sample["yardstick"], mix)
        for runner in runners.values()
        for sample in runner.samples.values()
        if runner.start["size"] >= MEASURABLE
    ]
    return max([*found, *(pace.rates() if pace else ())], key=lambda each: each.rate, default=None)
