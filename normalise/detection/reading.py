"""What a text looks like to the detector: hashed n-grams of words and letters, and its shape.

House style must not carry the verdict, so it is taken out first: the sentencepiece model folds
dates, digits, quotes, hyphens, honorifics and British spelling away (its rules are made in
`training/detector_pieces.py`), :func:`neutral` does the same for letters. A word that is a single
piece stands for itself; any other stands for its ending and its capital, so that names and rare
words, which change with the subject, count as a class. Whole words are looked at as well, alone and
in pairs.

A sentence says more when it is longer, but not in proportion: its n-grams are weighed by one over
the root of their number. N-grams of words do not reach across a sentence end.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

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
_ENDS = np.isin(np.arange(256), [ord(mark) for mark in ".?!"])
# Odd numbers that spread sums over the high bits; the first is 2**64 over the golden ratio.
_SPREAD = np.uint32(0x9E3779B1)
_FIRST, _SECOND, _THIRD = (
    np.uint64(value) for value in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
)
_POWERS = np.array([pow(int(_FIRST), place, 2**64) for place in range(16)], np.uint64)
WORDS_BITS = 19
LETTERS_BITS = 17
ORDERS = 5  # units alone, in pairs and triples; whole words alone and in pairs
_LETTERS = 4


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


def letter_grams(text: bytes) -> NDArray[np.int64]:
    """Return a bucket below 2**17 for each four neighbouring bytes.

    >>> len(letter_grams(b"abcdef")), len(letter_grams(b"abc"))
    (3, 0)
    """
    count = len(text) - _LETTERS + 1
    if count < 1:
        return np.zeros(0, np.int64)
    fours = np.ndarray((count,), "<u4", text, strides=(1,))
    return ((fours * _SPREAD) >> np.uint32(32 - LETTERS_BITS)).astype(np.int64)


def letter_sentences(text: bytes, count: int) -> NDArray[np.int64]:
    """Return where sentences start among the letter n-grams of a text, `count` of them.

    >>> letter_sentences(b"It rains. He left.", 15).tolist()
    [0, 10]
    """
    letters = np.frombuffer(text, np.uint8)
    ends = _ENDS[letters[:-1]] & (letters[1:] == 32)
    starts = ends.nonzero()[0] + 2
    return np.concatenate(([0], starts[starts < count]))


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the model takes it.

    `units` are its words and marks, `grams` the buckets of their n-grams, a line for each order; in
    a column are those that end with one word. `letters` are buckets of letter n-grams. `sentences` and `letter_sentences` say
    where sentences start among the columns and among the letter n-grams. `shape` counts the classes
    of SHAPES. `pieces` are those of sentencepiece, `edges` the first and the last of each word.
    """

    units: Units
    grams: NDArray[np.int64]
    sentences: NDArray[np.int64]
    letters: NDArray[np.int64]
    letter_sentences: NDArray[np.int64]
    shape: NDArray[np.int64]
    pieces: list[int]
    edges: tuple[Units, Units]

    @property
    def words(self) -> int:
        """The number of words and marks."""
        return int(self.grams.shape[1])

    @property
    def function_share(self) -> float:
        """The share of English function words among the words."""
        return float(sum(self.shape[place] for place in _FUNCTION)) / max(1, self.words)


def evened(starts: NDArray[np.int64], count: int, each: int = 1) -> NDArray[np.float64]:
    """Return the weight of one n-gram in each sentence, from where sentences start among `count`.

    >>> evened(np.array([0, 4]), 20).tolist()
    [0.5, 0.25]
    """
    sizes = np.diff(starts, append=count) * each
    weights: NDArray[np.float64] = 1 / np.sqrt(np.maximum(sizes, 1))
    return weights


class Reader:
    """Reads texts with one sentencepiece model."""

    def __init__(self, pieces_model: bytes) -> None:
        self.pieces = SentencePieceProcessor(model_proto=pieces_model)
        names = [self.pieces.id_to_piece(place) for place in range(self.pieces.get_piece_size())]
        bare = [name.strip("▁") for name in names]
        self._boundary = len(names)
        self._opens = np.array([name.startswith("▁") or name in MARKS for name in names])
        self._is_mark = np.array(
            [bare_name in MARKS or _is_number(bare_name) for bare_name in bare]
        )
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

    @property
    def size(self) -> int:
        """The number of units that are told apart."""
        return len(self._shapes)

    def read(self, text: str) -> Reading:
        """Return what the model takes of a text."""
        found = self.pieces.encode(text)
        pieces = np.array(found, np.int64)
        units, first, last = self.units(pieces)
        plain = neutral(text)
        letters = letter_grams(plain)
        return Reading(
            units,
            self.grams(units, self.whole_words(pieces, first, last)),
            self.sentences(units),
            letters,
            letter_sentences(plain, len(letters)),
            np.bincount(self._shapes[units], minlength=len(SHAPES)),
            found,
            (first, last),
        )

    def whole_words(self, pieces: Units, first: Units, last: Units) -> NDArray[np.uint64]:
        """Return a number for each word that all its pieces make up; one for all numbers."""
        if not len(pieces):
            return np.zeros(0, np.uint64)
        place = np.arange(len(pieces)) - np.repeat(first, last - first + 1)
        place = np.minimum(place, len(_POWERS) - 1)  # of a longer word the tail counts as a set
        words = np.add.reduceat(self._codes[pieces] * _POWERS[place], first)
        words[self._number[pieces[first]]] = self._codes[self._number_unit]
        return words

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

    def surface(self, reading: Reading, start: int, end: int) -> str:
        """Return the words from `start` to `end` of a reading as they are written, nearly."""
        first, last = reading.edges
        found = reading.pieces[int(first[start]) : int(last[end - 1]) + 1]
        return "".join(self.pieces.id_to_piece(found)).replace("▁", " ").strip()

    def marks(self, reading: Reading) -> NDArray[np.bool_]:
        """Return for each word of a reading whether it is a mark or a number."""
        found: NDArray[np.bool_] = self._is_mark[np.array(reading.pieces)[reading.edges[0]]]
        return found

    def sentences(self, units: Units) -> Units:
        """Return where sentences start among the units."""
        starts = (units == self._boundary).nonzero()[0] + 1
        return np.concatenate(([0], starts[starts < len(units)]))

    def grams(self, units: Units, words: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return the buckets of the n-grams that end with each unit, by order."""
        count = len(units)
        codes = np.empty(count + 1, np.uint64)
        codes[0] = self._codes[self._boundary]
        codes[1:] = self._codes[units]
        whole = np.empty(count + 1, np.uint64)
        whole[0] = codes[0]
        whole[1:] = words
        found = np.empty((ORDERS, count), np.uint64)
        found[0] = codes[1:]
        found[1] = codes[:-1] * _FIRST + codes[1:] * _SECOND
        before = found[1, :-1].copy()
        before[units[:-1] == self._boundary] = 0  # nothing of the sentence before
        found[2, :1] = codes[1:2] * _SECOND
        found[2, 1:] = before * _THIRD + codes[2:]
        found[3] = whole[1:] * _THIRD
        found[4] = (whole[:-1] * _FIRST + whole[1:]) * _THIRD + whole[1:]
        return (found >> np.uint64(64 - WORDS_BITS)).view(np.int64)


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
    if digits and set(digits) <= {"0"}:
        return True
    return name.lower() in MONTHS_AND_DAYS or name in {"March", "May"}


def _ending(name: str) -> int:
    if not name.endswith(ENDINGS):  # most: one call instead of one for each ending
        return 0
    return next(1 + i for i, ending in enumerate(ENDINGS) if name.endswith(ending))


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
