"""Names of the translation as units: words that begin with a capital, and what joins them.

>>> [chain.span.of("He saw the Great Mosque of al-Nuri.") for chain in chains("He saw the Great Mosque of al-Nuri.")]
['He', 'Great Mosque of al-Nuri']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from normalise.document import Span
from normalise.script.english import PLACE_NOUNS
from normalise.script.latin import opens_sentence

_ARTICLE = "(?:[AaEe]l[-\u2010\u2011 ]|[Aa](?:sh|th|dh|[tdrzsn])[-\u2010\u2011])"
_CAPITAL = "[A-Z\u00c0-\u00de\u0100-\u024f\u1e00-\u1eff]"
_WORD = rf"(?:(?:{_ARTICLE})?{_CAPITAL}[\w'\u2019\u02bb-\u02bf`]*|(?<=[A-Za-z] )\d{{1,2}}\b)"
_SMALL = "(?:of the|of|the|de la|de|del|du|da|di|von|van|bin|ibn|ben|bint|ould)"
_TITLES = "Duke|Duchess|Count|Countess|Prince|Princess|King|Queen|Emir|Sultan"
_CHAIN = re.compile(
    rf"(?<![\w]){_WORD}(?:(?:[ \u00a0-]| {_SMALL} |,[ ](?=(?:{_TITLES}) of)){_WORD})*"
)
# "Servant of" is one word with what follows, as in many a source.
_UNIT = re.compile(
    r"(?:(?:Abd|'Abd)(?:[uae]l)?[ -](?:[ae][ltrnsdz]h?[ -])?(?=[A-Z]))?[^\W_][\w'\u2019\u02bb-\u02bf`]*"
)
_SMALL_WORDS = frozenset(
    "of the de la del du da di von van bin ibn ben bint ould and in al el".split()
)
_ARTICLE_BEFORE = re.compile(rf"(?<![\w]){_ARTICLE}$")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_MOST_UNITS = 12
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# At the beginning of a sentence these are no part of a name.
_OPENERS = frozenset(
    "a about according after all also although among an and another any are around as at based because "
    "before both but by can could describe did do does during each earlier even every following for from "
    "had has have he her here his how however i if in into is it its later like many may meanwhile more "
    "most my name near no not now of on one only or other our over people please several she should "
    "since so some such tell that the their them then there these they this those three through to today "
    "tomorrow two under until was we were what when where whether which while who whom whose why will "
    "with within would yes yesterday yet you your".split()
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of a name, and what stands before it.

    `opening` says that its capital may be the sentence's.
    """

    span: Span
    word: str
    opening: bool = False
    behind_of: bool = False
    behind_the: bool = False
    behind_comma: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """Units that may be one name."""

    units: tuple[Unit, ...]

    @property
    def span(self) -> Span:
        """From the first to the last unit."""
        return Span(self.units[0].span.start, self.units[-1].span.end)


def chains(text: str) -> Iterator[Chain]:
    """Yield the runs of capitalised words, in order; one pass over the text."""
    for match in _CHAIN.finditer(text):
        units = units_of(text, Span(*match.span()))
        if units and units[0].span.start == match.start() and opens_sentence(text, match.start()):
            if units[0].word.lower() in _OPENERS and len(units) > 1:
                units = units[1:]
            else:
                units = (replace(units[0], opening=True), *units[1:])
        for piece in _cut(text, units[:_MOST_UNITS]):
            yield Chain(piece)


def _cut(text: str, units: tuple[Unit, ...]) -> Iterator[tuple[Unit, ...]]:
    """Yield the names in a run: a possessive ends one, unless a building follows; days are none."""
    run: list[Unit] = []
    for number, unit in enumerate(units):
        behind = units[number + 1].word.lower() if number + 1 < len(units) else ""
        if unit.word.lower() in _DAYS and behind not in PLACE_NOUNS:
            if run:
                yield tuple(run)
            run = []
            continue
        run.append(unit)
        owner = text[unit.span.end : unit.span.end + 2] in ("'s", "\u2019s")
        if owner and not any(other.word.lower() in PLACE_NOUNS for other in units[number + 1 :]):
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def units_of(text: str, span: Span) -> tuple[Unit, ...]:
    """Return the words of a stretch that say something, without articles and small words.

    >>> [unit.word for unit in units_of("Mosque of Amr ibn al-As", Span(0, 23))]
    ['Mosque', 'Amr', 'As']
    """
    found: list[Unit] = []
    for match in _UNIT.finditer(text, span.start, span.end):
        word = _POSSESSIVE.sub("", match.group())
        if word.lower() in _SMALL_WORDS or not word:
            continue
        start = match.start()
        if not found or found[-1].span.end < start:
            start = _with_article(text, start, span.start)
        before = text[max(span.start, start - 8) : start].lower()
        found.append(
            Unit(
                Span(start, match.start() + len(word)),
                word,
                behind_of=before.endswith((" of ", " of the ")),
                behind_the=before.endswith(" the ") and not before.endswith(" of the "),
                behind_comma=before.endswith(", "),
            )
        )
    return tuple(found)


def _with_article(text: str, start: int, least: int) -> int:
    match = _ARTICLE_BEFORE.search(text[max(least, start - 5) : start])
    return start - len(match[0]) if match else start
