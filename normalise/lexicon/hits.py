"""Hits: places in a text where forms of the lexicon stand, and who owns them.

Whether the words at a place are a form is decided once for each pair of words and form and then
remembered: news says the same words again and again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from normalise.document import Span
from normalise.lexicon.conditions import needed
from normalise.lexicon.entry import Entry, Mistranslation
from normalise.lexicon.forms import RIGHT_ROLES, Form, parted_names
from normalise.script.arabic import name_parts
from normalise.script.latin import Folded

# What may stand between the words of a form: anything else parts them.
PARTING = re.compile(r"[^\w\s'’‘`ʿʾʼ´\-‐‑–\u00ad\u0300-\u036f]")
_AROUND = 24  # code points to either side
_SMALL = b"abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Owner:
    """An entry, and the form of it that stands in a text."""

    entry: Entry
    form: Form

    @property
    def rule(self) -> Mistranslation | None:
        """The mistranslation that the form belongs to."""
        return self.entry.mistranslations[self.form.rule] if self.form.rule >= 0 else None


class Owners:
    """The entries of which some words are a form, sorted by what the form is to them.

    One of them serves all places where the words stand, so what it tells is worked out once.
    """

    def __init__(
        self, owners: tuple[Owner, ...], words: str, *, lone_capital: bool = False
    ) -> None:
        self.all = owners
        self.words = words
        self.lone_capital = lone_capital  # one that the beginning of a sentence may have given
        self.right = tuple(owner for owner in owners if owner.form.role in RIGHT_ROLES)
        self.wrong = tuple(owner for owner in owners if owner.form.role == "wrong")
        self.short = tuple(owner for owner in owners if owner.form.role == "short")
        self.parts = tuple(
            owner
            for owner in owners
            if owner.form.role in ("part", "literal") and "particle" not in owner.entry.part
        )

    @cached_property
    def right_ids(self) -> frozenset[str]:
        """The ids of the entries whose right form it is."""
        return frozenset(owner.entry.id for owner in self.right)

    @cached_property
    def sure(self) -> Owner | None:
        """Whose right form it is wherever it stands; None where the context has to decide."""
        entries = {owner.entry.id for owner in self.right}
        contextual = any(
            owner.entry.requires
            or owner.entry.unless
            or owner.entry.part
            or owner.form.written in owner.entry.ambiguous
            for owner in self.right
        )
        return self.right[0] if len(entries) == 1 and not contextual and not self.wrong else None

    @cached_property
    def needed(self) -> tuple[frozenset[str], ...] | None:
        """Where it is only ever wrong: for each rule, what the document must have some of.

        None where it may be right, or wrong in any document.
        """
        asked = {needed(rule) for owner in self.wrong if (rule := owner.rule)}
        return None if self.right or not asked or None in asked else tuple(filter(None, asked))

    @cached_property
    def shouted(self) -> bool:
        """Whether the words are an acronym, which among words in capitals may be a common word."""
        return self.words.isupper() and all(owner.form.written.isupper() for owner in self.all)

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The regions that this form is evidence for: one entry's, in whatever context it stands."""
        entries = {owner.entry.id: owner.entry for owner in self.right}
        if len(entries) != 1:
            return ()
        (entry,) = entries.values()
        return () if entry.requires or self._everyday else entry.region

    @cached_property
    def hints(self) -> tuple[str, ...]:
        """The regions that this form may be of, by all that it may mean: Tripoli, Morsi.

        Too little to change a text, enough to propose: a doubtful wording beside a doubtful place of
        the same region.
        """
        if self._everyday:
            return ()
        owners = self.right or (self.short if len(self.short) == 1 else ())
        return tuple(dict.fromkeys(region for owner in owners for region in owner.entry.region))

    @cached_property
    def is_place(self) -> bool:
        """Whether the form may be the name of a place."""
        return any(owner.entry.kind == "place" for owner in self.right)

    @cached_property
    def _everyday(self) -> bool:
        """Whether the words are one English word, which tells of no region: judge, regions."""
        forms = [owner.form.written for owner in self.right]
        return bool(forms) and all(form.islower() and form.isalpha() for form in forms)

    @cached_property
    def arabic_parts(self) -> dict[str, str]:
        """As a part of a name: its Arabic forms, folded, each with one way to write it."""
        forms: dict[str, str] = {}
        for owner in self.parts:
            for form in owner.entry.arabic:
                parts = name_parts(form)
                if len(parts) == 1:
                    forms.setdefault(parts[0], form)
        return forms

    @cached_property
    def last_parts(self) -> dict[str, str]:
        """As a short name of one word that is no entry's part: the last Arabic parts of the persons.

        Of a person with two names, a nickname beside the true one, it is not known which part it is.
        """
        forms: dict[str, str] = {}
        if self.parts:
            return forms
        for owner in self.short:
            if " " in owner.form.folded:  # "Prime Minister Mustafa"
                continue
            last = {parts[-1]: name.rpartition(" ")[2] for name, parts in parted_names(owner.entry)}
            if len(last) == 1:
                forms = {**last, **forms}
        return forms

    @cached_property
    def literal(self) -> bool:
        """Whether the form is a part of a name only as a word that translates it."""
        return bool(self.parts) and all(owner.form.role == "literal" for owner in self.parts)

    @cached_property
    def given(self) -> bool:
        """Whether the form is a given name or a kunya, as it stands and not translated."""
        return any(
            owner.form.role == "part" and {"given", "kunya"} & set(owner.entry.part)
            for owner in self.parts
        )

    @cached_property
    def family(self) -> tuple[str, ...]:
        """The folded Arabic of the family names and nisbas that the form may be."""
        return tuple(
            part
            for owner in self.parts
            if owner.form.role == "part" and {"family", "nisba"} & set(owner.entry.part)
            for form in owner.entry.arabic
            for part in name_parts(form)
        )


class Hit(NamedTuple):
    """A place in the text where a form stands, with all entries that own the form."""

    span: Span
    owners: Owners


@dataclass(frozen=True, slots=True)
class Reading:
    """What one pass over a text found: its folded copy and the hits, by position."""

    folded: Folded
    hits: tuple[Hit, ...]

    @property
    def text(self) -> str:
        """The original text."""
        return self.folded.original


def amid_capitals(text: str, span: Span) -> bool:
    """Tell whether an acronym stands among words in capitals, where it may be a common word."""
    around = text[max(0, span.start - _AROUND) : span.start] + text[span.end : span.end + _AROUND]
    small = len(around) - len(around.encode("ascii", "replace").translate(None, _SMALL))
    if small >= 0.2 * 2 * _AROUND:
        return False  # the usual case: too many small letters, whatever the others are
    letters = [letter for letter in around if letter.isalpha()]
    return len(letters) > 6 and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)
