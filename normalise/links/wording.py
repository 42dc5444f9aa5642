"""Choose, of the Arabic forms of a term, the one that its English wording stands for.

An entry lists the singular and the plural, with and without the article, as news writes them. English
shows number by its ending and the article by "the"; of the forms that the entry has, the one that
agrees best is taken, and the usual one where nothing agrees better. So the choice is never a form
that the entry does not give.

Arabic plurals are told by their endings and by the commonest patterns of broken plurals. That is a
guess, and enough for choosing among the few forms of one concept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from normalise.document import Span
from normalise.script.arabic import without_article
from normalise.script.english import plural

_BROKEN_PLURAL = re.compile(
    r"(?:[^ما ].ا.ي?[^ة]"  # fa'alil: قنابل, صواريخ, عناصر; not بطاقة
    r"|م.ا.ي?."  # mafa'il: معابر, منافذ
    r"|[أآ]..ا."  # af'al: أحزاب
    r"|[أآ]..[^ي]?[ةى]"  # af'ila, fa'la: أسلحة, أدلة, أسرى
    r"|.{2,3}[بزرشلنكمطفد]اء)"  # fu'ala': شهداء, خبراء
)
# Plurals of the pattern fu'ul, which many verbal nouns share: هجوم, وجود.
_FUUL = frozenset(
    "بنوك بيوت جنود جهود حدود حروب حشود حقوق حقول خطوط رسوم ردود سجون سيول شعوب شهود شيوخ صفوف "
    "ظروف عقود قيود ملوك نصوص وفود".split()
)
# Singulars that have the shape of a plural.
_SINGULAR = frozenset(
    "محافظ مقاتل مساعد محارب مراقب معارض مهاجم مناصر قانون تأمين سكين مسكين مليون تلفزيون "
    "فلسطين هجوم وجود لواء إجراء آلية أزمة أسرة أستاذ".split()
)
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
    "port": "ميناء",
    "prison": "سجن",
    "province": "محافظة",
    "quarter": "حي",
    "refinery": "مصفاة",
    "river": "نهر",
    "school": "مدرسة",
    "square": "ساحة",
    "town": "بلدة",
    "university": "جامعة",
}
_THE = re.compile(
    r"(?<![^\W_])(?:the|its|his|her|their|our)(?:[ -]+[\w'’-]+){0,2}[ ]*$", re.IGNORECASE
)
_INDEFINITE = re.compile(
    r"(?<![^\W_])(?:an?|another|some|any|many|several|two|three|four|five|six|seven|eight|nine|ten|\d[\d,.]*"
    r"|dozens of|hundreds of)(?:[ -]+[\w'’-]+)?[ ]*$",
    re.IGNORECASE,
)
_LOOK_BACK = 32


def as_worded(forms: Sequence[str], text: str, span: Span) -> str:
    """Return the form that agrees with the number and the article of the English at `span`.

    >>> forms = ["عبوة ناسفة", "عبوات ناسفة", "العبوة الناسفة", "العبوات الناسفة"]
    >>> text = "The explosive canisters went off."
    >>> as_worded(forms, text, Span(4, 23)) == "العبوات الناسفة"
    True
    >>> as_worded(forms, "An explosive canister went off.", Span(3, 21)) == "عبوة ناسفة"
    True
    """
    usual, with_article, without = _agreeing(tuple(forms), _is_several(span.of(text)))
    if with_article == without:
        return usual  # what the English says of the article cannot change it
    definite = _is_definite(text, span)
    return usual if definite is None else with_article if definite else without


@lru_cache(maxsize=16_384)
def _agreeing(forms: tuple[str, ...], several: bool) -> tuple[str, str, str]:
    """The first form that agrees in number, with the article if one has it, without if one has not.

    Where no form agrees in number, all are as good.
    """
    good = [form for form in forms if _is_plural(form) == several] or list(forms)
    with_article = next((form for form in good if _has_article(form)), good[0])
    without = next((form for form in good if not _has_article(form)), good[0])
    return good[0], with_article, without


def like(form: str, forms: Sequence[str]) -> list[str]:
    """Return those of the forms that differ from one form by their articles only.

    >>> like("المغردين", ["مغرد", "مغردين", "المغردين"]) == ["مغردين", "المغردين"]
    True
    """
    bare = _without_articles(form)
    return [other for other in forms if _without_articles(other) == bare] or [form]


def _without_articles(form: str) -> list[str]:
    return [word.removeprefix("ال") for word in form.split()]


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


@lru_cache(maxsize=16_384)
def _is_several(words: str) -> bool:
    last = re.split(r"[\s-]", re.split(r" (?:of|for|in|to|from|at|by|with)\b", words)[0])[
        -1
    ].lower()
    return last.endswith(("men", "people", "children")) or (
        plural(last) is None and last.endswith("s")
    )


def _is_definite(text: str, span: Span) -> bool | None:
    """Whether the English says "the"; None where it says neither."""
    words = span.of(text).lower()
    before = text[max(0, span.start - _LOOK_BACK) : span.start]
    if words.startswith("the ") or _THE.search(before):
        return True
    if words.startswith(("a ", "an ")) or _INDEFINITE.search(before) or _is_several(words):
        return False
    return None


def _has_article(form: str) -> bool:
    return form.startswith("ال") or " ال" in form


def _is_plural(form: str) -> bool:
    head = form.split(maxsplit=1)[0]
    if head.startswith("ال") and len(head) > 4:
        head = head[2:]
    if head in _SINGULAR or head in _FUUL:
        return head in _FUUL
    if len(head) > 4 and head.endswith(("ات", "ون", "ين")):
        return True
    return bool(_BROKEN_PLURAL.fullmatch(head))
