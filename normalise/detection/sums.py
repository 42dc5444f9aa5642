"""Sums over sentences and texts that lie in a row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
Sums = NDArray[np.float64]


def evened(sizes: Places) -> Sums:
    """Return what one n-gram weighs in sentences of so many.

    >>> evened(np.array([4, 16, 0])).tolist()
    [0.5, 0.25, 1.0]
    """
    weights: Sums = 1 / np.sqrt(np.maximum(sizes, 1))
    return weights


def added(rows: Sums, first: Places) -> Sums:
    """Return the sums of rows from each place in `first` to the next one; of none, zero.

    >>> added(np.array([1.0, 2.0, 4.0]), np.array([0, 2, 2, 3])).tolist()
    [3.0, 0.0, 4.0]
    """
    sizes = np.diff(first)
    found = np.zeros((len(sizes), *rows.shape[1:]))
    some = sizes > 0
    if some.any():
        found[some] = np.add.reduceat(rows, first[:-1][some], axis=0)
    return found
