"""One implementation, compiled and warm, ready to be timed at one place."""

from collections.abc import Callable
from itertools import count, islice
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from implementations import Implementation
from suites import buffer, clock, yardstick
from suites.case import make
from suites.losses import Loss
from suites.rotation import MOST, Rotation, block, turns, unshifted
from suites.weighing import weighed
from suites.workload import HANDED, WORKLOADS

SHORT = 0.05  #: seconds: of calls below it the first in a round would find the caches cold
YARDSTICKS = 5  #: samples of it a round, of which the median counts: the first ones wake threads

Answer = tuple[Any, ...]  #: the losses, and their gradients if they were asked for


class Timed:
    """Made outside of the clock. Whatever its methods raise is the implementation's fault."""

    def __init__(
        self, implementation: Implementation, *, question: str, loss: str, regime: str,
        dtype: str, shape: tuple[int, int], device: str, seed: int, threads: int,
    ) -> None:  # fmt: skip
        workload, mix = WORKLOADS[question]
        self._call = workload(implementation, Loss(loss))
        self._framework, self._dtype, self._device = implementation.framework, dtype, device
        self._rotation = Rotation(make(regime, dtype, block(shape), seed), shape[0])
        self.size = shape[0] * shape[1] * np.dtype(dtype).itemsize
        self._turns = turns(self.size)
        kept = 0 if implementation.mutates_inputs else self._turns
        self._inputs = [self._arrays(turn) for turn in range(kept)]
        self._asked = count()
        self._handed = self._unwritten(question)

        began = perf_counter()
        self.last: tuple[int, Answer | None] = 0, self._call(*self._take(1)[0][1])
        self.first_call = perf_counter() - began

        self._gpu = self._framework.gpu() if device != "cpu" else None
        draw: Callable[..., Any] = self._gpu.yardstick if self._gpu else yardstick.on_cpu
        self._yardstick = draw(mix, self.size, threads)
        clock.undisturbed()
        pass_over = clock.warm(lambda: clock.sample(self._yardstick, [()]))
        self._passes = max(1, clock.calls(pass_over) // YARDSTICKS)
        call = clock.warm(lambda: self._sample(1)[1])
        self.calls = clock.calls(call) if self._inputs else min(clock.calls(call), MOST)
        self._short = call < SHORT
        weigh = self._gpu.memory if self._gpu else clock.memory
        self.memory = weighed(
            implementation, question, Loss(loss), self._call, lambda: self._take(1)[0][1],
            weigh if self.size >= clock.WEIGHABLE else None,
        )  # fmt: skip
        self._handed = self._unwritten(question)
        if self._handed:  # the first answer is no longer where it was written
            [(turn, given)] = self._take(1)
            self.last = turn, self._call(*given)

    def sample(self) -> dict[str, float | None]:
        """One round: the yardstick, then the implementation with the next inputs."""
        self.last = 0, None  # frees the last answer before the next is there
        passes = [()] * self._passes
        beside = [clock.sample(self._yardstick, passes).seconds for _ in range(YARDSTICKS)]
        if self._short:
            self._sample(self.calls)
        device = None
        if self._gpu:
            device = self._gpu.seconds(self._call, [given for _, given in self._take(self.calls)])
        turn, found = self._sample(self.calls)  # last: what it has written is judged
        self.last = turn, found.answer
        clock.quiet()
        return {
            "yardstick": median(beside),
            "seconds": found.seconds,
            "device_seconds": device,
            "page_faults": found.page_faults,
        }

    def again(self) -> None:
        """Once more, outside of the clock: in the arrays of the last call, other numbers.

        Who remembers an array instead of reading it, or computes at every other call only, is
        right in every round, or may be right in the last one, but not now as well.
        """
        turn, self.last = self.last[0], (0, None)
        other = (turn + 1) % self._turns
        given = self._arrays(other)
        if self._inputs:
            given = tuple(map(_overwritten, self._inputs[turn], given))
        self.last = other, self._call(*given, *self._handed)

    def answers(self) -> list[np.ndarray]:
        """The losses, and gradients if asked for, of the last call: the rows that are judged.

        Of each row of the block one repetition is taken. An answer of a wrong shape is handed
        on as it is.
        """
        turn, answer = self.last
        assert answer is not None
        rows, shifts = self._rotation.sampled(turn, np.random.default_rng(turn))
        losses, *gradients = map(self._framework.to_numpy, answer)
        examples, classes = self._rotation.shape
        found = [losses[rows] if losses.shape == (examples,) else losses]
        for gradient in gradients:
            right = gradient.shape == (examples, classes)
            found.append(unshifted(gradient[rows], shifts) if right else gradient)
        return found

    def _sample(self, calls: int) -> tuple[int, clock.Sample]:
        taken = self._take(calls)
        return taken[-1][0], clock.sample(self._call, [given for _, given in taken])

    def _take(self, calls: int) -> list[tuple[int, Any]]:
        """The next turns, from where the last ones ended; new arrays if they will be spent."""
        turns = [number % self._turns for number in islice(self._asked, calls)]
        return [(turn, (*(self._inputs[turn] if self._inputs else self._arrays(turn)),
                        *self._handed)) for turn in turns]  # fmt: skip

    def _arrays(self, turn: int) -> tuple[Any, Any, Any]:
        logits, targets, upstream = self._rotation.turned(turn)
        to_device = self._framework.to_device
        return (
            to_device(logits, self._dtype, self._device),
            to_device(targets, None, self._device),
            to_device(upstream, self._dtype, self._device),
        )

    def _unwritten(self, question: str) -> tuple[Any, ...]:
        """Memory for the gradient, where that is handed over: the same for all calls."""
        if question not in HANDED:
            return ()
        shape = self._rotation.shape
        return (buffer.unwritten(self._framework, shape, self._dtype, self._device),)


def _overwritten(array: Any, numbers: Any) -> Any:
    """The same array with other numbers; these themselves where arrays never change, as in JAX."""
    try:
        array[...] = numbers
    except TypeError:
        return numbers
    return array
