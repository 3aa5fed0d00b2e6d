"""Grids: named sets of places at which the questions about speed are asked, by what one trains.

A shape is num_examples x num_classes, so its rows are the images, tokens, pixels or queries of a
batch. The classes of a row lie side by side, pixels as well: images whose classes are a stride
apart are another function, and are not timed. The losses of all rows are timed, `reduction` none.

The batches of the field have thousands of tokens over as many classes as here, and do not fit: of
each implementation that races there are two inputs and two buffers of the yardstick, so that
256x131072 in float32 takes half a gigabyte of each. A million classes do not either, since
certified gradients of a block of them take half a minute.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True)
class Grid:
    """All combinations of its values."""

    about: str
    shape: tuple[str, ...]
    dtype: tuple[str, ...] = ("float32", "bfloat16")
    #: What an untrained network says, almost uniform; and what a trained one says, peaked.
    regime: tuple[str, ...] = ("ordinary", "language_model")

    @property
    def places(self) -> tuple[tuple[str, str, str], ...]:
        """Regime, dtype, shape."""
        return tuple(product(self.regime, self.dtype, self.shape))


GRIDS: Mapping[str, Grid] = {
    "vision": Grid(
        "images into the classes of ImageNet, of which there are a thousand or 21,841",
        ("128x1000", "256x1000", "1024x1000", "4096x1000", "256x21841"),
    ),
    "llm": Grid(
        "tokens over the vocabularies of Llama 2, GPT-2 (whose rows are not aligned), Llama 3, "
        "Qwen 3 and Gemma 3; 131,072 is a power of two",
        ("128x32000", "128x50257", "80x128256", "256x131072", "64x151936", "64x262144"),
    ),
    "segmentation": Grid(
        "pixels or boxes: Cityscapes, Pascal VOC at 256x256 and at 512x512, ADE20K, COCO",
        ("65536x19", "131072x21", "524288x21", "65536x150", "69856x81"),
    ),
    "recommender": Grid(
        "a pair beside the others of its batch, and an item beside a thousand or many others",
        ("512x512", "2048x2048", "4096x4096", "8192x1001", "64x200000"),
    ),
    "overhead": Grid(
        "so little to compute that a call is what takes time, whatever the logits are",
        ("1x10", "32x10", "128x10", "256x2"),
        regime=("ordinary",),
    ),
}
