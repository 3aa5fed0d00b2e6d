"""JAX's `jax.nn.logsumexp` minus the target's logit, jitted."""

import jax
import jax.numpy as jnp

from implementations import _jax_cpu, _options

FRAMEWORK = "jax"
_OFFSET = "the log-sum-exp is rounded at the size of the logits, then a large logit cancels it"
KNOWN_FAILURES = (
    _jax_cpu.FLUSHED
    | _jax_cpu.WRAPPED
    | _options.WEIGHED_TOO_LATE
    | {
        "gradient*/*float16/*": "backward takes exp of differences rounded to 8 or 11 bits",
        "gradient/*/nonfinite_table/*": "infinite logits: inf - inf in the backward pass",
        "value*/*float16/*": _OFFSET,
        "exact_shift/*": _OFFSET,
        "duplicated_classes/*/bfloat16/*": _OFFSET,
        "compiled_or_not/*/bfloat16/*": "compiled, some roundings to 8 bits are left out",
    }
    | {
        f"value*/*/{regime}/*": _OFFSET
        for regime in (
            "*_offset",
            "all_equal",
            "assorted",
            "far_spread",
            "heavy_tailed",
            "low_temperature",
            "overflowing_exp",
            "rows_far_apart",
            "target_one_ulp_below",
            "tied_at_the_largest_number",
            "tied_with_the_target",
        )
    }
    | {f"value/*/{regime}/float64/*": _OFFSET for regime in ("confident", "underflowing_exp")}
)
HOMEPAGE = "https://docs.jax.dev"


@jax.jit
def cross_entropy(logits, targets, *, weight=None):
    target_logits = jnp.take_along_axis(logits, targets[:, None], axis=-1)[:, 0]
    loss = jax.nn.logsumexp(logits, axis=-1) - target_logits
    return loss if weight is None else loss * weight[targets]
