"""Find each mention of the translation in the Arabic source itself.

The lexicon's entries are looked for on both sides and paired in order; what they leave are names,
which are looked for by meaning and by sound between the pairs. So the source settles what a spelling
leaves open, and says which of the lexicon's mistranslations stand here for their original.

>>> from normalise.pipeline import default_lexicon
>>> lexicon = default_lexicon()
>>> text, source = "Yesterday the popular crowd entered Tikrit.", "دخل الحشد الشعبي أمس تكريت."
>>> alignment = align(lexicon.read(text), [], lexicon, source)
>>> [(link.span.of(text), link.source_span.of(source)) for link in alignment.links]
[('popular crowd', 'الحشد الشعبي'), ('Tikrit', 'تكريت')]
>>> [sense.entry.id for sense in alignment.confirmed]
['org.popular-mobilization-forces']
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from normalise.document import Link, Span, settle
from normalise.lexicon.entry import NAMED_KINDS, Entry
from normalise.lexicon.forms import SLOT, Form
from normalise.lexicon.hits import Hit, Owner, Reading
from normalise.lexicon.senses import Sense
from normalise.lexicon.store import Lexicon
from normalise.links.alignment import Alignment, near_links
from normalise.links.candidates import LIKE
from normalise.links.chains import units_of
from normalise.links.literal import Wording
from normalise.links.names import Names
from normalise.links.positions import Positions, pairs_of
from normalise.links.resolve import short_arabic
from normalise.links.sounding import sounds_like
from normalise.links.source import Place, SourceText, Splitter, keys_of, known_forms
from normalise.links.spans import Finder
from normalise.links.words import vocabulary_of
from normalise.names.persons import Mention
from normalise.names.short import Cover
from normalise.script import arabic

_NAME = Form("", "right", -1, "", plural=False)  # a person found by the parts of the name
_LEXICON = 1.0
_SHORT_NAME = 0.95
_LITERAL = 0.8
_WORDED_KINDS = NAMED_KINDS - {"place"}  # a western coast is one on both sides


@dataclass(frozen=True, slots=True)
class _Item:
    """A stretch of the translation that entries own, with the owner of each."""

    span: Span
    owners: tuple[Owner, ...]
    short: bool = False


def align(
    reading: Reading,
    found: Iterable[Sense | Mention],
    lexicon: Lexicon,
    source_text: str,
    splitter: Splitter = arabic.stems,
) -> Alignment:
    """Return the links into the source, by position.

    `found` is what the document was read as; it decides between owners that the source leaves open.
    """
    return _Aligner(reading, tuple(found), lexicon, SourceText(source_text, splitter)).run()


class _Aligner:
    def __init__(
        self,
        reading: Reading,
        found: Sequence[Sense | Mention],
        lexicon: Lexicon,
        source: SourceText,
    ) -> None:
        self.reading = reading
        self.text = reading.text
        self.source = source
        self.meant = {(item.span, item.entry.id): item for item in found if item.entry}
        self.mentions = [item for item in found if isinstance(item, Mention) and item.entry]
        self.finder = Finder(source, vocabulary_of(lexicon))
        self.by_entry: dict[str, list[Place]] = defaultdict(list)
        self.entries: dict[str, Entry] = {}
        self.at_place: dict[Span, list[Entry]] = defaultdict(list)
        for entry, place in known_forms(lexicon).find(source):
            self.by_entry[entry.id].append(place)
            self.entries[entry.id] = entry
            if entry.kind in NAMED_KINDS:
                self.at_place[place.span].append(entry)

    def run(self) -> Alignment:
        items = settle(self._items(), lambda item: item.owners[0].entry.id)
        self.positions = Positions(pairs_of(self.text, self.source, self._anchors(items)))
        links: list[Link] = []
        confirmed: list[Sense] = []
        linked: dict[Span, Place] = {}
        unnamed: set[Span] = set()
        # Full names first: what they leave of the places is for the short ones.
        for item in sorted(items, key=lambda item: item.short):
            link, place, owner = self._placed(item)
            if link is None or place is None or owner is None:
                continue
            self.finder.taken.update(place.numbers)
            linked[item.span] = place
            links.append(link)
            if owner.entry.kind not in NAMED_KINDS:
                unnamed.add(item.span)
            if owner.form.role == "wrong":
                confirmed.append(Sense(item.span, owner.entry, owner.form))
        names = Names(self.text, self.source, self.finder, self.positions, self.at_place).find(
            linked
        )
        kept = [
            link
            for link in links
            if not any(link.span.overlaps(name.span) for name in near_links(names, link.span))
        ]
        worded = list(self._worded([*kept, *names], {link.entry for link in links}))
        ordered = sorted([*kept, *names, *(link for link, _ in worded)], key=lambda link: link.span)
        named = [(link.span, self.entries[link.entry]) for link in names if link.entry]
        by_words = [(span, entry) for span, entry in named if self._is_worded(span, entry)]
        literal = (*by_words, *((link.span, entry) for link, entry in worded))
        return Alignment(tuple(ordered), tuple(confirmed), frozenset(unnamed), literal)

    # Entries.

    def _items(self) -> Iterator[_Item]:
        """Yield the stretches that entries of the source own, and short names of persons."""
        for hit in self.reading.hits:
            owners = tuple(
                owner
                for owner in (*hit.owners.right, *hit.owners.wrong)
                if owner.entry.id in self.by_entry and self._may_stand(owner, hit)
            )
            if owners:
                yield _Item(hit.span, owners)
        for mention in self.mentions:
            entry = mention.entry
            if entry is None or not self._places(entry, mention.short):
                continue
            named = [Owner(one, mention.form or _NAME) for one in (entry, *mention.others)]
            yield _Item(mention.span, tuple(named), mention.short)

    def _may_stand(self, owner: Owner, hit: Hit) -> bool:
        """Tell whether the source alone can say that an entry is meant here.

        One Arabic word is as ambiguous as the English one: الباب is a town, and a door.
        """
        if (hit.span, owner.entry.id) in self.meant:
            return True
        if SLOT.search(owner.form.written) or owner.entry.kind == "idiom":
            return False
        rule = owner.rule
        if rule is not None and (
            rule.safety == "flag" or rule.alone or owner.entry.kind == "place"
        ):
            return False  # "the western coast" is one on both sides, whatever it may name
        if rule is None and not (owner.entry.requires or owner.entry.unless):
            return owner.entry.kind in NAMED_KINDS
        return any(place.length > 1 for place in self.by_entry[owner.entry.id])

    def _places(self, entry: Entry, short: bool) -> list[Place]:
        """Return where an entry stands in the source; a short name also where only it is said."""
        if not short:
            return self.by_entry.get(entry.id, [])
        kept = self._short_places.get(entry.id)
        if kept is None:
            full = self.by_entry.get(entry.id, [])
            inside = {number for place in full for number in place.numbers}
            keys = keys_of(short_arabic(entry))
            alone = [place for place in self._spelt(keys) if place.first not in inside]
            kept = sorted([*full, *alone], key=lambda place: place.first)
            self._short_places[entry.id] = kept
        return kept

    @cached_property
    def _short_places(self) -> dict[str, list[Place]]:
        return {}

    @cached_property
    def _index(self) -> dict[str, list[tuple[int, int]]]:
        """Words of the source by their keys, with the clitics that were left out."""
        index: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, word in enumerate(self.source.words):
            for stem in word.stems:
                index[stem.key].append((number, stem.start))
        return index

    def _spelt(self, keys: tuple[str, ...]) -> Iterator[Place]:
        words = self.source.words
        for number, skipped in self._index.get(keys[0], ()) if keys else ():
            rest = words[number + 1 : number + len(keys)]
            if len(rest) == len(keys) - 1 and all(
                word.follows and word.stems[0].key == key
                for word, key in zip(rest, keys[1:], strict=True)
            ):
                yield self.source.place(number, len(keys), skipped)

    def _anchors(self, items: Sequence[_Item]) -> Iterator[tuple[list[int], list[int]]]:
        places: dict[str, list[int]] = defaultdict(list)
        for item in items:
            if not item.short:
                places[item.owners[0].entry.id].append(item.span.start)
        for key, starts in places.items():
            yield starts, [place.first for place in self.by_entry[key]]

    def _placed(self, item: _Item) -> tuple[Link | None, Place | None, Owner | None]:
        """Choose the owner and the place: what the document meant first, then the nearest."""
        expected = self.positions.expected(item.span.start)
        reach = self.positions.reach(item.span.start)
        best: tuple[tuple[bool, int, str], Owner, Place] | None = None
        for owner in item.owners:
            place = self._nearest(self._places(owner.entry, item.short), expected, reach)
            if place is None:
                continue
            meant = (item.span, owner.entry.id) in self.meant
            rank = (not meant, abs(place.first - expected), owner.entry.id)
            if best is None or rank < best[0]:
                best = rank, owner, place
        if best is None:
            return None, None, None
        _, owner, place = best
        score = _SHORT_NAME if item.short else _LEXICON
        link = Link(
            item.span, self.source.written(place), owner.entry.id, score, "source", (), place.span
        )
        return link, place, owner

    def _nearest(self, places: Sequence[Place], expected: int, reach: int) -> Place | None:
        """Return the nearest place that is free; a few to either side are looked at."""
        middle = bisect_left(places, expected, key=lambda place: place.first)
        near = [
            place
            for place in places[max(0, middle - 4) : middle + 4]
            if abs(place.first - expected) <= reach and self.finder.taken.isdisjoint(place.numbers)
        ]
        return min(
            near, key=lambda place: (abs(place.first - expected), -place.length), default=None
        )

    def _worded(
        self, links: Sequence[Link], linked: set[str | None]
    ) -> Iterator[tuple[Link, Entry]]:
        """Yield the names of the source that stand in the translation as words."""
        taken = Cover([*(link.span for link in links), *self._known_spans()])
        wording = Wording(self.text, self.source, self.finder.vocabulary)
        done: set[int] = set()
        for key, places in self.by_entry.items():
            entry = self.entries[key]
            if key in linked or entry.kind not in _WORDED_KINDS:
                continue
            for place in places:
                if place.length < 2 or place.first in done:
                    continue
                if not self.finder.taken.isdisjoint(place.numbers):
                    continue
                expected = self.positions.expected_place(place.first)
                span = wording.find(place, expected, taken)
                if span:
                    done.update(place.numbers)
                    arabic = self.source.written(place)
                    yield Link(span, arabic, key, _LITERAL, "source", (), place.span), entry
                    taken = Cover([*taken.spans, span])

    def _is_worded(self, span: Span, entry: Entry) -> bool:
        """Tell whether a name says an entry's Arabic word by word: none of its words by the sound."""
        units = units_of(self.text, span)
        most = len(units) + 2
        start = self.by_entry[entry.id][0].span.start
        words = self.source.text[start:].split(maxsplit=most)[:most]
        return len(units) > 1 and not any(
            sounds_like(unit.word, word) >= LIKE for unit in units for word in words
        )

    def _known_spans(self) -> list[Span]:
        """Where the document's own names stand, whatever the source has for them."""
        named = [
            item for item in self.meant.values() if item.entry and item.entry.kind in NAMED_KINDS
        ]
        return [
            item.span for item in settle(named, lambda item: item.entry.id if item.entry else "")
        ]
