"""The nouns that say what a name is of, English and Arabic: governorate, airport, newspaper, movement.

An engine that puts a name into English word by word keeps such a noun beside it, "the Incinerator
Governorate"; so it is no part of the mistake, and stays when the name is put right.

>>> muharraq = Entry("place.muharraq", "place", "Muharraq", ("المحرق",))
>>> with_noun("Muharraq", "Incinerator Governorate", muharraq)
'Muharraq Governorate'
>>> with_noun("Muharraq", "city of the incinerator", muharraq)
'city of Muharraq'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from normalise.document import Span
from normalise.lexicon.entry import Entry
from normalise.script.arabic import without_article
from normalise.script.english import PLACE_NOUNS, takes_the

# Each with the Arabic that may stand before a name for it, the usual first.
_PLACES = {
    "airport": "مطار",
    "area": "منطقة",
    "base": "قاعدة",
    "bridge": "جسر",
    "camp": "مخيم معسكر",
    "city": "مدينة",
    "crossing": "معبر منفذ",
    "dam": "سد",
    "directorate": "مديرية",
    "district": "قضاء ناحية حي منطقة مديرية مركز لواء",
    "governorate": "محافظة ولاية",
    "heights": "مرتفعات هضبة",
    "hospital": "مستشفى",
    "island": "جزيرة",
    "lake": "بحيرة",
    "mosque": "مسجد جامع",
    "mountain": "جبل",
    "municipality": "بلدية",
    "neighborhood": "حي",
    "neighbourhood": "حي",
    "plateau": "هضبة",
    "port": "ميناء",
    "prison": "سجن",
    "province": "محافظة ولاية إقليم منطقة",
    "quarter": "حي",
    "refinery": "مصفاة مصفى",
    "region": "منطقة إقليم",
    "river": "نهر",
    "road": "طريق",
    "school": "مدرسة",
    "square": "ساحة ميدان",
    "state": "ولاية",
    "street": "شارع",
    "subdistrict": "ناحية",
    "town": "بلدة مدينة",
    "university": "جامعة",
    "valley": "وادي وادى",
    "village": "قرية بلدة",
}
_MEDIA = {"channel": "قناة", "magazine": "مجلة", "newspaper": "صحيفة جريدة"}
_BODIES = {
    "clan": "عشيرة",
    "forces": "قوات",
    "group": "جماعة مجموعة",
    "movement": "حركة",
    "organisation": "تنظيم منظمة هيئة",
    "organization": "تنظيم منظمة هيئة",
    "party": "حزب",
    "tribe": "قبيلة عشيرة",
    **_MEDIA,
}
# These stay with the name in Arabic, while in English the right name has them in its own way.
_IN_ARABIC = {
    "agency": "وكالة",
    "alliance": "تحالف",
    "apparatus": "جهاز",
    "army": "جيش",
    "authority": "هيئة سلطة مصلحة",
    "bank": "بنك مصرف",
    "battalion": "كتيبة",
    "battalions": "كتائب",
    "bloc": "كتلة",
    "brigade": "لواء",
    "brigades": "كتائب",
    "club": "نادي",
    "coalition": "تحالف ائتلاف",
    "commission": "هيئة لجنة مفوضية",
    "committee": "لجنة",
    "company": "شركة",
    "council": "مجلس",
    "court": "محكمة",
    "device": "جهاز",
    "front": "جبهة",
    "ministry": "وزارة",
    "service": "جهاز",
    "union": "اتحاد نقابة",
}
# These are part of what a name says, in English too, and only an entry tells whether Arabic has them.
_IN_BOTH = {
    "administration": "إدارة",
    "association": "جمعية رابطة اتحاد",
    "board": "مجلس هيئة",
    "bureau": "ديوان",
    "center": "مركز",
    "centre": "مركز",
    "corps": "فيلق سلاح",
    "department": "دائرة إدارة",
    "diwan": "ديوان",
    "foundation": "مؤسسة",
    "fund": "صندوق",
    "judiciary": "قضاء",
    "law": "قانون",
    "militia": "ميليشيا مليشيا",
    "militias": "ميليشيات مليشيات",
    "network": "شبكة",
    "office": "ديوان",  # as a part of a name; what else is called an office has its own title
    "society": "جمعية",
    "water": "مياه",
}
_ALL = {**_PLACES, **_BODIES, **_IN_ARABIC, **_IN_BOTH}
_ARABIC = frozenset(
    arabic
    for nouns in (_PLACES, _BODIES, _IN_ARABIC)
    for arabic in " ".join(nouns.values()).split()
)
# What the units of a country are called in its own Arabic, where it is not the usual word.
_REGIONAL = {
    "district": {"IQ": "قضاء", "LB": "قضاء", "YE": "مديرية"},
    "governorate": {"DZ": "ولاية", "TN": "ولاية"},
    "province": {"DZ": "ولاية", "MA": "إقليم", "SA": "منطقة", "TN": "ولاية", "TR": "ولاية"},
    "region": {"SA": "منطقة"},
    "state": {"DZ": "ولاية", "SD": "ولاية", "TN": "ولاية"},
}
# Other names of what a place is, also as they are spelled: "Hay el-Sellom" needs no "neighbourhood".
_SAID_ALREADY = re.compile(
    r"\b(?:checkpoint|desert|front|roundabout|way|via|current|tv|hay|jabal|jebel|wadi|oued"
    r"|(?:kata.?ib|saraya|liwa|jaysh|harakat|hizb|hezb\w*|tanzim|jama.?at|quww?at|hayat|tayyar)(?= ))\b",
    re.IGNORECASE,
)


class Noun(NamedTuple):
    """Such a noun beside a name, and the stretch of both."""

    span: Span
    word: str


def _ends(nouns: dict[str, str]) -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0-]({'|'.join(nouns)})$", re.IGNORECASE)


_PLACE_LAST, _BODY_LAST = _ends(_PLACES), _ends(_BODIES)
_PLACE_FIRST = re.compile(rf"(?:the )?(({'|'.join(_PLACES)}) of )", re.IGNORECASE)


def _beside(nouns: Iterable[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds one of some nouns behind a name, and before it."""
    some = "|".join(nouns)
    return (
        re.compile(rf"[ \u00a0-]({some})(?![\w-])", re.IGNORECASE),
        re.compile(rf"(?<![\w-])({some}) of (?:the )?$", re.IGNORECASE),
    )


