"""Names put into English by words that nobody listed together, or in an order of their own.

A form is looked for as it is written; of a name of several words engines write more than anyone can
list: "Work Union", "Union of Labor", "League of Toilers". Here each Arabic name is kept as sets of words
(:mod:`normalise.lexicon.literal.slots`), and a stretch of text is it where every set has one word there,
with nothing but "of" and its like between. What is found belongs to the derived rule of that Arabic
form, so it is only proposed, and only in the region of the entry.

The time is linear in the text: a name is tried only in a text that is about its region and has a word
for each set, and there only around the words of its key, the set that is rarest among all names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from sys import intern
from typing import NamedTuple

from normalise.document import Span
from normalise.lexicon.hits import Hit
from normalise.lexicon.stretch import Name, stretch
from normalise.script.latin import Folded

_WORD = re.compile(r"\S+")
_REACH = (
    120  # code points to either side in which the words of a name, and hits that cover it, begin
)
# Where the news of Arabic is at home: what names none of these is hardly from Arabic.
_HOME = frozenset(
    "AE BH DJ DZ EG EH IL IQ IR JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TN TR YE".split()
)
_MOST_KNOWN = 20_000  # words that are remembered
_BLOCK = 8_000  # code points; no region has a say further away


class Index(NamedTuple):
    """Names as sets of words; many names share a set, so each stands once, with spaces between.

    A name is the place of its entry, of the rule, how many sets it has, and the places of the set that may
    stand between, of its sets, and of a person the sets of meanings.
    `keys` has, for each word of a key, the names that are sought where a text is about a region; under
    "" those that are sought everywhere. `glue` is what may stand between the words of some name.
    """

    names: tuple[tuple[int, ...], ...]
    sets: tuple[str, ...]
    keys: dict[str, dict[str, tuple[int, ...]]]
    regions: tuple[str, ...]
    glue: tuple[str, ...]


class Finder:
    """Finds names in other words.

    `rights` gives the folded right forms of an entry, by its place: words that hold one, or are a part
    of one, are no name in other words.
    """

    def __init__(self, index: Index, rights: Callable[[int], Iterable[str]]) -> None:
        self._index, self._rights = index, rights
        self._right: dict[tuple[int, str], bool] = {}
        self._glue = frozenset(index.glue)
        self._bits = {region: 1 << bit for bit, region in enumerate(index.regions)}
        self._regions = {word: self._mask(by_region) for word, by_region in index.keys.items()}
        self._names: dict[int, Name] = {}
        self._sets: dict[int, frozenset[str]] = {}
        self._beside: dict[str, frozenset[str]] = {}

    def _mask(self, regions: Iterable[str]) -> int:
        """A bit for each of some regions."""
        return sum(self._bits[region] for region in regions)

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
            about = _regions(hits, block[0]) & self._bits.keys()
            if about.isdisjoint(_HOME):
                continue
            whole = block == (0, len(folded.text))
            words = folded.words if whole else folded.text[slice(*block)].split()
            vocabulary = folded.vocabulary if whole else frozenset(words)
            places: list[tuple[int, int]] = []
            for number, chosen in self._chosen(about, words, vocabulary):
                if not self._is_right(number, " ".join(words[chosen[0] : chosen[-1] + 1])):
                    places = places or [m.span() for m in _WORD.finditer(folded.text, *block)]
                    span = stretch(folded, places, chosen, self._name(number))
                    if span:
                        found[span][number] = None
        return [
            (span, tuple(sorted(found[span])))
            for span in sorted(found)
            if not _is_covered(span, hits)
        ]

    def _chosen(
        self, about: Set[str], words: Sequence[str], vocabulary: Set[str]
    ) -> Iterator[tuple[int, list[int]]]:
        """Yield names of regions that stand among the words, each with the places of its own."""
        wanted, regions_of, known = self._mask(about), self._regions, self._beside
        names, glue, last = self._names, self._glue, len(words) - 1
        keys = {word for word in regions_of.keys() & vocabulary if regions_of[word] & wanted}
        for at in [at for at, word in enumerate(words) if word in keys]:
            key = words[at]
            beside = known.get(key) or self._learn_key(key)
            # The usual case, without a call: there are many keys.
            before = words[at - 1] if at else ""
            behind = words[at + 1] if at < last else ""
            if before in glue or behind in glue:
                before, behind = self._neighbours(words, at)
            if before in beside or behind in beside:
                by_region = self._index.keys[key]
                for region in about & by_region.keys():
                    for number in by_region[region]:
                        name = names.get(number) or self._name(number)
                        if name.has(before) or name.has(behind):
                            for chosen in _runs(name, words, at):
                                yield number, chosen

    def _neighbours(self, words: Sequence[str], at: int) -> tuple[str, str]:
        """Return the words before and behind a place that may be more than glue, if any."""
        before, behind, last, glue = at - 1, at + 1, len(words), self._glue
        while before >= 0 and words[before] in glue:
            before -= 1
        while behind < last and words[behind] in glue:
            behind += 1
        return (words[before] if before >= 0 else "", words[behind] if behind < last else "")

    def _learn_key(self, key: str) -> frozenset[str]:
        """The words of all names with a key; remembered."""
        numbers = set().union(*self._index.keys[key].values())
        found = frozenset().union(
            *(slot for number in numbers for slot in self._name(number).slots)
        )
        self._beside[key] = found
        return found

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

    def _name(self, number: int) -> Name:
        """The sets of a name; remembered."""
        name = self._names.get(number)
        if name is None:
            _, _, count, *places = self._index.names[number]
            glue, *sets = map(self._set, places)
            name = self._names[number] = Name(glue, tuple(sets[:count]), tuple(sets[count:]))
        return name

    def _set(self, place: int) -> frozenset[str]:
        """A set of words, which many names share; remembered."""
        words = self._sets.get(place)
        if words is None:
            words = self._sets[place] = frozenset(map(intern, self._index.sets[place].split()))
        return words


def _runs(name: Name, words: Sequence[str], at: int) -> Iterator[list[int]]:
    """The places of words that are a name, the one at `at` among them.

    Every slot is filled by a word, and between them is nothing but what may stand there.
    """
    more = len(name.slots) - 1

    def beside(places: range) -> list[int]:
        found: list[int] = []
        for place in places:
            word = words[place]
            if word not in name.glue:
                if not name.has(word):
                    break
                found.append(place)
                if len(found) == more:
                    break
        return found

    content = [*reversed(beside(range(at - 1, -1, -1))), at, *beside(range(at + 1, len(words)))]
    for first in range(len(content) - more):
        chosen = content[first : first + more + 1]
        if _is_dealt([words[place] for place in chosen], name):
            yield chosen


def _is_dealt(words: Sequence[str], name: Name) -> bool:
    """Whether each word is one for its own slot: of a person's name in order, and one a meaning."""
    if not name.meant:
        return fills(words, name.slots)
    return all(map(frozenset.__contains__, name.slots, words)) and any(
        map(frozenset.__contains__, name.meant, words)
    )


def _regions(hits: Sequence[Hit], block: int) -> set[str]:
    """The regions that a block of the text may be about, and what is sought in any."""
    found = {""}
    first, last = (
        bisect_left(hits, place, key=lambda hit: hit.span.start)
        for place in (block - _BLOCK, block + 2 * _BLOCK + _REACH + 1)
    )
    for hit in hits[first:last]:
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
