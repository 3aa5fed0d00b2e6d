"""The part of a record that says what came of a training."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Training:
    """What came of a training with this loss, beside one with correctly rounded answers.

    Steps count from 0, and None is never. That other training is the certified one; its
    neighbourhood is where answers take it that are accurate, and no better.
    """

    steps: int  #: of the certified training
    nonfinite: int | None  #: the first with a loss or a gradient that is NaN or infinite
    ended: int  #: how many it took: it ends where a gradient is NaN or infinite
    departed: int | None  #: the first at which a loss or gradient is outside of the neighbourhood
    wrong: (
        int | None
    )  #: the first looked at whose answer is inaccurate for its own logits, or worse
    dead: float  #: share of examples looked at whose gradient is 0 although the true one is normal
    absorbed: float  #: share of those for which that is so of the target's entry
    learned: float  #: drop in loss over the certified one's, of all examples; NaN if it broke
    loss: float  #: the true one of all examples with the weights at the end
    accuracy: float
    accuracies: tuple[float, ...]  #: of each class, if there are few
    certified_loss: float
    certified_finite: bool  #: does no loss or gradient of the certified training overflow?
    certified_accuracy: float
    certified_accuracies: tuple[float, ...]
    every: int  #: so many steps one was looked at
    curve: tuple[float, ...]  #: the mean loss answered, of every so many steps that have one
    certified_curve: tuple[float, ...]
