"""The compiled lexicon: all forms in one automaton, read over a text in one pass.

A text is folded once and scanned once; every step then reads the same hits. The automaton
(Aho-Corasick, in Rust) makes the scan linear in the text, whatever forms anyone writes.

>>> from normalise.lexicon.entry import Entry
>>> lexicon = Lexicon.of([Entry("place.sanaa", "place", "Sanaa", ("صنعاء",))])
>>> [(hit.span.of("He left San'a and Sana'a."), hit.owners[0].entry.id)
...  for hit in lexicon.read("He left San'a and Sana'a.").hits]
[("Sana'a", 'place.sanaa')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation

from normalise.document import Span
from normalise.lexicon import cache
from normalise.lexicon.compiled import Compiled, compiled, unpack
from normalise.lexicon.entry import Entry, EntryKind, Mistranslation
from normalise.lexicon.files import files_of, packaged_folder
from normalise.lexicon.forms import Form
from normalise.script.latin import Folded, fold, fold_form
from normalise.script.particles import PARTICLES

# What may stand between the words of a form: anything else parts them.
_PARTING = re.compile(r"[^\w\s'’‘`ʿʾʼ´\-‐‑–\u00ad\u0300-\u036f]")
# "as Salt", "at Tall": with a space it is English, with a hyphen the article of a name.
_ENGLISH_WORD_FIRST = re.compile(r"(?:a[dnst]|ar|er|en|es|ed|et)\s", re.IGNORECASE)
_LATIN_PARTICLE = re.compile(r"^(?:[AaEeIi](?:l|sh|th|dh|[tdrzsn])-)")


@dataclass(frozen=True, slots=True)
class Owner:
    """An entry, and the form of it that stands in a text."""

    entry: Entry
    form: Form

    @property
    def rule(self) -> Mistranslation | None:
        """The mistranslation that the form belongs to."""
        return self.entry.mistranslations[self.form.rule] if self.form.rule >= 0 else None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the text where a form stands, with all entries that own the form."""

    span: Span
    owners: tuple[Owner, ...]


@dataclass(frozen=True)
class Reading:
    """What one pass over a text found: its folded copy and the hits, by position."""

    folded: Folded
    hits: tuple[Hit, ...]
    lexicon: Lexicon

    @property
    def text(self) -> str:
        """The original text."""
        return self.folded.original


class Lexicon:
    """Entries that are in use, compiled for reading; it never changes once it is made.

    `digest` names the content: the same entries give the same digest on every machine.
    """

    def __init__(self, source: Compiled) -> None:
        self._compiled = source
        self._entries: dict[int, Entry] = {}
        self._owners: dict[int, tuple[Owner, ...]] = {}

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
        files = files_of([Path(path) for path in paths] or [packaged_folder()])
        key = cache.key_of(files)
        source = cache.fetch(key) if use_cache else None
        if source is None:
            from normalise.lexicon.source import read  # noqa: PLC0415 - YAML is slow to load

            source = compiled(read(files).usable())
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
        return tuple(self._entry(index) for index in range(len(self._compiled.entries)))

    def of_kind(self, kind: EntryKind) -> Iterator[Entry]:
        """Yield the entries of a kind, in order of id."""
        for index, values in enumerate(self._compiled.entries):
            if values[1] == kind:
                yield self._entry(index)

    def _entry(self, index: int) -> Entry:
        entry = self._entries.get(index)
        if entry is None:
            entry = self._entries[index] = unpack(self._compiled.entries[index])
        return entry

    def _owners_of(self, index: int) -> tuple[Owner, ...]:
        owners = self._owners.get(index)
        if owners is None:
            folded = self._compiled.forms[index]
            owners = tuple(
                Owner(self._entry(entry), Form(folded, *rest))
                for entry, *rest in self._compiled.owners[index]
            )
            self._owners[index] = owners
        return owners

    @cached_property
    def _places(self) -> dict[str, int]:
        return {form: index for index, form in enumerate(self._compiled.forms)}

    @cached_property
    def _automaton(self) -> AhoCorasick:
        # Of the automata this one is built fastest, and no slower to run over forms like these.
        return AhoCorasick(
            [f" {form} " for form in self._compiled.forms],
            implementation=Implementation.NoncontiguousNFA,
        )

    def find(self, form: str) -> tuple[Owner, ...]:
        """Return the entries that own a form, as written anywhere; empty where nobody does."""
        index = self._places.get(fold_form(form))
        return () if index is None else self._owners_of(index)

    def read(self, text: str) -> Reading:
        """Fold the text and find every form in it, overlapping ones too."""
        folded = fold(text)
        hits: list[Hit] = []
        if self._compiled.forms:
            for index, start, end in self._automaton.find_matches_as_indexes(
                folded.text, overlapping=True
            ):
                span = folded.origin(start + 1, end - 1)
                words = text[span.start : span.end]
                owners = tuple(
                    owner for owner in self._owners_of(index) if _stands(owner, words, text, span)
                )
                if owners:
                    hits.append(Hit(span, owners))
        hits.sort(key=lambda hit: hit.span)
        return Reading(folded, tuple(hits), self)


def _stands(owner: Owner, words: str, text: str, span: Span) -> bool:
    """Tell whether the words are the form: nothing parts them, and the capitals are right."""
    written = owner.form.written
    if words == written:
        return not written.isupper() or not _amid_capitals(text, span)
    if _PARTING.search(words) and not _PARTING.search(written):
        return False
    if _ENGLISH_WORD_FIRST.match(words) and not _ENGLISH_WORD_FIRST.match(written):
        return False
    rule = owner.rule
    case = rule.case if rule else owner.entry.case
    if case == "fold":
        return True
    if case == "exact":
        return words.split() == written.split()
    return capitals_fit(words, written) and not (written.isupper() and _amid_capitals(text, span))


def capitals_fit(words: str, written: str) -> bool:
    """Tell whether a text has the capitals of a form; a lower-case form fits any.

    >>> capitals_fit("Popular crowd", "popular crowd"), capitals_fit("hope movement", "Hope Movement")
    (True, False)
    >>> capitals_fit("AL-BAB", "al-Bab"), capitals_fit("Al-Bab", "al-Bab"), capitals_fit("us", "US")
    (True, True, False)
    """
    if written.islower():
        return True
    if written.isupper() and " " not in written:
        return words.isupper()
    small = {word for word in written.split() if word[0].islower()}
    for word in words.split():
        bare = _LATIN_PARTICLE.sub("", word)
        if bare[:1].islower() and word not in small and word not in PARTICLES:
            return False
    return True


def _amid_capitals(text: str, span: Span) -> bool:
    """Tell whether an acronym stands among words in capitals, where it may be a common word."""
    around = text[max(0, span.start - 24) : span.start] + " " + text[span.end : span.end + 24]
    letters = [letter for letter in around if letter.isalpha()]
    return len(letters) > 6 and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)
