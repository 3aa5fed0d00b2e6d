"""Divergence, entropy and the squared log-sum-exp in jax_log1p, over gaps and log1p alone."""

import jax
import jax.numpy as jnp

from implementations._jax_log1p import mixed_slopes, others, shared, softmax, times, widened


@jax.jit
def kl_divergence(logits, probs):
    """One divergence per example, sum_j q_j ((log q_j + m - x_j) + log1p(rest)).

    Near its minimum the logarithms cancel, as in every formula without more precision.
    """
    return _divergence(logits, widened(probs))


@jax.custom_vjp
def _divergence(logits, shares):
    return _divergence_forward(logits, shares)[0]


def _divergence_forward(logits, shares):
    wide = widened(logits)
    maximum, top, exp, rest = others(wide)
    logs = jnp.log(jnp.where(shares == 0, 1, shares))
    terms = shared(shares, logs + (maximum - wide) + jnp.log1p(rest), wide)
    return terms.sum(axis=-1).astype(logits.dtype), (shares, top, exp, rest)


def _divergence_backward(kept, upstream):
    gradient = mixed_slopes(*kept)
    gradient *= upstream[:, None].astype(gradient.dtype)
    return gradient.astype(upstream.dtype), None


_divergence.defvjp(_divergence_forward, _divergence_backward)


@jax.jit
def entropy(logits):
    """One per example, log1p(rest) + sum_j p_j (m - x_j), all of whose addends are at least 0."""
    return _entropy(logits)


@jax.custom_vjp
def _entropy(logits):
    return _entropy_forward(logits)[0]


def _entropy_forward(logits):
    wide = widened(logits)
    maximum, top, exp, rest = others(wide)
    gaps, probs = maximum - wide, softmax(top, exp, rest)
    mean = times(probs, gaps).sum(axis=-1, keepdims=True)
    return (jnp.log1p(rest) + mean)[:, 0].astype(logits.dtype), (gaps, probs, mean)


def _entropy_backward(kept, upstream):
    """p_j ((m - x_j) - sum_k p_k (m - x_k)), which cancels only where it crosses 0."""
    gaps, probs, mean = kept
    gradient = times(probs, gaps - mean)
    gradient *= upstream[:, None].astype(gradient.dtype)
    return (gradient.astype(upstream.dtype),)


_entropy.defvjp(_entropy_forward, _entropy_backward)


@jax.jit
def z_loss(logits):
    """One square per example of m + log1p(rest), which is rounded once beside m."""
    return _squared(logits)


@jax.custom_vjp
def _squared(logits):
    return _squared_forward(logits)[0]


def _squared_forward(logits):
    wide = widened(logits)
    maximum, top, exp, rest = others(wide)
    logsumexp = maximum + jnp.log1p(rest)
    return (logsumexp**2)[:, 0].astype(logits.dtype), (logsumexp, top, exp, rest)


def _squared_backward(kept, upstream):
    logsumexp, top, exp, rest = kept
    gradient = 2 * logsumexp * softmax(top, exp, rest)
    gradient *= upstream[:, None].astype(gradient.dtype)
    return (gradient.astype(upstream.dtype),)


_squared.defvjp(_squared_forward, _squared_backward)
