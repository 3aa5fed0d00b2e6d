"""A property is asked of drawn examples, and a counter-example is told when it has been shrunk."""

import zlib
from collections.abc import Callable, Mapping
from typing import Any
from unittest import SkipTest

import hypothesis
import numpy as np
from hypothesis import HealthCheck, Phase
from hypothesis.strategies import SearchStrategy

from implementations import Unavailable, Unsupported
from suites.comparison import Differs
from suites.formats import Format
from suites.function import Function
from suites.judgement import OtherBits, WrongAnswer
from suites.subject import Crashed

EXAMPLES = 8  #: of a batch each
SHRINKING = 40  #: times more, once one has failed

Drawn = Mapping[str, Any]
Draw = Callable[[Format, tuple[int, int]], SearchStrategy[Drawn]]

_SETTINGS = hypothesis.settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
    verbosity=hypothesis.Verbosity.quiet,
    print_blob=False,
)


def forall(draw: Draw) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Ask the question below of whatever *draw* makes, given the format and the shape.

    The question's first argument is the fixture, and the others are named like what is drawn.
    """

    def decorate(question: Callable[..., None]) -> Callable[..., None]:
        def asked(cross_entropy, shape, seed):
            strategy = draw(cross_entropy.format, shape)
            check(question, cross_entropy, strategy, (question.__name__, seed))

        asked.__name__, asked.__doc__ = question.__name__, question.__doc__
        asked.__module__ = question.__module__
        return asked

    return decorate


def check(
    question: Callable[..., None], function: Function, strategy: SearchStrategy[Drawn], seed: object
) -> None:
    """Raises what the simplest example raises that was found, with the example told.

    What was answered once counts: whoever rounds by dice is not asked the same again. Other bits
    are told where nothing is wrong.
    """
    outcomes: dict[bytes, Exception | None] = {}
    failures: list[Exception] = []
    marks: list[OtherBits] = []
    left = SHRINKING

    def ask(drawn: Drawn) -> None:
        nonlocal left
        key = b"".join(np.asarray(value).tobytes() for value in drawn.values())
        left -= bool(failures)
        if not left:
            raise SkipTest("enough")  # which Hypothesis hands through at once
        if key not in outcomes:
            outcomes[key] = _outcome(question, function, drawn)
        error = outcomes[key]
        if isinstance(error, OtherBits):
            marks.append(error)
        elif error:
            failures.append(error)
            raise error

    number = zlib.crc32(repr(seed).encode())
    try:
        hypothesis.seed(number)(_SETTINGS(hypothesis.given(strategy)(ask)))()
    except SkipTest as enough:
        if isinstance(enough.__cause__, Unsupported | Unavailable):
            raise enough.__cause__ from None
        raise failures[-1] from None
    if marks:
        raise marks[0]


def _outcome(question, function, drawn):
    try:
        question(function, **drawn)
    except (Unsupported, Unavailable) as refusal:
        raise SkipTest(str(refusal)) from refusal
    except Crashed as error:
        return Crashed(f"{error}\n{told(drawn, -1)}")
    except OtherBits as mark:
        return mark
    except Differs as error:
        name = question.__name__.removeprefix("test_")
        promise = f"{name} of {function.implementation.name}; it promises: {function.promise}"
        first, _, rest = str(error).partition("\n")
        lines = (f"{promise}: {first}", rest, told(drawn, error.row))
        return WrongAnswer("\n".join(line for line in lines if line))
    return None


def told(drawn: Drawn, row: int) -> str:
    """What was drawn as hex floats, a line each; of arrays of examples the *row* alone."""
    rows = len(next(iter(drawn.values())))
    lines = []
    for name, value in drawn.items():
        array = np.asarray(value)
        if array.ndim and row >= 0 and len(array) == rows:
            array = array[row]
        numbers = array.ravel()[: 64 if row >= 0 else None].tolist()
        text = ", ".join(x.hex() if isinstance(x, float) else str(x) for x in numbers)
        lines.append(f"  {name:9} {text}")
    return "\n".join(lines)