_PLACE_BESIDE, _ANY_BESIDE = _beside(_PLACES), _beside(_ALL)
_REACH = 24  # code points: the longest of these before a name


def arabic_of(word: str) -> tuple[str, ...]:
    """Return what may stand in Arabic for such a noun, the usual first.

    >>> arabic_of("Quarter") == ("حي",)
    True
    """
    return tuple(_ALL.get(word.lower(), "").split())


def is_noun(arabic: str) -> bool:
    """Tell whether an Arabic word without article is such a noun.

    >>> is_noun("محافظة"), is_noun("محافظ")
    (True, False)
    """
    return arabic in _ARABIC


def arabic_in(word: str, regions: Sequence[str]) -> str | None:
    """Return what stands before the name of a place for such a noun; None where it is open.

    >>> arabic_in("province", ["TN"]) == "ولاية", arabic_in("town", []) == "بلدة"
    (True, True)
    >>> arabic_in("district", ["EG"]) is None
    True
    """
    regional = _REGIONAL.get(word.lower(), {})
    for region in regions:
        if region in regional:
            return regional[region]
    open_ = word.lower() in ("district", "region", "state")
    return None if open_ else next(iter(arabic_of(word)), None)


def noun_beside(text: str, span: Span, *, of_place: bool = True) -> Noun | None:
    """Return the noun for a kind of place, or for anything, right beside a name, and where both stand.

    >>> noun_beside("in the city of Homs", Span(15, 19))
    Noun(span=Span(start=7, end=19), word='city')
    >>> noun_beside("Homs governorate", Span(0, 4)).word, noun_beside("Homs falls", Span(0, 4))
    ('governorate', None)
    """
    pattern_behind, pattern_before = _PLACE_BESIDE if of_place else _ANY_BESIDE
    behind = pattern_behind.match(text, span.end)
    if behind:
        return Noun(Span(span.start, behind.end()), behind[1])
    reach = max(0, span.start - _REACH)
    before = pattern_before.search(text[reach : span.start])
    if before:
        return Noun(Span(reach + before.start(), span.end), before[1])
    return None


def with_noun(right: str, words: str, entry: Entry) -> str:
    """Return a right name with the noun that the wrong words have beside it.

    Without it where the name says so already, or where the noun is part of the Arabic name, so that the
    right name has it in its own way.

    >>> with_noun("Wadi Araba", "Arab valley", Entry("place.a", "place", "Wadi Araba", ("وادي عربة",)))
    'Wadi Araba'
    >>> with_noun("As-Safir", "Ambassador newspaper", Entry("org.a", "organisation", "As-Safir", ("السفير",)))
    'As-Safir newspaper'
    """
    if entry.kind == "place":
        last, first = _PLACE_LAST.search(words), _PLACE_FIRST.match(words)
        noun = last[1] if last else first[2] if first else ""
    elif entry.kind in ("organisation", "group"):
        last, first = _BODY_LAST.search(words), None
        noun = last[1] if last else ""
    else:
        return right
    if not noun or not right or _says_already(right, noun, entry):
        return right
    whole = f"{first[1]}{right}" if first and not last else f"{right} {noun}"
    return right if whole.casefold() == words.casefold() else whole  # there the noun is the mistake


def says_what_it_is(name: str) -> bool:
    """Tell whether a name has a noun that says what it is of.

    >>> says_what_it_is("Wadi Araba"), says_what_it_is("Homs Governorate"), says_what_it_is("Homs")
    (True, True, False)
    """
    words = name.lower().replace("-", " ").split()
    return bool(_SAID_ALREADY.search(name)) or any(
        word in PLACE_NOUNS or word in _BODIES or word in _PLACES for word in words
    )


def _says_already(right: str, noun: str, entry: Entry) -> bool:
    if says_what_it_is(right) or (entry.kind != "place" and takes_the(right)):
        return True
    if noun.lower() in _MEDIA or not entry.arabic:
        return False
    of_name = [without_article(word) for word in entry.arabic[0].split()]
    return any(word in of_name for word in arabic_of(noun))
