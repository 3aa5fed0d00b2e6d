"""One training: examples, a network to begin with, and a schedule, the same for everyone."""

import hashlib
import inspect
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from suites import trainings
from suites.case import Case, of
from suites.formats import FORMATS, Format
from suites.network import Network


@dataclass(frozen=True, eq=False)
class Training:
    """The arrays are read-only."""

    name: str
    dtype: str
    seed: int
    inputs: np.ndarray  #: (examples, features), float64 holding values of *dtype*
    targets: np.ndarray  #: (examples,), int64
    classes: int
    batches: np.ndarray  #: (steps, rows), the examples of each step
    rates: np.ndarray  #: (steps,), of learning
    start: Network

    @property
    def format(self) -> Format:
        return FORMATS[self.dtype]

    @property
    def steps(self) -> int:
        return len(self.batches)

    def case(self, logits: np.ndarray, targets: np.ndarray) -> Case:
        """What the loss is asked at one step."""
        return of(logits, targets, self.dtype, self.name, self.seed)

    @property
    def digest(self) -> str:
        """Of all that decides what is asked, as far as the answers leave it open."""
        content = hashlib.sha256(self.dtype.encode())
        for array in (self.inputs, *self.start.weights, self.rates):
            content.update(np.ascontiguousarray(array).astype("<f8").tobytes())
        for array in (self.targets, self.batches):
            content.update(np.ascontiguousarray(array).astype("<i8").tobytes())
        return content.hexdigest()[:16]


@cache
def names() -> list[str]:
    """Every training: the public functions of `suites.trainings`."""
    return [
        name
        for name, value in vars(trainings).items()
        if inspect.isfunction(value) and not name.startswith("_")
    ]


@lru_cache(maxsize=16)
def make(name: str, dtype: str, shape: tuple[int, int], seed: int = 0) -> Training:
    """Draw the training *name* with batches of *shape*. The same arguments give the same one."""
    rng = np.random.default_rng([zlib.crc32(name.encode()), *shape, seed])
    inputs, targets, start, rates = getattr(trainings, name)(rng, shape)
    rows, _ = shape
    batches = np.stack([rng.choice(len(targets), rows, replace=False) for _ in rates])
    inputs = FORMATS[dtype].round(inputs)
    for array in (inputs, targets, batches, rates, *start.weights):
        array.flags.writeable = False
    return Training(name, dtype, seed, inputs, targets, shape[1], batches, rates, start)
