"""Where in the source a place of the translation should stand: what is sure on both sides tells.

Translations keep the order of what is told. So what occurs equally often on both sides (entries,
numbers, lines) is paired in order, pairs that cross are dropped, and between the rest the place is
interpolated. All is n log n in the number of pairs.

>>> positions = Positions([(0, 0), (40, 9), (50, 10), (60, 4), (70, 12), (100, 20)])
>>> positions.expected(50), positions.expected(85)
(10, 16)
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from normalise.links.source import SourceText

_NUMBER = re.compile(r"\d+")
_LINE = re.compile("[^\n]*\\S[^\n]*")
_NEAR = 30  # words to either side that are looked at wherever the place is expected
_WIDEST = 150  # and at most
_MOST_TIMES = 3  # a number that comes more often says little about the place


class Positions:
    """Pairs of a place in the translation and a word of the source, none of them crossing."""

    def __init__(self, pairs: Iterable[tuple[int, int]]) -> None:
        kept = _rising(sorted(set(pairs)))
        self.places = [place for place, _ in kept]
        self.words = [word for _, word in kept]

    def expected(self, place: int) -> int:
        """Return the word of the source that a place of the translation should be at."""
        return self._between(place)[0]

    def expected_place(self, word: int) -> int:
        """Return the place of the translation where a word of the source should be.

        >>> Positions([(0, 0), (100, 20)]).expected_place(10)
        50
        """
        right = bisect_right(self.words, word)
        left = right - 1
        if left < 0 or right == len(self.words):
            return self.places[left] if self.places else 0
        width = self.places[right] - self.places[left]
        return self.places[left] + width * (word - self.words[left]) // (
            self.words[right] - self.words[left]
        )

    def reach(self, place: int) -> int:
        """Return how many words to either side the place may be off: more, the farther the pairs are."""
        return min(_NEAR + self._between(place)[1] // 2, _WIDEST)

    def _between(self, place: int) -> tuple[int, int]:
        right = bisect_right(self.places, place)
        left = right - 1
        if left < 0:
            return (self.words[0] if self.words else 0), 0
        if right == len(self.places):
            return self.words[left], 0
        width = self.places[right] - self.places[left]
        words = self.words[right] - self.words[left]
        return self.words[left] + words * (place - self.places[left]) // width, words


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs in which both sides rise."""
    ends: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for number, (_, word) in enumerate(pairs):
        place = bisect_left(ends, word)
        before.append(holders[place - 1] if place else -1)
        if place == len(ends):
            ends.append(word)
            holders.append(number)
        else:
            ends[place] = word
            holders[place] = number
    chosen: list[tuple[int, int]] = []
    number = holders[-1] if holders else -1
    while number >= 0:
        if not chosen or pairs[number][0] < chosen[-1][0]:
            chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


def pairs_of(
    text: str, source: SourceText, entries: Iterable[tuple[list[int], list[int]]]
) -> Iterator[tuple[int, int]]:
    """Yield what is sure on both sides: the ends, the lines, numbers, and entries.

    `entries` gives for each entry its places in the translation and its words in the source.
    """
    yield 0, 0
    yield len(text), len(source.words)
    lines = list(_LINE.finditer(text))
    if len(lines) == len(source.lines):
        for line, stretch in zip(lines, source.lines, strict=True):
            yield line.start(), stretch.start
    numbers: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for match in _NUMBER.finditer(text):
        numbers[int(match.group()[:18])][0].append(match.start())
    for match in _NUMBER.finditer(source.text):
        word = bisect_left(source.starts, match.start())
        numbers[int(match.group()[:18])][1].append(word)
    for places, words in (*numbers.values(), *entries):
        if len(places) == len(words) and len(places) <= _MOST_TIMES:
            yield from zip(places, words, strict=True)
