"""The shorter name inside a longer one: "Black Den" in "the Black Den group", "captive club" in "Palestinian captive club".

A form may take in the noun that says what the name is of, the country, or what an office is of. Where
the entry lists its Arabic without them too, the words that are left are a link of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from normalise.document import Link, Span
from normalise.lexicon.countries import is_of_country
from normalise.lexicon.entry import Entry
from normalise.lexicon.nouns import arabic_of
from normalise.script.arabic import without_article

AS_A_PART = 0.9  # the words that are left are parted from the others by rule
_FIRST_NOUN = re.compile(r"(?:the )?([\w-]+) (?:of )?(?:the )?(?=\w)", re.IGNORECASE)
_LAST_NOUN = re.compile(r"[ -]([^\W_]+)$")
_DEMONYM = re.compile(r"(?:the )?[A-Z][\w-]*(?:an|i|ese|ish|ch|ic|ek|ss) (?=\w)")
_IN_PLACE = re.compile(r" (?:in|of) (?:the )?[A-Z][^ ]*$")


def shorter(text: str, links: Iterable[Link], entries: Mapping[str, Entry]) -> Iterator[Link]:
    """Yield a link for the shorter name in each link that has one; `entries` by id.

    >>> den = Entry("group.den", "group", "Lions' Den", ("مجموعة عرين الأسود", "عرين الأسود"))
    >>> link = Link(Span(0, 15), "مجموعة عرين الأسود", "group.den", 1.0, "lexicon")
    >>> [(one.span, one.arabic) for one in shorter("Black Den group", [link], {den.id: den})] == [
    ...     (Span(0, 9), "عرين الأسود")
    ... ]
    True
    >>> state = Entry("group.is", "group", "Islamic State", ("تنظيم الدولة الإسلامية", "تنظيم الدولة"))
    >>> link = Link(Span(0, 13), "تنظيم الدولة الإسلامية", "group.is", 1.0, "lexicon")
    >>> list(shorter("Islamic State", [link], {state.id: state}))
    []
    """
    for link in links:
        entry = entries.get(link.entry or "")
        if not entry or link.source_span or " " not in link.arabic:
            continue
        for known in entry.arabic:
            span = _part(text, link, known, entry)
            if span:
                score = min(link.score, AS_A_PART)
                yield Link(span, known, link.entry, score, "lexicon")
                break


def _part(text: str, link: Link, known: str, entry: Entry) -> Span | None:
    """Return the words behind the shorter Arabic name, where it and they are a part of the longer."""
    span, arabic = link.span, link.arabic
    if arabic.endswith(f" {known}"):
        part = _without_noun(text, span, without_article(arabic[: -len(known) - 1]))
        # Of a term one word says too little: "special" of the special forces.
        return part if part and (entry.kind != "term" or " " in part.of(text)) else None
    if not arabic.startswith(f"{known} "):
        return None
    tail = arabic[len(known) + 1 :]
    if " " not in tail and tail.endswith(("ي", "ية")):
        if not is_of_country(tail, entry.region):  # the Islamic State is no state
            return None
        demonym = _DEMONYM.match(text, span.start, span.end)
        return Span(demonym.end(), span.end) if demonym else None
    words = span.of(text)
    if tail.startswith("في "):
        behind = _IN_PLACE.search(words)
        end = behind.start() if behind else -1
    elif tail.startswith("ال") and " ال" in known:  # the adjective of its last noun
        return None
    else:  # "secretary of the secret of the committee": of several the last is what it is of
        end = words.rfind(" of ") if " " in known else words.find(" of ")
    return Span(span.start, span.start + end) if end > 0 else None


def _without_noun(text: str, span: Span, noun: str) -> Span | None:
    first = _FIRST_NOUN.match(text, span.start, span.end)
    if first and noun in arabic_of(first[1]):
        return Span(first.end(), span.end)
    last = _LAST_NOUN.search(span.of(text))
    if last and noun in arabic_of(last[1]):
        return Span(span.start, span.start + last.start())
    return None
