"""Letters without house style: text as Latin-1 bytes, and its n-grams of letters.

Dates, digits, quotes, hyphens and British spelling must not carry the verdict, so they are folded
away before letters are counted. What words are counted is folded by the sentencepiece model, whose
rules `training/detector_pieces.py` makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LETTERS_BITS = 17
Places = NDArray[np.int64]

_BRITISH = (b"e ", b"ed ", b"es ", b"ing ", b"ation")  # what follows the s of -ise
_TYPOGRAPHIC = (
    *(("’", "'"), ("‘", "'"), ("“", " "), ("”", " "), ("–", " "), ("—", " "), ("…", "...")),
    *(("‑", " "), ("\N{NO-BREAK SPACE}", " "), ("\N{ZERO WIDTH SPACE}", "")),
)
_ENTITIES = (("&apos; s", "'s"), ("&apos;", "'"), ("&quot;", " "), ("&amp;", "&"), ("@-@", " "))
_BETWEEN = b"\0"  # texts that are read together
_SPACES = bytes(ord(" ") if byte in b'\0\n\t\r-"*_`<>|#~=[]{}' else byte for byte in range(256))
_HOUSE_STYLE = b'0123456789"'
_END = np.array([byte in b".?!" for byte in range(256)])
_LETTERS = 4
# An odd number that spreads sums over the high bits: 2**32 over the golden ratio.
_SPREAD = np.uint32(0x9E3779B1)


class Letters(NamedTuple):
    """The n-grams of letters of texts that are read together.

    `grams` has a bucket for each four neighbouring bytes; a text has those from `starts` on, `counts`
    of them. What lies between is of no text. `sentences` says where sentences start among them all.
    """

    grams: Places
    starts: Places
    counts: Places
    sentences: Places


def neutral(text: str) -> bytes:
    """Return the text as Latin-1 bytes without digits, quotes, hyphens and British -ise.

    >>> neutral("They “organised” 25 semi-official talks")
    b'They organized semi official talks'
    """
    return _american(_bare(text)).tobytes()


def letters(texts: Sequence[str]) -> Letters:
    """Return the n-grams of letters of texts.

    >>> found = letters(["It rains. He left.", "abc", "abcdef"])
    >>> found.counts.tolist(), (found.sentences - found.starts[0]).tolist()[:2]
    ([15, 0, 3], [0, 10])
    """
    marks = _american(_BETWEEN.join([*map(_bare, texts), b""]))
    ends = (marks == 0).nonzero()[0]
    starts = np.concatenate(([0], ends[:-1] + 1))
    counts = np.maximum(ends - starts - (_LETTERS - 1), 0)
    total = max(0, len(marks) - _LETTERS + 1)
    grams = np.zeros(0, np.int64)
    if total:
        fours = np.ndarray((total,), "<u4", marks, strides=(1,))
        grams = ((fours * _SPREAD) >> np.uint32(32 - LETTERS_BITS)).astype(np.int64)
    begins = np.zeros(len(marks) + 2, bool)
    begins[2:-1] = _END.take(marks[:-1]) & (marks[1:] == ord(" "))
    begins[starts] = True
    sentences = begins.nonzero()[0]
    # Of each text: a start behind its last n-gram is none.
    text = np.searchsorted(starts, sentences, "right") - 1
    inside = (sentences < (starts + counts)[text]) | (sentences == starts[text])
    return Letters(grams, starts, counts, sentences[inside])


def _bare(text: str) -> bytes:
    if not text.isascii():
        for mark, plain in _TYPOGRAPHIC:
            text = text.replace(mark, plain)
    if "&" in text or "@" in text:
        for mark, plain in _ENTITIES:
            text = text.replace(mark, plain)
    return text.encode("latin-1", "replace").translate(_SPACES, _HOUSE_STYLE)


def _american(text: bytes) -> NDArray[np.uint8]:
    """Return text with -ize for -ise, and one space for many."""
    marks = np.frombuffer(text, np.uint8).copy()
    places = ((marks[:-1] == ord("i")) & (marks[1:] == ord("s"))).nonzero()[0].tolist()
    for place in places:
        if text.startswith(_BRITISH, place + 2):
            marks[place + 1] = ord("z")
    spaces = marks == ord(" ")
    spaces[1:] &= spaces[:-1]
    spaces[:1] = False
    american: NDArray[np.uint8] = marks[~spaces]
    return american
