"""NumPy in float64 inside, `(max - target) + log1p(the other terms)`, rounded once at the end.

Every loss is written so that what is added has one sign: the formulas and their proofs are in
`_numpy_log1p`, one file for each family.
"""

from implementations._numpy_log1p.binary import (  # noqa: F401
    binary_cross_entropy,
    binary_cross_entropy_from_probs,
    binary_cross_entropy_from_probs_gradient,
    binary_cross_entropy_gradient,
)
from implementations._numpy_log1p.composed import (  # noqa: F401
    linear_cross_entropy,
    linear_cross_entropy_classifier_gradient,
    linear_cross_entropy_gradient,
    softcapped_cross_entropy,
    softcapped_cross_entropy_gradient,
    spatial_cross_entropy,
    spatial_cross_entropy_gradient,
)
from implementations._numpy_log1p.distributions import (  # noqa: F401
    entropy,
    entropy_gradient,
    kl_divergence,
    kl_divergence_gradient,
    z_loss,
    z_loss_gradient,
)
from implementations._numpy_log1p.focal import (  # noqa: F401
    binary_focal,
    binary_focal_gradient,
    focal,
    focal_gradient,
)
from implementations._numpy_log1p.options import (  # noqa: F401
    cross_entropy,
    cross_entropy_gradient,
    soft_cross_entropy,
    soft_cross_entropy_gradient,
)

FRAMEWORK = "numpy"
KNOWN_FAILURES = {
    f"value*/{loss}/infinite_loss/float64/*": "a gap is inf, times a share below 1"
    for loss in ("weighted*", "soft_*", "*smoothed*", "kl_divergence", "focal_alpha")
} | {"value*/soft_*mean/extreme_magnitudes/float64/*": "inf before it is divided"}
PROMISE = {
    "*/subnormal_loss/float64/*": "absolute",  # the terms are subnormal before they are added
    "gradient*/soft_*/*/float64/*": "absolute",  # softmax less a share of the same size
    "gradient*/smoothed_to_the_mean/*/float64/*": "absolute",
    "gradient*/linear_classifier/*/float64/*": "absolute",  # a sum of both signs
    "*/kl_divergence/*/float64/*": "absolute",  # what q is off p, of which both were rounded
    "*/float64/*": "conditioned",
    "*": "faithful",
}
