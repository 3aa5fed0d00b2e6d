"""An implementation inside a training: losses and gradients of one batch after another."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from suites.case import Case
from suites.judgement import WrongAnswer
from suites.subject import Subject, blamed
from suites.workload import both, compiled


class Learner:
    """Asked as a training loop would ask: both at once, compiled where its users compile.

    All batches have the shape of the first, so that nothing is compiled twice.
    """

    def __init__(self, subject: Subject) -> None:
        subject.implementation.claim(subject.dtype, subject.device)
        self._subject = subject
        self._call: Callable[..., Any] | None = None

    def __call__(self, case: Case) -> tuple[np.ndarray, np.ndarray]:
        """The losses, (rows,), and the gradients of their sum, (rows, classes).

        Raises `Crashed`, `WrongAnswer` where they have other shapes, and `Unsupported` where there
        is no such loss.
        """
        subject, framework = self._subject, self._subject.implementation.framework

        def given(array, dtype):
            return framework.to_device(array, dtype, subject.device)

        with framework.asking(subject.dtype, subject.loss.name):
            options = subject.loss.ask("options", case)
            arrays = {n: o for n, o in options.items() if isinstance(o, np.ndarray)}
            if self._call is None:
                numbers = {name: options[name] for name in options.keys() - arrays.keys()}
                call = partial(both(subject.implementation, subject.loss), **numbers)
                self._call = compiled(subject.implementation, call)
            (targets,) = subject.loss.ask("given", case)
            asked = given(case.logits, subject.dtype), given(targets, None)
            arrays = {name: given(array, subject.dtype) for name, array in arrays.items()}
            with blamed():
                answer = self._call(*asked, None, **arrays)
                losses, gradients = map(framework.synchronize, answer)
                found = framework.to_numpy(losses), framework.to_numpy(gradients)
        shapes = case.targets.shape, case.logits.shape
        if (found[0].shape, found[1].shape) != shapes:
            told = f"losses of shape {found[0].shape} and gradients of shape {found[1].shape}"
            raise WrongAnswer(f"{told}, not {shapes[0]} and {shapes[1]}")
        return found
