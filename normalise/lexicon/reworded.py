"""Names put into English by words that nobody listed together, or in an order of their own.

A form is looked for as it is written; of a name of several words engines write more than anyone can
list: "Work Union", "Union of Labor", "League of Toilers". Here each Arabic name is kept as sets of words
(:mod:`normalise.lexicon.literal.slots`), and a stretch of text is it where every set has one word there,
with nothing but "of" and its like between. What is found belongs to the derived rule of that Arabic
form, so it is only proposed, and only in the region of the entry.

The time is linear in the text: a name is tried only in a text that is about its region, and there only
where two words that it has stand side by side.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from normalise.document import Span
from normalise.lexicon.hits import PARTING, Hit
from normalise.script.latin import Folded

_WORD = re.compile(r"\S+")
_REACH = (
    120  # code points to either side in which the words of a name, and hits that cover it, begin
)
_BLOCK = 8_000  # code points; no region has a say further away
_FEW = 2  # so short a name must be written with a capital: "state council" is good English
_MEDIA = frozenset("newspaper paper daily journal channel station tv television agency".split())
_ADJECTIVE = re.compile(r"(?:i|an|ese|ish|ic)$")  # has one always: "Syrian front"


class Index(NamedTuple):
    """Names as sets of words; many names share a set, so each stands once, with spaces between.

    A name is the place of its entry, of the rule, of the set that may stand between, and of its sets.
    Sets of names are numbers with a bit for each: `words` has, for each word, the names that have it
    in a slot, `regions` those of a region, and under "" those that are sought everywhere. `glue` is
    what may stand between the words of some name.
    """

    names: tuple[tuple[int, ...], ...]
    sets: tuple[str, ...]
    words: dict[str, int]
    regions: dict[str, int]
    glue: tuple[str, ...]


class Finder:
    """Finds names in other words."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._glue = frozenset(index.glue)
        self._sets: dict[int, tuple[frozenset[str], ...]] = {}

    def rule_of(self, number: int) -> tuple[int, int]:
        """Return the place of the entry and of its rule for the number of a name."""
        entry, rule, *_ = self._index.names[number]
        return entry, rule

    def find(self, folded: Folded, hits: Sequence[Hit]) -> list[tuple[Span, tuple[int, ...]]]:
        """Return where names stand in other words, with the numbers of the names, by position.

        Args:
            folded: the text.
            hits: what was found as it is listed, by position; where a right form is, nothing is
                sought, and only names of their regions are.
        """
        found: dict[Span, dict[int, None]] = defaultdict(dict)
        for start, end in _blocks(folded.text):
            mask = 0
            for region in _regions(hits, start):
                mask |= self._index.regions.get(region, 0)
            if mask:
                self._find(folded, (start, end), mask, found)
        return [
            (span, tuple(sorted(found[span])))
            for span in sorted(found)
            if not _is_right(span, hits)
        ]

    def _find(
        self, folded: Folded, block: tuple[int, int], mask: int, found: dict[Span, dict[int, None]]
    ) -> None:
        """Add what stands in a block of a text, of the names in a mask.

        Two words side by side that no name shares are most of a text: these are told first.
        """
        names_of, glue = self._index.words.get, self._glue
        words = folded.text[slice(*block)].split()
        present, whole = set(words), dict[int, bool]()
        places: list[tuple[int, int]] = []
        before = 0
        for at, word in enumerate(words):
            names = names_of(word)
            if names is None:
                if word not in glue:
                    before = 0
                continue
            names &= mask
            for number in _members(names & before) if names & before else ():
                if number not in whole:
                    whole[number] = self._may_stand(number, present)
                for chosen in self._runs(number, words, at) if whole[number] else ():
                    places = places or [m.span() for m in _WORD.finditer(folded.text, *block)]
                    span = _span(folded, places, chosen)
                    if span:
                        found[span][number] = None
            before = names | before if word in glue else names

    def _may_stand(self, number: int, words: set[str]) -> bool:
        """Whether there is a word for each slot of a name."""
        return not any(slot.isdisjoint(words) for slot in self._slots(number)[1:])

    def _slots(self, number: int) -> tuple[frozenset[str], ...]:
        """What may stand between the words of a name, and then its words."""
        sets = self._sets.get(number)
        if sets is None:
            places = self._index.names[number][2:]
            sets = tuple(frozenset(self._index.sets[place].split()) for place in places)
            self._sets[number] = sets
        return sets

    def _runs(self, number: int, words: Sequence[str], at: int) -> Iterator[list[int]]:
        """The places of words that are a name, the one at `at` among them.

        Every slot is filled by a word, and between them is nothing but what may stand there.
        """
        glue, *sets = self._slots(number)
        more = len(sets) - 1
        number_bit, names_of = 1 << number, self._index.words

        def beside(places: range) -> list[int]:
            found: list[int] = []
            for place in places:
                word = words[place]
                if word not in glue:
                    if not names_of.get(word, 0) & number_bit:
                        break
                    found.append(place)
                    if len(found) == more:
                        break
            return found

        content = [*reversed(beside(range(at - 1, -1, -1))), at, *beside(range(at + 1, len(words)))]
        for first in range(len(content) - more):
            chosen = content[first : first + more + 1]
            if fills([words[place] for place in chosen], sets):
                yield chosen


