"""Fit linear classes on sparse rows: a softmax regression with penalised weights.

Before fitting, each n-gram is scaled for each class by how differently the class and people use it
(after Wang & Manning 2012), so that what is telling may weigh more. Adam runs over all rows at once,
a fixed number of steps from zero: the same rows give the same weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from normalise.detection.reading import WORDS_BITS

Weights = NDArray[np.float32]
_WORDS, _LETTERS = 1.3, 0.7  # how far each view may go: measured on FLORES by article
_FEWEST = 3  # rows that an n-gram must be in
_SMOOTH, _CAP = 2.0, 3.0
_RATE, _FADES_TO = 0.03, 0.1
_FIRST, _SECOND, _TINY = 0.9, 0.99, 1e-10  # of Adam


@dataclass(frozen=True)
class Fit:
    """How a group of heads is fitted: `contrast` is the least scale of an n-gram, `penalty` on weights."""

    contrast: float
    penalty: float
    steps: int = 80


def softmax(
    grams: sparse.csr_matrix, classes: NDArray[np.int64], weights: NDArray[np.float64], how: Fit
) -> Weights:
    """Return a column of weights for each class from 1 on, against class 0."""
    count = int(classes.max()) + 1
    share = (weights / weights.sum()).astype(np.float32)
    seen = np.flatnonzero(np.bincount(grams.indices, minlength=grams.shape[1]) >= _FEWEST)
    rows = grams[:, seen]
    columns = rows.T.tocsr()
    target = np.zeros((len(classes), count), np.float32)
    target[np.arange(len(classes)), classes] = 1
    view = np.where(seen < 1 << WORDS_BITS, _WORDS, _LETTERS).astype(np.float32)
    scale = view[:, None] * (
        how.contrast + _contrast(columns, target * share[:, None] * (len(classes) / 3))
    )
    found = _adam(rows, columns, target, share, scale=scale, how=how)
    result = np.zeros((grams.shape[1], count - 1), np.float32)
    result[seen] = (found[:, 1:] * scale[:, 1:]) - (found[:, :1] * scale[:, :1])
    return result


def _contrast(columns: sparse.csr_matrix, mass: Weights) -> Weights:
    counts = columns @ mass + np.float32(_SMOOTH)
    shares = np.log(counts / counts.sum(axis=0))
    found: Weights = np.minimum(np.abs(shares - shares[:, :1]), _CAP)
    found[:, 0] = found[:, 1:].mean(axis=1)
    return found


def _adam(
    rows: sparse.csr_matrix,
    columns: sparse.csr_matrix,
    target: Weights,
    share: Weights,
    *,
    scale: Weights,
    how: Fit,
) -> Weights:
    """Minimise the weighted cross entropy (Kingma & Ba 2015)."""
    weights, bias = np.zeros_like(scale), np.zeros((1, scale.shape[1]), np.float32)
    moving = _Moving(weights), _Moving(bias)
    for step in range(1, how.steps + 1):
        logits = rows @ (weights * scale) + bias
        logits -= logits.max(axis=1, keepdims=True)
        chances = np.exp(logits)
        chances /= chances.sum(axis=1, keepdims=True)
        wrong = (chances - target) * share[:, None]
        rate = _RATE * (1 - (1 - _FADES_TO) * step / how.steps)
        slope = scale * (columns @ wrong) + np.float32(how.penalty) * weights
        moving[0].follow(slope, rate, step)
        moving[1].follow(wrong.sum(axis=0, keepdims=True), rate, step)
    return weights


class _Moving:
    """Parameters that follow their slope, with the moments that Adam keeps of it."""

    def __init__(self, values: Weights) -> None:
        self.values = values
        self.mean, self.square = np.zeros_like(values), np.zeros_like(values)

    def follow(self, slope: Weights, rate: float, step: int) -> None:
        self.mean += np.float32(1 - _FIRST) * (slope - self.mean)
        self.square += np.float32(1 - _SECOND) * (slope * slope - self.square)
        size = np.sqrt(self.square / np.float32(1 - _SECOND**step)) + np.float32(_TINY)
        self.values -= np.float32(rate / (1 - _FIRST**step)) * self.mean / size
