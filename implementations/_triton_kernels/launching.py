"""Which kernel runs with which sizes: the one table to tune."""

from dataclasses import dataclass

import torch
import triton
import triton.language as tl

#: Bytes of a row in its wide dtype, up to which one step takes it in.
LARGEST_WHOLE = 65_536


@dataclass(frozen=True)
class Sizes:
    rows: int  #: of a program
    block: int  #: classes at a time
    warps: int

    @property
    def tile(self):
        return {"ROWS": self.rows, "BLOCK": self.block, "num_warps": self.warps}


#: By bytes of a logit, for rows that are longer than one step; the shift moves once a block.
LONG = {2: Sizes(1, 8192, 16), 4: Sizes(1, 4096, 16), 8: Sizes(1, 2048, 16)}
#: Of shorter rows, elements of a tile: several rows, if they are very short.
TILE = 2048


def sizes(logits: torch.Tensor) -> Sizes:
    """For forward, and for backward."""
    classes = triton.next_power_of_2(logits.shape[1])
    if classes * wide(logits).itemsize > LARGEST_WHOLE:
        return LONG[logits.itemsize]
    rows = max(1, min(TILE // classes, triton.next_power_of_2(logits.shape[0])))
    return Sizes(rows, classes, min(16, max(4, rows * classes // 1024)))


def wide(logits: torch.Tensor) -> torch.dtype:
    return torch.float64 if logits.dtype == torch.float64 else torch.float32


def constants(logits: torch.Tensor):
    """Of the dtype: LEAD is exact, and exp of twice it times any number of classes is finite."""
    double = logits.dtype == torch.float64
    return {
        "WIDE": tl.float64 if double else tl.float32,
        "LEAD": 200.0 if double else 40.0,
        "SHORT": logits.itemsize == 2,
    }
