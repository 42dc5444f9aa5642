"""The noun that stands before a name in Arabic where its English has one: حركة حماس, "the Hamas movement"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from normalise.document import Span
from normalise.script.arabic import without_article

# English nouns that name a kind of thing, and the Arabic that stands before the name for them.
_KINDS = {
    "airport": "مطار",
    "alliance": "تحالف",
    "army": "جيش",
    "base": "قاعدة",
    "battalion": "كتيبة",
    "battalions": "كتائب",
    "bloc": "كتلة",
    "bridge": "جسر",
    "brigade": "لواء",
    "brigades": "كتائب",
    "camp": "مخيم",
    "channel": "قناة",
    "coalition": "تحالف",
    "company": "شركة",
    "crossing": "معبر",
    "dam": "سد",
    "front": "جبهة",
    "governorate": "محافظة",
    "heights": "مرتفعات",
    "hospital": "مستشفى",
    "island": "جزيرة",
    "mosque": "مسجد",
    "mountain": "جبل",
    "movement": "حركة",
    "neighborhood": "حي",
    "neighbourhood": "حي",
    "newspaper": "صحيفة",
    "organisation": "تنظيم",
    "organization": "تنظيم",
    "party": "حزب",
    "plateau": "هضبة",
    "port": "ميناء",
    "prison": "سجن",
    "province": "محافظة",
    "quarter": "حي",
    "refinery": "مصفاة",
    "river": "نهر",
    "school": "مدرسة",
    "square": "ساحة",
    "state": "ولاية",
    "town": "بلدة",
    "university": "جامعة",
    "village": "قرية",
}

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


def with_its_noun(forms: Sequence[str], words: str) -> str:
    """Return the form of a name that has the noun which its English has, as "camp" or "movement".

    >>> with_its_noun(["حماس", "حركة حماس"], "enthusiasm movement") == "حركة حماس"
    True
    >>> with_its_noun(["حماس", "حركة حماس"], "Hamas") == "حماس"
    True
    """
    return _with_its_noun(tuple(forms), words)


@lru_cache(maxsize=16_384)
def _with_its_noun(forms: tuple[str, ...], words: str) -> str:
    nouns = {_KINDS.get(word) for word in re.split(r"[\s-]", words.lower())}
    return next(
        (
            form
            for form in forms
            if " " in form and without_article(form.split(maxsplit=1)[0]) in nouns
        ),
        forms[0],
    )
