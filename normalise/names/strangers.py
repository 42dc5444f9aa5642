"""Names that no entry knows: a known given name before a word of Arabic shape, and al- before one.

Few words of other languages are made of three-letter pieces that each occur in several spellings of
Arabic names; behind a given name that only Arabic names have, such a word is hardly anything else.
Whoever was named so may afterwards be called by the last part alone.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from normalise.document import Span
from normalise.lexicon.hits import Hit, Reading
from normalise.lexicon.store import Lexicon
from normalise.names.chains import Part
from normalise.names.key import part_keys
from normalise.names.letters import START, latin
from normalise.names.mention import Mention
from normalise.names.pairs import same_latin_quick
from normalise.names.particles import Part as NamePart
from normalise.names.short import Cover
from normalise.names.sounds import plain
from normalise.names.weights import packaged
from normalise.script.english import PLACE_NOUNS
from normalise.script.latin import opens_sentence
from normalise.script.particles import article_start, without_article

_SURNAME = re.compile(
    r"[ \u00a0]((?:(?:[Bb]in|[Ii]bn|[Bb]en|[Aa]bu|[Aa]bou)[ \u00a0])?(?:[AaEe]l[- ]|[Aa](?:sh|th|dh|[tdrzsn])-)?)([A-Z][a-z]{2,}(?:['\u2019][a-z]{2,})?)(?![\w-])"
)
_ALONE = re.compile(
    r"l-([A-Z][a-z]{2,}(?:['\u2019][a-z]{2,})?)(?![\w-])"
)  # begins with letters, to be found fast
_WORD = re.compile(
    r"(?<![\w'\u2019-])((?:[AaEe]l-|[Aa](?:sh|th|dh|[tdrzsn])-)?)([A-Z][a-z]{2,}(?:['\u2019][a-z]{2,})?)(?![\w-])"
)
_WORD_END = re.compile(r"[\w'\u2019-]")
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w'\u2019-]*[ \u00a0-]$")
_CAPITAL_BEHIND = re.compile(r"[ \u00a0-][A-Z]")
# Given names that Arabs share with others; behind them anything may follow.
_SHARED = frozenset(
    "adam alan alex alexander aman amar amin andre anna anthony aria ben carla carol charles charlie cyrus dan dana "
    "daniel david dean diana dina dora eli elias elie elena emil emma eva fares farah george hana hanna "
    "hannibal ivan jack jad james jean jessica jimmy joe john jordan joseph joy julia karen karl khan kim "
    "lara laura lea leila lena lily linda lisa maria marie mark martin mary maya mia michael michel mike "
    "mona monica nabil nadia natalie nicolas nicole nina nora oscar paul peter petra philip pierre rami ray "
    "rani rina rita robert robin rosa rose rowan roy ryan shia sunni sam samantha samir samuel sandra sara sarah selena "
    "serena shady simon sofia sophia stella susan tal tamara tanya tara tina tom tony victor yasmin zara zoe".split()
)
# What begins a sentence or a heading that has lost its full stop, or stands beside a name.
_ENGLISH = (
    PLACE_NOUNS
    | {day.lower() for day in (*calendar.day_name, *calendar.month_name)}
    | frozenset(
        "after and are army before both brigade but children during five for four from had has his hotel how "
        "island islam its muslim muslims not once one our seven she shia since six some sunni ten the their they "
        "three times two used was were what when where which while who why will with you".split()
    )
)
_TWICE = 2  # spellings that a piece must occur in: 0.76 of Gaza's names pass, 0.29 of names in English news
_SAME_SOUND = 0.9
_SHORTEST_VARIANT = 5
_MOST_COMPARED = 4
_WIDTH = 3  # Arabic forms that are guessed for a part
_HEADS = {"abu": "أبو ", "abou": "أبو ", "bin": "بن ", "ibn": "بن ", "ben": "بن "}
_NOT_NAMES = frozenset(
    ["said", "says", "most", "then", "than", "that", "this", "also", "alas", "aid"]
)


class Shapes:
    """The three-letter pieces of the spellings of Arabic names, and how many have each."""

    def __init__(self, spellings: Iterable[str]) -> None:
        words = {word for spelling in spellings for word in spelling.split() if len(word) > 2}
        # Few pieces are ever asked for: to look for one is quicker than to count them all.
        self._words = "".join(f"^{word}$" for word in words)
        self._known: dict[str, int] = {}

    def fits(self, word: str, least: int = _TWICE) -> bool:
        """Tell whether a word has no piece that the names have not; `least` is one or two.

        >>> shapes = Shapes(["zubaidi", "ubaidi", "barazi", "zubayr", "hubaidi"])
        >>> shapes.fits("Zubaidi", 1), shapes.fits("Johnson", 1)
        (True, False)
        """
        letters = plain(word).replace("'", "")
        return all(self._count(piece) >= least for piece in _pieces(letters))

    def _count(self, piece: str) -> int:
        """Return how often a piece occurs: never, once, or more than that."""
        count = self._known.get(piece)
        if count is None:
            first = self._words.find(piece)
            count = 0 if first < 0 else 1 if self._words.find(piece, first + 1) < 0 else 2
            self._known[piece] = count
        return count


def _pieces(word: str) -> list[str]:
    marked = f"^{word}$"
    return [marked[place : place + 3] for place in range(len(marked) - 2)]


@lru_cache(maxsize=4)
def shapes_of(lexicon: Lexicon) -> Shapes:
    """Return the shapes of a lexicon's names, worked out once."""
    return Shapes(lexicon.folded_forms("part"))


