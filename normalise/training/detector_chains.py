"""Learn what chains of words weigh: the ratio of two models of language, taken apart by chain.

Each model gives a word its chance after the two words before it, by absolute discounting: what is
taken from the counts of a longer chain goes to the shorter one (Kneser & Ney 1995). The logarithm of
the ratio of both models for a word is that of its longest known chain; a chain's own weight is what
it adds to the chain without the first word. A chain weighs also as what stands before a word: by it
the models say how often something new follows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalise.detection.chains import BITS, LONGEST_CHAIN, NOTHING, Chains, Keys, marks, slots

_DISCOUNT = 0.75  # anything from .6 to .95 gives the same verdicts
_NEW = 0.5  # what a word counts that a model never saw
_TINY = 1e-6
Whole = NDArray[np.int64]
Sums = NDArray[np.float64]


@dataclass(frozen=True)
class _Order:
    """The distinct chains of one length: their keys, and for each the shorter chains in it.

    `ending` is the place of the chain without its first word, `before` that of the chain without its
    last; at the beginning of a sentence the latter is one behind all.
    """

    keys: Keys
    of_word: Whole
    ending: Whole
    before: Whole
    contexts: int


def learn_chains(keys: Keys, opens: NDArray[np.bool_], machine: NDArray[np.bool_]) -> Chains:
    """Return the weights of chains.

    Args:
        keys: those of all words of the rows, by length of the chain.
        opens: whether a word begins a sentence.
        machine: whether a word is of a translation from Arabic, and not of what people wrote.
    """
    orders = _orders(keys, opens)
    ratios = [
        theirs - ours
        for theirs, ours in zip(_logs(orders, machine), _logs(orders, ~machine), strict=True)
    ]
    chances, behind = ratios[:LONGEST_CHAIN], ratios[LONGEST_CHAIN:]
    for place in range(LONGEST_CHAIN - 1):
        behind[place][-1] = 0.0  # nothing has the beginning of a sentence for its chain
    weights = [chances[0]]
    for place in range(1, LONGEST_CHAIN):
        order = orders[place]
        weights.append(
            chances[place] - chances[place - 1][order.ending] - behind[place - 1][order.before]
        )
    for place in range(LONGEST_CHAIN - 1):
        weights[place] += behind[place][:-1]
    counts = [np.bincount(order.of_word, minlength=len(order.keys)) for order in orders]
    return _table(
        np.concatenate([order.keys for order in orders]),
        np.concatenate(weights),
        np.concatenate(counts),
    )


def _orders(keys: Keys, opens: NDArray[np.bool_]) -> list[_Order]:
    found: list[_Order] = []
    for line in keys:
        distinct, first, of_word = np.unique(line, return_index=True, return_inverse=True)
        if found:
            shorter = found[-1]
            before = np.where(
                opens[first], len(shorter.keys), shorter.of_word[np.maximum(first - 1, 0)]
            )
            found.append(
                _Order(distinct, of_word, shorter.of_word[first], before, len(shorter.keys) + 1)
            )
        else:
            nowhere = np.zeros(len(distinct), np.int64)
            found.append(_Order(distinct, of_word, nowhere, nowhere, 1))
    return found


def _logs(orders: list[_Order], side: NDArray[np.bool_]) -> list[Sums]:
    """Return the logarithms of one model: of chances by length, then of what is left to shorter chains."""
    counts = [
        np.bincount(order.of_word[side], minlength=len(order.keys)).astype(float)
        for order in orders
    ]
    # A word is likely where many different words stand before it.
    pairs = np.flatnonzero(counts[1])
    spread = np.bincount(orders[1].ending[pairs], minlength=len(orders[0].keys)) + _NEW
    chances, left = [spread / spread.sum()], []
    for order, count in zip(orders[1:], counts[1:], strict=True):
        total = np.bincount(order.before, count, minlength=order.contexts)
        kinds = np.bincount(order.before[count > 0], minlength=order.contexts)
        rest = np.where(total > 0, _DISCOUNT * kinds / np.maximum(total, 1), 1.0)
        own = np.maximum(count - _DISCOUNT, 0) / np.maximum(total, 1)[order.before]
        chances.append(own + rest[order.before] * chances[-1][order.ending])
        left.append(np.maximum(rest, _TINY))
    return [np.log(values) for values in (*chances, *left)]


def _table(keys: Keys, weights: Sums, counts: Whole) -> Chains:
    """Return the table: where chains meet in a slot, that which says most keeps it."""
    order = np.lexsort((keys, counts * np.abs(weights)))
    owner = np.full(1 << BITS, -1)
    owner[slots(keys[order])] = order
    kept = owner[owner >= 0]
    scale = max(float(np.abs(weights[kept]).max(initial=0.0)), _TINY) / 127
    steps = np.rint(weights[kept] / scale).astype(np.int64) + NOTHING
    table = np.full(1 << BITS, NOTHING, np.uint16)
    table[owner >= 0] = (marks(keys[kept]).astype(np.int64) << 8) + steps
    return Chains(table, scale)
