"""Fit the few weights that put scores together: a ranking of candidates, and a yes or no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float64]
_STEPS = 150
_RATE = 0.1


def ranking(
    lists: Sequence[tuple[Rows, NDArray[np.bool_]]], pull: float = 1e-3
) -> tuple[float, ...]:
    """Return weights under which the right rows of each list get most of the belief.

    Each list is (candidates x numbers) with a mask of the right ones. Lists without a right one
    teach nothing. Gradient descent on the conditional log likelihood, with Adam.
    """
    useful = [(rows, right) for rows, right in lists if right.any()]
    weights = np.zeros(useful[0][0].shape[1])
    weights[:2] = 0.5
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        gradient = pull * weights * len(useful)
        for rows, right in useful:
            scores = rows @ weights
            belief = np.exp(scores - scores.max())
            belief /= belief.sum()
            wanted = belief * right
            gradient = gradient + rows.T @ (belief - wanted / max(wanted.sum(), 1e-12))
        gradient = gradient / len(useful)
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient * gradient
        weights = weights - _RATE * (first / (1 - 0.9**step)) / (
            np.sqrt(second / (1 - 0.99**step)) + 1e-8
        )
    return tuple(round(float(weight), 5) for weight in weights)


def yes_or_no(
    examples: Sequence[tuple[Mapping[str, float], bool]], pull: float = 1.0
) -> dict[str, float]:
    """Return the weight of each number in a logistic regression, and "bias"; Newton's method."""
    names = sorted({name for numbers, _ in examples for name in numbers})
    places = {name: place for place, name in enumerate(names)}
    rows = np.zeros((len(examples), len(names) + 1))
    rows[:, -1] = 1
    for row, (numbers, _) in zip(rows, examples, strict=True):
        for name, value in numbers.items():
            row[places[name]] = value
    truth = np.array([answer for _, answer in examples], float)
    penalty = np.append(np.full(len(names), pull), 1e-3)
    weights = np.zeros(len(names) + 1)
    for _ in range(40):
        chances = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (chances - truth) + penalty * weights
        curve = (rows * (chances * (1 - chances))[:, None]).T @ rows + np.diag(penalty)
        weights = weights - np.linalg.solve(curve, gradient)
    return {
        name: round(float(weight), 5)
        for name, weight in zip([*names, "bias"], weights, strict=True)
    }
