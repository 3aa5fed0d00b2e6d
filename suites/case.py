"""One problem: logits and targets, exactly representable in the dtype under test."""

import hashlib
import zlib
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from suites import regimes
from suites.formats import FORMATS, Format

#: What the backward pass is handed: not uniform, 0 first, and exact in every format.
UPSTREAM = (0.0, 1.0, -0.5, 3.0, 0.75, -1.25, 2.0, 0.0625)


@dataclass(frozen=True, eq=False)
class Case:
    """What every implementation is asked: the arrays are read-only."""

    regime: str
    dtype: str
    seed: int
    logits: np.ndarray  #: (num_examples, num_classes), float64 holding values of *dtype*
    targets: np.ndarray  #: (num_examples,), int64
    labels: np.ndarray | None = None  #: of each logit, where a loss that has them is not to draw

    @property
    def format(self) -> Format:
        return FORMATS[self.dtype]

    @property
    def shape(self) -> str:
        """As on the command line: num_examples x num_classes."""
        return "x".join(map(str, self.logits.shape))

    @property
    def upstream(self) -> np.ndarray:
        """The gradient of some later scalar in each example's loss, (num_examples,)."""
        return np.resize(UPSTREAM, len(self.targets))

    @cached_property
    def digest(self) -> str:
        """Of the inputs alone: two machines that print the same one asked the same thing."""
        content = hashlib.sha256(self.dtype.encode())
        content.update(repr(self.logits.shape).encode())
        content.update(np.ascontiguousarray(self.logits).astype("<f8").tobytes())
        content.update(np.ascontiguousarray(self.targets).astype("<i8").tobytes())
        if self.labels is not None:
            content.update(np.ascontiguousarray(self.labels).astype("<f8").tobytes())
        return content.hexdigest()[:16]


def of(logits: np.ndarray, targets: np.ndarray, dtype: str, regime: str, seed: int = 0) -> Case:
    """A case of given *logits*, rounded to *dtype*, so that everyone is asked the same.

    Rounding happens here, before the oracle looks: the error of storing a logit in bfloat16
    belongs to the case, not to the implementation.
    """
    logits = FORMATS[dtype].round(logits)
    targets = np.asarray(targets, np.int64)
    for array in (logits, targets):
        array.flags.writeable = False
    return Case(regime, dtype, seed, logits, targets)


@lru_cache(maxsize=64)
def make(regime: str, dtype: str, shape: tuple[int, int], seed: int = 0) -> Case:
    """Draw *regime* at *shape*. The same arguments give the same case everywhere.

    Raises `regimes.NotProvoked` where the regime says that it has nothing to ask.
    """
    rng = np.random.default_rng([zlib.crc32(regime.encode()), *shape, seed])
    logits, targets = regimes.named(regime)(rng, shape, FORMATS[dtype])
    return of(logits, targets, dtype, regime, seed)
