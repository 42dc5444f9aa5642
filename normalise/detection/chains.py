"""Chains of whole words: how much likelier translations from Arabic make them than people do.

Two models of language, one of translations and one of people, are too large to be kept. What is kept
is the logarithm of their ratio, taken apart into one weight for each chain of one, two and three words
that both may have seen, so that the weights of the chains in a sentence add up to the ratio of the
whole sentence. A slot of the table holds one chain: a byte to know it by, and its weight in a byte.
A chain that is not known weighs nothing. Unlike in the table of the heads no two chains share a slot:
weights of chains that stood once or twice are worth little where others are mixed in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalise.detection.sums import added, evened

Keys = NDArray[np.uint64]
Places = NDArray[np.int64]
BITS = 19  # of the slots: with twice as many, FLORES gains .003 and the weights a megabyte
LONGEST_CHAIN = 3
NOTHING = 128  # a slot without weight
_MARK = np.uint64(64 - BITS - 8)  # the bits behind the slot tell its chain from most others
_SLOT = np.uint64(64 - BITS)
_BEGIN = np.uint64(0x9FB21C651E98DF25)  # what stands before a sentence
# Odd numbers that spread sums over the high bits.
_ALONE, _FIRST, _SECOND, _THIRD = (
    np.uint64(value)
    for value in (0xD6E8FEB86659FD93, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xA0761D6478BD642F)
)


def chain_keys(words: Keys, sentences: Places) -> Keys:
    """Return the keys of the chains that end with each word: a line for chains of one, two and three.

    `words` has a number for each word, `sentences` says where sentences start; chains do not reach
    across.

    >>> keys = chain_keys(np.array([5, 7, 5, 7], np.uint64), np.array([0, 2]))
    >>> bool((keys[:, :2] == keys[:, 2:]).all())
    True
    """
    keys = np.empty((LONGEST_CHAIN, len(words)), np.uint64)
    before = moved(words, sentences, _BEGIN)
    keys[0] = words * _ALONE
    keys[1] = (before * _FIRST + words) * _SECOND
    keys[2] = (moved(before, sentences, _BEGIN) * _THIRD + before * _FIRST + words) * _THIRD
    keys ^= keys >> np.uint64(32)  # the low bits of a product know too little of the high ones
    keys *= _FIRST
    return keys


def moved(line: Keys, begins: Places, start: np.uint64) -> Keys:
    """Return what stands before each place; where a sentence or a text begins, `start`."""
    found = np.empty_like(line)
    found[1:] = line[:-1]
    found[begins] = start
    return found


@dataclass(frozen=True, eq=False)
class Chains:
    """The table: in each slot the mark of a chain, then its weight and 128, in steps of `scale`."""

    slots: NDArray[np.uint16]
    scale: float

    def sums(self, keys: Keys, sentences: Places, first: Places) -> NDArray[np.float64]:
        """Return for each text what its chains weigh, every sentence evened.

        `sentences` says where sentences start among the words, `first` which is the first of each text,
        and of one behind the last.

        >>> nothing = Chains(np.full(1 << BITS, NOTHING, np.uint16), 1.0)
        >>> places = (np.array(place) for place in ([0], [0, 1, 1]))
        >>> nothing.sums(np.array([[1], [2], [3]], np.uint64), *places).tolist()
        [0.0, 0.0]
        """
        found = self.slots.take(slots(keys))
        steps = (found & np.uint16(255)).astype(np.int16)
        steps -= NOTHING
        steps *= (found >> np.uint16(8)) == marks(keys)
        words = steps.sum(axis=0, dtype=np.int64)
        if not len(words):
            return np.zeros(len(first) - 1)
        sizes = np.diff(sentences, append=len(words))
        weights = np.add.reduceat(words, sentences) * evened(sizes)
        return added(weights * self.scale, first)


def marks(keys: Keys) -> NDArray[np.uint8]:
    """Return the byte that each chain is known by in its slot."""
    return (keys >> _MARK).astype(np.uint8)


def slots(keys: Keys) -> Places:
    """Return the slot of each chain."""
    found: Places = (keys >> _SLOT).view(np.int64)
    return found
