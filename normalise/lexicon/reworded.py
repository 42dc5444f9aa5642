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
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import reduce
from itertools import islice, pairwise
from operator import or_
from typing import NamedTuple

from normalise.document import Span
from normalise.lexicon.hits import PARTING, Hit
from normalise.script.latin import Folded

_WORD = re.compile(r"\S+")
_REACH = (
    120  # code points to either side in which the words of a name, and hits that cover it, begin
)
_ANYWHERE = frozenset({"", "US"})  # news of these alone is hardly from Arabic
_MOST_KNOWN = 100_000  # words that are remembered
_BLOCK = 8_000  # code points; no region has a say further away
_FEW = 2  # so short a name must be written with a capital: "state council" is good English
_MEDIA = frozenset("newspaper paper daily journal channel station tv television agency".split())
_ADJECTIVE = re.compile(r"(?:i|an|ese|ish|ic)$")  # has one always: "Syrian front"


class Region(NamedTuple):
    """The names that are sought where a text is about a region.

    Sets of these names are numbers with a bit for each, in the order of `names`: `words` has, for each
    word, the names that have it in their first slot, in their second, and so on; `short` those that
    have no such slot.
    """

    names: tuple[int, ...]
    words: dict[str, tuple[int, ...]]
    short: tuple[int, ...]


class Index(NamedTuple):
    """Names as sets of words; many names share a set, so each stands once, with spaces between.

    A name is the place of its entry, of the rule, of the set that may stand between, and of its sets.
    Under "" are the regions' names that are sought everywhere. `glue` is what may stand between the
    words of some name.
    """

    names: tuple[tuple[int, ...], ...]
    sets: tuple[str, ...]
    regions: dict[str, Region]
    glue: tuple[str, ...]


class Finder:
    """Finds names in other words.

    `rights` gives the folded right forms of an entry, by its place: words that hold one, or are a part
    of one, are no name in other words.
    """

    def __init__(self, index: Index, rights: Callable[[int], Iterable[str]]) -> None:
        self._index, self._rights = index, rights
        self._right: dict[tuple[int, str], bool] = {}
        self._words = frozenset().union(*(region.words for region in index.regions.values()))
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
        for block in _blocks(folded.text):
            about = _regions(hits, block[0]) & self._index.regions.keys()
            if about <= _ANYWHERE:
                continue
            words = folded.text[slice(*block)].split()
            places: list[tuple[int, int]] = []
            for number, chosen in self._chosen(sorted(about), words):
                if not self._is_right(number, " ".join(words[chosen[0] : chosen[-1] + 1])):
                    places = places or [m.span() for m in _WORD.finditer(folded.text, *block)]
                    span = _span(folded, places, chosen)
                    if span:
                        found[span][number] = None
        return [
            (span, tuple(sorted(found[span])))
            for span in sorted(found)
            if not _is_covered(span, hits)
        ]

    def _chosen(
        self, regions: Iterable[str], words: Sequence[str]
    ) -> Iterator[tuple[int, list[int]]]:
        """Yield names of regions that stand among the words, each with the places of its own."""
        present = self._words & set(words)
        sought = [
            (region, wanted)
            for region in map(self._index.regions.__getitem__, regions)
            if (wanted := _wanted(region, present))
        ]
        any_wanted = set().union(*(wanted for _, wanted in sought))
        content = [at for at, word in enumerate(words) if word in any_wanted] if sought else []
        for region, wanted in sought:
            for left, right in pairwise(at for at in content if words[at] in wanted):
                both = wanted[words[left]] & wanted[words[right]]
                if both and self._glue.issuperset(words[left + 1 : right]):
                    for member in _members(both):
                        number = region.names[member]
                        for chosen in self._runs(number, words, right):
                            yield number, chosen

    def _is_right(self, number: int, words: str) -> bool:
        """Whether words hold a right form of a name, or are a part of one; remembered."""
        key = (number, words)
        known = self._right.get(key)
        if known is None:
            if len(self._right) > _MOST_KNOWN:
                self._right.clear()
            rights = self._rights(self._index.names[number][0])
            known = self._right[key] = any(shares(right, words) for right in rights)
        return known

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

        def beside(places: range) -> list[int]:
            found: list[int] = []
            for place in places:
                word = words[place]
                if word not in glue:
                    if not any(word in slot for slot in sets):
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


def _wanted(region: Region, present: Set[str]) -> dict[str, int]:
    """The words of names that have a word for each slot among those present, with these names.

    In most texts there is no such name: this is told first, by a few sets.
    """
    slots_of = region.words
    known = slots_of.keys() & present
    filled = [0] * len(region.short)
    for word in known:
        for slot, names in enumerate(slots_of[word]):
            filled[slot] |= names
    mask = -1
    for names, short in zip(filled, region.short, strict=True):
        mask &= names | short
    if not mask:
        return {}
    found = {word: reduce(or_, slots_of[word]) & mask for word in known}
    return {word: names for word, names in found.items() if names}


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


def shares(right: str, rendering: str) -> bool:
    """Whether one of two folded forms holds the other: such a rendering is good English.

    >>> shares("aleppo", "aleppo province"), shares("international criminal court", "international criminal")
    (True, True)
    """
    return f" {right} " in f" {rendering} " or f" {rendering} " in f" {right} "


def _is_name(words: Sequence[_Word], text: str) -> bool:
    """Whether the words are written as a name, where they are so few that they may be no name."""
    if len(words) > _FEW:
        return True
    if words[0].span.of(text).isupper():  # "TV channel"
        return False
    first, *rest = [text[word.span.start].isupper() for word in words]
    if all(rest):
        return first or words[0].folded in _MEDIA
    return first and not _ADJECTIVE.search(words[0].folded)


def _goes_on(words: Sequence[_Word], folded: Folded, behind: int) -> bool:
    """Whether the name is only the beginning of a longer one: "Union of Iraqi" of "... Forces"."""
    cut = len(words) <= _FEW or _ADJECTIVE.search(words[-1].folded) is not None
    return cut and folded.original[folded.origin_of(behind)].isupper()


def _is_covered(span: Span, hits: Sequence[Hit]) -> bool:
    """Whether a right form covers the span, or has a part of it and more beside."""
    place = bisect_left(hits, span.start - _REACH, key=lambda hit: hit.span.start)
    while place < len(hits) and hits[place].span.start < span.end:
        hit = hits[place]
        inside = span.covers(hit.span) and not hit.span.covers(span)
        if hit.owners.right and span.overlaps(hit.span) and not inside:
            return True
        place += 1
    return False