def strangers(
    reading: Reading, lexicon: Lexicon, unknown: Sequence[Mention], covered: Sequence[Span]
) -> list[Mention]:
    """Return the mentions that no entry knows: those given, longer where a surname follows, and more.

    `covered` are the spans, in order, that somebody known has.
    """
    by_end = {mention.span.end: mention for mention in unknown}
    free = Cover(covered)
    found: dict[int, Mention] = {}
    starts: frozenset[int] | None = None
    for hit in reading.hits:
        if not hit.owners.given or hit.span.end in found:
            continue
        match = _SURNAME.match(reading.text, hit.span.end)
        if not match:
            continue
        given = hit.span.of(reading.text)
        if given.lower() in _SHARED or not given[0].isupper():
            continue
        starts = starts if starts is not None else _starts(reading)
        if match.start(2) in starts or free.overlaps(Span(hit.span.start, match.end())):
            continue
        if _shape(lexicon, match[2], article=bool(match[1])):
            found[hit.span.end] = _joined(hit, by_end.get(hit.span.end), reading, match)
    for mention in unknown:
        if mention.span.end not in found:
            found[mention.span.end] = mention
    mentions = _settled(found.values())
    if "l-" in reading.text:
        mentions = _settled([*mentions, *_with_article(reading, lexicon, free)])
    if mentions:
        mentions = _settled([*mentions, *_later(reading, mentions, free)])
    return mentions


@lru_cache(maxsize=1 << 14)
def _shape(lexicon: Lexicon, word: str, *, article: bool) -> bool:
    least = 1 if article else _TWICE
    return word.lower() not in _ENGLISH and shapes_of(lexicon).fits(word, least)


def _starts(reading: Reading) -> frozenset[int]:
    """Where something stands that the lexicon knows."""
    return frozenset(hit.span.start for hit in reading.hits)


def _joined(hit: Hit, chain: Mention | None, reading: Reading, match: re.Match[str]) -> Mention:
    """Return the name of a given name, the parts before it, and the surname behind it."""
    surname = Part(Span(match.start(1), match.end(2)), (), (), literal=False)
    if chain:
        parts = (*chain.parts, surname)
    else:
        forms = hit.owners.arabic_parts
        start = article_start(reading.text, hit.span.start)
        given = Part(Span(start, hit.span.end), tuple(forms), tuple(forms.values()), literal=False)
        parts = (given, surname)
    return Mention(Span(parts[0].span.start, match.end(2)), None, parts=parts)


def _with_article(reading: Reading, lexicon: Lexicon, free: Cover) -> Iterator[Mention]:
    """Yield the names of one word that have the article: al-Barazi."""
    starts = _starts(reading)
    text = reading.text
    for match in _ALONE.finditer(text):
        span = Span(match.start() - 1, match.end())
        if text[span.start : span.start + 1] not in ("a", "A", "e", "E") or _WORD_END.match(
            text[max(0, span.start - 1) : span.start]
        ):
            continue
        if match.start(1) in starts or free.overlaps(span):
            continue
        if _shape(lexicon, match[1], article=False) and not _is_beside(text, span):
            yield Mention(span, None, parts=(Part(span, (), (), literal=False),), short=True)


