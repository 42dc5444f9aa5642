"""What a text looks like to the detector: hashed n-grams of words and letters, and its shape.

House style must not carry the verdict, so it is taken out first: the sentencepiece model folds
dates, digits, quotes, hyphens, honorifics and British spelling away (its rules are made in
`training/detector_pieces.py`), :func:`neutral` does the same for letters. A word that is a single
piece stands for itself; any other stands for its ending and its capital, so that names and rare
words, which change with the subject, count as a class. N-grams do not reach across a sentence end.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

Hashes = NDArray[np.uint64]
Units = NDArray[np.int64]

# Endings that a word of several pieces is known by, longest first.
ENDINGS = (
    *("tions", "able", "ance", "ence", "ment", "ness", "tion"),
    *("ers", "ian", "ies", "ing", "ism", "ist", "ity", "ive", "ous"),
    *("al", "ed", "er", "ly", "s"),
)
MONTHS_AND_DAYS = frozenset(
    "january february april june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)
SENTENCE_ENDS = frozenset({".", "?", "!", "..", "...", ")."})
MARKS = frozenset({*SENTENCE_ENDS, ",", ";", ":", "(", ")", "),", "'", "%", "/", "&"})
FUNCTION_WORDS = frozenset(
    "the of and to in a an that is was were are be been has have had it its on for by with as at "
    "from this which who he she they his her their not or but will would he's i you we there".split()
)
# Classes of units whose counts are the shape of a text; the first that holds is taken.
SHAPES = (
    *("sentence end", "number", "comma", "bracket", "colon", "apostrophe"),
    *("the", "of", "and", "that", "function word", "rare capital", "rare", "capital", "other"),
)
SHAPE_NAMES = (*SHAPES, "pieces", "letters")
_FUNCTION = frozenset(SHAPES.index(name) for name in ("the", "of", "and", "that", "function word"))
_BRITISH = (
    *((b"isation", b"ization"), (b"ise ", b"ize "), (b"ised ", b"ized ")),
    *((b"ising ", b"izing "), (b"ises ", b"izes "), (b"  ", b" "), (b"  ", b" ")),
)
_TYPOGRAPHIC = (
    *(("’", "'"), ("‘", "'"), ("“", " "), ("”", " "), ("–", " "), ("—", " "), ("…", "...")),
    *(("‑", " "), ("\N{NO-BREAK SPACE}", " "), ("\N{ZERO WIDTH SPACE}", "")),
)
_ENTITIES = (("&apos; s", "'s"), ("&apos;", "'"), ("&quot;", " "), ("&amp;", "&"), ("@-@", " "))
_SPACES = bytes(ord(" ") if byte in b'\n\t\r-"*_`<>|#~=[]{}' else byte for byte in range(256))
_HOUSE_STYLE = b'0123456789"'
_SPREAD = np.uint32(0x9E3779B1)  # 2**32 over the golden ratio: spreads sums over the high bits
_FIRST, _SECOND, _THIRD = (
    np.uint64(value) for value in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
)
LETTERS_BITS = 18


def neutral(text: str) -> bytes:
    """Return the text as Latin-1 bytes without digits, quotes, hyphens and British -ise.

    >>> neutral("They “organised” 25 semi-official talks")
    b'They organized semi official talks'
    """
    if not text.isascii():
        for mark, plain in _TYPOGRAPHIC:
            text = text.replace(mark, plain)
    if "&" in text or "@" in text:
        for mark, plain in _ENTITIES:
            text = text.replace(mark, plain)
    found = text.encode("latin-1", "replace").translate(_SPACES, _HOUSE_STYLE)
    for british, american in _BRITISH:
        found = found.replace(british, american)
    return found


def letter_grams(text: bytes) -> NDArray[np.uint32]:
    """Return a bucket below 2**18 for each four neighbouring bytes.

    >>> len(letter_grams(b"abcdef")), len(letter_grams(b"abc"))
    (3, 0)
    """
    if len(text) < 4:
        return np.zeros(0, np.uint32)
    fours = np.ndarray((len(text) - 3,), "<u4", text, strides=(1,))
    return (fours * _SPREAD) >> np.uint32(32 - LETTERS_BITS)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the model takes it.

    `grams` are hashes of n-grams of words: first all single words, then pairs, then triples, the
    number of each in `orders`. `letters` are buckets of letter 4-grams. `shape` counts the classes
    of SHAPE_NAMES.
    """

    grams: Hashes
    orders: tuple[int, int, int]
    letters: NDArray[np.uint32]
    shape: NDArray[np.int64]

    @property
    def words(self) -> int:
        """The number of words and marks."""
        return self.orders[0]

    @property
    def function_share(self) -> float:
        """The share of English function words among the words."""
        return float(sum(self.shape[place] for place in _FUNCTION)) / max(1, self.words)


