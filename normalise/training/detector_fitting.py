"""Fit linear classes on sparse rows: a softmax regression whose steps are fitted to each n-gram.

Rows of one class and engine are joined at random into texts of a few rows, anew in each pass: what
is to be judged are texts, and a text says what many of its sentences share. Before fitting, each
n-gram is scaled by how differently machines and people use it (after Wang & Manning 2012), so that
what is telling may weigh more. Steps shrink for n-grams that moved already (Duchi et al. 2011), and
the weights are the mean over the later passes. Chance is seeded: the same rows give the same weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from normalise.detection.reading import WORDS_BITS

Weights = NDArray[np.float32]
Whole = NDArray[np.int64]
_FEWEST = 2  # rows that an n-gram must be in
_SMOOTH, _CAP = 8.0, 2.0
_FADES_TO = 0.1  # the rate at the end, of that at the start
_BATCH = 256  # texts to a step
_TINY = 1e-8


@dataclass(frozen=True)
class Fit:
    """How a group of heads is fitted.

    `words` and `letters` are the scales of their n-grams; `contrast` how much more a telling
    n-gram may weigh; `joined` how many rows make a text; `calm` keeps the first steps of rare
    n-grams small.
    """

    words: float
    letters: float
    contrast: float
    joined: int
    passes: int
    rate: float
    calm: float = 0.0


@dataclass(frozen=True)
class Taught:
    """What rows teach: their n-grams, classes, weights and kinds; only rows of one kind are joined."""

    grams: sparse.csr_matrix
    classes: Whole
    weights: NDArray[np.float64]
    kinds: Whole


def softmax(taught: Taught, how: Fit) -> Weights:
    """Return a column of weights for each class from 1 on, against class 0."""
    grams = taught.grams
    seen = np.flatnonzero(np.bincount(grams.indices, minlength=grams.shape[1]) >= _FEWEST)
    rows = grams[:, seen]
    scale = np.where(seen < 1 << WORDS_BITS, how.words, how.letters).astype(np.float32)
    scale *= 1 + np.float32(how.contrast) * _contrast(rows, taught.classes > 0)
    rows.data *= scale[rows.indices]
    share = (taught.weights * (len(taught.classes) / taught.weights.sum())).astype(np.float32)
    found = _fitted(rows, taught, share, how) * scale[:, None]
    result = np.zeros((grams.shape[1], found.shape[1] - 1), np.float32)
    result[seen] = found[:, 1:] - found[:, :1]
    return result


def _contrast(rows: sparse.csr_matrix, machine: NDArray[np.bool_]) -> Weights:
    """Return for each n-gram how far apart its shares are, as logarithms."""
    smooth = _SMOOTH / len(machine)
    logs = [
        np.log(np.asarray(rows[side].sum(axis=0)).ravel() / max(1, side.sum()) + smooth)
        for side in (machine, ~machine)
    ]
    found: Weights = np.minimum(np.abs(logs[0] - logs[1]), _CAP).astype(np.float32)
    return found


def _fitted(rows: sparse.csr_matrix, taught: Taught, share: Weights, how: Fit) -> Weights:
    """Minimise the weighted cross entropy of joined rows, step by step."""
    chance = np.random.Generator(np.random.PCG64(0))
    count = int(taught.classes.max()) + 1
    learnt = _Learnt(
        np.zeros((rows.shape[1], count), np.float32), np.zeros((1, count), np.float32), how.calm
    )
    mean, kept = np.zeros_like(learnt.weights), 0
    local = np.zeros(rows.shape[1], np.int32)
    used = np.zeros(rows.shape[1], bool)
    for turn in range(how.passes):
        rate = how.rate * (1 - (1 - _FADES_TO) * turn / max(1, how.passes - 1))
        for texts in _texts(taught.kinds, how.joined, chance):
            part = rows[texts.ravel()]
            # Only the n-grams of these texts take part in the step.
            used[part.indices] = True
            columns = np.flatnonzero(used)
            used[columns] = False
            local[columns] = np.arange(len(columns), dtype=np.int32)
            part = sparse.csr_matrix(
                (part.data, local[part.indices], part.indptr), (part.shape[0], len(columns))
            )
            first = texts[:, 0]
            learnt.step(part, columns, taught.classes[first], share[first, None], rate)
        if turn >= how.passes // 2:
            mean += learnt.weights
            kept += 1
    return mean / np.float32(kept)


def _texts(kinds: Whole, size: int, chance: np.random.Generator) -> Iterator[Whole]:
    """Yield batches of texts: each the places of `size` rows of one kind, each row in one text."""
    found = []
    for kind in range(int(kinds.max()) + 1):
        places = chance.permutation(np.flatnonzero(kinds == kind))
        many = -(-len(places) // size) * size
        found.append(np.resize(places, many).reshape(-1, size))
    texts = np.concatenate(found)
    texts = texts[chance.permutation(len(texts))]
    for start in range(0, len(texts), _BATCH):
        yield texts[start : start + _BATCH]


class _Learnt:
    """Weights and biases, with the squares of the steps that they were moved by."""

    def __init__(self, weights: Weights, bias: Weights, calm: float) -> None:
        self.weights, self.bias = weights, bias
        self._squares = np.full_like(weights, calm + _TINY)
        self._bias_squares = np.full_like(bias, calm + _TINY)

    def step(
        self,
        part: sparse.csr_matrix,
        columns: Whole,
        classes: Whole,
        share: Weights,
        rate: float,
    ) -> None:
        """Move the weights at `columns` towards what joined rows should have been called."""
        weights = self.weights[columns]
        size = part.shape[0] // len(classes)
        logits = (part @ weights).reshape(len(classes), size, -1).sum(axis=1) + self.bias
        logits -= logits.max(axis=1, keepdims=True)
        wrong = np.exp(logits)
        wrong /= wrong.sum(axis=1, keepdims=True)
        wrong[np.arange(len(classes)), classes] -= 1
        wrong *= share
        slope = part.T @ np.repeat(wrong, size, axis=0)
        squares = self._squares[columns] + slope * slope
        self._squares[columns] = squares
        self.weights[columns] = weights - np.float32(rate) * slope / np.sqrt(squares)
        slope = wrong.sum(axis=0, keepdims=True)
        self._bias_squares += slope * slope
        self.bias -= np.float32(rate) * slope / np.sqrt(self._bias_squares)