def _later(reading: Reading, mentions: Sequence[Mention], free: Cover) -> Iterator[Mention]:
    """Yield where the last part of a name stands alone, also in another spelling of its sound."""
    text = reading.text
    parts: dict[str, Part] = {}
    for mention in mentions:
        if len(mention.parts) > 1:
            parts.setdefault(_bare(mention.parts[-1], text), mention.parts[-1])
    if not parts:
        return
    blocks = _blocks(parts)
    taken = Cover([mention.span for mention in mentions])
    for match in _WORD.finditer(text):
        word, keys = _keyed(match[2])
        part = parts.get(word)
        if part is None and blocks.keys().isdisjoint(keys):
            continue
        span = Span(*match.span())
        if part is None and not opens_sentence(text, span.start):
            part = _variant(word, keys, parts, blocks)
        if part is None or free.overlaps(span) or taken.overlaps(span) or _is_beside(text, span):
            continue
        yield Mention(span, None, parts=(replace(part, span=span),), short=True)


def _bare(part: Part, text: str) -> str:
    return bare_surname(part.span.of(text))


def bare_surname(words: str) -> str:
    """Return the letters of a surname, without particles before it.

    >>> bare_surname("Abu Khattala"), bare_surname("al-Awar")
    ('khattala', 'awar')
    """
    return plain(without_article(words).rpartition(" ")[2])


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two unknown surnames, bare, are surely spellings of one.

    >>> sound_alike("barazi", "barrazi"), sound_alike("barazi", "barudi")
    (True, False)
    """
    return one == other or (
        one[:1] == other[:1]
        and not part_keys(NamePart(one)).isdisjoint(part_keys(NamePart(other)))
        and same_latin_quick(one, other) >= _SAME_SOUND
    )


def sound_keys(word: str) -> list[str]:
    """Return keys of a bare surname, of which two that sound alike share one."""
    return sorted(part_keys(NamePart(word)))


def _blocks(parts: Mapping[str, Part]) -> dict[str, list[str]]:
    blocks: dict[str, list[str]] = {}
    for word in parts:
        for block in sound_keys(word):
            blocks.setdefault(block, []).append(word)
    return blocks


@lru_cache(maxsize=1 << 14)
def _keyed(word: str) -> tuple[str, tuple[str, ...]]:
    """Return the letters of a word, and its keys where it may be a variant; no name is "said"."""
    if word.lower() in _NOT_NAMES:
        return "", ()
    bare = plain(word)
    return bare, tuple(sound_keys(bare)) if len(bare) >= _SHORTEST_VARIANT else ()


def _variant(
    word: str,
    keys: Sequence[str],
    parts: Mapping[str, Part],
    blocks: Mapping[str, Sequence[str]],
) -> Part | None:
    """Return the part that a word spells otherwise: the same consonants, and the same sound."""
    for key in keys:
        for other in blocks.get(key, ())[:_MOST_COMPARED]:
            if sound_alike(word, other):
                return parts[other]
    return None


def _is_beside(text: str, span: Span) -> bool:
    """Tell whether another capital makes the word a part of another name."""
    if _CAPITAL_BEHIND.match(text, span.end):
        return True
    first = max(0, span.start - 30)
    before = _CAPITAL_BEFORE.search(text[first : span.start])
    return before is not None and not opens_sentence(text, first + before.start())


def _settled(mentions: Iterable[Mention]) -> list[Mention]:
    """Return mentions by position, of those that overlap the first and longest."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


@lru_cache(maxsize=1 << 14)
def guessed(word: str) -> tuple[tuple[str, float], ...]:
    """Return Arabic forms of an unknown part of a name with their shares of belief, best first.

    One network and few labellings: a tenth of what `generate.arabic` costs, for it is asked in every document.
    """
    head, _, behind = word.rpartition(" ")
    before = _HEADS.get(head.lower(), "")
    bare = without_article(behind if before else word)
    article = "ال" if bare != (behind if before else word) else ""
    letters = latin(bare).strip("'")
    if not letters:
        return ()
    network = packaged().forwards
    rows, totals = network.beam(START + letters, _WIDTH)
    best = float(totals[0])
    found: dict[str, float] = {}
    for row, total in zip(rows.tolist(), totals.tolist(), strict=True):
        form = "".join(network.labels[label] for label in row)
        if not form:
            continue
        if article and not form.startswith(article):
            form = article + form
        form = before + form
        found[form] = found.get(form, 0.0) + math.exp(total - best)
    whole = sum(found.values())
    return tuple((form, round(share / whole, 4)) for form, share in found.items())
