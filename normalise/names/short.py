"""Find the short names of persons whom the text names in full: "al-Kadhimi" behind the first mention."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from normalise.document import Span
from normalise.lexicon.context import DOCUMENT
from normalise.lexicon.entry import Entry
from normalise.lexicon.hits import Hit, Reading
from normalise.lexicon.senses import Sense
from normalise.names.mention import Mention
from normalise.names.register import Register
from normalise.script.latin import opens_sentence
from normalise.script.particles import article_start

_WORD_BEFORE = re.compile(r"([^\W\d_][\w'\u2019-]*)[ \u00a0]$")
_WORD_BEHIND = re.compile(r"[ \u00a0-]([^\W\d_][\w'\u2019-]*)")


@dataclass(frozen=True)
class ShortNames:
    """Finds who is meant by a short name, among those who are named in full near enough."""

    reading: Reading
    senses: Sequence[Sense]
    register: Register

    def find(self, named: list[Mention], taken: list[Mention]) -> Iterator[Mention]:
        """Yield the short mentions, by position, of those named that no taken span covers."""
        places: dict[str, list[int]] = {}
        for mention in named:
            if mention.entry:
                places.setdefault(mention.entry.id, []).append(mention.span.start)
        if not places:
            return
        for starts in places.values():
            starts.sort()
        entries = {mention.entry.id: mention.entry for mention in named if mention.entry}
        covered = Cover([mention.span for mention in taken])
        titles = Cover([sense.span for sense in self.senses if sense.entry.kind == "title"])
        by_last = self._by_last_part(entries)
        last: Span | None = None
        for hit in sorted(
            (hit for hit in self.reading.hits if hit.owners.short or hit.owners.family),
            key=lambda hit: (hit.span.start, -hit.span.end),
        ):
            span = Span(article_start(self.reading.text, hit.span.start), hit.span.end)
            if (last and span.overlaps(last)) or covered.overlaps(span):
                continue
            meant = [key for key in _may_mean(hit, places, by_last) if _near(places[key], span)]
            if meant and self._alone(span, titles):
                chosen = _nearest_before(meant, places, span)
                others = tuple(entries[key] for key in meant if key != chosen)
                last = span
                form = next((o.form for o in hit.owners.short if o.entry.id == chosen), None)
                yield Mention(span, entries[chosen], form, short=True, others=others)

    def _by_last_part(self, entries: Mapping[str, Entry]) -> dict[str, list[str]]:
        """The persons of this document by the last Arabic part of their names."""
        table: dict[str, list[str]] = {}
        for key, entry in entries.items():
            for part in sorted(self.register.last_parts(entry)):
                table.setdefault(part, []).append(key)
        return table

    def _alone(self, span: Span, titles: Cover) -> bool:
        """Whether no other capitalised word makes this the part of another name."""
        text = self.reading.text
        before = _WORD_BEFORE.search(text[max(0, span.start - 40) : span.start])
        if before and before[1][0].isupper():
            start = span.start - len(before[0])
            if not titles.overlaps(Span(start, span.start - 1)) and not opens_sentence(text, start):
                return before[1] in ("Mr", "Mrs", "Dr", "Sheikh", "Sayyid", "General", "Minister")
        behind = _WORD_BEHIND.match(text, span.end)
        return not (behind and behind[1][0].isupper())


class Cover:
    """Spans that do not overlap, to be asked whether one of them overlaps another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)
        self.ends = [span.end for span in self.spans]

    def overlaps(self, span: Span) -> bool:
        place = bisect_right(self.ends, span.start)
        return place < len(self.spans) and self.spans[place].start < span.end


def _may_mean(
    hit: Hit, places: Mapping[str, list[int]], by_last: Mapping[str, list[str]]
) -> list[str]:
    """The persons, named in full elsewhere, that a form may stand for."""
    meant: dict[str, None] = {}
    for owner in hit.owners.short:
        if owner.entry.id in places:
            meant[owner.entry.id] = None
    for part in hit.owners.family:
        meant.update(dict.fromkeys(by_last.get(part, ())))
    return list(meant)


def _near(places: list[int], span: Span) -> bool:
    return bisect_left(places, span.start - DOCUMENT) < bisect_right(places, span.start + DOCUMENT)


def _nearest_before(meant: list[str], places: dict[str, list[int]], span: Span) -> str:
    """Who was named last before this place; else who is named first behind it."""

    def distance(key: str) -> tuple[int, int, str]:
        starts = places[key]
        place = bisect_left(starts, span.start)
        return (0, span.start - starts[place - 1], key) if place else (1, starts[0], key)

    return min(meant, key=distance)
