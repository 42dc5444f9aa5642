"""What texts look like to the detector: hashed n-grams of words and letters, and their shape.

House style must not carry the verdict, so it is taken out first: by the rules of the sentencepiece
model, and by `neutral` for letters. A word that is a single piece stands for itself; any other stands
for its ending and its capital, so that names and rare words, which change with the subject, count as
a class. Whole words are looked at as well, alone and in pairs.

A sentence says more when it is longer, but not in proportion: its n-grams are weighed by one over
the root of their number. N-grams of words do not reach across a sentence end.

Many texts are read at once: for a short one, to call numpy costs more than to count.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from normalise.detection.chains import Keys, chain_keys, moved
from normalise.detection.neutral import Letters, letters
from normalise.detection.pieces import SHAPES, Pieces

Units = NDArray[np.int64]
Places = NDArray[np.int64]
WORDS_BITS = 19
ORDERS = 5  # units alone, in pairs and triples; whole words alone and in pairs
LONGEST = 200_000  # code points of a text that are read; the rest says no more
_FUNCTION = [SHAPES.index(name) for name in ("the", "of", "and", "that", "function word")]
# Odd numbers that spread sums over the high bits; the first is 2**64 over the golden ratio.
_FIRST, _SECOND, _THIRD = (
    np.uint64(value) for value in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
)
_POWERS = np.array([pow(int(_FIRST), place, 2**64) for place in range(16)], np.uint64)
_NOTHING = np.uint64(0)  # what stands before the first pair of a text


@dataclass(frozen=True, slots=True)
class Reading:
    """One text as the model takes it.

    `units` are its words and marks, `grams` the buckets of their n-grams, a line for each order; in
    a column are those that end with one word. `letters` are buckets of letter n-grams. `sentences`
    and `letter_sentences` say where sentences start among the columns and among the letter n-grams.
    `chains` are keys of chains of whole words, laid like `grams`.
    `shape` counts the classes of SHAPES. `pieces` are those of sentencepiece, `first` and `last` the
    edges of each word among them.
    """

    units: Units
    grams: Places
    sentences: Places
    letters: Places
    letter_sentences: Places
    chains: Keys
    shape: Places
    pieces: Units
    first: Places
    last: Places

    @property
    def words(self) -> int:
        """The number of words and marks."""
        return len(self.units)

    @property
    def function_share(self) -> float:
        """The share of English function words among the words."""
        return int(self.shape[_FUNCTION].sum()) / max(1, self.words)


@dataclass(frozen=True, slots=True)
class Readings:
    """Texts that were read together; what was read in each of them is a :class:`Reading`.

    Arrays are as there, those of all texts in a row. The words of a text are those from its place in
    `starts` to the next one; `first_sentence` says the same of `sentences`.
    """

    units: Units
    grams: Places
    sentences: Places
    letters: Letters
    chains: Keys
    shape: Places
    pieces: Units
    first: Places
    last: Places
    starts: Places
    first_sentence: Places

    def __len__(self) -> int:
        """The number of texts."""
        return len(self.starts) - 1

    def of(self, place: int) -> Reading:
        """Return what was read in one text."""
        start, end = self.starts[place : place + 2]
        from_, to = self.first_sentence[place : place + 2]
        at, count = self.letters.starts[place], self.letters.counts[place]
        spelt = self.letters.sentences
        near = spelt[np.searchsorted(spelt, at) : np.searchsorted(spelt, at + max(1, count))]
        return Reading(
            self.units[start:end],
            self.grams[:, start:end],
            self.sentences[from_:to] - start,
            self.letters.grams[at : at + count],
            near - at,
            self.chains[:, start:end],
            self.shape[place],
            self.pieces,
            self.first[start:end],
            self.last[start:end],
        )


class Reader:
    """Reads texts with one sentencepiece model."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces

    def read(self, text: str) -> Reading:
        """Return what the model takes of a text."""
        return self.read_all([text]).of(0)

    def read_all(self, texts: Sequence[str]) -> Readings:
        """Return what the model takes of texts, one or more; of a very long one only the beginning."""
        texts = [text[:LONGEST] for text in texts]
        found = array("i")
        sizes = np.zeros(len(texts) + 1, np.int64)
        for place, line in enumerate(self.pieces.processor.encode(texts, num_threads=1), 1):
            found.fromlist(line)
            sizes[place] = len(line)
        pieces = np.frombuffer(found, np.intc).astype(np.int64)
        edges = np.cumsum(sizes)
        units, first, last = self._units(pieces, edges)
        starts = np.searchsorted(first, edges)
        begins = starts[:-1][np.diff(starts) > 0]  # of texts that have words
        sentences = self._sentences(units, begins)
        shape = np.repeat(np.arange(len(texts)) * len(SHAPES), np.diff(starts))
        shape += self.pieces.shapes[units]
        words = self._whole_words(pieces, first, last)
        return Readings(
            units,
            self._grams(units, words, begins),
            sentences,
            letters(texts),
            chain_keys(words, sentences),
            np.bincount(shape, minlength=len(texts) * len(SHAPES)).reshape(-1, len(SHAPES)),
            pieces,
            first,
            last,
            starts,
            np.searchsorted(sentences, starts),
        )

    def _units(self, pieces: Units, edges: Places) -> tuple[Units, Places, Places]:
        """Return the units of pieces, and the first and the last piece of each.

        `edges` says where texts start among the pieces, and where the last one ends.
        """
        kinds = self.pieces
        number, opens = kinds.number[pieces], kinds.opens[pieces]
        opens[1:] &= ~(number[1:] & number[:-1])  # numbers side by side are one
        opens[edges[:-1][edges[:-1] < len(pieces)]] = True
        first = opens.nonzero()[0]
        last = np.append(first[1:], len(pieces))[: len(first)] - 1
        opening, closing = pieces[first], pieces[last]
        whole = first == last
        units = np.where(whole, opening, kinds.ending[closing] + kinds.capital[opening])
        units[number[first]] = kinds.number_unit
        units[whole & kinds.ends[opening]] = kinds.boundary
        return units, first, last

    def _whole_words(self, pieces: Units, first: Places, last: Places) -> NDArray[np.uint64]:
        """Return a number for each word that all its pieces make up; one for all numbers."""
        if not len(pieces):
            return np.zeros(0, np.uint64)
        place = np.arange(len(pieces)) - np.repeat(first, last - first + 1)
        place = np.minimum(place, len(_POWERS) - 1)  # of a longer word the tail counts as a set
        codes = self.pieces.codes
        words = np.add.reduceat(codes[pieces] * _POWERS[place], first)
        words[self.pieces.number[pieces[first]]] = codes[self.pieces.number_unit]
        return words

    def _sentences(self, units: Units, begins: Places) -> Places:
        """Return where sentences start among the units of texts that start at `begins`."""
        starts = np.zeros(len(units), bool)
        starts[1:] = units[:-1] == self.pieces.boundary
        starts[begins] = True
        return starts.nonzero()[0]

    def _grams(self, units: Units, words: NDArray[np.uint64], begins: Places) -> Places:
        """Return the buckets of the n-grams that end with each unit, by order."""
        boundary = np.uint64(self.pieces.codes[self.pieces.boundary])
        codes = self.pieces.codes[units]
        before, word_before = (moved(line, begins, boundary) for line in (codes, words))
        found = np.empty((ORDERS, len(units)), np.uint64)
        found[0] = codes
        found[1] = before * _FIRST + codes * _SECOND
        pair = moved(found[1], begins, _NOTHING)
        pair[1:][units[:-1] == self.pieces.boundary] = 0  # nothing of the sentence before
        found[2] = pair * _THIRD + codes
        found[2, begins] = codes[begins] * _SECOND
        found[3] = words * _THIRD
        found[4] = (word_before * _FIRST + words) * _THIRD + words
        return (found >> np.uint64(64 - WORDS_BITS)).view(np.int64)

    def surface(self, reading: Reading, start: int, end: int) -> str:
        """Return the words from `start` to `end` of a reading as they are written, nearly."""
        names = self.pieces.names
        found = reading.pieces[reading.first[start] : reading.last[end - 1] + 1].tolist()
        return "".join([names[piece] for piece in found]).replace("▁", " ").strip()

    def marks(self, readings: Readings) -> NDArray[np.bool_]:
        """Return for each word whether it is a mark or a number."""
        found: NDArray[np.bool_] = self.pieces.mark[readings.pieces[readings.first]]
        return found


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs of a text, as pairs of code points, blank ones left out.

    >>> paragraphs("One.\\n\\nTwo.")
    [(0, 4), (6, 10)]
    """
    edges = [0, *(place + 1 for place, mark in enumerate(text) if mark == "\n"), len(text) + 1]
    spans = []
    for start, end in pairwise(edges):
        line = text[start : end - 1]
        if line.strip():
            left = len(line) - len(line.lstrip())
            spans.append((start + left, start + left + len(line.strip())))
    return spans
