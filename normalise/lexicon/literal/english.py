"""The ways in which engines put the parts of an Arabic name together in English, with how often.

>>> army, islam = Phrase((), "army"), Phrase((), "Islam")
>>> [phrase.english for phrase in governed(army, islam, 1.0, definite=True)][:2]
['Islam army', 'army of Islam']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Heads that English rather puts first: "ministry of health", not "health ministry".
_FIRST = frozenset(
    "ministry council house university bank government presidency court state kingdom army day "
    "sons soldiers supporters companions people men youth guards guardians lions falcons hawks "
    "tribe tribes friends family society league leagues call pledge department directorate sword "
    "group heart house board assembly voice commission corps legion companies owners cubs".split()
)
# Heads that English also gives "for": "center for studies".
_FOR = frozenset(
    "front center association organization committee council institute authority commission fund "
    "foundation institution society network movement campaign coalition alliance company".split()
)
_NATIONAL = re.compile(r"national$|patriotic$|popular$|people's$", re.IGNORECASE)
_DEGREE = frozenset(
    "supreme higher high general public independent united unified central main new great joint grand "
    "first second third fourth fifth sixth seventh eighth ninth tenth international".split()
)
_FAITH = re.compile(r"islam|christ|shi|sunn|salaf|jihad|cathol|orthod|arab", re.IGNORECASE)
_NAMES_WITH_THE = re.compile(
    r"^(?:united|levant|gulf|middle east|euphrates|prophet|quran|sunnah|maghreb|arab states|"
    r"european union|red|nile|tigris|east|west|holy)\b|s$",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(
    r"(?:ity|ness|ism|ment|ance|ence|ship|hood|dom|ice|tion|sion|logy|ics|acy|ure|ing|th|my|"
    r"ry|faith|peace|truth|trade|change|reform|work|labor|hope|relief|resolve|oil|defense|media|"
    r"support|mobilization|transport|progress|information|god|islam|tomorrow)$",
    re.IGNORECASE,
)
_NESTED = re.compile(r" (?:of|for|in|from|on|to|against|with|without) ")


_NO_ARTICLE = re.compile(
    r"al-|islam|god$|jerusalem|palestine|levant|gulf|egypt|iraq|syria|jordan|yemen|sudan|morocco|quran|"
    r"united|middle|.*ese$|.*sh$",
    re.IGNORECASE,
)
_HEAD_END = re.compile(r" (?:of|and) ")
_ONE = re.compile(r"(?:crises|ies|(?<=.)sses|ches|(?<![siu])s)$")
_COMPASS = {word: f"{word}ern" for word in ("north", "south", "east", "west")}
_TWO_WAYS = frozenset(one + two for one in _COMPASS for two in _COMPASS)
_TITLES = frozenset("imam king sultan sheikh sayyid martyr prince emir president master".split())


class Phrase(NamedTuple):
    """A noun phrase: adjectives, what they stand before, and its verb if it is an action."""

    adjectives: tuple[str, ...]
    core: str
    score: float = 1.0
    several: bool = False
    infinitive: str = ""

    @property
    def english(self) -> str:
        """The phrase as it is written."""
        return " ".join((*self.adjectives, self.core))


def described(phrase: Phrase, adjective: str, weight: float) -> Iterator[Phrase]:
    """Put a further adjective to a phrase: before the others, as in English, or behind them."""
    score = phrase.score * weight
    before, behind = _orders(adjective, phrase.adjectives)
    yield phrase._replace(
        adjectives=(adjective, *phrase.adjectives), score=score * before, infinitive=""
    )
    if phrase.adjectives:
        order = (*phrase.adjectives, adjective)
        yield phrase._replace(adjectives=order, score=score * behind, infinitive="")


def _orders(adjective: str, others: tuple[str, ...]) -> tuple[float, float]:
    """How often an adjective that stands last in Arabic stands first in English, and last."""
    if not others:
        return 1.0, 0.0
    own, first = _class(adjective), _class(others[0])
    if own < first:
        return 1.0, 0.3
    return (0.5, 1.0) if own > first else (1.0, 0.7)


def _class(adjective: str) -> int:
    """The place of an adjective among others: of a country, of degree, national, any other."""
    if adjective[:1].isupper() and not _FAITH.match(adjective):
        return 0
    return 1 if adjective in _DEGREE else 2 if _NATIONAL.search(adjective) else 3


def numbered(phrase: Phrase, digits: str) -> Iterator[Phrase]:
    """Put a number to a phrase: "brigade 55", "55th brigade"."""
    yield phrase._replace(core=f"{phrase.core} {digits}")
    for number in (ordinal(digits), digits):
        yield phrase._replace(adjectives=(number, *phrase.adjectives), score=phrase.score * 0.7)


def ordinal(digits: str) -> str:
    """Return the ordinal of a number.

    >>> ordinal("2"), ordinal("13"), ordinal("55")
    ('2nd', '13th', '55th')
    """
    last = "th" if digits[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th")
    return f"{digits}{last}"


def linked(
    left: Phrase, right: Phrase, links: tuple[str, ...], *, definite: bool, long: bool
) -> Iterator[Phrase]:
    """Put "and" or a preposition between two phrases."""
    score = left.score * right.score
    if links == ("and",):
        score *= 0.4 if long else 1.0  # a pair is rather governed as one: "ministry of X and Y"
        before = left.core.replace(" and ", ", ")
        comma = "," if " and " in right.english else " and"  # "X, Y and Z"
        core = f"{before}{comma} {right.english}"
        yield left._replace(core=core, score=score, infinitive="")
        if definite and not right.adjectives:
            core = f"{left.core} and the {right.english}"
            yield left._replace(core=core, score=score * 0.25, infinitive="")
        return
    the = _the(right, definite=definite)
    nested = 0.2 if _NESTED.search(right.english) else 1.0
    if links[0] == "for":
        if right.infinitive:
            core = f"{left.core} to {right.infinitive}"
            yield left._replace(core=core, score=score * 0.5, infinitive="")
        before, _, head = left.core.rpartition(" ")  # "Sudan news agency", from "Sudan agency"
        core = f"{before} {right.english} {head}".strip()
        if not _NESTED.search(left.core):
            yield left._replace(core=core, score=score * 0.6 * nested, infinitive="")
            if singular(right.english) != right.english:
                core = f"{before} {singular(right.english)} {head}".strip()
                yield left._replace(core=core, score=score * 0.25 * nested, infinitive="")
    if right.infinitive:  # "for the liberation of X", seldom "for X liberation"
        score *= 1.4 if nested < 1 else 0.5
    for link in links:
        for article, weight in ((" ", 1 - 0.6 * the), (" the ", 0.4 + 0.6 * the)):
            core = f"{left.core} {link}{article}{right.english}"
            yield left._replace(core=core, score=score * weight, infinitive="")
        score *= 0.55


def apposed(left: Phrase, right: Phrase, score: float) -> Iterator[Phrase]:
    """Put a noun beside a definite one that cannot govern it: "front general command"."""
    yield left._replace(core=f"{left.core} {right.english}", score=score, infinitive="")
    core = f"{right.english} {left.core}"
    yield left._replace(core=core, score=score * 0.8, infinitive="")
    if not left.adjectives:
        yield left._replace(
            core=f"{left.core} of {right.english}", score=score * 0.3, infinitive=""
        )


def governed(left: Phrase, right: Phrase, doubt: float, *, definite: bool) -> Iterator[Phrase]:
    """Put a noun and what it governs together."""
    score = left.score * right.score * doubt
    inner = right.english
    if left.core.endswith("-"):  # counter-, anti-: written together
        yield Phrase((), f"{left.core}{inner}", score * 1.4, left.several)
        return
    if left.core in _COMPASS or left.core.replace(" and ", "") in _TWO_WAYS:
        for side in (left.core, re.sub(r"\w+", r"\g<0>ern", left.core.replace(" and ", " & "))):
            core = f"{side.replace('&', 'and')} {inner}"
            yield Phrase((), core, score * 1.2, left.several)
    named = left.core[:1].isupper() or left.core in _TITLES
    if named and right.core[:1].isupper():  # parts of one name
        yield left._replace(core=f"{left.core} {inner}", score=score * 1.3)
        if definite and not _NO_ARTICLE.match(inner):
            yield left._replace(core=f"{left.core} al-{inner}", score=score)
        score *= 0.3
    infinitive = ""
    the = _the(right, definite=definite)
    if left.infinitive:
        infinitive = f"{left.infinitive} {'the ' if the > 0.5 else ''}{inner}"
    nested = _NESTED.search(inner) is not None
    chained = _NESTED.search(left.core) is not None
    head = left.core.rsplit(" ", 1)[-1].lower()
    first = head in _FIRST
    compound = (0.7 if first else 1.0) * (0.15 if nested else 0.85 if " and " in inner else 1.0)
    of = (1.0 if first else 0.75) * (0.3 if chained else 1.0)

    def made(english: str, weight: float) -> Phrase:
        return Phrase(left.adjectives, english, score * weight, left.several, infinitive)

    if not chained:
        yield made(f"{inner} {left.core}", compound)
    yield made(f"{left.core} of {inner}", of * (1 - 0.6 * the))
    yield made(f"{left.core} of the {inner}", of * (0.4 + 0.6 * the))
    if head in _FOR and not inner[:1].isupper():
        yield made(f"{left.core} for {inner}", 0.3)
    if right.infinitive:
        yield made(f"{left.core} to {right.infinitive}", 0.3)
    if nested or chained:
        return
    if right.several and singular(inner) != inner:
        yield made(f"{singular(inner)} {left.core}", 0.3)
    mark = "'" if inner.endswith("s") else "'s"
    if not right.several:
        yield made(f"{inner}{mark} {left.core}", 0.22)


def with_article(left: Phrase, right: Phrase, doubt: float) -> Iterator[Phrase]:
    """Put a noun and a name that keeps the Arabic article together: "al-Aqsa soldiers"."""
    if right.core[:1].isupper() and not _NO_ARTICLE.match(right.core):
        score = left.score * right.score * doubt
        for english, weight in (
            (f"al-{right.core} {left.core}", 0.4),
            (f"{left.core} of al-{right.core}", 0.3),
        ):
            yield left._replace(core=english, score=score * weight, infinitive="")


def singular(words: str) -> str:
    """Return a phrase with its last noun, or each of two, in the singular.

    >>> singular("disasters and emergencies"), singular("press")
    ('disaster and emergency', 'press')
    """
    return " and ".join(_ONE.sub(_one, part) for part in words.split(" and "))


def _one(found: re.Match[str]) -> str:
    return {"ies": "y", "sses": "ss", "ches": "ch", "crises": "crisis"}.get(found[0], "")


def _the(right: Phrase, *, definite: bool) -> float:
    """How likely a governed phrase has "the", from 0 to 1."""
    if right.core[:1].isupper():
        return 0.7 if _NAMES_WITH_THE.search(right.core) else -0.4
    if not definite:
        return -0.4
    if right.infinitive:
        return 0.8
    if right.several:
        return 0.3
    return 0.0 if _ABSTRACT.search(_HEAD_END.split(right.core)[0]) else 0.8
