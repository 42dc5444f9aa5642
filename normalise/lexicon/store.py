"""The compiled lexicon: all its forms are found in a text in one pass.

A text is folded once and scanned once; every step then reads the same hits.

>>> from normalise.lexicon.entry import Entry
>>> lexicon = Lexicon.of([Entry("place.sanaa", "place", "Sanaa", ("صنعاء",))])
>>> [(hit.span.of("He left San'a and Sana'a."), hit.owners.all[0].entry.id)
...  for hit in lexicon.read("He left San'a and Sana'a.").hits]
[("Sana'a", 'place.sanaa')]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import merge
from operator import itemgetter
from pathlib import Path

from normalise.document import Span
from normalise.lexicon import cache
from normalise.lexicon.capitals import has_lone_capital, has_lost_capitals, is_form
from normalise.lexicon.compiled import (
    CAPITAL,
    FRAME,
    Compiled,
    compiled,
    owners_at,
    role_bit,
    unpack,
    unpack_index,
)
from normalise.lexicon.entry import Entry, EntryKind
from normalise.lexicon.files import files_of, gloss_files_of, packaged_folder
from normalise.lexicon.forms import Form, Role
from normalise.lexicon.frames import may_frame
from normalise.lexicon.hits import Hit, Owner, Owners, Reading, amid_capitals
from normalise.lexicon.lines import Lines
from normalise.lexicon.reworded import Finder
from normalise.lexicon.scan import Found, Scanner
from normalise.script.latin import Folded, fold, fold_form, opens_sentence

_UNKNOWN = Owners((), "")
_span = itemgetter(0)  # the first field of a hit
_MOST_KEPT = 3_000  # entries that are held unpacked; news of one region uses fewer


class Lexicon:
    """Entries that are in use, compiled for reading; it never changes once it is made.

    `digest` names the content: the same entries give the same digest on every machine.
    """

    def __init__(self, source: Compiled) -> None:
        self._compiled = source._replace(words={})  # these are the scanner's, and it lets them go
        self._entries: dict[int, Entry] = {}
        self._owners: dict[int, tuple[Owner, ...]] = {}
        self._known: dict[tuple[int, str], Owners | None] = {}
        self._forms = Lines(source.forms, source.form_ends)
        self._scanner = Scanner(self._forms, source.words)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Lexicon:
        """Compile entries; of two with one id the later wins."""
        return cls(compiled(entries))

    @classmethod
    def load(cls, *paths: Path | str, use_cache: bool = True) -> Lexicon:
        """Read and compile lexicon files or folders; without paths, the lexicon of the package.

        A compiled copy is kept in the user's cache folder and used while the files are the same.

        Raises:
            LexiconError: with file and line of each fault.
        """
        named = [Path(path) for path in paths] or [packaged_folder()]
        files, glosses = files_of(named), gloss_files_of(named)
        key = cache.key_of((*files, *glosses))
        source = cache.fetch(key) if use_cache else None
        if source is None:
            # YAML is slow to load.
            from normalise.lexicon.glosses import read_glosses  # noqa: PLC0415
            from normalise.lexicon.source import read  # noqa: PLC0415

            source = compiled(read(files).usable(), read_glosses(glosses))
            if use_cache:
                cache.keep(key, source)
        return cls(source)

    @property
    def digest(self) -> str:
        """Names the content."""
        return self._compiled.digest

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, sorted by id."""
        return tuple(self.entry_at(index) for index in range(len(self._compiled.entries)))

    def of_kind(self, kind: EntryKind) -> Iterator[Entry]:
        """Yield the entries of a kind, in order of id."""
        for index, found in enumerate(self._compiled.kinds):
            if found == kind:
                yield self.entry_at(index)

    @property
    def names(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The folded parts of the Arabic names of persons, each with the place of its entry."""
        return self._compiled.names

    def entry_at(self, index: int) -> Entry:
        """Return the entry at a place."""
        entry = self._entries.get(index)
        if entry is None:
            if len(self._entries) >= _MOST_KEPT:  # so that a long job of many subjects stays small
                for kept in (self._entries, self._owners, self._known):
                    kept.clear()
            entry = self._entries[index] = unpack(self._compiled.entries[index])
        return entry

    def _owners_of(self, index: int) -> tuple[Owner, ...]:
        owners = self._owners.get(index)
        if owners is None:
            folded = self._forms[index]
            owners = tuple(
                Owner(self.entry_at(entry), Form(folded, role, rule, written, plural))
                for entry, role, rule, written, plural in owners_at(self._compiled, index, folded)
            )
            self._owners[index] = owners
        return owners

    @cached_property
    def _places(self) -> dict[str, int]:
        return {form: index for index, form in enumerate(self._forms)}

    def folded_forms(self, role: Role) -> Iterator[str]:
        """Yield the folded forms that are this to some entry."""
        bit = role_bit(role)
        for form, roles in zip(self._forms, self._compiled.roles, strict=True):
            if roles & bit:
                yield form

    def find(self, form: str) -> tuple[Owner, ...]:
        """Return the entries that own a form, as written anywhere; empty where nobody does."""
        index = self._places.get(fold_form(form))
        return () if index is None else self._owners_of(index)

    def _learn(self, index: int, words: str) -> Owners | None:
        """The entries of which these words are a form; remembered for the next time."""
        owners = tuple(owner for owner in self._owners_of(index) if is_form(owner, words))
        found = Owners(owners, words) if owners else self._without_capitals(index, words)
        if len(self._known) > 2 * _MOST_KEPT:
            self._known.clear()
        self._known[index, words] = found
        return found

    def _without_capitals(self, index: int, words: str) -> Owners | None:
        owners = tuple(owner for owner in self._owners_of(index) if has_lost_capitals(owner, words))
        return Owners(owners, words, lone_capital=has_lone_capital(words)) if owners else None

    def read(self, text: str) -> Reading:
        """Fold the text and find every form in it, overlapping ones too, and names in other words."""
        return self.read_all((text,))[0]

    def read_all(self, texts: Iterable[str]) -> list[Reading]:
        """Read texts: many at once are scanned quicker, as the automaton stays at hand."""
        copies = list(map(fold, texts))
        return [
            self._with_other_words(folded, hits)
            for folded, hits in zip(copies, self.listed(copies), strict=True)
        ]

    def _with_other_words(self, folded: Folded, hits: list[Hit]) -> Reading:
        reworded = [
            Hit(span, self._owners_of_names(numbers, span.of(folded.original)))
            for span, numbers in self._reworded.find(folded, hits)
        ]
        return Reading(folded, tuple(merge(hits, reworded, key=_span) if reworded else hits))

    def listed(self, copies: Sequence[Folded]) -> list[list[Hit]]:
        """Find every form in each of some folded texts as it is listed, by position."""
        found = [self._scanner.find(folded.text) if self._forms else [] for folded in copies]
        return list(map(self._hits, copies, found))

    def _hits(self, folded: Folded, found: Found) -> list[Hit]:
        hits: list[Hit] = []
        text, copy = folded.original, folded.text
        make = tuple.__new__  # what the class of a named tuple does, without its Python
        demands, known, unknown = self._compiled.demands, self._known, _UNKNOWN
        starts, origins = folded.starts, folded.origins
        plain = len(starts) == 1  # nothing was cut: places differ by the space before
        for index, start, end in found:
            first = start
            if not plain:  # as `origin_of`, without the call: here it is asked most
                stretch = bisect_right(starts, start + 1) - 1
                first = origins[stretch] + start + 1 - starts[stretch]
            demand = demands[index]
            if demand and (
                (demand & CAPITAL and not text[first].isupper())
                or (demand & FRAME and not may_frame(copy, start, end))
            ):
                continue
            last = end - 2 if plain else folded.end_of(end - 1)
            words = text[first:last]
            owners = known.get((index, words), unknown)
            if owners is unknown:
                owners = self._learn(index, words)
            if owners is not None:
                span = make(Span, (first, last))
                if not (
                    (owners.shouted and amid_capitals(text, span))
                    or (owners.lone_capital and opens_sentence(text, first))
                ):
                    hits.append(make(Hit, (span, owners)))
        hits.sort(key=_span)
        return hits

    @cached_property
    def _reworded(self) -> Finder:
        return Finder(unpack_index(self._compiled.reworded), self._rights_of)

    def _owners_of_names(self, numbers: Iterable[int], words: str) -> Owners:
        """The entries of which these words are a name in other words."""
        folded = fold_form(words)
        owners = []
        for number in numbers:
            place, rule = self._reworded.rule_of(number)
            form = Form(folded, "wrong", rule, words, plural=False)
            owners.append(Owner(self.entry_at(place), form))
        return Owners(tuple(owners), words)

    def _rights_of(self, place: int) -> list[str]:
        entry = self.entry_at(place)
        return [fold_form(right) for right in (entry.english, *entry.variants, *entry.aliases)]

    @cached_property
    def referenced(self) -> frozenset[str]:
        """The ids of entries that the context of some rule asks for."""
        return frozenset(self._compiled.referenced)
