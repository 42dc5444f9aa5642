"""Link each English form to its Arabic original, by the lexicon."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from normalise.document import Candidate, Link, Span
from normalise.lexicon.entry import NAMED_KINDS, Entry, Mistranslation
from normalise.lexicon.senses import Sense
from normalise.links.nouns import with_its_noun, without_noun
from normalise.links.wording import (
    ENDS_IN_OF,
    akin,
    as_long,
    as_worded,
    governed,
    governing,
    like,
)
from normalise.names.persons import Mention, Part
from normalise.names.strangers import guessed
from normalise.script.arabic import name_parts

# Scores say how sure the lexicon is, not how often it is right.
SURE, SHORT_NAME, OPEN, BY_PARTS = 1.0, 0.9, 0.7, 0.5
WORD_KINDS = frozenset({"term", "title"})
_NOUN_BEFORE = frozenset({"place", "organisation"})
_MOST_CANDIDATES, _MOST_READINGS = 5, 64


def resolve(
    text: str,
    senses: Iterable[Sense],
    mentions: Iterable[Mention],
    *,
    words_too: bool,
    mistranslations: bool,
) -> Iterator[Link]:
    """Yield a link for each sense and each mention of a person.

    `words_too` links terms and titles beside names, as is useful where the text is a translation
    (idioms are linked where they were mistranslated: in good English they are common phrases); `mistranslations` says whether forms that an engine got wrong are taken as such.
    """
    kinds = (NAMED_KINDS | WORD_KINDS) if words_too else NAMED_KINDS
    for sense in senses:
        rule, entry = sense.rule, sense.entry
        if not entry.arabic:
            continue
        if (mistranslations and rule.safety != "flag") if rule else entry.kind in kinds:
            yield _from_sense(text, sense, rule)
    for mention in mentions:
        if mention.entry:
            yield _from_mention(mention, mention.entry)
        else:
            yield from _from_parts(text, mention)


def _from_sense(text: str, sense: Sense, rule: Mistranslation | None) -> Link:
    entry, others = sense.entry, sense.others
    span, arabic = _arabic_of(text, sense, rule)
    score = SURE if not others and not (rule and rule.safety == "review") else OPEN
    candidates = _candidates(arabic, entry, others, score) if others else ()
    return Link(span, arabic, entry.id, score, "lexicon", candidates)


def _arabic_of(text: str, sense: Sense, rule: Mistranslation | None) -> tuple[Span, str]:
    """Return the Arabic behind the words of a sense, and the words that it stands for."""
    span, entry = sense.span, sense.entry
    named = entry.kind in NAMED_KINDS
    if rule and rule.renders:
        if named:
            return span, like(rule.renders, entry.arabic)[0]
        if sense.form.plural:
            return span, as_worded(akin(rule.renders, entry.arabic), text, span)
        return span, rule.renders
    forms = rule.origin(sense.form.written, entry.arabic) if rule else entry.arabic
    if len(forms) == 1 or not (named or entry.kind in WORD_KINDS):
        of = not named and ENDS_IN_OF.search(text, *span)
        return span, governing(forms[0], forms) if of else forms[0]
    if not named:
        return span, as_worded(forms, text, span, right=rule is None)
    if rule and entry.kind in _NOUN_BEFORE:
        span = without_noun(text, span)
    arabic = with_its_noun(forms, span.of(text), entry.kind)
    # "Islamic State" is تنظيم الدولة الإسلامية; the headword has the usual form.
    if not rule and entry.kind != "group" and span.of(text) != entry.english:
        arabic = as_long(arabic, forms, span.of(text))
    return span, governed(arabic, forms, text, span)


def _candidates(
    arabic: str, entry: Entry, others: Sequence[Entry], score: float
) -> tuple[Candidate, ...]:
    rest = tuple(
        Candidate(other.arabic[0], round((1 - score) / len(others), 4), other.id)
        for other in others
        if other.arabic
    )
    return (Candidate(arabic, score, entry.id), *rest)


def _from_mention(mention: Mention, entry: Entry) -> Link:
    arabic = short_arabic(entry) if mention.short else entry.arabic[0]
    open_ = mention.others or mention.doubtful
    score = OPEN if open_ else SHORT_NAME if mention.short else SURE
    candidates = _candidates(arabic, entry, mention.others, score) if mention.others else ()
    return Link(mention.span, arabic, entry.id, score, "lexicon", candidates)


def short_arabic(entry: Entry) -> str:
    """Return the last part of a person's Arabic name, as news writes it after the first mention.

    >>> short_arabic(Entry("person.x", "person", "X", ("مصطفى الكاظمي",)))
    'الكاظمي'
    """
    words = entry.arabic[0].split()
    parts = name_parts(entry.arabic[0])
    if len(parts) < 2:
        return entry.arabic[0]
    for count in range(1, len(words)):
        last = " ".join(words[-count:])
        if name_parts(last) == parts[-1:]:
            return last
    return entry.arabic[0]


def _from_parts(text: str, mention: Mention) -> Iterator[Link]:
    """A name that no entry knows: the Arabic of its parts, ranked, as a guess."""
    ways = [_ways(part, text) for part in mention.parts]
    readings = [
        (" ".join(form for form, _ in way), math.prod(share for _, share in way))
        for way in islice(product(*ways), _MOST_READINGS)
    ]
    readings.sort(key=lambda reading: -reading[1])  # stable: of equals the order of the parts
    candidates = tuple(
        Candidate(form, round(BY_PARTS * share, 4)) for form, share in readings[:_MOST_CANDIDATES]
    )
    if candidates:
        best = candidates[0]
        yield Link(mention.span, best.arabic, None, best.score, "generated", candidates)


def _ways(part: Part, text: str) -> Sequence[tuple[str, float]]:
    """Return the Arabic forms of a part with their shares: the lexicon's, else guesses."""
    if part.written:
        return [(form, 1 / len(part.written)) for form in part.written]
    return guessed(part.span.of(text))
