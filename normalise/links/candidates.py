"""Which words of the source may answer a word of a name: looked up by meaning, sifted by sound.

Comparing every word of a name with every word near its place would be slow. Meanings are looked up
in an index; and before sounds are compared letter by letter, a table of which letters each word has
tells, for a whole stretch at once, which words lack too many of those that the name needs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalise.links.sounding import (
    SOUNDING_LETTERS,
    consonants,
    letters_for,
    sounding_letters,
    sounds_like,
)
from normalise.links.source import SourceText
from normalise.links.words import Vocabulary, is_function_word
from normalise.script.arabic import key

LIKE = 0.7  # a sound that speaks for itself
_LIKE_COMMON = 0.88  # the same where the Arabic word is an everyday one
_LIKE_SHORT = 0.85  # and where a name has less than three consonants
_MEANT, _ATTESTED = 0.9, 1.0
_SERVANT = "عبد"  # "Abdullah" is one word there, and two here
_ARTICLE = "ال"

Table = NDArray[np.float32]


class Candidate(NamedTuple):
    """A word of the source that may answer: how much is skipped before it, how many words it takes."""

    word: int
    skipped: int
    score: float
    by_sound: bool
    words: int


class Candidates:
    """The words of a source with each way to take their clitics off, in order."""

    def __init__(self, source: SourceText, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._words: list[int] = []
        self._skipped: list[int] = []
        self._bare: list[str] = []
        for number, start, bare in _readings(source):
            self._words.append(number)
            self._skipped.append(start)
            self._bare.append(bare)
        joined = [
            number
            for number, bare in enumerate(self._bare)
            if bare == _SERVANT and _follows(source, self._words[number] + 1)
        ]
        self._joined = frozenset(joined)
        for number in joined:
            behind = source.words[self._words[number] + 1].span.of(source.text)
            self._bare[number] += behind
        self._by_meaning: dict[str, list[int]] = defaultdict(list)
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for number, bare in enumerate(self._bare):
            self._by_key[key(bare)].append(number)
            for english in vocabulary.english(bare):
                self._by_meaning[english].append(number)
        self._table()

    def _table(self) -> None:
        rows = [_row(bare) for bare in self._bare]
        width = len(SOUNDING_LETTERS)
        full = np.frombuffer(b"".join(row[0] for row in rows), dtype=np.uint8)
        bare = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.uint8)
        self._has = full.reshape(-1, width)
        self._needs = bare.reshape(-1, width)
        self._heard = np.array([row[2] for row in rows], dtype=np.float32)

    def of(self, english: str, first: int, last: int) -> Iterator[Candidate]:
        """Yield the words from first to last (not included) that answer a word, each at its best."""
        low, high = bisect_left(self._words, first), bisect_left(self._words, last)
        found: dict[int, Candidate] = {}

        def add(number: int, score: float, by_sound: bool) -> None:
            word = self._words[number]
            if word not in found or score > found[word].score:
                count = 2 if number in self._joined else 1
                found[word] = Candidate(word, self._skipped[number], score, by_sound, count)

        for form in sorted(self._vocabulary.arabic(english)):
            for number in _between(self._by_key.get(form), low, high):
                add(number, _ATTESTED, by_sound=True)
        for meaning in self._vocabulary.looked_up(english):
            for number in _between(self._by_meaning.get(meaning), low, high):
                add(number, _MEANT, by_sound=False)
        if not _may_be_heard(english):
            yield from found.values()
            return
        least = LIKE if consonants(english) > 2 else _LIKE_SHORT
        for number in self._sifted(english, low, high, least):
            bare = self._bare[number]
            score = sounds_like(english, bare)
            if score < least or (score < _LIKE_COMMON and self._vocabulary.is_common(bare)):
                continue
            add(number, score, by_sound=True)
        yield from found.values()

    def _sifted(self, english: str, low: int, high: int, least: float) -> list[int]:
        """Return the readings in a stretch that may reach a likeness, by the letters that they have."""
        groups, costs, allowed, spoken = _asked(english)
        needs = self._needs[low:high].astype(np.float32)
        cost = needs @ (1.0 - allowed)
        if len(costs):
            lacking = (self._has[low:high].astype(np.float32) @ groups.T) == 0
            cost = cost + lacking @ costs
        worst = (1.0 - least) * (0.5 * (spoken + self._heard[low:high]) + 0.5)
        return [low + int(place) for place in np.flatnonzero(cost <= worst + 1e-4)]


def _readings(source: SourceText) -> Iterator[tuple[int, int, str]]:
    """Yield number, code points left out, and what is left of each word; the article is put back."""
    for number, word in enumerate(source.words):
        surface = word.span.of(source.text)
        for start in dict.fromkeys(stem.start for stem in word.stems):
            bare = surface[start:]
            if start and bare.startswith("ل") and surface[start - 1] == "ل":
                bare = f"ا{bare}"
            if not is_function_word(bare):
                yield number, start, bare


def _follows(source: SourceText, number: int) -> bool:
    return number < len(source.words) and source.words[number].follows


def _between(numbers: list[int] | None, low: int, high: int) -> list[int]:
    if not numbers:
        return []
    return numbers[bisect_left(numbers, low) : bisect_left(numbers, high)]


@lru_cache(maxsize=1 << 16)
def _row(bare: str) -> tuple[bytes, bytes, int]:
    """Return which sounding letters a word has, and has without its article, and how many."""
    plain = bare[2:] if bare.startswith(_ARTICLE) and len(bare) > 4 else bare
    letters, needed = sounding_letters(bare), sounding_letters(plain)
    return (
        bytes(letter in letters for letter in SOUNDING_LETTERS),
        bytes(letter in needed for letter in SOUNDING_LETTERS),
        len(needed),
    )


@lru_cache(maxsize=1 << 14)
def _asked(english: str) -> tuple[Table, Table, Table, int]:
    """Return what a Latin word asks for: letters a consonant, what it costs to lack them, all letters."""
    rows, costs, allowed = [], [], np.zeros(len(SOUNDING_LETTERS), dtype=np.float32)
    for letters, lost, weak in letters_for(english):
        row = np.array([letter in letters for letter in SOUNDING_LETTERS], dtype=np.float32)
        allowed = np.maximum(allowed, row)
        if not weak:
            rows.append(row)
            costs.append(lost)
    groups = np.array(rows, dtype=np.float32).reshape(-1, len(SOUNDING_LETTERS))
    return groups, np.array(costs, dtype=np.float32), allowed, consonants(english)


@lru_cache(maxsize=1 << 14)
def _may_be_heard(english: str) -> bool:
    """Tell whether a word can be written by its sound: an acronym without vowels is spelt out.

    >>> _may_be_heard("UNESCO"), _may_be_heard("NSF"), _may_be_heard("IV")
    (True, False, False)
    """
    if english.isupper() and len(english) > 1:
        return (
            any(letter in "AEIOU" for letter in english[1:])
            and len(english) > 2
            and not set(english) <= set("IVX")
        )
    return consonants(english) > 0
