"""The words of an Arabic name, with what is written joined to them taken off.

>>> [token.form for token in tokens("الحركة الوطنية للتغيير", Glosses({}))]
['الحركة', 'الوطنية', 'ل', 'التغيير']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from normalise.lexicon.glosses import Gloss, Glosses, without_the
from normalise.names.romanise import romanise
from normalise.script.arabic import fold, is_arabic, words

_TOKEN = re.compile(r"\d+|[A-Za-z][\w'-]*")
_PREPOSITIONS = {
    "في": ("in",), "من": ("from", "of"), "على": ("on", "against"), "إلى": ("to",), "الى": ("to",),
    "ضد": ("against",), "مع": ("with",), "لدى": ("at", "of"), "بين": ("between",),
    "حول": ("on", "around"), "عن": ("of", "about", "from"), "لأجل": ("for",), "نحو": ("towards",),
    "بشأن": ("on",), "بلا": ("without",), "بدون": ("without",), "دون": ("without",),
    "ل": ("for", "of", "to"), "ب": ("in", "with"), "و": ("and",),
}  # fmt: skip
_BELONGING = frozenset({"التابع", "التابعه"})
_WITH_ARTICLE = (("وال", "و"), ("لل", "ل"), ("بال", "ب"))
_JOINED = ("و", "ل", "ب")
_FEMININE_BY_SENSE = frozenset(
    {"قوي", "حرب", "ارض", "شمس", "دار", "نفس", "يد", "عين", "كبري", "عليا"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the name: its readings, or the English that links what stands around it."""

    form: str
    readings: tuple[Gloss, ...] = ()
    links: tuple[str, ...] = ()
    known: bool = False  # has a meaning or is a known name, not only letters

    @property
    def number(self) -> bool:
        """Whether it is written in digits."""
        return self.form.isdigit()

    @property
    def definite(self) -> bool:
        """Whether it has the article."""
        return without_the(self.form) != self.form or self.form == "الله"

    @property
    def determined(self) -> bool:
        """Whether it has the article or is a name."""
        return self.definite or any(g.english[0][:1].isupper() for g in self.readings)

    @property
    def plural(self) -> bool:
        """Whether it says several; things then agree as one woman does, people as many."""
        return any(gloss.plural for gloss in self.readings)

    @property
    def feminine(self) -> bool:
        """Whether adjectives that agree with it are feminine, or it is a feminine adjective."""
        folded = fold(without_the(self.form))
        return folded.endswith(("ه", "ات", "اء")) or folded in _FEMININE_BY_SENSE


def tokens(
    name: str, glosses: Glosses, proper: Callable[[str], Iterable[str]] = lambda word: ()
) -> list[Token]:
    """Return the words of a name; "and" and prepositions that are joined stand by themselves."""
    spans = [(span.start, span.of(name)) for span in words(name)]
    spans += [(found.start(), found.group()) for found in _TOKEN.finditer(name)]
    found: list[Token] = []
    for _, form in sorted(spans):
        found.extend(_taken_apart(form, glosses, proper))
    for place in range(len(found) - 2, 0, -1):  # "belonging to": the preposition says it
        if found[place + 1].form == "ل" and fold(found[place].form) in _BELONGING:
            del found[place]
    while found and found[-1].links:
        found.pop()
    while found and found[0].links:
        found.pop(0)
    return found


def _taken_apart(
    form: str, glosses: Glosses, proper: Callable[[str], Iterable[str]]
) -> Iterator[Token]:
    if not is_arabic(form):
        yield Token(form, (Gloss(form, "noun", (form,)),))
        return
    if form in _PREPOSITIONS:
        yield Token(form, links=_PREPOSITIONS[form])
        return
    readings = _readings(form, glosses, proper)
    if readings:
        yield Token(form, readings, known=True)
        return
    for letters, prefix in _WITH_ARTICLE:
        if form.startswith(letters) and len(form) > len(letters) + 1:
            yield Token(prefix, links=_PREPOSITIONS[prefix])
            yield from _whole(f"ال{form[len(letters) :]}", glosses, proper)
            return
    for prefix in _JOINED:
        if form.startswith(prefix) and _readings(form[1:], glosses, proper):
            yield Token(prefix, links=_PREPOSITIONS[prefix])
            yield from _whole(form[1:], glosses, proper)
            return
    yield from _whole(form, glosses, proper)


def _whole(form: str, glosses: Glosses, proper: Callable[[str], Iterable[str]]) -> Iterator[Token]:
    readings = _readings(form, glosses, proper)
    yield Token(form, readings or _in_latin(form), known=bool(readings))


def _readings(
    form: str, glosses: Glosses, proper: Callable[[str], Iterable[str]]
) -> tuple[Gloss, ...]:
    return glosses.of(form) or _named(form, tuple(dict.fromkeys(proper(form))))


def _named(form: str, names: tuple[str, ...]) -> tuple[Gloss, ...]:
    """A name as a noun, and as an adjective where it has the ending of one."""
    if not names:
        return ()
    noun = Gloss(form, "noun", names)
    if fold(form).endswith(("ي", "يه")):
        return (Gloss(form, "adjective", names), noun)
    return (noun,)


@lru_cache(maxsize=10_000)
def _in_latin(form: str) -> tuple[Gloss, ...]:
    """A word that nothing is known of, as the press writes it, with its article and without."""
    latin = str(romanise(form, "press"))
    bare = latin.partition("-")[2] if without_the(form) != form else ""
    return _named(form, (bare, latin) if bare else (latin,))
