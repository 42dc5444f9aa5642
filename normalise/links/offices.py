"""An office with its body: "head of the Supreme Council of Judges" is رئيس مجلس القضاء الأعلى.

Of what overlaps the body alone may be in the lexicon, which cannot list each office of each body. Both
languages build the whole the same way, so it is put together, where the noun that the body begins with
says which office it can have: a council has a رئيس, a directorate a مدير, a division a قائد.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise

from normalise.document import Link, Span
from normalise.lexicon.entry import Entry
from normalise.lexicon.nouns import is_noun
from normalise.script.arabic import without_article

AS_BUILT = 0.9  # the office might be put into other words: الناطق beside المتحدث
_BODY_KINDS = frozenset({"organisation", "group", "term"})

_CHAIRED = frozenset(
    "ائتلاف اتحاد برلمان بلدية بنك تجمع تحالف تيار جامعة جبهة جمعية جهاز حركة حزب حكومة دائرة ديوان رابطة "
    "سلطة شركة صندوق غرفة كتلة لجنة مؤتمر مؤسسة مجلس مجمع محكمة مصرف مفوضية منظمة نقابة هيئة وكالة".split()
)
_PARTIES = frozenset("ائتلاف تحالف تنظيم تيار جبهة جماعة حركة حزب كتلة".split())
_DIRECTED = frozenset("إدارة قناة متحف مدرسة مديرية مركز مستشفى معهد مكتب".split())
_MANAGED = _DIRECTED | frozenset("بنك جهاز دائرة شركة صندوق قوى مؤسسة هيئة وكالة".split())
_ARMED = frozenset("جيش حرس سرايا شرطة فرقة فوج فيلق قوات كتائب كتيبة لواء".split())
_ANY = _CHAIRED | _PARTIES | _DIRECTED | _ARMED | frozenset({"وزارة"})
_NAMED = frozenset({"*"})  # any body, of terms those that begin with one of these nouns

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
    "deputy of the head": (("نائب رئيس ", _CHAIRED),),
    "deputy of the president": (("نائب رئيس ", _CHAIRED),),
    "deputy president": (("نائب رئيس ", _CHAIRED),),
    "deputy speaker": (("نائب رئيس ", {"برلمان", "مجلس"}),),
    "director": (("مدير ", _MANAGED),),
    "director general": (("المدير العام ل", _MANAGED),),
    "founder": (("مؤسس ", _PARTIES | {"جمعية"}),),
    "general secretary": (("الأمين العام ل", _CHAIRED),),
    "governor": (("محافظ ", {"بنك", "مصرف"}),),
    "head": (("رئيس ", _CHAIRED), ("مدير ", _DIRECTED), ("قائد ", _ARMED)),
    "leader": (("زعيم ", _PARTIES), ("قائد ", _ARMED)),
    "leader in": (("قيادي في ", _NAMED),),
    "manager": (("مدير ", _MANAGED),),
    "member": (("عضو ", _CHAIRED),),
    "members": (("أعضاء ", _CHAIRED),),
    "official spokesman": (("المتحدث الرسمي باسم ", _NAMED),),
    "president": (("رئيس ", _CHAIRED),),
    "rapporteur": (("مقرر ", {"لجنة"}),),
    "representative": (("ممثل ", _NAMED),),
    "secretary general": (("الأمين العام ل", _CHAIRED),),
    "speaker": (("رئيس ", {"برلمان", "مجلس"}),),
    "speaker in the name": (("المتحدث باسم ", _NAMED),),
    "spokesman": (("المتحدث باسم ", _NAMED),),
    "spokesperson": (("المتحدث باسم ", _NAMED),),
    "spokeswoman": (("المتحدثة باسم ", _NAMED),),
    "undersecretary": (("وكيل ", {"وزارة"}),),
    "vice chairman": (("نائب رئيس ", _CHAIRED),),
    "vice president": (("نائب رئيس ", _CHAIRED),),
}
_NAMES = "|".join(
    name.replace(" ", "[ -]") for name in sorted(_OFFICES, key=lambda name: (-len(name), name))
)
_BEFORE = re.compile(
    rf"(?<![\w-])({_NAMES})(?: of| for|(?<= in))(?: the| its| his)? $",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"(?:['\u2019]s?)? ({_NAMES})(?<! in)(?![\w-]| (?:of|for)\b)", re.IGNORECASE)
_LOOK_BACK = 40
_PREPOSITIONS, _PREPOSITIONS_REACH = (" of ", " for ", " in "), 9  # and an article
# Offices that stand before the bare name of a place.
_OVER_PLACES = frozenset("أمير حاكم عمدة قائمقام قائممقام متصرف محافظ مختار والي".split())
_OF = re.compile(r" of(?: the)? |(?<= of) ")


def with_office(text: str, links: Iterable[Link], entries: Mapping[str, Entry]) -> Iterator[Link]:
    """Yield a link for each body with an office beside it, right before it or right behind; `entries` by id.

    >>> text = "He is head of the Judges Council."
    >>> link = Link(Span(18, 32), "مجلس القضاء", "org.x", 1.0, "lexicon")
    >>> council = Entry("org.x", "organisation", "Judicial Council", ("مجلس القضاء",))
    >>> found = with_office(text, [link], {"org.x": council})
    >>> [(one.span.of(text), one.arabic) for one in found] == [
    ...     ("head of the Judges Council", "رئيس مجلس القضاء")
    ... ]
    True
    """
    for link in links:
        body = entries.get(link.entry or "")
        if not body or body.kind not in _BODY_KINDS or link.source_span:
            continue
        before = _office_before(text, link.span.start)
        behind = None if before else _BEHIND.match(text, link.span.end)
        beside = before or behind
        arabic = _built(beside[1], link.arabic, is_name=body.kind != "term") if beside else None
        if beside and arabic:
            start, end = min(link.span.start, beside.start(1)), max(link.span.end, beside.end(1))
            yield Link(Span(start, end), arabic, link.entry, min(link.score, AS_BUILT), "lexicon")


def _office_before(text: str, start: int) -> re.Match[str] | None:
    near = text[max(0, start - _PREPOSITIONS_REACH) : start].lower()
    if not any(word in near for word in _PREPOSITIONS):  # told at once, and usual
        return None
    return _BEFORE.search(text, max(0, start - _LOOK_BACK), start)


@lru_cache(maxsize=4_096)
def _built(office: str, body: str, *, is_name: bool) -> str | None:
    """Return the Arabic of an office of a body; None where such a body has no such office.

    >>> _built("Secretary-General", "الجامعة العربية", is_name=True) == "الأمين العام للجامعة العربية"
    True
    >>> _built("member", "وزارة الدفاع", is_name=True) is None
    True
    """
    noun = without_article(body.split(maxsplit=1)[0])
    for before, nouns in _OFFICES[office.lower().replace("-", " ")]:
        if noun in nouns or (nouns is _NAMED and (is_name or noun in _ANY)):
            return _joined(before, body)
    return None


def with_surroundings(
    text: str, links: Sequence[Link], entries: Mapping[str, Entry]
) -> Iterator[Link]:
    """Yield a link for each title with the place or the body behind it, or the country before it.

    `entries` are by id; the links are settled, by position.

    >>> text = "The French foreign minister met the governor of Homs."
    >>> links = [
    ...     Link(Span(4, 10), "فرنسي", "term.french", 1.0, "lexicon"),
    ...     Link(Span(11, 27), "وزير الخارجية", "title.foreign-minister", 1.0, "lexicon"),
    ...     Link(Span(36, 44), "المحافظ", "title.governor", 1.0, "lexicon"),
    ...     Link(Span(48, 52), "حمص", "place.homs", 1.0, "lexicon"),
    ... ]
    >>> entries = {
    ...     "title.foreign-minister": Entry("title.foreign-minister", "title", "foreign minister"),
    ...     "title.governor": Entry("title.governor", "title", "governor"),
    ...     "place.homs": Entry("place.homs", "place", "Homs"),
    ...     "term.french": Entry("term.french", "term", "French", ("فرنسي", "فرنسية")),
    ... }
    >>> found = with_surroundings(text, links, entries)
    >>> [one.arabic for one in found] == ["وزير الخارجية الفرنسي", "محافظ حمص"]
    True
    """
    for first, second in pairwise(links):
        if first.source_span or second.source_span:
            continue
        one, other = entries.get(first.entry or ""), entries.get(second.entry or "")
        if not one or not other:
            continue
        title, arabic = first, None
        if one.kind == "title" and _OF.fullmatch(text, first.span.end, second.span.start):
            if other.kind == "place":
                arabic = _of_place(first.arabic, second.arabic)
            elif other.kind in _BODY_KINDS:
                arabic = _general_of(first.arabic, second.arabic)
        elif other.kind == "title" and _is_demonym(one) and _is_right_before(first, second, text):
            title, arabic = second, _of_country(second.arabic, first.arabic)
        if arabic:
            span = Span(first.span.start, second.span.end)
            score = min(first.score, second.score, AS_BUILT)
            yield Link(span, arabic, title.entry, score, "lexicon")


def _is_right_before(first: Link, second: Link, text: str) -> bool:
    return text[first.span.end : second.span.start] == " "


def _is_demonym(entry: Entry) -> bool:
    """Whether an entry is the adjective of a country: سوري, سورية.

    >>> _is_demonym(Entry("term.syrian", "term", "Syrian", ("سوري", "سورية")))
    True
    """
    if entry.kind != "term" or not entry.arabic:
        return False
    usual = entry.arabic[0]
    return usual.endswith("ي") and f"{usual}ة" in entry.arabic[1:3]


def _of_place(title: str, place: str) -> str | None:
    """Return the Arabic of an office over a place; None where the office has none.

    >>> _of_place("وكيل المحافظة", "حضرموت") == "وكيل محافظة حضرموت"
    True
    >>> _of_place("وزير الدفاع", "حمص") is None
    True
    """
    *before, last = title.split()
    bare = without_article(last)
    if before and bare != last and is_noun(bare):
        return " ".join([*before, bare, place])
    return f"{bare} {place}" if not before and bare in _OVER_PLACES else None


def _general_of(title: str, body: str) -> str | None:
    """Return the Arabic of a "general" office of a body: secretary-general, director general.

    >>> _general_of("الأمين العام", "حزب الله") == "الأمين العام لحزب الله"
    True
    """
    return _joined(f"{title} ل", body) if title.endswith(" العام") else None


def _joined(before: str, body: str) -> str:
    """Return both as one; the article melts into the preposition: ل and الجامعة are للجامعة."""
    return before + ("ل" + body[2:] if before.endswith("ل") and body.startswith("ال") else body)


def _of_country(title: str, demonym: str) -> str | None:
    """Return the Arabic of an office of a country; None for one that has its country already.

    >>> _of_country("وزيرة الدفاع", "فرنسي") == "وزيرة الدفاع الفرنسية"
    True
    """
    words = title.split()
    if any(without_article(word) == demonym for word in words):
        return None
    article = "ال" if any(word != without_article(word) for word in words) else ""
    ending = "ة" if words[0].endswith("ة") else ""
    return f"{title} {article}{demonym}{ending}"
