"""A small network that writes one script in letters of the other, letter by letter, by numpy alone.

Each letter of the name is answered by a label: no, one or several letters of the other script. The
label depends on the six letters before and behind and on the four labels given before, so the
network is a transducer with a hard alignment (Aharoni and Goldberg 2017; Wu and Cotterell 2019),
read by beam search. One hidden layer makes it possible to add up the input from tables that were
worked out beforehand: a name takes under a millisecond.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

WINDOW = 6  # letters seen on either side
HISTORY = 4  # labels remembered
_HOPELESS = 6.0  # a labelling this much less likely (in logs) than the best one never comes back
_ONE_THREAD = 1 << 18  # multiplications below which OpenBLAS keeps to one thread (interface/gemm.c)
Floats = NDArray[np.float32]
Integers = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Network:
    """The weights of one transducer; `backwards` reads the name from its end.

    `letters` (letters x D) and `labels_seen` ((labels + 1) x D) are embeddings, the first row of
    letters is "none"; `hidden` is (inputs x H), `output` is (H x labels).
    """

    alphabet: str
    labels: tuple[str, ...]
    backwards: bool
    letters: Floats
    labels_seen: Floats
    hidden: Floats
    hidden_bias: Floats
    output: Floats
    output_bias: Floats

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {letter: place for place, letter in enumerate(self.alphabet, 1)}

    @cached_property
    def _letter_tables(self) -> Floats:
        """What each letter adds to the hidden layer, by its place in the window."""
        size = self.letters.shape[1]
        blocks = [self.hidden[i * size : (i + 1) * size] for i in range(2 * WINDOW + 1)]
        return np.stack([self.letters @ block for block in blocks])

    @cached_property
    def _label_tables(self) -> Floats:
        """What each earlier label adds to the hidden layer, the oldest first."""
        size, first = self.labels_seen.shape[1], (2 * WINDOW + 1) * self.letters.shape[1]
        blocks = [self.hidden[first + i * size : first + (i + 1) * size] for i in range(HISTORY)]
        return np.stack([self.labels_seen @ block for block in blocks])

    def known(self, text: str) -> bool:
        """Tell whether every letter was met in training."""
        return all(letter in self._places for letter in text)

    def _windows(self, text: str) -> Floats:
        """Return what the letters alone add to the hidden layer (letters x H)."""
        places = [
            self._places.get(letter, 0) for letter in (text[::-1] if self.backwards else text)
        ]
        padded = np.array([0] * WINDOW + places + [0] * WINDOW)
        windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * WINDOW + 1)
        summed: Floats = self._letter_tables[np.arange(2 * WINDOW + 1), windows].sum(axis=1)
        return summed + self.hidden_bias

    def _multiplied(self, hidden: Floats) -> Floats:
        """Return hidden @ output, in blocks too small for OpenBLAS to wake other threads for.

        Waking them takes longer than the work, and 30 times as long on a busy machine.
        """
        size = max(1, _ONE_THREAD // self.output.size)
        if len(hidden) <= size:
            return hidden @ self.output
        scores = np.empty((len(hidden), self.output.shape[1]), np.float32)
        for start in range(0, len(hidden), size):
            np.matmul(hidden[start : start + size], self.output, out=scores[start : start + size])
        return scores

    def _answers(self, hidden: Floats) -> Floats:
        """Return the log probability of each label for each row of the hidden layer."""
        np.maximum(hidden, 0, out=hidden)
        scores = self._multiplied(hidden)
        scores += self.output_bias
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return scores

    def _after(self, window: Floats, histories: Integers) -> Floats:
        hidden = window + self._label_tables[0][histories[:, 0]]
        for back in range(1, HISTORY):
            hidden += self._label_tables[back][histories[:, back]]
        return self._answers(hidden)

    def beam(self, text: str, width: int) -> tuple[Integers, Floats]:
        """Return the likeliest labellings (rows x letters) with their log probabilities, best first."""
        count = len(self.labels)
        totals = np.zeros(1, np.float32)
        histories = np.full((1, HISTORY), count)
        chosen = np.zeros((1, 0), np.intp)
        for window in self._windows(text):
            scores = (totals[:, None] + self._after(window, histories)).ravel()
            best = (
                np.argpartition(-scores, width)[:width]
                if scores.size > width
                else np.arange(scores.size)
            )
            best = best[scores[best] > scores[best].max() - _HOPELESS]
            rows, labels = np.divmod(best, count)
            totals = scores[best]
            histories = np.concatenate([histories[rows, 1:], labels[:, None]], axis=1)
            chosen = np.concatenate([chosen[rows], labels[:, None]], axis=1)
        order = np.argsort(-totals, kind="stable")
        rows = chosen[order]
        return (rows[:, ::-1] if self.backwards else rows), totals[order]

    def scores(self, text: str, labellings: Integers) -> Floats:
        """Return the log probability of each labelling (rows x letters) of a text."""
        windows = self._windows(text)
        rows, length = labellings.shape
        labels = labellings[:, ::-1] if self.backwards else labellings
        seen = np.concatenate([np.full((rows, HISTORY), len(self.labels)), labels], axis=1)
        hidden = np.repeat(windows[None], rows, axis=0)
        for back in range(HISTORY):
            hidden += self._label_tables[back][seen[:, back : back + length]]
        answers = self._answers(hidden.reshape(rows * length, -1))
        picked = answers[np.arange(rows * length), labels.ravel()].reshape(rows, length)
        totals: Floats = picked.sum(axis=1)
        return totals

    def best_writing(
        self, text: str, target: str, labels: Sequence[str], width: int = 8
    ) -> tuple[float, tuple[int, ...]]:
        """Return the likeliest labelling that writes the target, with its log probability first.

        `labels` are the labels as they are to be compared (folded, say), in the network's order.
        Where nothing writes the target, minus infinity and (). Only for a network that reads
        forwards.
        """
        kept: list[tuple[float, int, tuple[int, ...]]] = [
            (0.0, 0, ())
        ]  # log probability, letters written, labels
        histories = np.full((1, HISTORY), len(self.labels))
        fitting: dict[int, list[int]] = {}
        for window in self._windows(text):
            answers = self._after(window, histories).tolist()
            options: list[tuple[float, int, tuple[int, ...]]] = []
            for (total, written, chosen), answer in zip(kept, answers, strict=True):
                if written not in fitting:
                    fitting[written] = [
                        number
                        for number, label in enumerate(labels)
                        if target.startswith(label, written)
                    ]
                options += [
                    (total + answer[number], written + len(labels[number]), (*chosen, number))
                    for number in fitting[written]
                ]
            kept = sorted(options, key=lambda option: (-option[0], option[2]))[:width]
            if not kept:
                break
            start = (len(self.labels),) * HISTORY
            histories = np.array([(start + chosen)[-HISTORY:] for _, _, chosen in kept])
        ends = [(total, chosen) for total, written, chosen in kept if written == len(target)]
        return max(ends, default=(float("-inf"), ()))