class _Word(NamedTuple):
    folded: str
    span: Span  # in the original


def _regions(hits: Sequence[Hit], block: int) -> set[str]:
    """The regions that a block of the text may be about, and what is sought in any."""
    found = {""}
    place = bisect_left(hits, block - _BLOCK, key=lambda hit: hit.span.start)
    for hit in islice(hits, place, None):
        if hit.span.start > block + 2 * _BLOCK + _REACH:
            break
        found.update(hit.owners.hints)
    return found


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches of a folded text that meet between words, each with what a name may reach beyond."""
    start = 0
    while start < len(text):
        end = text.find(" ", start + _BLOCK)
        last = text.find(" ", end + _REACH) if end >= 0 else -1
        yield start, last if last >= 0 else len(text)
        start = end if end >= 0 else len(text)


def _members(names: int) -> Iterator[int]:
    """Yield the names in a set of them.

    >>> list(_members(0b10010))
    [1, 4]
    """
    while names:
        lowest = names & -names
        yield lowest.bit_length() - 1
        names ^= lowest


def _span(folded: Folded, words: Sequence[tuple[int, int]], chosen: Sequence[int]) -> Span | None:
    """Where the chosen of some words stand in the original, if nothing parts them there."""
    run = words[chosen[0] : chosen[-1] + 1]
    if not all(_joined(folded, left, right) for left, right in pairwise(run)):
        return None
    name = [
        _Word(folded.text[start:end], folded.origin(start, end))
        for start, end in (words[place] for place in chosen)
    ]
    if not _is_name(name, folded.original):
        return None
    behind = words[chosen[-1] + 1 : chosen[-1] + 2]
    if behind and _joined(folded, run[-1], behind[0]) and _goes_on(name, folded, behind[0][0]):
        return None
    return Span(name[0].span.start, name[-1].span.end)


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
    if len(words) > _FEW:
        return True
    first, *rest = [text[word.span.start].isupper() for word in words]
    if all(rest):
        return first or words[0].folded in _MEDIA
    return first and not _ADJECTIVE.search(words[0].folded)


def _goes_on(words: Sequence[_Word], folded: Folded, behind: int) -> bool:
    """Whether the name is only the beginning of a longer one: "Union of Iraqi" of "... Forces"."""
    cut = len(words) <= _FEW or _ADJECTIVE.search(words[-1].folded) is not None
    return cut and folded.original[folded.origin_of(behind)].isupper()


def _is_right(span: Span, hits: Sequence[Hit]) -> bool:
    """Whether a right form covers the span, or has a part of it and more beside."""
    place = bisect_left(hits, span.start - _REACH, key=lambda hit: hit.span.start)
    while place < len(hits) and hits[place].span.start < span.end:
        hit = hits[place]
        inside = span.covers(hit.span) and not hit.span.covers(span)
        if hit.owners.right and span.overlaps(hit.span) and not inside:
            return True
        place += 1
    return False
