"""Optax's `safe_softmax_cross_entropy`, for which 0 log 0 is 0: one-hot, smoothed, or as given."""

import optax

from implementations import _jax_cpu, _optax_shares, _options

FRAMEWORK = "jax"
KNOWN_FAILURES = (
    _jax_cpu.FLUSHED
    | _options.AVERAGED_TOO_LATE
    | _options.COUNTED_IN_HALF
    | {
        **dict.fromkeys(
            ("gradient/*/bfloat16/*", "gradient/*/float16/*"),
            "the softmax of its gradient is rounded to 8 or 11 bits at each step",
        ),
        "gradient/*_sum/tied_with_the_target/*": _jax_cpu.REASON,
        "value/smoothed_to_the_mean/infinite_loss/*": "overflows before its share of it is taken",
        "value/soft_targets/infinite_loss/*": "overflows before its share of it is taken",
        "value/soft_targets/nonfinite_table/*": "-inf everywhere: 0 where no class has a share",
        "targets_out_of_range/*": "a target that is no class has a row of zeros, and so no loss",
    }
)
HOMEPAGE = "https://optax.readthedocs.io"

cross_entropy, soft_cross_entropy = _optax_shares.both(optax.safe_softmax_cross_entropy)
