"""The words of an Arabic name, with what is written joined to them taken off.

>>> [token.form for token in tokens("الحركة الوطنية للتغيير", Meanings(Glosses({})))]
['الحركة', 'الوطنية', 'ل', 'التغيير']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from normalise.lexicon.glosses import Gloss, Glosses, without_the
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


@dataclass(frozen=True)
class Meanings:
    """What the words of a name may mean: glosses, else names, else how their letters are written.

    `proper` gives the English of a word that is a name by itself; `spell` writes a word that nothing
    is known of in Latin letters (without it such a word, and a name with it, has no rendering).
    """

    glosses: Glosses
    proper: Callable[[str], Iterable[str]] = lambda word: ()
    spell: Callable[[str], str] | None = None

    def of(self, form: str) -> tuple[Gloss, ...]:
        """Return the readings of a word as a word or a name."""
        return self.glosses.of(form) or _named(form, tuple(dict.fromkeys(self.proper(form))))

    def letters(self, form: str) -> tuple[Gloss, ...]:
        """Return a word that nothing is known of, in Latin letters, with its article and without."""
        if self.spell is None:
            return ()
        latin = self.spell(form)
        bare = latin.partition("-")[2] if without_the(form) != form else ""
        return _named(form, (bare, latin) if bare else (latin,))


def tokens(name: str, meanings: Meanings) -> list[Token]:
    """Return the words of a name; "and" and prepositions that are joined stand by themselves."""
    spans = [(span.start, span.of(name)) for span in words(name)]
    spans += [(found.start(), found.group()) for found in _TOKEN.finditer(name)]
    found: list[Token] = []
    for _, form in sorted(spans):
        found.extend(_taken_apart(form, meanings))
    for place in range(len(found) - 2, 0, -1):  # "belonging to": the preposition says it
        if found[place + 1].form == "ل" and fold(found[place].form) in _BELONGING:
            del found[place]
    while found and found[-1].links:
        found.pop()
    while found and found[0].links:
        found.pop(0)
    return found


def _taken_apart(form: str, meanings: Meanings) -> Iterator[Token]:
    if not is_arabic(form):
        yield Token(form, (Gloss(form, "noun", (form,)),))
        return
    if form in _PREPOSITIONS:
        yield Token(form, links=_PREPOSITIONS[form])
        return
    readings = meanings.of(form)
    if readings:
        yield Token(form, readings, known=True)
        return
    for letters, prefix in _WITH_ARTICLE:
        if form.startswith(letters) and len(form) > len(letters) + 1:
            yield Token(prefix, links=_PREPOSITIONS[prefix])
            yield _whole(f"ال{form[len(letters) :]}", meanings)
            return
    for prefix in _JOINED:
        if form.startswith(prefix) and meanings.of(form[1:]):
            yield Token(prefix, links=_PREPOSITIONS[prefix])
            yield _whole(form[1:], meanings)
            return
    yield _whole(form, meanings)


def _whole(form: str, meanings: Meanings) -> Token:
    readings = meanings.of(form)
    return Token(form, readings or meanings.letters(form), known=bool(readings))


def _named(form: str, names: tuple[str, ...]) -> tuple[Gloss, ...]:
    """A name as a noun, and as an adjective where it has the ending of one."""
    if not names:
        return ()
    noun = Gloss(form, "noun", names)
    if fold(form).endswith(("ي", "يه")):
        return (Gloss(form, "adjective", names), noun)
    return (noun,)
