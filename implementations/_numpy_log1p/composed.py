"""Cross-entropy of logits that are themselves computed: capped, of pixels, of hidden states."""

import numpy as np

from implementations._numpy_log1p.classes import losses_below, slopes_below
from implementations._numpy_log1p.options import cross_entropy, cross_entropy_gradient
from implementations._numpy_log1p.rows import inside, rounded, scaled


def softcapped_cross_entropy(logits, targets, *, softcap):
    """Of `softcap tanh(logits / softcap)`, one loss per example (Gemma 2, 2024, section 2)."""
    targets = inside(targets, logits.shape[1])
    return rounded(losses_below(*_capped(logits, softcap), targets), logits.dtype)


def softcapped_cross_entropy_gradient(logits, targets, upstream=None, *, softcap):
    """softmax - one_hot, times 1 - tanh(u)**2 = 4 sigmoid(2u) sigmoid(-2u)."""
    twice = 2 * (logits.astype(np.float64) / softcap)
    slopes = slopes_below(*_capped(logits, softcap), inside(targets, logits.shape[1]))
    slopes *= 4 * _sigmoid(twice) * _sigmoid(-twice)
    return scaled(slopes, upstream, logits.dtype)


def spatial_cross_entropy(logits, targets):
    """One loss per pixel: (N, C, H, W) and (N, H, W) to (N, H, W)."""
    return cross_entropy(_pixels(logits), targets.reshape(-1)).reshape(targets.shape)


def spatial_cross_entropy_gradient(logits, targets, upstream=None):
    upstream = None if upstream is None else upstream.reshape(-1)
    slopes = cross_entropy_gradient(_pixels(logits), targets.reshape(-1), upstream)
    batch, classes, *image = logits.shape
    return np.moveaxis(slopes.reshape(batch, *image, classes), -1, 1)


def linear_cross_entropy(hidden, targets, *, classifier):
    """Of `hidden @ classifier.T`, whose products of two float32 are exact in float64."""
    return rounded(cross_entropy(_scores(hidden, classifier), targets), hidden.dtype)


def linear_cross_entropy_gradient(hidden, targets, upstream=None, *, classifier):
    """In *hidden*: the gradient in the logits, in float64, times the classifier."""
    slopes = cross_entropy_gradient(_scores(hidden, classifier), targets)
    return scaled(slopes @ classifier.astype(np.float64), upstream, hidden.dtype)


def linear_cross_entropy_classifier_gradient(hidden, targets, upstream=None, *, classifier):
    """In *classifier*: the gradients in the logits times the hidden states, added in float64."""
    slopes = cross_entropy_gradient(_scores(hidden, classifier), targets, upstream)
    return rounded(slopes.T @ hidden.astype(np.float64), classifier.dtype)


def _capped(logits, softcap):
    """How far each capped logit is below the largest, in float64, and where that one is.

    tanh(a) - tanh(b) = 2 sigmoid(2a) sigmoid(-2b) (1 - exp(-2(a - b))): on the plateau, where
    both are 1 to the last bit, this still knows their difference.
    """
    wide = logits.astype(np.float64)
    top = wide.argmax(axis=-1)
    largest = wide[np.arange(len(top)), top][:, None]
    below = np.where(wide == largest, 0.0, wide - largest) / softcap
    both = _sigmoid(2 * (largest / softcap)) * _sigmoid(-2 * (wide / softcap))
    return 2 * softcap * both * np.expm1(2 * below), top


def _sigmoid(logits):
    exp = np.exp(-np.abs(logits))
    return np.where(logits >= 0, 1.0, exp) / (1 + exp)


def _pixels(logits):
    """Examples of their own, (N H W, C)."""
    return np.moveaxis(logits, 1, -1).reshape(-1, logits.shape[1])


def _scores(hidden, classifier):
    return hidden.astype(np.float64) @ classifier.astype(np.float64).T
