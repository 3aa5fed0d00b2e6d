"""Divergence, entropy and the squared log-sum-exp in jax_log1p, over gaps and log1p alone."""

import jax
import jax.numpy as jnp

from implementations._jax_log1p import (
    mixed_slopes,
    others,
    sent_back,
    shared,
    softmax,
    times,
    widened,
)


@jax.jit
def kl_divergence(logits, probs):
    """One divergence per example, of shares q that sum to 1: sum_j q_j (log q_j - log p_j).

    As a sum of q_j log (q_j / p_j) - q_j + p_j, none of which is negative, and of Q - 1, which is
    0: near its minimum the error is beside sum_j |q_j - p_j|, and not beside the entropy of q.
    """
    return _divergence(logits, widened(probs))


@jax.custom_vjp
def _divergence(logits, shares):
    return _divergence_forward(logits, shares)[0]


def _divergence_forward(logits, shares):
    wide = widened(logits)
    maximum, top, exp, rest = others(wide)
    probs = softmax(top, exp, rest)
    short = rest / (1 + rest) - (1 - shares)
    above = jnp.where(top & (rest < 1), short, shares - probs)  # q - p, without taking p from 1
    ratio = above / probs
    close = probs * ((1 + ratio) * jnp.log1p(ratio) - ratio)
    logs = jnp.log(jnp.where(shares == 0, 1, shares)) + jnp.log1p(rest)
    far = shares * logs + shared(2 * shares, maximum / 2 - wide / 2) - above
    beside = (jnp.abs(above) < probs) & jnp.isfinite(maximum)
    terms = jnp.where(beside, jnp.maximum(close, 0), far)
    divergence = terms.sum(axis=-1) + _excess(shares)
    return divergence.astype(logits.dtype), (shares, top, exp, rest)


def _excess(shares):
    """Q - 1: of the largest, its distance from 1 is exact if it is 1/2 or more."""
    largest = jnp.arange(shares.shape[1]) == shares.argmax(axis=-1, keepdims=True)
    return jnp.where(largest, shares - 1, shares).sum(axis=-1)


def _divergence_backward(kept, upstream):
    return sent_back(mixed_slopes(*kept), upstream), None


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
    return (sent_back(times(probs, gaps - mean), upstream),)


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
    return (sent_back(2 * times(softmax(top, exp, rest), logsumexp), upstream),)


_squared.defvjp(_squared_forward, _squared_backward)
