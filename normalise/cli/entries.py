"""Entries in words, for `lexicon show`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from normalise.script.arabic import fold as fold_arabic
from normalise.script.arabic import is_arabic, without_article

if TYPE_CHECKING:
    from normalise.lexicon.entry import Entry, Mistranslation
    from normalise.lexicon.forms import Form
    from normalise.lexicon.store import Lexicon

_ROLES = {
    "right": "the form that is written",
    "variant": "a spelling that is rewritten to it",
    "alias": "another right name, left as it is",
    "short": "a short name, once the full name was read",
    "part": "a part of names",
    "literal": "the name translated as a word",
}


_FEW = 6  # forms, or words of a context, that are shown unless all are asked for


def explain(lexicon: Lexicon, form: str, *, whole: bool = False) -> list[str]:
    """Return what a form means, English or Arabic, line by line; empty where nothing is known.

    Long lists are cut short, unless `whole`.
    """
    few = None if whole else _FEW
    lines: list[str] = []
    for entry, why in _found(lexicon, form, few):
        if lines:
            lines.append("")
        lines += _entry_lines(entry, few)
        lines.append(f"  here     {why}")
    return lines


def _listed(words: Sequence[str], few: int | None) -> str:
    """The words with commas: the first few, and how many more.

    >>> _listed(["one", "two", "three"], 1), _listed(["one", "two"], 1), _listed(["one"], None)
    ('one (and 2 more)', 'one, two', 'one')
    """
    if few is None or len(words) <= few + 1:
        return ", ".join(words)
    return f"{', '.join(words[:few])} (and {len(words) - few} more)"


def _found(lexicon: Lexicon, form: str, few: int | None) -> list[tuple[Entry, str]]:
    if not is_arabic(form):
        return [(owner.entry, _role(owner.form, owner.rule, few)) for owner in lexicon.find(form)]
    wanted = fold_arabic(form)
    bare = without_article(wanted)
    return [
        (entry, "an Arabic form of it")
        for entry in lexicon.entries
        if any(fold_arabic(arabic) in (wanted, bare) for arabic in entry.arabic)
    ]


def _role(form: Form, rule: Mistranslation | None, few: int | None) -> str:
    if rule is None:
        return _ROLES[form.role]
    parts = [f"a mistranslation ({rule.safety}): {rule.why}"]
    for key, words in (
        ("in a text with", rule.requires),
        ("near", rule.requires_near),
        ("not near", rule.unless),
        ("not in a text with", rule.unless_document),
    ):
        if words:
            parts.append(f"{key} {_listed(words, few)}")
    return "; ".join(parts)


def _entry_lines(entry: Entry, few: int | None) -> list[str]:
    lines = [
        f"{entry.english or '(cut out)'}  {' / '.join(entry.arabic)}",
        f"  entry    {entry.id} ({entry.kind}, {entry.status})",
    ]
    if entry.all_spellings[1:]:
        lines.append(f"  variants {_listed(entry.all_spellings[1:], few)}")
    if entry.aliases:
        lines.append(f"  aliases  {_listed(entry.aliases, few)}")
    wrong = [form for rule in entry.mistranslations if not rule.derived for form in rule.wrong]
    if wrong:
        lines.append(f"  wrong    {_listed(wrong, few)}")
    if entry.region:
        lines.append(f"  region   {', '.join(entry.region)}")
    lines.append(f"  source   {entry.source}")
    if entry.note:
        lines.append(f"  note     {entry.note}")
    return lines
