"""A small run with one implementation of every fate, timed and judged, to make pages of."""

from pathlib import Path

from reports._reading import Run, read
from reports._record import Record
from suites.meta._timings import raced, timed, timing
from suites.meta.test_reports_reading import header, record, write

#: What a stranger may write wherever there is text.
HOSTILE = "</script><script>fetch('https://evil.test')</script>\"'&<img src=x onerror=alert(1)>`"

NAMES = ("torch_right", "torch_slow", "torch_wrong")
LOGITS = ["0x1.0000000000000p+1", "-0x1.8000000000000p+0", "0x0.0p+0"]


def command(one: Record) -> str:
    """The options that the plugin writes."""
    axes = ("question", "implementation", "loss", "regime", "dtype", "shape", "device")
    return " ".join(f"--{axis} {getattr(one, axis)}" for axis in axes)


def asked(implementation: str, **facts) -> Record:
    about = {"implementation": implementation, "framework": "torch", "command": "", **facts}
    one = record(**about)
    return record(**{**about, "command": about["command"] or command(one)})


def judged() -> list[Record]:
    """Two are right everywhere; torch_wrong is, in bfloat16 with many classes, in one cell."""
    worst = {"row": 3, "entry": None, "target": 1, "computed": "0x0.0p+0",
             "exact": ["0x1.6800000000000p+2", "0x0.0p+0"], "logits": LOGITS}  # fmt: skip
    broken = {"status": "known failure", "verdict": "inaccurate", "error": 1.7e7, "worst": worst,
              "reason": "a large logit cancels the log-sum-exp"}  # fmt: skip
    where = "torch_wrong", "bfloat16", "2x131072", "large_offset", "value"
    return [
        asked(name, dtype=dtype, shape=shape, regime=regime, question=question, **facts)
        for name in NAMES
        for dtype in ("float32", "bfloat16")
        for shape in ("64x10", "2x131072")
        for regime in ("ordinary", "large_offset")
        for question in ("value", "gradient")
        for facts in [broken if (name, dtype, shape, regime, question) == where else {}]
    ]


def races(**truth: float) -> list[Record]:
    """At 64x128256 in both dtypes and questions; the truth is in seconds."""
    truth = truth or {"torch_right": 0.01, "torch_slow": 0.031, "torch_wrong": 0.002}
    return [
        each
        for seed, dtype in enumerate(("float32", "bfloat16"))
        for question in ("forward", "forward_backward")
        for each in raced(truth, seed=seed, dtype=dtype, question=question, framework="torch")
    ]


def untimed(name: str = "torch_late", **facts) -> Record:
    about = {"status": "skipped", "timing": None, "verdict": "", "error": None,
             "reason": "a call takes longer than the budget", "framework": "torch"}  # fmt: skip
    return timed(name, 0.0, **{**about, **facts})


def everything() -> list[Record]:
    return [*judged(), *races(), untimed()]


def run(folder: Path, *records: Record, **facts) -> Run:
    """Written and read again, as a report's is."""
    return read(write(folder / "results-torch.jsonl", *records, **facts))


def hostile(folder: Path) -> Run:
    """Whatever is text is HOSTILE."""
    worst = {"row": 3, "target": 0, "computed": HOSTILE, "exact": [HOSTILE], "logits": [HOSTILE],
             HOSTILE: HOSTILE}  # fmt: skip
    text = dict.fromkeys(
        ("implementation", "framework", "loss", "regime", "device", "command", "digest"), HOSTILE
    )
    failed = {"status": "failed", "verdict": "inaccurate", "reason": HOSTILE, "worst": worst}
    panel = {"question": "panel", "panel": (("0x1p+0",),), "verdict": "", "error": None}
    names = HOSTILE, f"{HOSTILE}2"
    records = [
        record(**{**text, **facts, "implementation": name, "marks": (HOSTILE,)})
        for name in names
        for facts in (failed, panel, {"question": HOSTILE}, {"dtype": HOSTILE, "shape": HOSTILE})
    ]
    place = {"loss": HOSTILE, "device": HOSTILE, "framework": HOSTILE}
    samples = timing(dict.fromkeys(range(6), 0.01), unstable=HOSTILE, heat=HOSTILE)
    records += [
        timed(names[0], 0.01, **place, timing=samples),
        untimed(names[1], **place, reason=HOSTILE),
    ]
    about = header(
        version=HOSTILE, commit=HOSTILE, machine={HOSTILE: HOSTILE, "cpu": HOSTILE},
        packages={HOSTILE: HOSTILE}, environment={HOSTILE: HOSTILE}, arguments=(HOSTILE,),
        narrowed=True,
    )  # fmt: skip
    path = folder / f"{HOSTILE.replace('/', '')}.jsonl"
    return read(write(path, *records, run=about, left_out=HOSTILE, stale=(HOSTILE,)))
