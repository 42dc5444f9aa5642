"""The pieces of a sentencepiece model, and what each of them is: a word, an ending, a mark, a number."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

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
_CAPITAL = 32  # rare words with a capital come so many places behind those without
_LINES = ("opens", "mark", "number", "ends", "ending", "capital", "shape")  # of `kinds`


class Pieces:
    """A sentencepiece model, and what its pieces are.

    Units are its pieces, and behind them the end of a sentence, a rare word for each ending, the same
    with a capital, and a number.

    Args:
        model: the sentencepiece model.
        kinds: what the pieces are, a column for each; kept with the weights, for to look through
            thousands of names is slow.
        codes: a number for each unit, drawn by chance: the hash of a word is a part of what the
            weights mean.
    """

    def __init__(self, model: bytes, kinds: NDArray[np.uint8], codes: NDArray[np.uint64]) -> None:
        self.model, self.kinds, self.codes = model, kinds, codes
        self.processor = SentencePieceProcessor(model_proto=model)
        self.boundary, self.number_unit = kinds.shape[1], len(codes) - 1
        lines = dict(zip(_LINES, kinds, strict=True))
        self.opens, self.mark, self.number, self.ends = (lines[name] > 0 for name in _LINES[:4])
        self.ending = self.boundary + 1 + lines["ending"].astype(np.int64)
        self.capital = _CAPITAL * lines["capital"].astype(np.int64)
        # The end of a sentence has the first shape.
        rare = np.repeat([SHAPES.index("rare"), SHAPES.index("rare capital")], _CAPITAL)
        self.shapes = np.concatenate((lines["shape"], [0], rare, [SHAPES.index("number")]))

    @classmethod
    def of(cls, model: bytes) -> Pieces:
        """Return the pieces of a model, looked through anew."""
        names = _names(SentencePieceProcessor(model_proto=model))
        kinds = np.array([_kinds(name) for name in names], np.uint8).T
        # Seeded: a training gives the same codes each time.
        codes = np.random.Generator(np.random.PCG64(20201119)).integers(
            0, 2**64, len(names) + 2 * _CAPITAL + 2, dtype=np.uint64
        )
        return cls(model, kinds, codes)

    @cached_property
    def names(self) -> list[str]:
        """The pieces as they are written, with a mark where a word begins."""
        return _names(self.processor)

    @property
    def units(self) -> int:
        """The number of units."""
        return len(self.codes)


def _names(processor: SentencePieceProcessor) -> list[str]:
    return [processor.id_to_piece(place) for place in range(processor.get_piece_size())]


def _kinds(name: str) -> tuple[int, ...]:
    """Return the column of a piece, in the order of the lines."""
    bare = name.strip("▁")
    return (
        name.startswith("▁") or name in MARKS,
        bare in MARKS or _is_number(bare),
        _is_number(bare),
        bare in SENTENCE_ENDS,
        _ending(bare),
        bare[:1].isupper(),
        _shape(bare),
    )


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
