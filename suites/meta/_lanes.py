"""A lane without a process, for races whose course is known."""

import numpy as np


class FakeLane:
    """Answers 0, and writes down what it was asked.

    *faults* are by method: a number of rounds, and what comes instead from then on.
    """

    def __init__(self, name, log, *, ratios=(1.0,), takes=0.0, order=None, **faults):
        self.name, self._log, self._faults = name, log, faults
        self._ratios, self._takes = ratios, takes
        self.spent, self.rounds, self._order = 0.0, 0, order

    def ask(self, method, limit=None, **keywords):
        self._log.append((self.name, method))
        if self._order is not None and method == "sample":
            self._order.append((self.name, self.rounds))
        self.rounds += method == "sample"
        since, fault = self._faults.get(method, (0, None))
        found = self._right(method) if fault is None or self.rounds < since else fault
        if isinstance(found, Exception):
            raise found
        return found

    def _right(self, method):
        if method == "answers":
            return answering(0)
        if method == "sample":
            self.spent += self._takes
            ratio = self._ratios[self.rounds % len(self._ratios)]
            return {"seconds": ratio * 1e-3, "yardstick": 1e-3}
        return {}


def answering(number):
    return [(np.float64(number).tobytes(), [])]
