"""The noun that stands before a name in Arabic where its English has one: حركة حماس, "the Hamas movement"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from normalise.document import Link, Span
from normalise.lexicon.entry import Entry, EntryKind
from normalise.lexicon.nouns import arabic_in, arabic_of, is_noun, noun_beside
from normalise.script.arabic import key, stems, without_article

# Any group with such a noun in English can have it in Arabic, and any place: a district (qada) that was
# read as the judiciary.
_BUILT = {"group": "tribe", "place": "judiciary"}
AS_A_UNIT = 0.9  # the noun is what the country usually calls it
_STATES = frozenset("إمارة جمهورية دولة سلطنة مملكة".split())
_LONGEST = 20  # code points, of a word of the source
_LAST_WORD = re.compile(r"([^\W\d_]+)[ \u00a0]+$")

# In front of a name these say what it is, and are no part of it: "the camp of X", "the newspaper X".
_BEFORE = re.compile(
    r"(?:the )?(?:[\w-]+-based )?"
    r"(?:airport|camp|channel|city|crossing|daily|dam|district|governorate|island|magazine|neighbou?rhood"
    r"|newspaper|port|prison|province|quarter|refinery|river|town|village)(?: of| in)? (?=\S)",
    re.IGNORECASE,
)


_BEHIND = re.compile(r"[ -](?:camp|city|district|governorate|province|town|village)", re.IGNORECASE)


def without_noun(text: str, span: Span) -> Span:
    """Return the stretch of a name that has such a noun beside it, without the noun.

    >>> without_noun("the camp of embryo", Span(0, 18)), without_noun("Junction governorate", Span(0, 20))
    (Span(start=12, end=18), Span(start=0, end=8))
    """
    noun = _BEFORE.match(text, span.start, span.end)
    if noun:
        return Span(noun.end(), span.end)
    last = max(text.rfind(" ", *span), text.rfind("-", *span))
    behind = last > span.start and _BEHIND.fullmatch(text, last, span.end)
    return Span(span.start, last) if behind else span


def with_its_noun(forms: Sequence[str], words: str, kind: EntryKind) -> str:
    """Return the form of a name that has the noun which its English has, as "camp" or "movement".

    >>> with_its_noun(["حماس", "حركة حماس"], "enthusiasm movement", "group") == "حركة حماس"
    True
    >>> with_its_noun(["حماس", "حركة حماس"], "Hamas", "group") == "حماس"
    True
    >>> with_its_noun(["عنزة"], "the goat tribe", "group") == "قبيلة عنزة"
    True
    >>> with_its_noun(["المعهد العالي للقضاء"], "Higher Institute of the Judiciary", "organisation") == (
    ...     "المعهد العالي للقضاء"
    ... )
    True
    """
    return _with_its_noun(tuple(forms), words, kind)


@lru_cache(maxsize=8_192)
def _with_its_noun(forms: tuple[str, ...], words: str, kind: EntryKind) -> str:
    said = re.split(r"[\s-]", words.lower())
    nouns = {arabic for word in said for arabic in arabic_of(word)}
    for form in forms:
        if " " in form and without_article(form.split(maxsplit=1)[0]) in nouns:
            return form
    usual = forms[0]
    built = _BUILT.get(kind)
    if built and built in said and not is_noun(usual.split()[0]):
        return f"{arabic_of(built)[0]} {usual}"
    return usual


def units(
    text: str, links: Iterable[Link], entries: Mapping[str, Entry], source: str | None
) -> Iterator[Link]:
    """Yield a link for each place with the noun beside it: محافظة المحرق, "Incinerator Governorate".

    `entries` are by id. Where the place was found in the source, the source says what the noun is, and
    whether there is one.
    """
    for link in links:
        entry = entries.get(link.entry or "")
        if not entry or entry.kind != "place":
            continue
        beside = noun_beside(text, link.span)
        if not beside:
            continue
        first, _, rest = link.arabic.partition(" ")
        if rest and is_noun(without_article(first)):
            continue
        if beside.word.lower() == "state" and _is_country(entry):  # no wilaya of its own
            continue
        if source and link.source_span:
            start = _noun_before(source, link.source_span.start, beside.word)
            if start is not None:
                span = Span(start, link.source_span.end)
                yield replace(
                    link, span=beside.span, arabic=span.of(source), source_span=span, candidates=()
                )
            continue
        noun = arabic_in(beside.word, entry.region)
        if noun:
            score = min(link.score, AS_A_UNIT)
            yield Link(beside.span, f"{noun} {link.arabic}", link.entry, score, "lexicon")


def wholes(text: str, links: Iterable[Link], entries: Mapping[str, Entry]) -> Iterator[Link]:
    """Yield a link for each name that with the noun beside it is a name that its entry lists.

    >>> text = "He led the Prophylactic Security service."
    >>> link = Link(Span(11, 32), "الأمن الوقائي", "org.x", 1.0, "lexicon")
    >>> known = ("الأمن الوقائي", "جهاز الأمن الوقائي")
    >>> entry = Entry("org.x", "organisation", "Preventive Security", known)
    >>> [(one.span.of(text), one.arabic) for one in wholes(text, [link], {"org.x": entry})] == [
    ...     ("Prophylactic Security service", "جهاز الأمن الوقائي")
    ... ]
    True
    """
    for link in links:
        entry = entries.get(link.entry or "")
        if not entry or entry.kind == "place" or link.source_span or len(entry.arabic) < 2:
            continue
        beside = noun_beside(text, link.span, of_place=False)
        for noun in arabic_of(beside.word) if beside else ():
            whole = f"{noun} {link.arabic}"
            if beside and whole in entry.arabic:
                yield Link(beside.span, whole, link.entry, min(link.score, AS_A_UNIT), "lexicon")
                break


def _is_country(entry: Entry) -> bool:
    return any(without_article(form.split()[0]) in _STATES for form in entry.arabic)


def _noun_before(source: str, start: int, noun: str) -> int | None:
    """Return where an Arabic word for a noun begins right before a place of the source."""
    before = _LAST_WORD.search(source, max(0, start - _LONGEST), start)
    known = {key(arabic) for arabic in arabic_of(noun)}
    found = [stem.start for stem in stems(before[1]) if stem.key in known] if before else []
    return before.start() + found[0] if before and found else None