class Reader:
    """Reads texts with one sentencepiece model."""

    def __init__(self, pieces_model: bytes) -> None:
        self.pieces = SentencePieceProcessor(model_proto=pieces_model)
        names = [self.pieces.id_to_piece(place) for place in range(self.pieces.get_piece_size())]
        bare = [name.strip("▁") for name in names]
        self._boundary = len(names)
        self._opens = np.array([name.startswith("▁") or name in MARKS for name in names])
        self._number = np.array([_is_number(name) for name in bare])
        self._ends = np.array([name in SENTENCE_ENDS for name in bare])
        self._ending = np.array([_ending(name) for name in bare])
        self._capital = np.array([32 * name[:1].isupper() for name in bare])
        shapes = [_shape(name) for name in bare] + [0] + [SHAPES.index("rare")] * 32
        shapes += [SHAPES.index("rare capital")] * 32 + [SHAPES.index("number")]
        self._shapes = np.array(shapes)
        self._number_unit = len(shapes) - 1
        # Seeded: the hash of a word is part of what the weights mean.
        self._codes = np.random.Generator(np.random.PCG64(20201119)).integers(
            0, 2**64, len(shapes), dtype=np.uint64
        )

    def read(self, text: str) -> Reading:
        """Return what the model takes of a text."""
        found = self.pieces.encode(text)
        units, _, _ = self.units(np.array(found, np.int64))
        grams, orders = self.grams(units)
        letters = letter_grams(neutral(text))
        shape = np.bincount(self._shapes[units], minlength=len(SHAPE_NAMES))
        shape[-2:] = len(found), len(letters)
        return Reading(grams, orders, letters, shape)

    def units(self, pieces: Units) -> tuple[Units, Units, Units]:
        """Return the units of pieces, and the first and the last piece of each."""
        if not len(pieces):
            return pieces, pieces, pieces
        number = self._number[pieces]
        opens = self._opens[pieces]
        opens[0] = True
        opens[1:] &= ~(number[1:] & number[:-1])  # numbers side by side are one
        first = opens.nonzero()[0]
        last = np.append(first[1:], len(pieces)) - 1
        opening, closing = pieces[first], pieces[last]
        whole = first == last
        rare = self._boundary + 1 + self._ending[closing] + self._capital[opening]
        units = np.where(whole, opening, rare)
        units[number[first]] = self._number_unit
        units[whole & self._ends[opening]] = self._boundary
        return units, first, last

    def grams(self, units: Units) -> tuple[Hashes, tuple[int, int, int]]:
        """Return hashes of the single units, pairs and triples, and the number of each."""
        if not len(units):
            return np.zeros(0, np.uint64), (0, 0, 0)
        edges = np.empty(len(units) + 2, np.int64)
        edges[0] = edges[-1] = self._boundary
        edges[1:-1] = units
        codes = self._codes[edges]
        pairs = codes[:-1] * _FIRST + codes[1:] * _SECOND
        inside = edges[1:-1] != self._boundary
        triples = (pairs[:-1] * _THIRD + codes[2:])[inside]
        grams = np.concatenate((codes[1:-1], pairs, triples))
        return grams, (len(units), len(pairs), len(triples))


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


def _is_number(name: str) -> bool:
    digits = name.rstrip(",.")
    return (bool(digits) and set(digits) <= {"0"}) or name.lower() in MONTHS_AND_DAYS


def _ending(name: str) -> int:
    return next((1 + i for i, ending in enumerate(ENDINGS) if name.endswith(ending)), 0)


def _shape(name: str) -> int:
    if name in SENTENCE_ENDS:
        return SHAPES.index("sentence end")
    if _is_number(name):
        return SHAPES.index("number")
    for shape, marks in (("comma", ",),"), ("bracket", "()"), ("colon", ":;"), ("apostrophe", "'")):
        if name and name in marks:
            return SHAPES.index(shape)
    if name.lower() in {"the", "of", "and", "that"}:
        return SHAPES.index(name.lower())
    if name.lower() in FUNCTION_WORDS:
        return SHAPES.index("function word")
    return SHAPES.index("capital" if name[:1].isupper() else "other")
