"""An office with its body: "head of the Supreme Council of Judges" is رئيس مجلس القضاء الأعلى.

Of what overlaps the body alone may be in the lexicon, which cannot list each office of each body. Both
languages build the whole the same way, so it is put together, where the noun that the body begins with
says which office it can have: a council has a رئيس, a directorate a مدير, a division a قائد.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache

from normalise.document import Link, Span
from normalise.script.arabic import without_article

AS_BUILT = 0.9  # the office might be put into other words: الناطق beside المتحدث
BODY_KINDS = frozenset({"organisation", "group", "term"})

_CHAIRED = frozenset(
    "ائتلاف اتحاد برلمان بلدية بنك تجمع تحالف تيار جامعة جبهة جمعية جهاز حركة حزب حكومة دائرة ديوان رابطة "
    "سلطة شركة صندوق غرفة كتلة لجنة مؤتمر مؤسسة مجلس مجمع محكمة مصرف مفوضية منظمة نقابة هيئة وكالة".split()
)
_PARTIES = frozenset("ائتلاف تحالف تنظيم تيار جبهة جماعة حركة حزب كتلة".split())
_DIRECTED = frozenset("إدارة قناة متحف مدرسة مديرية مركز مستشفى معهد مكتب".split())
_MANAGED = _DIRECTED | frozenset("بنك جهاز دائرة شركة صندوق مؤسسة هيئة وكالة".split())
_ARMED = frozenset("جيش حرس سرايا شرطة فرقة فوج فيلق قوات كتائب كتيبة لواء".split())
_ANY = _CHAIRED | _PARTIES | _DIRECTED | _ARMED | frozenset({"وزارة"})

# What stands before the body, and the nouns of the bodies that can have it; the first that fits.
_OFFICES: dict[str, tuple[tuple[str, Set[str]], ...]] = {
    "chairman": (("رئيس ", _CHAIRED),),
    "chief": (("رئيس ", _CHAIRED), ("قائد ", _ARMED)),
    "chief of staff": (("رئيس أركان ", {"جيش", "قوات"}),),
    "commander": (("قائد ", _ARMED),),
    "coordinator": (("منسق ", _CHAIRED),),
    "dean": (("عميد ", {"كلية"}),),
    "deputy chairman": (("نائب رئيس ", _CHAIRED),),
    "deputy commander": (("نائب قائد ", _ARMED),),
    "deputy director": (("نائب مدير ", _MANAGED),),
    "deputy head": (("نائب رئيس ", _CHAIRED),),
    "deputy speaker": (("نائب رئيس ", {"برلمان", "مجلس"}),),
    "director": (("مدير ", _MANAGED),),
    "director general": (("المدير العام ل", _MANAGED),),
    "founder": (("مؤسس ", _PARTIES | {"جمعية"}),),
    "general secretary": (("الأمين العام ل", _CHAIRED),),
    "governor": (("محافظ ", {"بنك", "مصرف"}),),
    "head": (("رئيس ", _CHAIRED), ("مدير ", _DIRECTED), ("قائد ", _ARMED)),
    "leader": (("زعيم ", _PARTIES), ("قائد ", _ARMED)),
    "manager": (("مدير ", _MANAGED),),
    "member": (("عضو ", _CHAIRED),),
    "members": (("أعضاء ", _CHAIRED),),
    "official spokesman": (("المتحدث الرسمي باسم ", _ANY),),
    "president": (("رئيس ", _CHAIRED),),
    "rapporteur": (("مقرر ", {"لجنة"}),),
    "representative": (("ممثل ", _ANY),),
    "secretary general": (("الأمين العام ل", _CHAIRED),),
    "speaker": (("رئيس ", {"برلمان", "مجلس"}),),
    "speaker in the name": (("المتحدث باسم ", _ANY),),
    "spokesman": (("المتحدث باسم ", _ANY),),
    "spokesperson": (("المتحدث باسم ", _ANY),),
    "spokeswoman": (("المتحدثة باسم ", _ANY),),
    "undersecretary": (("وكيل ", {"وزارة"}),),
    "vice chairman": (("نائب رئيس ", _CHAIRED),),
    "vice president": (("نائب رئيس ", _CHAIRED),),
}
_NAMES = "|".join(
    name.replace(" ", "[ -]") for name in sorted(_OFFICES, key=lambda name: (-len(name), name))
)
_BEFORE = re.compile(
    rf"(?<![\w-])({_NAMES})(?: of| for)(?: the| its| his)? $",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"(?:['\u2019]s?)? ({_NAMES})(?![\w-]| of\b| for\b)", re.IGNORECASE)
_LOOK_BACK = 40


def with_office(text: str, links: Iterable[Link], bodies: Set[str]) -> Iterator[Link]:
    """Yield a link for each body with an office beside it, right before it or right behind.

    `bodies` are the ids of entries whose kind is one of `BODY_KINDS`.

    >>> text = "He is head of the Judges Council."
    >>> link = Link(Span(18, 32), "مجلس القضاء", "org.x", 1.0, "lexicon")
    >>> [(one.span.of(text), one.arabic) for one in with_office(text, [link], {"org.x"})] == [
    ...     ("head of the Judges Council", "رئيس مجلس القضاء")
    ... ]
    True
    """
    for link in links:
        if link.entry not in bodies or link.source_span:
            continue
        before = _BEFORE.search(text, max(0, link.span.start - _LOOK_BACK), link.span.start)
        behind = None if before else _BEHIND.match(text, link.span.end)
        beside = before or behind
        arabic = _built(beside[1], link.arabic) if beside else None
        if beside and arabic:
            start, end = min(link.span.start, beside.start(1)), max(link.span.end, beside.end(1))
            yield Link(Span(start, end), arabic, link.entry, min(link.score, AS_BUILT), "lexicon")


@lru_cache(maxsize=4_096)
def _built(office: str, body: str) -> str | None:
    """Return the Arabic of an office of a body; None where such a body has no such office.

    >>> _built("Secretary-General", "الجامعة العربية") == "الأمين العام للجامعة العربية"
    True
    >>> _built("member", "وزارة الدفاع") is None
    True
    """
    noun = without_article(body.split(maxsplit=1)[0])
    for before, nouns in _OFFICES[office.lower().replace("-", " ")]:
        if noun in nouns:
            joined = before.endswith("ل") and body.startswith("ال")
            return before + ("ل" + body[2:] if joined else body)
    return None
