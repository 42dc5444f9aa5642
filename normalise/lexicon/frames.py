"""Words that only a place has beside it: "the city of chickpeas", "the Corner refinery".

The name of a place is often a word, and engines put it into English: Homs as "chickpeas". Alone such a
word is everyday English; what stands around it may tell that it is a place.

>>> frames("He fled the city of chickpeas.", Span(20, 29)), frames("He ate chickpeas.", Span(7, 16))
(True, False)
"""

from __future__ import annotations

import re

from normalise.document import Span

_PLACES = (
    "airport|camp|city|countryside|crossing|directorate|district|governorate|municipality|neighbou?rhood"
    "|prison|province|refinery|subdistrict|town|village"
)
# A place has a centre, outskirts and a north; little else has them.
_PARTS = (
    "centre|center|east|entrances?|north|northeast|northwest|outskirts|residents|south|southeast|southwest"
    "|suburbs?|vicinity|west"
)
_BEFORE = re.compile(rf"\b(?:{_PLACES}|{_PARTS})s? of $", re.IGNORECASE)
_BEHIND = re.compile(rf"[ -](?:{_PLACES})s?\b", re.IGNORECASE)
_KINDS = frozenset(
    word
    for kind in _PLACES.replace("neighbou?rhood", "neighbourhood|neighborhood").split("|")
    for word in (kind, f"{kind}s")
)
_REACH = 20  # code points: the longest of these words, and more


def frames(text: str, span: Span) -> bool:
    """Tell whether the words around a span say that it is a place."""
    before = text[max(0, span.start - _REACH) : span.start]
    if before[-4:].lower() == " of " and _BEFORE.search(before):
        return True
    return _BEHIND.match(text, span.end) is not None


def may_frame(folded: str, start: int, end: int) -> bool:
    """Tell at once, by the folded copy, where nothing around a form can say that it is a place.

    The form stands there with the spaces around it.

    >>> may_frame(" the city of chickpeas ", 12, 23), may_frame(" he ate chickpeas ", 7, 18)
    (True, False)
    """
    if folded.startswith(" of ", start - 3):
        return True
    return folded[end : folded.find(" ", end)] in _KINDS
