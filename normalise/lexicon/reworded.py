"""Names put into English by words that nobody listed together, or in an order of their own.

A form is looked for as it is written; of a name of several words engines write more than anyone can
list: "Work Union", "Union of Labor", "League of Toilers". Here each Arabic name is kept as sets of words
(:mod:`normalise.lexicon.literal.slots`), and a stretch of text is it where every set has one word there,
with nothing but "of" and its like between. What is found belongs to the derived rule of that Arabic
form, so it is only proposed, and only in the region of the entry.

The time is linear in the text: a name is tried only where a word of its rarest set stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from normalise.document import Span
from normalise.lexicon.hits import PARTING, Hit
from normalise.script.latin import Folded

_WORD = re.compile(r"\S+")
_REACH = 120  # code points before a span in which a hit that covers it begins
_STRETCH = 9  # words to either side of the rarest word of a name
_FEW = 2  # so short a name must be written with a capital: "state council" is good English
_ADJECTIVE = re.compile(r"(?:i|an|ese|ish|ic)$")  # has one always: "Syrian front"


class Index(NamedTuple):
    """Names as sets of words; many names share a set, so each stands once, with spaces between.

    A name is the place of its entry, of the rule, of the set that may stand between, and of its sets.
    `triggers` has, for each word of the rarest set of a name, the places of such names.
    """

    names: tuple[tuple[int, ...], ...]
    sets: tuple[str, ...]
    triggers: dict[str, tuple[int, ...]]


class Finder:
    """Finds names in other words."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._sets: dict[int, tuple[frozenset[str], ...]] = {}

    def rule_of(self, number: int) -> tuple[int, int]:
        """Return the place of the entry and of its rule for the number of a name."""
        entry, rule, *_ = self._index.names[number]
        return entry, rule

    def find(self, folded: Folded, hits: Sequence[Hit]) -> list[tuple[Span, tuple[int, ...]]]:
        """Return where names stand in other words, with the numbers of the names, by position.

        Args:
            folded: the text.
            hits: what was found as it is listed, by position; where a right form is, nothing is sought.
        """
        triggers = self._index.triggers
        present = triggers.keys() & set(folded.text.split())
        if not present:
            return []
        words = [match.span() for match in _WORD.finditer(folded.text)]
        found: dict[Span, dict[int, None]] = defaultdict(dict)
        for place, (start, end) in enumerate(words):
            word = folded.text[start:end]
            if word in present:
                stretch = _around(folded, words, place)
                near = {one.folded for one in stretch}
                for number in triggers[word]:
                    if not any(slot.isdisjoint(near) for slot in self._slots(number)[1:]):
                        for span in self._spans(number, stretch, folded.original):
                            found[span][number] = None
        return [
            (span, tuple(sorted(found[span])))
            for span in sorted(found)
            if not _is_right(span, hits)
        ]

    def _slots(self, number: int) -> tuple[frozenset[str], ...]:
        """What may stand between the words of a name, and then its words."""
        sets = self._sets.get(number)
        if sets is None:
            places = self._index.names[number][2:]
            sets = tuple(frozenset(self._index.sets[place].split()) for place in places)
            self._sets[number] = sets
        return sets

    def _spans(self, number: int, stretch: Sequence[_Word], text: str) -> Iterator[Span]:
        """The parts of a stretch that are a name: every word fills one slot, every slot is filled."""
        glue, *sets = self._slots(number)
        content = [word for word in stretch if word.folded not in glue]
        for first in range(len(content) - len(sets) + 1):
            chosen = content[first : first + len(sets)]
            span = Span(chosen[0].span.start, chosen[-1].span.end)
            if fills([word.folded for word in chosen], sets) and _is_name(chosen, text):
                yield span


class _Word(NamedTuple):
    folded: str
    span: Span  # in the original


def _around(folded: Folded, words: Sequence[tuple[int, int]], place: int) -> list[_Word]:
    """The words around a place, up to whatever parts them."""
    first = last = place
    lowest, highest = max(0, place - _STRETCH), min(len(words) - 1, place + _STRETCH)
    while first > lowest and _joined(folded, words[first - 1], words[first]):
        first -= 1
    while last < highest and _joined(folded, words[last], words[last + 1]):
        last += 1
    return [
        _Word(folded.text[start:end], folded.origin(start, end))
        for start, end in words[first : last + 1]
    ]


def _joined(folded: Folded, left: tuple[int, int], right: tuple[int, int]) -> bool:
    between = folded.original[folded.end_of(left[1]) : folded.origin_of(right[0])]
    return not PARTING.search(between) and "\n\n" not in between


def fills(words: Sequence[str], sets: Sequence[frozenset[str]]) -> bool:
    """Whether the words can be dealt to the sets, one to each."""
    if not words:
        return True
    word, rest = words[0], words[1:]
    return any(
        word in slot and fills(rest, (*sets[:place], *sets[place + 1 :]))
        for place, slot in enumerate(sets)
    )


def _is_name(words: Sequence[_Word], text: str) -> bool:
    """Whether the words are written as a name, where they are so few that they may be no name."""
    return len(words) > _FEW or any(
        text[word.span.start].isupper() and not _ADJECTIVE.search(word.folded) for word in words
    )


def _is_right(span: Span, hits: Sequence[Hit]) -> bool:
    """Whether a hit covers the span as a right form."""
    place = bisect_left(hits, span.start - _REACH, key=lambda hit: hit.span.start)
    while place < len(hits) and hits[place].span.start <= span.start:
        if hits[place].span.end >= span.end and hits[place].owners.right:
            return True
        place += 1
    return False
