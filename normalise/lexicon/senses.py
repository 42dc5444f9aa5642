"""Decide what each hit means in its document, or that it cannot be decided.

A form may be an everyday word, or belong to several entries. Context decides: words near by or in
the document, other entries, and the region that the document is about. What stays open is left
alone, for a wrong change is much worse than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from normalise.document import Span
from normalise.lexicon.context import Context
from normalise.lexicon.entry import Entry, Mistranslation
from normalise.lexicon.forms import SLOT, Form
from normalise.lexicon.frames import frames, listed
from normalise.lexicon.hits import Hit, Owner, Reading
from normalise.script.arabic import fold as fold_arabic
from normalise.script.english import plural
from normalise.script.latin import opens_sentence


class Sense(NamedTuple):
    """What a stretch of text means: an entry by one of its forms.

    `others` are entries that it might mean as well; `filled` holds what stands in the slots.
    """

    span: Span
    entry: Entry
    form: Form
    others: tuple[Entry, ...] = ()
    filled: tuple[tuple[str, str], ...] = ()

    @property
    def rule(self) -> Mistranslation | None:
        """The mistranslation that stands here; None where the form is a right one."""
        return self.entry.mistranslations[self.form.rule] if self.form.rule >= 0 else None


def senses(reading: Reading, context: Context | None = None) -> list[Sense]:
    """Return the senses that hold in their context, by position; they may overlap.

    Names of persons by their parts, and short names, are found by the room of names.
    """
    context = context or Context(reading)
    found: list[Sense] = []
    for hit in reading.hits:
        owners = hit.owners
        sure = owners.sure
        if sure:
            found.append(Sense(hit.span, sure.entry, sure.form))
            continue
        if not (owners.right or owners.wrong):
            continue
        needed = owners.needed
        if needed and all(map(context.evidence(hit.span).isdisjoint, needed)):
            continue
        right = _decide(
            [Sense(hit.span, owner.entry, owner.form) for owner in _right(hit, context)], context
        )
        if owners.wrong:
            wrong = [sense for owner in owners.wrong if (sense := _as_rule(owner, hit, context))]
            decided = _decide_wrong(wrong, context)
            if decided:
                others = (right.entry, *right.others) if right else ()
                found.append(_with_others(decided, others))
        if right:
            found.append(right)
    return found


def _right(hit: Hit, context: Context) -> list[Owner]:
    return [
        owner
        for owner in hit.owners.right
        if (
            not (owner.entry.requires or owner.entry.unless)
            or context.allows(hit.span, requires=owner.entry.requires, unless=owner.entry.unless)
        )
        and owner.form.written not in owner.entry.ambiguous
        and not ("given" in owner.entry.part and context.is_person(hit.span, owner.entry))
    ]


def _as_rule(owner: Owner, hit: Hit, context: Context) -> Sense | None:
    rule = owner.rule
    if rule is None:
        return None
    span = hit.span
    filled: tuple[tuple[str, str], ...] = ()
    if SLOT.search(owner.form.written):
        written = owner.form.written
        several = plural(written) if owner.form.plural else None
        around = _fill(several or written, context.reading.text, hit.span)
        if around is None:
            return None
        span, filled = around
    if rule.framed and not (
        frames(context.reading.text, span) or _is_listed(span, owner.entry.region, context)
    ):
        return None
    if rule.alone and not _stands_alone(context.reading.text, span):
        return None
    if not context.allows(
        # Of a name word by word the country that it has in it tells the region: "Lebanese ...".
        Span(span.start, span.start) if rule.derived else span,
        requires=rule.requires,
        near=rule.requires_near,
        unless=rule.unless,
        never=rule.unless_document,
        hinted=rule.safety == "review",
    ):
        return None
    return Sense(span, owner.entry, owner.form, filled=filled)


def _is_listed(span: Span, regions: Sequence[str], context: Context) -> bool:
    """Whether the span stands in a list with a place of one of its regions."""
    text = context.reading.text
    return any(
        hit.owners.is_place
        and not set(regions).isdisjoint(hit.owners.hints)
        and listed(text, span, hit.span)
        for hit in context.beside(span)
    )


def _decide(choices: list[Sense], context: Context) -> Sense | None:
    """Choose among the entries that own one form, by region; None where it stays open."""
    if len(choices) < 2:
        return choices[0] if choices else None
    by_entry: dict[str, Sense] = {}
    for sense in sorted(choices, key=_own_order):
        by_entry.setdefault(sense.entry.id, sense)
    if len(by_entry) < 2:
        return next(iter(by_entry.values()), None)
    ranked = sorted(
        by_entry.values(),
        key=lambda sense: (-_regional(sense, context), sense.entry.id),
    )
    best, second = ranked[0], ranked[1]
    others = tuple(sense.entry for sense in ranked[1:])
    if _regional(best, context) > _regional(second, context) or _one_arabic(ranked):
        return _with_others(best, others)
    return None


def _decide_wrong(choices: list[Sense], context: Context) -> Sense | None:
    """Choose among rules; a flag changes nothing, so it counts whoever owns it, where no other does."""
    flags = [sense for sense in choices if sense.rule and sense.rule.safety == "flag"]
    if not flags:
        return _decide(choices, context)
    acting = _decide([sense for sense in choices if sense not in flags], context)
    return acting or min(flags, key=lambda sense: sense.entry.id)


def _own_order(sense: Sense) -> tuple[int, int, int]:
    """Of the forms of one entry at a place: the longest, then the surest."""
    safety = ("fix", "review", "flag").index(sense.rule.safety) if sense.rule else 0
    return (sense.span.start - sense.span.end, safety, sense.form.rule)


def _regional(sense: Sense, context: Context) -> int:
    return max((context.weight(region, sense.span) for region in sense.entry.region), default=0)


def _one_arabic(choices: list[Sense]) -> bool:
    """Whether all choices share their usual Arabic form: then the link is sure, whoever is meant."""
    usual = {fold_arabic(sense.entry.arabic[0]) if sense.entry.arabic else "" for sense in choices}
    return len(usual) == 1 and all(sense.rule is None for sense in choices)


def _with_others(sense: Sense, others: tuple[Entry, ...]) -> Sense:
    rest = tuple(entry for entry in others if entry.id != sense.entry.id)
    return Sense(sense.span, sense.entry, sense.form, (*sense.others, *rest), sense.filled)


_ENDS_SENTENCE = re.compile(r"[\"'\u201d\u2019)]*[.!?\u2026](?=\s|$)|\s*(?=\n|$)")


def _stands_alone(text: str, span: Span) -> bool:
    return opens_sentence(text, span.start) and bool(_ENDS_SENTENCE.match(text, span.end))


# What a slot may hold. The patterns have no nested repeats, so they are linear.
_SLOTS = {
    "number": r"(?i:\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|"
    r"thirty|forty|fifty|dozens of|hundreds of|several)",
    "name": r"(?:(?:al-|el-)?[A-Z][\w'\u2019-]*(?:[ ](?:(?:al|bin|abu|el)[ -])?[A-Z][\w'\u2019-]*){0,3})",
}
_SLOT_REACH = 80  # code points that a slot may take to either side of its anchor


@lru_cache(maxsize=4_096)
def _slot_pattern(written: str) -> re.Pattern[str]:
    pieces = []
    for index, piece in enumerate(SLOT.split(written)):
        if index % 2:
            pieces.append(f"(?P<{piece}{index // 2}>{_SLOTS[piece]})")
        else:
            words = [re.escape(word) for word in re.split(r"[\s-]+", piece.strip()) if word]
            glue = r"[\s-]+"
            lead = glue if piece[:1].isspace() and index else ""
            tail = glue if piece[-1:].isspace() and piece.strip() else ""
            pieces.append(
                f"{lead}(?i:{glue.join(words)}){tail}" if words else glue if piece else ""
            )
    return re.compile(rf"\b{''.join(pieces)}(?!\w)")


def _fill(written: str, text: str, span: Span) -> tuple[Span, tuple[tuple[str, str], ...]] | None:
    """Find a form with slots around its anchor; return its span and what the slots hold."""
    start = max(0, span.start - _SLOT_REACH)
    for match in _slot_pattern(written).finditer(text[start : span.end + _SLOT_REACH]):
        whole = Span(match.start() + start, match.end() + start)
        if whole.covers(span):
            filled = match.groupdict().items()  # in the order of the form
            return whole, tuple((name.rstrip("0123456789"), value) for name, value in filled)
    return None
