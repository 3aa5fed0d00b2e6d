"""Room for a heat: how large its inputs are, and whether the machine has memory for all lanes."""

import numpy as np
import psutil

from implementations import Unavailable
from xentbench.plan import Cell, numbers


def size(cell: Cell) -> int:
    """Bytes of logits."""
    rows, classes = numbers(cell.shape)
    return rows * classes * np.dtype(cell.dtype).itemsize


def too_large(cell: Cell, lanes: int) -> Exception | None:
    """Inputs and yardsticks of all lanes and of the pacemaker, and what a computation takes.

    That is six arrays in float64, for one at a time.
    """
    rows, classes = numbers(cell.shape)
    needed, free = (
        4 * (lanes + 1) * size(cell) + 48 * rows * classes,
        psutil.virtual_memory().available,
    )
    if cell.device != "cpu" or needed <= free:
        return None
    return Unavailable(
        f"{lanes} implementations at {cell.shape} need about {needed / 1e9:.0f} GB and "
        f"{free / 1e9:.0f} are free; ask fewer with --implementation, or a smaller --shape"
    )
