"""Words that only a place has beside it: "the city of chickpeas", "the Corner refinery", "the Short, a town".

The name of a place is often a word, and engines put it into English: Homs as "chickpeas". Alone such a
word is everyday English; what stands around it may tell that it is a place.

>>> frames("He fled the city of chickpeas.", Span(20, 29)), frames("He ate chickpeas.", Span(7, 16))
(True, False)
>>> frames("The army took the Short, a town near Homs.", Span(14, 23))
True
>>> frames("A tomb was found in the Shortest.", Span(20, 32)), frames("It is in the Shortest Way.", Span(9, 21))
(True, False)
"""

from __future__ import annotations

import re

from normalise.document import Span

_PLACES = (
    "airport|camp|city|countryside|crossing|directorate|district|governorate|municipality|neighbou?rhood"
    "|oasis|prison|province|refinery|subdistrict|town|village"
)
# A place has a centre, outskirts and a north; little else has them.
_PARTS = (
    "centre|center|east|entrances?|north|northeast|northwest|outskirts|residents|south|southeast|southwest"
    "|suburbs?|vicinity|west"
)
# Where a capital says that it is a name, less is enough: what it is, where it lies, who fights there.
_WAR = (
    "assault|attack|axis|axes|battles?|blockade|bombardment|bombing|capture|clashes|countryside|fall|fronts?"
    "|liberation|people|recapture|shelling|siege|sons|storming"
)
_NAMED_BEFORE = re.compile(rf"\b(?:{_WAR}) (?:of|on|in) $", re.IGNORECASE)
_QUOTE = r"[\"'\u201d\u2019]?"
_WHERE = r"(?:,| (?:of|in|near|on)\b)"
_SIDE_OF = r"(?:just )?(?:north|south|east|west)(?:east|west)?(?:ern)? of [A-Z]"
_NAMED_BEHIND = re.compile(
    rf"{_QUOTE},? (?:"
    rf"(?:the|an?) (?:[a-z-]+ ){{0,2}}(?:{_PLACES}|capital|cent(?:er|re)|stronghold){_WHERE}"
    rf"|{_SIDE_OF})"
)
# Behind a comma enough is said without a capital: "near the existing, in Anbar province".
_APPOSED_BEHIND = re.compile(
    rf"{_QUOTE}, (?:"
    rf"(?:the|an?) (?:[A-Za-z-]+ ){{0,2}}(?:{_PLACES}){_WHERE}"
    r"|(?:the )?(?:[a-z]+ )?capital of [A-Z]"
    r"|in (?:the )?[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+)? (?:countryside|district|governorate|province)\b"
    rf"|{_SIDE_OF})"
)
# No English: "in northern the Involved".
_SIDES = "eastern northern southern western".split()
_TURNED = re.compile(rf"\b(?:{'|'.join(_SIDES)}) $")
# Or where what happens happens: "killed in the Shortest.", "captured the Hurdle and". In a headline, where
# all words have capitals, it tells nothing.
_WITHIN = "around between in inside into near outside through toward towards".split()
_TAKEN = (
    "besieged bombed captured control controls entered liberated reached recaptured retook seized shelled "
    "stormed"
).split()
_LOCATED = re.compile(rf"(?:\b[a-z]+,? (?:{'|'.join(_WITHIN)})|\b(?:{'|'.join(_TAKEN)})) $")
_ENDED = re.compile(
    rf"{_QUOTE}(?:[.,;:)](?!\w)|\s*$"
    r"| (?:after|and|as|before|by|during|for|has|have|in|on|that|to|was|were|when|where|which|while|who|with)\b)"
)
_APPOSED = frozenset(
    "the a an capital in just north south east west northeast northwest southeast southwest".split()
)
_BEFORE = re.compile(rf"\b(?:{_PLACES}|{_PARTS})s? of $", re.IGNORECASE)
_BEHIND = re.compile(rf"[ -](?:{_PLACES})s?\b", re.IGNORECASE)
_KINDS = frozenset(
    word
    for kind in _PLACES.replace("neighbou?rhood", "neighbourhood|neighborhood").split("|")
    for word in (kind, f"{kind}s")
)
_INTO = ("from", "of", "on", "to", *_WITHIN)
_LEADS = tuple(f" {word} " for word in ("and", *_INTO, *_SIDES, *_TAKEN))
# What joins the places of a list, and what leads into it: "the highlands of the courtyard, Asir and Jazan".
_JOINED = re.compile(r"(?:, (?:and )?| and )(?:the )?")
_NAMED = re.compile(r"the |(?![A-Z][a-z]+day\b)[A-Z]")
_INTO_LIST = re.compile(rf"\b(?:{'|'.join(_INTO)}) (?:the )?$")
_REACH = 24  # code points: the longest of these words, and more


def frames(text: str, span: Span) -> bool:
    """Tell whether the words around a span say that it is a place."""
    before = text[max(0, span.start - _REACH) : span.start]
    if before[-4:].lower() == " of " and _BEFORE.search(before):
        return True
    if _BEHIND.match(text, span.end) or _APPOSED_BEHIND.match(text, span.end):
        return True
    if text.startswith("the ", span.start) and _TURNED.search(before):
        return True
    named = text[span.start : span.end].rpartition(" ")[2][:1].isupper()
    return named and bool(
        _NAMED_BEFORE.search(before)
        or _NAMED_BEHIND.match(text, span.end)
        or (_ENDED.match(text, span.end) and _LOCATED.search(before))
    )


def listed(text: str, span: Span, other: Span) -> bool:
    """Tell whether a span and a place stand in one list that something of place leads into.

    Only a word with its article, or with a capital: "in visit and Aleppo" is a slip.

    >>> text = "The road between Mogadishu and the essence was opened."
    >>> listed(text, Span(31, 42), Span(17, 26)), listed(text, Span(31, 42), Span(4, 8))
    (True, False)
    """
    first, second = sorted((span, other))
    named = _NAMED.match(text, span.start) or text.endswith("the ", 0, span.start)
    return bool(
        named
        and second.start - first.end < _REACH
        and _JOINED.fullmatch(text[first.end : second.start])
        and _INTO_LIST.search(text[max(0, first.start - _REACH) : first.start])
    )


def may_frame(folded: str, start: int, end: int) -> bool:
    """Tell at once, by the folded copy, where nothing around a form can say that it is a place.

    The form stands there with the spaces around it.

    >>> may_frame(" the city of chickpeas ", 12, 23), may_frame(" he ate chickpeas ", 7, 18)
    (True, False)
    """
    if folded.endswith(_LEADS, 0, start + 1):
        return True
    behind = folded[end : folded.find(" ", end)]
    return behind in _KINDS or behind in _APPOSED
