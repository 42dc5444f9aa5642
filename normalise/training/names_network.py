"""Train a transducer of `normalise.names.network`: one hidden layer, dropout, Adam, by numpy alone.

The chance is seeded and the order of the examples fixed, so the same examples give the same weights
on the same machine and numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from normalise.names.network import HISTORY, WINDOW, Floats, Integers, Network

# One Latin (or Arabic) name and its label for each letter.
Example = tuple[str, tuple[str, ...]]
_SIZE = 24  # of an embedding
_BATCH = 512
_RATE = 2.5e-3
_FIRST_MOMENT, _SECOND_MOMENT = 0.9, 0.98


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a network is and how it is trained; found on a tenth of the train split."""

    hidden: int = 384
    passes: int = 10
    dropout: float = 0.3
    seed: int = 0


def _examples(
    examples: Sequence[Example], alphabet: str, labels: Sequence[str], backwards: bool
) -> tuple[Integers, Integers, Integers]:
    """Return window, history and answer of every letter of every example."""
    places = {letter: place for place, letter in enumerate(alphabet, 1)}
    numbers = {label: number for number, label in enumerate(labels)}
    windows, histories, answers = [], [], []
    for text, chunks in examples:
        letters = [places[letter] for letter in text]
        wanted = [numbers[chunk] for chunk in chunks]
        if backwards:
            letters.reverse()
            wanted.reverse()
        padded = [0] * WINDOW + letters + [0] * WINDOW
        seen = [len(labels)] * HISTORY + wanted
        for place, answer in enumerate(wanted):
            windows.append(padded[place : place + 2 * WINDOW + 1])
            histories.append(seen[place : place + HISTORY])
            answers.append(answer)
    return np.array(windows), np.array(histories), np.array(answers)


def _added_up(rows: Integers, gradients: Floats, count: int) -> Floats:
    """Return the sum of the gradients of each row of a table that was looked up."""
    flat = gradients.reshape(rows.size, -1)
    chosen = np.zeros((count, rows.size), np.float32)
    chosen[rows.ravel(), np.arange(rows.size)] = 1
    return chosen @ flat


def train(
    examples: Sequence[Example],
    alphabet: str,
    labels: tuple[str, ...],
    *,
    backwards: bool = False,
    shape: Shape = Shape(),
    report: Callable[[str], None] = lambda line: None,
) -> Network:
    """Return a network trained on the examples."""
    chance = np.random.default_rng(shape.seed)
    windows, histories, answers = _examples(examples, alphabet, labels, backwards)
    inputs = _SIZE * (2 * WINDOW + 1 + HISTORY)

    def drawn(rows: int, columns: int, scale: float) -> Floats:
        return (chance.standard_normal((rows, columns)) * scale).astype(np.float32)

    weights = [
        drawn(len(alphabet) + 1, _SIZE, 0.3),
        drawn(len(labels) + 1, _SIZE, 0.3),
        drawn(inputs, shape.hidden, 0.7 * np.sqrt(2 / inputs)),
        np.zeros(shape.hidden, np.float32),
        drawn(shape.hidden, len(labels), np.sqrt(1 / shape.hidden)),
        np.zeros(len(labels), np.float32),
    ]
    batches = len(answers) // _BATCH
    optimiser = _Adam(weights, shape.passes * batches)
    for number in range(shape.passes):
        order = chance.permutation(len(answers))
        loss = 0.0
        for batch in range(batches):
            rows = order[batch * _BATCH : (batch + 1) * _BATCH]
            keep = chance.random((_BATCH, shape.hidden), dtype=np.float32) >= shape.dropout
            mask = keep.astype(np.float32) / np.float32(1 - shape.dropout)
            lost, gradients = _gradients(
                weights, windows[rows], histories[rows], answers[rows], mask
            )
            optimiser.step(gradients)
            loss += lost
        report(f"pass {number + 1}: loss {loss / max(batches, 1):.4f}")
    return Network(alphabet, labels, backwards, *weights)


def _gradients(
    weights: list[Floats], windows: Integers, histories: Integers, answers: Integers, mask: Floats
) -> tuple[float, list[Floats]]:
    """Return the mean loss of a batch and the gradient of each weight."""
    letters, seen, hidden, hidden_bias, output, output_bias = weights
    count = len(answers)
    every = np.arange(count)
    looked_up = np.concatenate(
        [letters[windows].reshape(count, -1), seen[histories].reshape(count, -1)], axis=1
    )
    before = looked_up @ hidden + hidden_bias
    gate = mask * (before > 0)
    layer: Floats = before * gate
    scores = layer @ output + output_bias
    scores -= scores.max(axis=1, keepdims=True)
    chances: Floats = np.exp(scores)
    chances /= chances.sum(axis=1, keepdims=True)
    loss = -float(np.log(chances[every, answers] + 1e-9).mean())
    chances[every, answers] -= 1
    chances /= np.float32(count)
    to_layer: Floats = (chances @ output.T) * gate
    to_input: Floats = to_layer @ hidden.T
    width = windows.shape[1] * letters.shape[1]
    return loss, [
        _added_up(windows, to_input[:, :width], len(letters)),
        _added_up(histories, to_input[:, width:], len(seen)),
        looked_up.T @ to_layer,
        to_layer.sum(axis=0),
        np.matmul(layer.T, chances, dtype=np.float32),
        chances.sum(axis=0),
    ]


class _Adam:
    """Adam (Kingma and Ba 2015) with a rate that falls to nothing in a straight line."""

    def __init__(self, weights: list[Floats], steps: int) -> None:
        self._weights, self._steps, self._done = weights, steps, 0
        self._first = [np.zeros_like(weight) for weight in weights]
        self._second = [np.zeros_like(weight) for weight in weights]

    def step(self, gradients: list[Floats]) -> None:
        """Change the weights in place."""
        self._done += 1
        rate = _RATE * (1 - self._done / (self._steps + 1)) + 1e-5
        rate /= 1 - _FIRST_MOMENT**self._done
        share = np.float32(1 / (1 - _SECOND_MOMENT**self._done))
        for weight, gradient, first, second in zip(
            self._weights, gradients, self._first, self._second, strict=True
        ):
            _keep_share(first, _FIRST_MOMENT, gradient)
            _keep_share(second, _SECOND_MOMENT, gradient * gradient)
            change = np.float32(rate) * first / (np.sqrt(second * share) + np.float32(1e-8))
            np.subtract(weight, change, out=weight)


def _keep_share(mean: Floats, share: float, new: Floats) -> None:
    """Move a running mean, in place: a share of the old, the rest of the new."""
    np.multiply(mean, np.float32(share), out=mean)
    np.add(mean, np.float32(1 - share) * new, out=mean)
