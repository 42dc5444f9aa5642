"""Choose, of the Arabic forms of a term, the one that its English wording stands for.

An entry lists the singular and the plural, with and without the article, as news writes them. English
shows number by its ending and the article by "the"; of the forms that the entry has, the one that
agrees best is taken, and the usual one where nothing agrees better. So the choice is never a form
that the entry does not give, but for the other case of a sound plural.

Arabic plurals are told by their endings and by the commonest patterns of broken plurals. That is a
guess, and enough for choosing among the few forms of one concept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from normalise.document import Span
from normalise.script.arabic import bones, without_article
from normalise.script.english import is_several
from normalise.script.latin import opens_sentence

_BROKEN_PLURAL = re.compile(
    r"(?:[^ما ].ا.ي?[^ةي]"  # fa'alil: قنابل, صواريخ, عناصر; not بطاقة, عراقي
    r"|م.ا.ي?."  # mafa'il: معابر, منافذ
    r"|[أآ]..ا."  # af'al: أحزاب
    r"|[أآ]..[^ي]?[ةى]"  # af'ila, fa'la: أسلحة, أدلة, أسرى
    r"|.{2,3}[بزرشلنكمطفد]اء)"  # fu'ala': شهداء, خبراء
)
_VERBAL_NOUN = re.compile("ت..ين")  # تعيين, توطين: no plurals
# Plurals whose patterns singulars share: هجوم, وجود; كتاب, سلام.
_PLURALS = frozenset(
    "بنوك بيوت جنود جهود حدود حروب حشود حقوق حقول خطوط رسوم ردود سجون سيول شعوب شهود شيوخ صفوف "
    "ظروف عقود قيود ملوك نصوص وفود أراضي أهالي ضواحي كراسي ليالي نواحي "
    "تجار ثوار جناة جرحى حراس دعاة سكان شبان ضباط طلاب عمال قتلى قضاة كبار مرضى نواب".split()
)
# Singulars that have the shape of a plural.
_SINGULAR = frozenset(
    "محافظ مقاتل مساعد محارب مراقب معارض مهاجم مناصر قانون تأمين سكين مسكين مليون تلفزيون "
    "إفلات ثبات نبات فلسطين هجوم وجود لواء إجراء آلية أزمة أسرة أستاذ".split()
)
_THE = re.compile(
    r"(?<![^\W_])(?:the|its|his|her|their|our)(?:[ -]+[\w'’-]+){0,2}[ ]*$", re.IGNORECASE
)
_INDEFINITE = re.compile(
    r"(?<![^\W_])(?:an?|another|each|every|some|any|many|several|two|three|four|five|six|seven|eight|nine|ten|\d[\d,.]*"
    r"|dozens of|hundreds of)(?:[ -]+[\w'’-]+)?[ ]*$",
    re.IGNORECASE,
)
# A bare plural that something was done to may be indefinite in Arabic too: "dropped barrel bombs". In UN and
# FLORES rows it is as often as not; behind prepositions and elsewhere it is rather definite.
_DONE_TO = re.compile(
    r"(?<![^\W_])(?:[a-z]+ed|fought|found|held|hit|lost|made|met|saw|sent|set|shot|threw|took|using) $",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:about|against|among|as|at|between|by|for|from|in|including|like|of|on|over|to|under|with)"
    r"(?: (?:all|his|its|many|some|the|their|these|those))?(?: [\w-]+)? ?$",
    re.IGNORECASE,
)
ENDS_IN_OF = re.compile(r" of(?: the)?$", re.IGNORECASE)
_GLUE = frozenset("a al an and el for in of on the to".split())
_OF_RANK = re.compile(r"\branks? of [\w'’ -]+$", re.IGNORECASE)  # برتبة رائد
_LOOK_BACK = 32


def as_worded(forms: Sequence[str], text: str, span: Span, *, right: bool = False) -> str:
    """Return the form that agrees with the number and the article of the English at `span`.

    What has no article in English nearly always has one in Arabic. `right`: the English is a right one,
    so that of "violations" and "human rights violations" each has its own Arabic.

    >>> forms = ["عبوة ناسفة", "عبوات ناسفة", "العبوة الناسفة", "العبوات الناسفة"]
    >>> text = "The explosive canisters went off."
    >>> as_worded(forms, text, Span(4, 23)) == "العبوات الناسفة"
    True
    >>> as_worded(forms, "An explosive canister went off.", Span(3, 21)) == "عبوة ناسفة"
    True
    """
    with_article, without = _agreeing(tuple(forms), span.of(text), right)
    if ENDS_IN_OF.search(text, *span):
        chosen = governing(with_article, forms) if " " in with_article else without
    elif with_article != without and (
        _is_governing(text, span, with_article) or _is_indefinite(text, span)
    ):
        chosen = without
    else:
        chosen = with_article
    return governed(chosen, forms, text, span)


def _is_governing(text: str, span: Span, form: str) -> bool:
    """Whether a noun alone goes on with "of", so that in Arabic another follows and it has no article."""
    return " " not in form and text.startswith((" of ", " of\n"), span.end)


def governing(form: str, forms: Sequence[str]) -> str:
    """Return the form of several words that end in "of", so that in Arabic a noun follows: إخلاء سبيل.

    Where none of the forms is so, another word stands between, as in إلقاء القبض على. A noun with its
    adjective keeps both articles.

    >>> forms = ["إخلاء السبيل", "إخلاء سبيل"]
    >>> governing(forms[0], forms) == "إخلاء سبيل", governing(forms[0], forms[:1]) == "إخلاء السبيل"
    (True, True)
    >>> forms = ["القوات المسلحة", "قوات مسلحة"]
    >>> governing(forms[0], forms) == "القوات المسلحة"
    True
    """
    before, _, last = form.rpartition(" ")
    other = f"{before} {last.removeprefix('ال')}"
    return other if other in forms else form


@lru_cache(maxsize=4_096)
def _agreeing(forms: tuple[str, ...], words: str, right: bool) -> tuple[str, str]:
    """The usual form that agrees in number, with its article and without, so far as there are such.

    Where no form agrees in number, all are as good; of right English none that says more.
    """
    several, count = is_several(words), _count(words) if right else 0
    good = [form for form in forms if _is_plural(form) == several] or list(forms)
    usual = good[0]
    if count and len(usual.split()) > count:
        short = (form for form in (*good, *forms) if len(form.split()) == count)
        usual = next(short, usual)
    near = [*like(usual, good), *(form for form in good if len(form.split()) == count)]
    with_article = next((form for form in near if _has_article(form)), usual)
    without = next((form for form in near if not _has_article(form)), usual)
    return with_article, without


def as_long(form: str, forms: Sequence[str], words: str) -> str:
    """Return the form of a name that has as many words as right English; the given one where none has.

    >>> forms = ["سوريا", "الجمهورية العربية السورية"]
    >>> as_long("سوريا", forms, "Syrian Arab Republic") == "الجمهورية العربية السورية"
    True
    >>> as_long("سوريا", forms, "Syria") == "سوريا"
    True
    """
    count = _count(words)
    if words.isupper() or len(form.split()) == count:
        return form
    return next((other for other in forms if len(other.split()) == count), form)


def governed(form: str, forms: Sequence[str], text: str, span: Span) -> str:
    """Return the form of a plural that stands behind a preposition (مقاتلين) or begins a sentence (مقاتلون).

    >>> forms = ["مقاتلون", "مقاتلين"]
    >>> governed("مقاتلون", forms, "a group of fighters", Span(11, 19)) == "مقاتلين"
    True
    """
    behind, opening = _ended(form, "ون", "ين"), _ended(form, "ين", "ون")
    if behind != form and (behind in forms or _is_sound_plural(form, span.of(text))):
        return behind if _is_governed(text, span) else form
    if opening != form and opening in forms and opens_sentence(text, span.start):
        return form if _is_governed(text, span) else opening
    return form


def _is_sound_plural(form: str, words: str) -> bool:
    """Whether a form in ون is surely a plural, so that it has another one in ين: no debts, no prisons."""
    head = _head(form)
    return len(head) > 5 and head.endswith("ون") and is_several(words)


def _is_governed(text: str, span: Span) -> bool:
    """Whether something governs the words: a preposition, or a verb whose object they are."""
    before = (max(0, span.start - _LOOK_BACK), span.start)
    return any(pattern.search(text, *before) for pattern in (_PREPOSITION, _DONE_TO))


@lru_cache(maxsize=4_096)
def _ended(form: str, ending: str, other: str) -> str:
    return " ".join(
        word.removesuffix(ending) + other if len(word) > 4 and word.endswith(ending) else word
        for word in form.split()
    )


def like(form: str, forms: Sequence[str]) -> list[str]:
    """Return those of the forms that differ from one form by their articles only.

    >>> like("المغردين", ["مغرد", "مغردين", "المغردين"]) == ["مغردين", "المغردين"]
    True
    """
    bare = _without_articles(form)
    return [other for other in forms if _without_articles(other) == bare] or [form]


def akin(form: str, forms: Sequence[str]) -> list[str]:
    """Return those of the forms that share their firm letters with one: its singular, its plural.

    >>> akin("راجمة صواريخ", ["قاذفة صواريخ", "راجمة صواريخ", "راجمات صواريخ"])
    ['راجمة صواريخ', 'راجمات صواريخ']
    """
    wanted = bones(form)
    return [other for other in forms if bones(other) == wanted] or [form]


def _without_articles(form: str) -> list[str]:
    return [word.removeprefix("ال") for word in form.split()]


def _is_indefinite(text: str, span: Span) -> bool:
    """Whether the English says "a", or some of many."""
    words = span.of(text).lower()
    if words.startswith("the "):
        return False
    before = text[max(0, span.start - _LOOK_BACK) : span.start]
    if _OF_RANK.search(before + span.of(text)):
        return True
    said = (
        words.startswith(("a ", "an "))
        or _INDEFINITE.search(before) is not None
        or (is_several(words) and _DONE_TO.search(before) is not None)
    )
    return said and not _THE.search(before)


@lru_cache(maxsize=4_096)
def _count(words: str) -> int:
    """The words that have a meaning of their own."""
    return sum(word not in _GLUE for word in re.split(r"[\s-]+", words.lower()))


def _head(form: str) -> str:
    """The first word, without its article."""
    return without_article(form.split(maxsplit=1)[0])


def _has_article(form: str) -> bool:
    return form.startswith("ال") or " ال" in form


def _is_plural(form: str) -> bool:
    head = _head(form)
    if head in _SINGULAR or head in _PLURALS:
        return head in _PLURALS
    if head.endswith("ات") and len(head) > 3:
        return True
    if head.endswith(("ون", "ين")) and len(head) > 4:
        return not _VERBAL_NOUN.fullmatch(head)
    return bool(_BROKEN_PLURAL.fullmatch(head))
