"""What surrounds a place in a document: words, entries and regions, looked up when a rule asks.

"Near" is :data:`NEAR` code points to either side, about 25 words; "in the document" is
:data:`DOCUMENT` to either side, more than a news article has, so that a file of many articles or a
book does not lend one part's context to another, and the work stays linear.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from normalise.document import Span
from normalise.lexicon.conditions import Condition, condition, region_item
from normalise.lexicon.entry import Entry
from normalise.lexicon.hits import Hit, Reading

NEAR = 160
_WORD = 24  # code points: a long word, and the space behind it
_FAMILY_NAME = re.compile(r" ([A-Z][a-z]+(?:['\u2019-][A-Z]?[a-z]+)*)\b")
_WATER_BEFORE = re.compile(r"\b(?:Lake|River) $")
_DATES = frozenset({*calendar.day_name, *calendar.month_name})
DOCUMENT = 8_000
_BESIDE = 4  # hits: a place, and the longer and shorter forms of it


class Found(NamedTuple):
    """Where in a text the evidence for each region stands, what may be some, and entries that rules ask for."""

    regions: dict[str, list[int]]
    hints: dict[str, list[int]]
    places: dict[str, list[int]]


def _start(hit: Hit) -> int:
    return hit.span.start


@dataclass(frozen=True)
class Context:
    """The surroundings of every place in a reading."""

    reading: Reading
    referenced: frozenset[str] = frozenset()  # ids that rules ask for; other places are not kept

    @cached_property
    def found(self) -> Found:
        """What stands where, gathered in one pass.

        Two places that may be of a region vouch for each other: Tripoli and Sirte.
        """
        found = Found({}, {}, {})
        doubtful: dict[str, dict[str, list[int]]] = {}
        for (start, _), owners in self.reading.hits:
            if owners.right:
                for region in owners.regions:
                    found.regions.setdefault(region, []).append(start)
                for entry in owners.right_ids & self.referenced:
                    found.places.setdefault(entry, []).append(start)
            for region in owners.hints:
                found.hints.setdefault(region, []).append(start)
                if owners.is_place:
                    doubtful.setdefault(region, {}).setdefault(owners.words, []).append(start)
        for region, places in doubtful.items():
            if len(places) > 1 and region not in found.regions:
                found.regions[region] = sorted(chain.from_iterable(places.values()))
        return found

    @cached_property
    def _words(self) -> dict[int, Set[str]]:
        return {}

    def _words_of(self, block: int) -> Set[str]:
        """The words of a stretch of the folded copy, and pieces of words at its edges."""
        if len(self.reading.folded.text) <= DOCUMENT:
            return self.reading.folded.vocabulary
        words = self._words.get(block)
        if words is None:
            start = block * DOCUMENT
            words = set(self.reading.folded.text[start : start + DOCUMENT + NEAR].split())
            self._words[block] = words
        return words

    def evidence(self, span: Span) -> Set[str]:
        """All that may stand within :data:`DOCUMENT` of a span, as `Condition.evidence` names it, and more.

        Most rules ask for something that is nowhere in the document: one look tells that of all their words.
        """
        return self._whole or self._evidence_of(self.reading.folded.place(span.start) // DOCUMENT)

    @cached_property
    def _whole(self) -> Set[str] | None:
        """The evidence that serves all places; None where the text is too long for one."""
        if len(self.reading.folded.text) > DOCUMENT:
            return None
        return self._named | self._words_of(0)

    def _evidence_of(self, block: int) -> Set[str]:
        kept = self._evidence.get(block)
        if kept is None:
            near = range(max(0, block - 1), block + 3)  # a span may reach into the next block
            kept = self._named.union(*map(self._words_of, near))
            self._evidence.clear()  # places are asked in order: of a book no more than this
            self._evidence[block] = kept
        return kept

    @cached_property
    def _evidence(self) -> dict[int, Set[str]]:
        return {}

    @cached_property
    def _named(self) -> frozenset[str]:
        """The regions and entries that stand anywhere."""
        regions = self.found.regions.keys() | self.found.hints.keys()
        return frozenset({*map(region_item, regions), *self.found.places})

    def allows(
        self,
        span: Span,
        *,
        requires: tuple[str, ...] = (),
        near: tuple[str, ...] = (),
        unless: tuple[str, ...] = (),
        never: tuple[str, ...] = (),
        hinted: bool = False,
    ) -> bool:
        """Tell whether the surroundings of a span are as a rule asks for.

        `hinted`: what may be of a region that is required is enough.
        """
        return (
            (not requires or self.holds(requires, span, DOCUMENT, hinted=hinted))
            and (not near or self.holds(near, span, NEAR))
            and not (unless and self.holds(unless, span, NEAR))
            and not (never and self.holds(never, span, DOCUMENT))
        )

    def holds(
        self, items: tuple[str, ...], span: Span, reach: int, *, hinted: bool = False
    ) -> bool:
        """Tell whether one of some words, `region:XX` and entry ids stands within reach of a span."""
        asked = condition(items)
        return (
            any(self.weight(region, span, reach) > 0 for region in asked.regions)
            or (
                hinted
                and any(
                    _within(self.found.hints.get(key, []), span, reach) > 0 for key in asked.regions
                )
            )
            or any(_within(self.found.places.get(key, []), span, reach) > 0 for key in asked.ids)
            or self._stands(asked, span, reach)
        )

    def _stands(self, asked: Condition, span: Span, reach: int) -> bool:
        """Whether one of the phrases stands before or behind the span, not further than `reach`."""
        folded = self.reading.folded
        start, end = folded.place(span.start), folded.place(span.end)
        first, last = max(0, start - reach), end + reach
        find = folded.text.find
        # Most words that a rule lists are not there: sets of words tell that at once.
        if reach <= NEAR:
            around: list[Set[str]] = [set(folded.text[first:last].split())]
        else:
            blocks = range(first // DOCUMENT, min(last, len(folded.text)) // DOCUMENT + 1)
            around = [self._words_of(block) for block in blocks]
        for words in around:
            for word in asked.evidence & words:
                for phrase in asked.phrases_of(word):
                    if (
                        find(phrase, first, start + 1) >= 0
                        or find(phrase, max(0, end - 1), last) >= 0
                    ):
                        return True
        return False

    def beside(self, span: Span) -> Sequence[Hit]:
        """Return the hits that stand next to a span, on either side."""
        hits = self.reading.hits
        before = bisect_left(hits, span.start, key=_start)
        behind = bisect_left(hits, span.end, key=_start)
        return (*hits[max(0, before - _BESIDE) : before], *hits[behind : behind + _BESIDE])

    def is_person(self, span: Span, place: Entry) -> bool:
        """Tell whether a place that people are named after is a person here: "Jordan Smith".

        So is the bare name in a text that has such a person and nothing else of the region.
        """
        if self._bears_family_name(span):
            return True
        words, text = span.of(self.reading.text), self.reading.text
        same = [hit.span for hit in self.reading.hits if hit.span.of(text) == words]
        evidence = max((self.weight(region, span) for region in place.region), default=0)
        return evidence < len(same) and any(map(self._bears_family_name, same))

    def _bears_family_name(self, span: Span) -> bool:
        """Whether a capital word is behind that is no form of an entry ("Jordan Army") and no date.

        In "Lake Chad Basin" the name is that of the lake.
        """
        text = self.reading.text
        behind = _FAMILY_NAME.match(text, span.end)
        return (
            behind is not None
            and behind[1] not in _DATES
            and behind.start(1) not in self._known
            and not _WATER_BEFORE.search(text[max(0, span.start - _WORD) : span.start])
        )

    @cached_property
    def _known(self) -> frozenset[int]:
        """Where forms of entries begin, other than parts of names."""
        return frozenset(hit.span.start for hit in self.reading.hits if hit.owners.right)

    def weight(self, region: str, span: Span, reach: int = DOCUMENT) -> int:
        """Count the evidence for a region within reach of a span, the span itself left out."""
        return _within(self.found.regions.get(region, []), span, reach)


def _within(places: list[int], span: Span, reach: int) -> int:
    if not places:
        return 0
    first = bisect_left(places, span.start - reach)
    last = bisect_left(places, span.end + reach)
    own = bisect_left(places, span.end) - bisect_left(places, span.start)
    return max(0, last - first - own)
