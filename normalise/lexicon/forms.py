"""The folded forms by which an entry is found, and what each of them is to the entry.

A form in the lexicon stands for its spellings: particles of names, plurals of terms, and all that
folding makes one (hyphens, apostrophes, accents, capitals).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from normalise.lexicon.entry import NAMED_KINDS, Entry
from normalise.script.arabic import name_parts
from normalise.script.english import is_several, plural
from normalise.script.latin import fold_form
from normalise.script.particles import spellings, without_article
from normalise.script.spelling import other_spelling

Role = Literal["right", "variant", "alias", "wrong", "short", "part", "literal"]
RIGHT_ROLES = frozenset({"right", "variant", "alias"})
_COUNTED_KINDS = frozenset({"term", "title"})  # their forms stand for their plurals too
SLOT = re.compile(r"\{(number|name)\}")


class Form(NamedTuple):
    """One folded form of an entry.

    `written` is the form as the lexicon writes it; `rule` is the place of its mistranslation in the
    entry, or -1; `plural` says that it is the plural of what is written.
    """

    folded: str
    role: Role
    rule: int
    written: str
    plural: bool


def forms(entry: Entry) -> Iterator[Form]:
    """Yield the forms of an entry, each folded form once for each role and rule.

    >>> entry = Entry("place.al-bab", "place", "al-Bab", ("الباب",))
    >>> [form.folded for form in forms(entry)]
    ['al bab', 'el bab']
    """
    seen: set[tuple[str, Role, int, str]] = set()
    listed: list[Form] = []
    for form in _all_forms(entry):
        # Forms with slots may share what is looked for in the text, and differ around it.
        around = form.written if SLOT.search(form.written) else ""
        key = (form.folded, form.role, form.rule, around)
        if form.folded and key not in seen:
            seen.add(key)
            listed.append(form)
    yield from listed
    if entry.kind not in ("person", "name"):
        yield from _spelled_otherwise(listed)


def _spelled_otherwise(listed: Iterable[Form]) -> Iterator[Form]:
    """The British forms of American ones, and the reverse, where the entry does not list them."""
    known = {form.folded for form in listed}
    for form in listed:
        other = other_spelling(form.folded)
        if other and other not in known and not SLOT.search(form.written):
            # Both are right: neither is rewritten to the other.
            role: Role = "alias" if form.role == "right" else form.role
            yield form._replace(folded=other, role=role)


def _all_forms(entry: Entry) -> Iterator[Form]:
    if entry.kind == "name":
        yield from _part_forms(entry)
    elif entry.kind != "artefact":  # the right form of an artefact is plain English: "for", "both"
        yield from _right_forms(entry)
        if entry.kind == "person":
            yield from _short_forms(entry)
    plurals = _plurals(entry)
    for index, rule in enumerate(entry.mistranslations):
        for wrong in rule.wrong:
            if (wrong, rule.right) in plurals:
                yield Form(fold_form(wrong), "wrong", index, wrong, plural=True)
                continue
            yield from _counted(
                entry, "wrong", index, anchor(wrong) if SLOT.search(wrong) else wrong, wrong
            )


def _plurals(entry: Entry) -> set[tuple[str, str | None]]:
    """The wrong forms that get their right form in the plural, each with that right form.

    These are plurals that someone lists beside their singular, and of a headword all plurals: what is to
    be written as it stands is given as `right`.
    """
    found: set[tuple[str, str | None]] = set()
    if entry.kind not in _COUNTED_KINDS:
        return found
    for rule in entry.mistranslations:
        headword = rule.right is None and entry.english[:1].islower()
        for wrong in rule.wrong:
            if SLOT.search(wrong):
                continue
            several = plural(wrong)
            if several and plural(several) is None:
                found |= {(several, rule.right), (f"the {several}", rule.right)}
            elif several is None and headword and is_several(wrong):
                found.add((wrong, rule.right))
    return found


def _right_forms(entry: Entry) -> Iterator[Form]:
    listed: list[tuple[Role, str]] = [("right", entry.english)]
    listed += [("variant", form) for form in entry.variants]
    listed += [("alias", form) for form in entry.aliases]
    for role, form in listed:
        if entry.kind in NAMED_KINDS:
            # Sorted: which of two spellings comes first must not hang on the run.
            for folded in sorted(spellings(form, drop_article=entry.kind == "person")):
                yield Form(folded, role, -1, form, plural=False)
        else:
            yield from _counted(entry, role, -1, form, form)


def _counted(entry: Entry, role: Role, rule: int, form: str, written: str) -> Iterator[Form]:
    yield Form(fold_form(form), role, rule, written, plural=False)
    if entry.kind in _COUNTED_KINDS:
        several = plural(form)
        if several:
            yield Form(fold_form(several), role, rule, written, plural=True)


def _short_forms(entry: Entry) -> Iterator[Form]:
    """What news calls a person after the first mention; an article is looked for in the text."""
    for short in short_names(entry):
        yield Form(fold_form(without_article(short)), "short", -1, short, plural=False)


def parted_names(entry: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the Arabic names of an entry that have more than one part, each with its folded parts.

    >>> list(parted_names(Entry("person.x", "person", "X", ("مصطفى الكاظمي", "مصطفى"))))
    [('مصطفى الكاظمي', ('مصطفي', 'كاظمي'))]
    """
    for arabic in entry.arabic:
        parts = name_parts(arabic)
        if len(parts) > 1:
            yield arabic, parts


def short_names(entry: Entry) -> tuple[str, ...]:
    """Return the short names of a person, the usual one first.

    >>> short_names(Entry("person.x", "person", "Mustafa al-Kadhimi", variants=("Mustafa Kazemi",)))
    ('al-Kadhimi', 'Kazemi')
    """
    if entry.short:
        return entry.short
    names = (last_name(form) for form in (entry.english, *entry.variants))
    return tuple(dict.fromkeys(name for name in names if name))


def last_name(form: str) -> str | None:
    """Return the last word of a written name, with its article; None for a name of one word.

    >>> last_name("Mustafa al-Kadhimi"), last_name("Omar Al Bashir"), last_name("Pele")
    ('al-Kadhimi', 'Al Bashir', None)
    """
    first, _, last = form.rpartition(" ")
    if first.lower().rpartition(" ")[2] in ("al", "el"):
        last = f"{first.rpartition(' ')[2]} {last}"
    return last if first and len(fold_form(without_article(last))) > 2 else None


def _part_forms(entry: Entry) -> Iterator[Form]:
    """The spellings of a part of names; an article before it is looked for in the text."""
    for spelling in entry.all_spellings:
        for folded in sorted(spellings(spelling)):
            yield Form(folded, "part", -1, spelling, plural=False)
    for literal in entry.literal:
        yield Form(fold_form(literal), "literal", -1, literal, plural=False)
        # An engine that translates al-Asad writes "the Lion".
        yield Form(fold_form(f"the {literal}"), "literal", -1, f"the {literal}", plural=False)


def anchor(form: str) -> str:
    """Return the longest literal stretch of a form with slots: what is looked for in the text.

    >>> anchor("{number} explosive marches"), anchor("popular crowd")
    ('explosive marches', 'popular crowd')
    """
    return max((piece.strip() for piece in SLOT.split(form)[::2]), key=len)
