"""Room for a heat: how large its inputs are, and whether the machine has memory for all lanes."""

import numpy as np
import psutil

from implementations import Unavailable
from xentbench.plan import Cell, numbers


def size(cell: Cell) -> int:
    """Bytes of logits."""
    rows, classes = numbers(cell.shape)
    return rows * classes * np.dtype(cell.dtype).itemsize


def needed(cell: Cell, lanes: int) -> int:
    """Bytes: inputs and yardsticks of all lanes and of the pacemaker, and what a computation takes.

    That is six arrays in float64, for one at a time.
    """
    rows, classes = numbers(cell.shape)
    return 4 * (lanes + 1) * size(cell) + 48 * rows * classes


def too_large(cell: Cell, lanes: int) -> Exception | None:
    """Why it does not fit into the memory that is free."""
    wanted, free = needed(cell, lanes), psutil.virtual_memory().available
    if cell.device != "cpu" or wanted <= free:
        return None
    return Unavailable(
        f"{lanes} implementations at {cell.shape} need about {wanted / 1e9:.0f} GB and "
        f"{free / 1e9:.0f} are free; ask fewer with --implementation, or a smaller --shape"
    )
