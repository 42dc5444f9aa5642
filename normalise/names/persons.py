"""Find the persons of a document by the Arabic forms of their names' parts.

Qasim, Qassem and Kassem are one Arabic word, so a person is looked up by the Arabic of each part:
"Qassem Soleimani" is قاسم + سليماني, whatever the spelling. Who was named in full may afterwards be
meant by a short name; two names that no entry knows are one person where each part has the same
Arabic form.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from normalise.document import Span
from normalise.lexicon.entry import Entry
from normalise.lexicon.forms import Form, last_name
from normalise.lexicon.hits import Hit, Reading
from normalise.lexicon.senses import DOCUMENT, Context, Sense
from normalise.lexicon.store import Lexicon
from normalise.script.arabic import name_parts
from normalise.script.latin import opens_sentence
from normalise.script.particles import article_start

_BETWEEN = re.compile(r"(?:[ \t\u00a0]|-|\r?\n)(?:(?:bin|ibn|ben|bint|ould|wuld)[ -])?")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w'\u2019-]*)[ \u00a0]$")
_WORD_BEHIND = re.compile(r"[ \u00a0-]([^\W\d_][\w'\u2019-]*)")
_MOST_READINGS = 256  # ways to read a chain of ambiguous parts that are looked up
_MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name in the text, with all Arabic forms (folded) that it may stand for."""

    span: Span
    arabic: tuple[str, ...]
    written: tuple[str, ...]  # the same forms as one writes them here, with the article that stands
    literal: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A person at a place in the text. Without an entry: a name that the lexicon does not know.

    `form` is the form of the entry that was found as a whole; else the name was found by its parts.
    """

    span: Span
    entry: Entry | None
    form: Form | None = None
    parts: tuple[Part, ...] = ()
    short: bool = False
    others: tuple[Entry, ...] = ()

    @property
    def literal(self) -> bool:
        """Whether a part of the name stands there translated: "Bashar the Lion"."""
        return any(part.literal for part in self.parts)


@dataclass(frozen=True)
class Register:
    """The persons of a lexicon by the Arabic parts of their names."""

    lexicon: Lexicon

    @cached_property
    def by_parts(self) -> dict[tuple[str, ...], tuple[Entry, ...]]:
        """Entries by the folded Arabic parts of each of their names."""
        return _table((parts, entry) for entry, parts in self._named())

    @cached_property
    def by_ends(self) -> dict[tuple[str, ...], tuple[Entry, ...]]:
        """Entries by the first and last parts of longer names: many a stranger has the same."""
        return _table(
            ((parts[0], parts[-1]), entry) for entry, parts in self._named() if len(parts) > 2
        )

    def _named(self) -> Iterator[tuple[Entry, tuple[str, ...]]]:
        for entry in self.lexicon.of_kind("person"):
            for arabic in entry.arabic:
                parts = name_parts(arabic)
                if len(parts) > 1:
                    yield entry, parts

    @cached_property
    def last_parts(self) -> dict[str, frozenset[str]]:
        """For each person the last parts of the Arabic names: what a short mention may write.

        Where the entry says what the short names are, there is no other.
        """
        found: dict[str, set[str]] = {}
        for entry, parts in self._named():
            if not entry.short or last_name(entry.english) in entry.short:
                found.setdefault(entry.id, set()).add(parts[-1])
        return {key: frozenset(parts) for key, parts in found.items()}


@dataclass(frozen=True)
class Persons:
    """Finds the mentions of persons in a reading."""

    reading: Reading
    senses: Sequence[Sense]
    context: Context
    register: Register

    def find(self) -> list[Mention]:
        """Return the mentions by position: known persons in full, short ones, and unknown names."""
        known = [
            Mention(sense.span, sense.entry, sense.form, others=sense.others)
            for sense in self.senses
            if sense.entry.kind == "person" and sense.rule is None
        ]
        wrong = [sense for sense in self.senses if sense.rule and sense.entry.kind == "person"]
        chains = list(self._chains())
        by_parts, unknown = self._look_up(chains)
        full = _without_covered([*known, *by_parts])
        named = [*full, *(Mention(sense.span, sense.entry) for sense in wrong)]
        short = list(self._short(named, [*full, *unknown]))
        unknown = [
            mention for mention in unknown if not any(mention.span.overlaps(m.span) for m in full)
        ]
        return sorted([*full, *short, *unknown], key=lambda mention: mention.span)

    def _parts(self) -> list[Part]:
        """The parts of names in the text, the longest at each place."""
        longest: dict[int, Part] = {}
        for hit in self.reading.hits:
            part = _as_part(hit, self.reading.text) if hit.owners.parts else None
            if part and (
                part.span.start not in longest or part.span.end > longest[part.span.start].span.end
            ):
                longest[part.span.start] = part
        return [longest[start] for start in sorted(longest)]

    def _chains(self) -> Iterator[tuple[Part, ...]]:
        """Runs of two and more parts that stand together."""
        chain: list[Part] = []
        text = self.reading.text
        for part in self._parts():
            if chain and part.span.start < chain[-1].span.end:
                continue  # inside the part before
            if (
                chain
                and len(chain) < _MOST_PARTS
                and _BETWEEN.fullmatch(text, chain[-1].span.end, part.span.start)
            ):
                chain.append(part)
                continue
            if len(chain) > 1:
                yield tuple(chain)
            chain = [part]
        if len(chain) > 1:
            yield tuple(chain)

    def _look_up(self, chains: Iterable[tuple[Part, ...]]) -> tuple[list[Mention], list[Mention]]:
        known: list[Mention] = []
        unknown: list[Mention] = []
        for chain in chains:
            mention = self._known(chain)
            if mention:
                known.append(mention)
            elif not any(part.literal for part in chain):
                unknown.append(
                    Mention(Span(chain[0].span.start, chain[-1].span.end), None, parts=chain)
                )
        return known, unknown

    def _known(self, chain: tuple[Part, ...]) -> Mention | None:
        """The longest stretch of the chain that is somebody's name."""
        for length in range(len(chain), 1, -1):
            for start in range(len(chain) - length + 1):
                parts = chain[start : start + length]
                if all(part.literal for part in parts):
                    continue
                entries = self._entries(parts)
                if entries:
                    span = Span(parts[0].span.start, parts[-1].span.end)
                    chosen, others = self._choose(entries, span)
                    if chosen:
                        return Mention(span, chosen, parts=parts, others=others)
        return None

    def _entries(self, parts: Sequence[Part]) -> list[Entry]:
        """The persons that these parts name, if the document allows it.

        A name of which only the ends are said, or a part is translated, may be a stranger's: it is
        taken for the known person only where the document is about that person's region.
        """
        span = Span(parts[0].span.start, parts[-1].span.end)
        translated = any(part.literal for part in parts)
        found: dict[str, Entry] = {}
        for key in islice(product(*(part.arabic for part in parts)), _MOST_READINGS):
            for entry in self.register.by_parts.get(key, ()):
                if not translated or self._is_about(entry, span):
                    found[entry.id] = entry
            for entry in self.register.by_ends.get(key, ()):
                if self._is_about(entry, span):
                    found[entry.id] = entry
        return [found[key] for key in sorted(found) if self._is_allowed(found[key], span)]

    def _is_about(self, entry: Entry, span: Span) -> bool:
        return any(self.context.weight(region, span) for region in entry.region)

    def _is_allowed(self, entry: Entry, span: Span) -> bool:
        return not (entry.requires or entry.unless) or self.context.allows(
            span, requires=entry.requires, unless=entry.unless
        )

    def _choose(self, entries: list[Entry], span: Span) -> tuple[Entry | None, tuple[Entry, ...]]:
        if len(entries) == 1:
            return entries[0], ()
        weights = {
            entry.id: max((self.context.weight(region, span) for region in entry.region), default=0)
            for entry in entries
        }
        ranked = sorted(entries, key=lambda entry: (-weights[entry.id], entry.id))
        if weights[ranked[0].id] > weights[ranked[1].id]:
            return ranked[0], tuple(ranked[1:])
        return None, tuple(ranked)

    def _short(self, named: list[Mention], taken: list[Mention]) -> Iterator[Mention]:
        """Short names of persons who are named in full near enough."""
        places: dict[str, list[int]] = {}
        for mention in named:
            if mention.entry:
                places.setdefault(mention.entry.id, []).append(mention.span.start)
        if not places:
            return
        for starts in places.values():
            starts.sort()
        entries = {mention.entry.id: mention.entry for mention in named if mention.entry}
        covered = _Cover([mention.span for mention in taken])
        titles = _Cover([sense.span for sense in self.senses if sense.entry.kind == "title"])
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

    def _by_last_part(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """The persons of this document by the last Arabic part of their names."""
        table: dict[str, list[str]] = {}
        for key in ids:
            for part in sorted(self.register.last_parts.get(key, ())):
                table.setdefault(part, []).append(key)
        return table

    def _alone(self, span: Span, titles: _Cover) -> bool:
        """Whether no other capitalised word makes this the part of another name."""
        text = self.reading.text
        before = _WORD_BEFORE.search(text[max(0, span.start - 40) : span.start])
        if before and before[1][0].isupper():
            start = span.start - len(before[0])
            if not titles.overlaps(Span(start, span.start - 1)) and not opens_sentence(text, start):
                return before[1] in ("Mr", "Mrs", "Dr", "Sheikh", "Sayyid", "General", "Minister")
        behind = _WORD_BEHIND.match(text, span.end)
        return not (behind and behind[1][0].isupper())


class _Cover:
    """Spans that do not overlap, to be asked whether one of them overlaps another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)
        self.ends = [span.end for span in self.spans]

    def overlaps(self, span: Span) -> bool:
        place = bisect_right(self.ends, span.start)
        return place < len(self.spans) and self.spans[place].start < span.end


def _as_part(hit: Hit, text: str) -> Part | None:
    forms = hit.owners.arabic_parts
    if not forms:
        return None
    start = article_start(text, hit.span.start)
    written = tuple(forms.values())
    if start < hit.span.start:
        written = tuple(form if form.startswith("ال") else f"ال{form}" for form in written)
    return Part(Span(start, hit.span.end), tuple(forms), written, hit.owners.literal)


def _table(
    named: Iterable[tuple[tuple[str, ...], Entry]],
) -> dict[tuple[str, ...], tuple[Entry, ...]]:
    table: dict[tuple[str, ...], dict[str, Entry]] = {}
    for key, entry in named:
        table.setdefault(key, {})[entry.id] = entry
    return {key: tuple(entries.values()) for key, entries in table.items()}


def _without_covered(mentions: list[Mention]) -> list[Mention]:
    """The mentions that no longer one covers, each span once."""
    kept: list[Mention] = []
    for mention in sorted(
        mentions, key=lambda m: (m.span.start, -m.span.end, not m.entry, bool(m.parts))
    ):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


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
