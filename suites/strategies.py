"""What properties are asked of: logits, shifts, midpoints, shares, exact in the format.

All of one shape, so that nothing is compiled anew. Everything is drawn as bytes: numbers would
now and then be taken from the constants of whatever modules are imported, and so would differ
from one framework to the next.
"""

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from suites.formats import Format

LARGEST = 8.0  #: of the logits, times at most 4: exp is finite and normal, shifted or not
SCALES = (1.0, 4.0, 0.125)
#: Of the steps from 0 to LARGEST, by precision: what is left is room for shifts.
_BITS = {53: 14, 24: 14, 11: 8, 8: 6}
SHARE = 64  #: steps to a share of 1


def whole(shape: tuple[int, ...], least: int, most: int) -> SearchStrategy[np.ndarray]:
    """Up to 2**16 whole numbers from *least* to *most*; the simplest is nearest to 0.

    Row by row, so that those which do not matter to a counter-example are 0 at once.
    """
    size = 2 * int(np.prod(shape[1:]))
    drawn = [st.binary(min_size=size, max_size=size)] * int(np.prod(shape[:1]))

    def decoded(rows: tuple[bytes, ...]) -> np.ndarray:
        number = np.frombuffer(b"".join(rows), ">u2").astype(np.int64) % (most - least + 1)
        if least == -most:
            number = (number + 1) // 2 * (1 - 2 * (number % 2))  # 0, -1, 1, -2, 2, ...
        return (number + max(least, 0)).reshape(shape)

    return st.tuples(*drawn).map(decoded)


def steps(format: Format, shape: tuple[int, int], room: int = 0) -> SearchStrategy[np.ndarray]:
    """Logits as multiples of `step`, every other row of a few values only, so that there are ties.

    They are multiples of 2**room, which leaves so many bits to be exact in.
    """
    most = 2 ** (_BITS[format.precision] - room)
    coarse = (np.arange(shape[0]) % 2 * (most // 8))[:, None]

    def tied(drawn):
        return np.where(coarse > 0, drawn // np.maximum(coarse, 1) * coarse, drawn) * 2**room

    return whole(shape, -most, most).map(tied)


def scale(format: Format) -> SearchStrategy[float]:
    """What a step is worth: so that logits reach to LARGEST, or four times or an eighth of it."""
    unit = LARGEST / 2 ** _BITS[format.precision]
    return whole((1,), 0, len(SCALES) - 1).map(lambda i: SCALES[int(i[0])] * unit)


def targets(shape: tuple[int, int]) -> SearchStrategy[np.ndarray]:
    return whole(shape[:1], 0, shape[1] - 1)


def together(**parts: SearchStrategy) -> SearchStrategy[dict]:
    return st.fixed_dictionaries(parts)


def rows(format: Format, shape: tuple[int, int]) -> SearchStrategy[dict]:
    """Logits x, (rows, classes), and targets t, (rows,)."""
    drawn = together(k=steps(format, shape), unit=scale(format), t=targets(shape))
    return drawn.map(lambda d: {"x": d["k"] * d["unit"], "t": d["t"]})


def shifted(format: Format, shape: tuple[int, int]) -> SearchStrategy[dict]:
    """And for each row a constant c, (rows, 1), such that every x + c is exact.

    The rows of few values, multiples of an eighth of the largest, have room for a large one.
    """
    most, room = 2 ** _BITS[format.precision], 2 ** min(format.precision, 30)
    factor = np.where(np.arange(shape[0]) % 2, most // 8, 1)[:, None]
    coarse = max(room // 2**15, 1)  # as fine as can be drawn
    furthest = (room - most) // coarse
    shift = whole((shape[0], 1), -furthest, furthest).map(lambda c: c * coarse * factor)
    drawn = together(k=steps(format, shape), c=shift, unit=scale(format), t=targets(shape))
    return drawn.map(lambda d: {"x": d["k"] * d["unit"], "t": d["t"], "c": d["c"] * d["unit"]})


def pairs(format: Format, shape: tuple[int, int]) -> SearchStrategy[dict]:
    """Logits x and y, whose midpoint is exact, and the targets t of both."""
    drawn = together(
        k=steps(format, shape, 1), m=steps(format, shape, 1), unit=scale(format), t=targets(shape)
    )
    return drawn.map(lambda d: {"x": d["k"] * d["unit"], "y": d["m"] * d["unit"], "t": d["t"]})


def neighbours(format: Format, shape: tuple[int, int]) -> SearchStrategy[dict]:
    """And `above`: the same logits, but that of class j, (rows,), is the next larger number."""

    def raised(d):
        x, above, i = d["x"], d["x"].copy(), np.arange(shape[0])
        spacing = format.ulp(x[i, d["j"]])
        below = (x[i, d["j"]] < 0) & (np.abs(np.frexp(x[i, d["j"]])[0]) == 0.5)
        above[i, d["j"]] += np.where(below, spacing / 2, spacing)
        return {"x": x, "above": above, "j": d["j"], "t": d["t"]}

    return st.tuples(rows(format, shape), targets(shape)).map(lambda d: raised({**d[0], "j": d[1]}))


def permuted(format: Format, shape: tuple[int, int]) -> SearchStrategy[dict]:
    """And `order`, a permutation of the classes."""
    drawn = st.tuples(rows(format, shape), whole(shape[1:], 0, 2**16 - 1))
    return drawn.map(lambda d: {**d[0], "order": np.argsort(d[1], kind="stable")})


def mixed(format: Format, shape: tuple[int, int]) -> SearchStrategy[dict]:
    """And shares q of the classes, (rows, classes): multiples of 1 / 64 that sum to 1."""

    def shares(cuts):
        cuts = np.sort(cuts, 1)
        return np.diff(cuts, 1, 1, np.zeros((len(cuts), 1)), np.full((len(cuts), 1), SHARE)) / SHARE

    cuts = whole((shape[0], shape[1] - 1), 0, SHARE)
    return st.tuples(rows(format, shape), cuts).map(lambda d: {**d[0], "q": shares(d[1])})


def weighted(format: Format, shape: tuple[int, int]) -> SearchStrategy[dict]:
    """And a weight w for each class, (classes,): eighths up to 16."""
    drawn = st.tuples(rows(format, shape), whole(shape[1:], 1, 127))
    return drawn.map(lambda d: {**d[0], "w": d[1] / 8})


def doubled(format: Format, shape: tuple[int, int]) -> SearchStrategy[dict]:
    """And for each class an exponent e, (classes,), of a power of two."""
    drawn = st.tuples(rows(format, shape), whole(shape[1:], -8, 8))
    return drawn.map(lambda d: {**d[0], "e": d[1]})


def directions(format: Format, shape: tuple[int, int]) -> SearchStrategy[dict]:
    """And directions v and w in the space of logits, (rows, classes): quarters up to 8."""
    quarters = whole(shape, -32, 32).map(lambda k: k / 4)
    drawn = st.tuples(rows(format, shape), quarters, quarters)
    return drawn.map(lambda d: {**d[0], "v": d[1], "w": d[2]})


def subsets(format: Format, shape: tuple[int, int]) -> SearchStrategy[dict]:
    """And which rows are `kept`, in their order: five in eight of them."""
    drawn = st.tuples(rows(format, shape), whole(shape[:1], 0, 2**16 - 1))
    count = shape[0] * 5 // 8
    return drawn.map(lambda d: {**d[0], "kept": np.sort(np.argsort(d[1], kind="stable")[:count])})
