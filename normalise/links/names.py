"""Link the names that no entry of the lexicon has, or that have an entry for a part.

>>> from normalise.links.words import vocabulary_of
>>> from normalise.pipeline import default_lexicon
>>> text, source = "He met Pavel Petrov.", SourceText("التقى بافل بتروف.")
>>> positions = Positions([(0, 0), (len(text), len(source.words))])
>>> finder = Finder(source, vocabulary_of(default_lexicon()))
>>> [link.arabic for link in Names(text, source, finder, positions, {}).find({})]
['بافل بتروف']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from normalise.document import Link, Span
from normalise.lexicon.entry import Entry
from normalise.links.chains import Chain, Unit, chains
from normalise.links.positions import Positions
from normalise.links.source import Place, SourceText
from normalise.links.spans import Finder, Found
from normalise.script.english import PLACE_NOUNS
from normalise.script.latin import fold_form

_BY_SOUND = 0.95  # at most, for a name that no entry knows
_PLACE_NOUN = re.compile("[ \u00a0-]([a-z]+)\\b")
# Words before a name that say an office and are no part of it; a princess or a bishop is called so.
_OFFICES = frozenset(
    "president minister general colonel brigadier major captain lieutenant governor ambassador spokesman "
    "spokeswoman spokesperson deputy secretary director chairman commander chief envoy mp dr doctor mr mrs "
    "ms professor judge lawyer journalist former leader prime vice foreign interior defense defence "
    "official army force forces officer".split()
)


@dataclass
class Names:
    """Looks for names between the entries that were placed; `at_place` has the entries of the source."""

    text: str
    source: SourceText
    finder: Finder
    positions: Positions
    at_place: Mapping[Span, Sequence[Entry]]

    def find(self, linked: Mapping[Span, Place]) -> list[Link]:
        """Return the links of names, by position; `linked` are the places of entries."""
        spans = sorted(linked)
        names: list[Link] = []
        for chain in chains(self.text):
            inside = [span for span in _near_spans(spans, chain.span) if span.overlaps(chain.span)]
            whole = self._whole(chain, inside, linked)
            if whole:
                names.append(whole)
                continue
            for units in _pieces(chain, inside):
                names += self._piece(units)
        return names

    def _whole(self, chain: Chain, inside: list[Span], linked: Mapping[Span, Place]) -> Link | None:
        """A name of which an entry is a part: the mosque of somebody, the university of a town."""
        if not inside:
            return None
        own = {
            number
            for number, unit in enumerate(chain.units)
            if not any(unit.span.overlaps(span) for span in inside)
        }
        place_noun = any(fold_form(chain.units[number].word) in PLACE_NOUNS for number in own)
        of_entry = any(
            unit.behind_of for number, unit in enumerate(chain.units) if number not in own
        )
        if not own or not (place_noun or of_entry):
            return None
        parts = [linked[span] for span in inside]
        words = {n for place in parts for n in place.numbers}
        self.finder.taken -= words
        found = self._found(chain.units)
        self.finder.taken |= words
        if found is None or not (place_noun or found.heard & own):
            return None
        covered = found.place.numbers
        if not words <= set(covered) or not any(number not in words for number in covered):
            return None
        self.finder.taken.update(covered)
        return self._link(chain.units, found)

    def _piece(self, units: tuple[Unit, ...]) -> Iterator[Link]:
        while units and fold_form(units[0].word) in _OFFICES:
            units = units[1:]
        if not units:
            return
        found = self._found(units)
        if found is None:
            return
        if not found.heard and len(found.units) < 2:
            return
        self.finder.taken.update(found.place.numbers)
        yield self._link(units, found)
        # What the stretch did not answer at either end may be another name.
        first, last = min(found.units), max(found.units)
        for rest in (units[:first], units[last + 1 :]):
            if len(rest) < len(units):
                yield from self._piece(rest)

    def _found(self, units: Sequence[Unit]) -> Found | None:
        start = units[0].span.start
        return self.finder.find(units, self.positions.expected(start), self.positions.reach(start))

    def _link(self, units: Sequence[Unit], found: Found) -> Link:
        first, last = min(found.units), max(found.units)
        span = Span(units[first].span.start, units[last].span.end)
        noun = _PLACE_NOUN.match(self.text, span.end)
        if noun and noun[1] in PLACE_NOUNS:  # "the Gelati monastery", written small
            before = self._noun_before(found.place, noun[1])
            if before:
                span, found = Span(span.start, noun.end()), found._replace(place=before)
        score = round(min(found.score, _BY_SOUND), 4)
        return Link(
            span,
            self.source.written(found.place),
            self._entry_at(found.place),
            score,
            "source",
            (),
            found.place.span,
        )

    def _entry_at(self, place: Place) -> str | None:
        """Return the entry that the source names at a place, where one alone has that Arabic."""
        ids = {entry.id for entry in self.at_place.get(place.span, ())}
        return ids.pop() if len(ids) == 1 else None

    def _noun_before(self, place: Place, english: str) -> Place | None:
        """Return the place with the noun before it, where that is what an English word means."""
        number = place.first - 1
        words = self.source.words
        if number < 0 or number in self.finder.taken or not words[place.first].follows:
            return None
        surface = words[number].span.of(self.source.text)
        for stem in words[number].stems:
            if self.finder.vocabulary.means(english, surface[stem.start :]):
                return self.source.place(number, place.length + 1, stem.start)
        return None


def _pieces(chain: Chain, inside: Sequence[Span]) -> Iterator[tuple[Unit, ...]]:
    """Yield the runs of units that no entry covers."""
    run: list[Unit] = []
    for unit in chain.units:
        if any(unit.span.overlaps(span) for span in inside):
            if run:
                yield tuple(run)
            run = []
        else:
            run.append(unit)
    if run:
        yield tuple(run)


def _near_spans(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    return spans[max(0, bisect_left(spans, span) - 1) : bisect_left(spans, Span(span.end, 0))]
