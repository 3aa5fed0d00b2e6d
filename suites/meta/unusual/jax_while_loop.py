"""A while loop: halves of the classes are added to the other halves until there is one."""

import jax
import jax.numpy as jnp

FRAMEWORK = "jax"


@jax.custom_vjp
def cross_entropy(logits, targets):
    return _forward(logits, targets)[0]


@jax.jit
def _forward(logits, targets):
    wide = logits.astype(jnp.promote_types(logits.dtype, jnp.float32))
    shifted = wide - wide.max(-1, keepdims=True)
    total = _total(jnp.exp(shifted))
    own = jnp.arange(wide.shape[1]) == targets[:, None]
    target = jnp.where(own.any(-1), jnp.where(own, shifted, -jnp.inf).max(-1), jnp.nan)
    return (jnp.log(total) - target).astype(logits.dtype), (shifted, total, own)


@jax.jit
def _backward(residuals, upstream):
    shifted, total, own = residuals
    gradient = jnp.exp(shifted) / total[:, None] - own
    return (gradient * upstream[:, None]).astype(upstream.dtype), None


cross_entropy.defvjp(_forward, _backward)


def _total(terms):
    width = 1 << (terms.shape[1] - 1).bit_length()
    terms = jnp.pad(terms, ((0, 0), (0, width - terms.shape[1])))

    def folded(state):
        half, terms = state
        beyond = jnp.roll(terms, -(half // 2), axis=1)
        kept = jnp.arange(width) < half // 2
        return half // 2, jnp.where(kept, terms + jnp.where(kept, beyond, 0), 0)

    return jax.lax.while_loop(lambda state: state[0] > 1, folded, (width, terms))[1][:, 0]
