"""How fast, and with how much memory: asked of whoever answers rightly, and of nobody else."""

import pytest

MICRO, VISION, LANGUAGE = "32x10", "1024x1000", "80x128256"

DTYPES = ["float32", "bfloat16"]
HEATS = {
    "regime": ["ordinary"],
    "dtype": DTYPES,
    "shape": [MICRO, VISION, LANGUAGE],
    "seldom": [("bfloat16", shape) for shape in (MICRO, VISION, LANGUAGE)],
    "full": {
        "cpu": {
            "dtype": ["float32", "bfloat16", "float64", "float16"],
            "shape": [
                MICRO, "128x10", "256x2", "128x1000", VISION, "4096x1000", "256x21841",
                "128x50257", LANGUAGE, "256x131072",
            ],
        },
        "cuda": {
            "dtype": ["bfloat16"],
            "shape": [
                MICRO, VISION, "32768x1024", "32768x4096", "8192x32000", "8192x50257",
                "8192x128256",
            ],
        },
    },
}  # fmt: skip

pytestmark = [
    pytest.mark.timeout(0),  # each step of a lane has a limit of its own
    pytest.mark.heats(**HEATS),
]


@pytest.mark.heats(
    **HEATS | {"seldom": [*HEATS["seldom"], ("float32", MICRO), ("float32", LANGUAGE)]}
)
def test_forward(race, benchmark):
    """The losses alone: nothing is kept for a gradient."""
    race(benchmark)


def test_forward_backward(race, benchmark):
    """The losses and their gradients in the logits, as a training step needs them."""
    race(benchmark)


@pytest.mark.heats(
    **HEATS | {"seldom": [*HEATS["seldom"], ("float32", MICRO), ("float32", VISION)]}
)
def test_forward_backward_given_buffer(race, benchmark):
    """The same with the gradient in memory that the caller keeps, in the rounds of the former."""
    race(benchmark)


@pytest.mark.heats(**HEATS, rare=True)
def test_forward_backward_of_ones(race, benchmark):
    """The same of the sum of the losses, as `losses.sum()` is differentiated: nothing to scale."""
    race(benchmark)
