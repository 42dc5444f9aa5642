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

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import orjson
from ahocorasick_rs import AhoCorasick, Implementation

from normalise.document import Span
from normalise.lexicon import cache
from normalise.lexicon.entry import Entry, Mistranslation
from normalise.lexicon.forms import Form, forms
from normalise.lexicon.source import files_of, read
from normalise.script.latin import Folded, fold
from normalise.script.particles import PARTICLES

# What may stand between the words of a form: anything else parts them.
_PARTING = re.compile(r"[^\w\s'’‘`ʿʾʼ´\-‐‑–\u00ad\u0300-\u036f]")
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


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Entries that are in use, compiled for reading; immutable, safe to share between threads.

    `digest` names the content: the same entries give the same digest on every machine.
    """

    entries: tuple[Entry, ...]
    digest: str
    owners: Mapping[str, tuple[Owner, ...]]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Lexicon:
        """Compile entries; of two with one id the later wins."""
        by_id = {entry.id: entry for entry in entries}
        kept = tuple(by_id[key] for key in sorted(by_id) if by_id[key].in_use)
        table: dict[str, list[Owner]] = {}
        for entry in kept:
            for form in forms(entry):
                table.setdefault(form.folded, []).append(Owner(entry, form))
        digest = hashlib.sha256(orjson.dumps(kept)).hexdigest()[:8]
        return cls(kept, digest, {form: tuple(owners) for form, owners in table.items()})

    @classmethod
    def load(cls, *paths: Path | str, use_cache: bool = True) -> Lexicon:
        """Read and compile lexicon files or folders; without paths, the lexicon of the package.

        A compiled copy is kept in the user's cache folder and used while the files are the same.

        Raises:
            LexiconError: with file and line of each fault.
        """
        files = files_of([Path(path) for path in paths] or [packaged_folder()])
        key = cache.key_of(files)
        entries = cache.fetch(key) if use_cache else None
        if entries is None:
            entries = read(files).usable()
            if use_cache:
                cache.keep(key, entries)
        return cls.of(entries)

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """The entries by their id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def _patterns(self) -> list[tuple[Owner, ...]]:
        return list(self.owners.values())

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(
            [f" {form} " for form in self.owners], implementation=Implementation.ContiguousNFA
        )

    def find(self, form: str) -> tuple[Owner, ...]:
        """Return the entries that own a form, as written anywhere; empty where nobody does."""
        return self.owners.get(fold(form).text.strip(), ())

    def read(self, text: str) -> Reading:
        """Fold the text and find every form in it, overlapping ones too."""
        folded = fold(text)
        hits: list[Hit] = []
        patterns = self._patterns
        if patterns:
            for index, start, end in self._automaton.find_matches_as_indexes(
                folded.text, overlapping=True
            ):
                span = folded.origin(start + 1, end - 1)
                words = text[span.start : span.end]
                owners = tuple(
                    owner for owner in patterns[index] if _stands(owner, words, text, span)
                )
                if owners:
                    hits.append(Hit(span, owners))
        hits.sort(key=lambda hit: hit.span)
        return Reading(folded, tuple(hits), self)


def packaged_folder() -> Path:
    """Return the folder of the lexicons: inside the package, or beside it in a working copy."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "lexicons"
    return inside if inside.is_dir() else package.parent / "lexicons"


def _stands(owner: Owner, words: str, text: str, span: Span) -> bool:
    """Tell whether the words are the form: nothing parts them, and the capitals are right."""
    written = owner.form.written
    if words == written:
        return not written.isupper() or not _amid_capitals(text, span)
    if _PARTING.search(words) and not _PARTING.search(written):
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


