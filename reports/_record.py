"""The format of results.jsonl: a header, one record a cell, a footer.

Whoever writes needs the standard library only (`reports._writing`); whoever reads checks each
line against these classes (`reports._reading`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from reports._known import Known
from reports._reach import Reach
from reports._trained import Training

SCHEMA = 1  #: of the file: raised when a reader of the old one would misread the new one
METHODOLOGY = 2  #: of the questions, the oracle and the verdicts: results of two never mix

Status = Literal["passed", "failed", "known failure", "skipped", "unsupported"]

#: What each status says, in one sentence.
STATUSES: Mapping[str, str] = {
    "passed": "The answer is at least as good as the implementation promises.",
    "failed": "The answer is worse than the implementation promises, or there was none.",
    "known failure": "Wrong, and the implementation's own file says so and why.",
    "skipped": "It could not be asked here; the reason says how to enable it.",
    "unsupported": "The implementation never claimed to do this.",
}

#: The verdicts from best to worst, and what each says (numerical definitions: suites/verdict.py).
VERDICTS: Mapping[str, str] = {
    "correctly rounded": "The nearest number of the format to the exact value.",
    "faithful": "One of the two numbers of the format that enclose the exact value.",
    "accurate": "Within 8 ulp (2 in the 16-bit formats) of the exact value.",
    "conditioned": "As close as one rounding of each gap between two logits allows.",
    "absolute": "Small error beside 1; small values have lost their relative accuracy.",
    "inaccurate": "Finite, and further off than any of these allow.",
    "exceptional": "A wrong NaN or infinity, a finite answer where there is none, a negative loss.",
}


@dataclass(frozen=True, kw_only=True)
class Timing:
    """What one call took, round by round, beside a yardstick. Only right answers are timed.

    Seconds are of one call, until its answer was there; numbers of rounds pair those records
    whose heat is the same, because their rounds were interleaved.
    """

    heat: str  #: those that raced each other: when, and where
    rounds: tuple[int, ...]  #: in which it took part
    seconds: tuple[float, ...]  #: in each of them
    yardstick: tuple[float, ...]  #: of the yardstick, in the same process, just before
    device_seconds: tuple[float, ...] = ()  #: by the GPU's own clock; empty on the CPU
    mix: str  #: what the yardstick does with the bytes of the logits: "read" or "copy"
    calls: int  #: that one sample is the mean of
    median: float
    p20: float
    p80: float
    ratio: float  #: median of seconds over yardstick, paired by round
    ratio_low: float  #: the ends of its 95 % interval
    ratio_high: float
    unstable: str = ""  #: why the median is not to be relied on
    minimal_bytes: int  #: that have to move, whatever the method
    bandwidth: float  #: minimal bytes a second, at the median
    roof: float | None = None  #: the best that any yardstick of the heat reached; None: too small
    roof_name: str = ""  #: of that yardstick; empty in old files, where it is the mix
    share: float | None = None  #: bandwidth over roof
    exp_seconds: float | None = None  #: of an exponential for each logit, at the rate of the run
    first_call: float  #: of the first call: it compiles, or fetches what was compiled before
    page_faults: float  #: minor ones, a call
    threads: int
    cores: tuple[int, ...] = ()  #: that its process was bound to
    allocator: Mapping[str, str] = field(default_factory=dict)  #: variables that it reads
    forward_memory: int | None = None  #: bytes above the inputs: at the highest in forward
    held_memory: int | None = None  #: between the passes; None: nobody can tell
    peak_memory: int | None = None  #: in one call of both; None of all three: too small to see


@dataclass(frozen=True, kw_only=True)
class Record:
    """One question asked of one implementation about one case, and what came of it."""

    question: str  #: a test function without its "test_": value, gradient ...
    implementation: str
    framework: str
    loss: str
    function: str = ""  #: that computes the loss: several losses are settings of one
    regime: str
    dtype: str
    device: str
    shape: str  #: 64x10: num_examples x num_classes
    seed: int
    digest: str  #: of the inputs; empty where they depend on the answers
    status: Status
    reason: str = ""  #: why it is not "passed", or where it has other bits: a sentence
    promise: str = ""  #: the verdict that the implementation promises here
    verdict: str = ""  #: one of VERDICTS; empty where nothing was judged
    marks: tuple[str, ...] = ()  #: of `reports._verdicts.MARKS`
    error: float | None = None  #: the largest error in ulp of the exact value, in the format
    excess: float | None = None  #: what of it lies beyond the half ulp of the last rounding
    condition_ratio: float | None = None  #: largest excess over what the conditioning allows
    absolute_ratio: float | None = None  #: largest excess over the unit roundoff of max(1, |y|)
    normwise: float | None = None  #: a gradient's error over its norm and the unit roundoff
    bias: float | None = None  #: mean signed error in ulp
    quantiles: Mapping[str, float] = field(default_factory=dict)  #: of it: "50", "99", "99.9"
    shares: Mapping[str, float] = field(default_factory=dict)  #: of the entries, by verdict
    counts: Mapping[str, int] = field(default_factory=dict)  #: entries, zeros, negative ...
    worst: Mapping[str, Any] = field(default_factory=dict)  #: the worst row, in hex floats
    panel: tuple[tuple[str, ...], ...] = ()  #: gradients of the panel, in hex floats
    timing: Timing | None = None  #: of the questions about speed alone
    reach: Reach | None = None  #: of the questions that follow a ray
    training: Training | None = None  #: of the question that trains alone
    known: Known | None = None  #: of the questions that ask the worst rows again
    seconds: float = 0.0  #: that the whole test took; not a measurement of speed
    command: str = ""  #: the options of pytest that ask this one cell again

    @property
    def identity(self) -> tuple[object, ...]:
        """Two records with the same identity are answers to the same question."""
        return (
            self.question, self.implementation, self.loss, self.regime,
            self.dtype, self.device, self.shape, self.seed,
        )  # fmt: skip

    @property
    def cell(self) -> str:
        """What the patterns of KNOWN_FAILURES and PROMISE are matched against."""
        return "/".join(
            (self.question, self.loss, self.regime, self.dtype, self.shape, self.device)
        )


@dataclass(frozen=True, kw_only=True)
class Header:
    """The run: where, when and with what. The first line of the file."""

    schema: int = SCHEMA
    methodology: int = METHODOLOGY
    started: str  #: ISO 8601, UTC
    version: str  #: of xentbench
    commit: str
    dirty: bool | None
    machine: Mapping[str, Any]  #: cpu, cores, memory, gpu, driver, system, load ...
    packages: Mapping[str, str]  #: versions of every package that matters
    threads: Mapping[str, int]
    environment: Mapping[str, str]  #: variables that change numerics or speed
    flushes_subnormals: Mapping[str, bool]  #: by framework, device and dtype, from a probe
    arguments: tuple[str, ...]  #: of pytest
    narrowed: bool  #: was less asked than the default asks?
    seed: int
    elsewhere: Mapping[str, str] = field(default_factory=dict)  #: who was left out, and why


@dataclass(frozen=True, kw_only=True)
class Footer:
    """The counts. The last line of the file: without it the file is truncated."""

    finished: str
    records: int
    statuses: Mapping[str, int]
    left_out: str  #: a sentence on what the default did not ask
    stale: tuple[str, ...] = ()  #: what is out of date of known failures, a sentence each
    interrupted: bool = False
    seconds: Mapping[str, float] = field(default_factory=dict)  #: where the time went
    #: Of the pacemaker: by heat and yardstick, seconds of a pass over the logits, by round.
    heats: Mapping[str, Mapping[str, tuple[float, ...]]] = field(default_factory=dict)
    exponentials: Mapping[str, float] = field(default_factory=dict)  #: a second, by dtype


KINDS: Mapping[str, type] = {"header": Header, "record": Record, "footer": Footer}
