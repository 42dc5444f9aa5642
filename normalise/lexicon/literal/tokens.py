"""The words of an Arabic name, with what is written joined to them taken off.

>>> [token.form for token in tokens("الحركة الوطنية للتغيير", Meanings(Glosses({})))]
['الحركة', 'الوطنية', 'ل', 'التغيير']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from normalise.lexicon.glosses import Gloss, Glosses
from normalise.script.arabic import fold, is_arabic, without_the, words

_TOKEN = re.compile(r"\d+|[A-Za-z][\w'-]*")
_PREPOSITIONS = {
    "في": ("in",), "من": ("from", "of"), "على": ("on", "against"), "إلى": ("to",), "الى": ("to",),
    "ضد": ("against",), "مع": ("with",), "لدى": ("at", "of"), "بين": ("between",),
    "حول": ("on", "around"), "عن": ("of", "about", "from"), "لأجل": ("for",), "نحو": ("towards",),
    "بشأن": ("on",), "بلا": ("without",), "بدون": ("without",), "دون": ("without",),
    "من أجل": ("for", "for the sake of"),
    "ل": ("for", "of", "to"), "ب": ("in", "with"), "و": ("and",),
}  # fmt: skip
# Words that only say what the preposition after them says: "belonging to", "concerned with".
_RELATING: dict[str, dict[str, tuple[str, ...]]] = {
    "تابع": {"ل": ("of", "for")},
    "خاص": {"ب": ("for", "of", "on")},
    "معني": {"ب": ("on", "for", "concerned with")},
    "متعلق": {"ب": ("on", "related to", "relating to")},
    "مكلف": {"ب": ("in charge of", "for")},
}
_RELATED = {
    fold(form): links
    for word, links in _RELATING.items()
    for form in (word, f"{word}ة", f"ال{word}", f"ال{word}ة")
}
_NOT = "غير"
_SON = "بن"
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
    for place in range(len(found) - 3, -1, -1):
        if found[place + 1].form == _SON and not (found[place].links or found[place + 2].links):
            found[place : place + 3] = [_father_and_son(found[place : place + 3], meanings)]
    for place in range(len(found) - 2, -1, -1):
        first, second = found[place], found[place + 1]
        pair = f"{first.form} {second.form}"
        links = _RELATED.get(fold(first.form), {}).get(second.form) or _PREPOSITIONS.get(pair)
        if links:
            found[place : place + 2] = [Token(second.form, links=links)]
        elif first.form == _NOT:
            found[place : place + 2] = [_negated(second, meanings)]
    while found and found[-1].links:
        found.pop()
    while found and found[0].links:
        found.pop(0)
    return found


def _father_and_son(parts: list[Token], meanings: Meanings) -> Token:
    """ "X bin Y" is a person, whatever the words mean."""
    forms = [token.form for token in parts]
    son, father = (_as_name(form, meanings) for form in (forms[0], forms[-1]))
    english = tuple(f"{son} {link} {father}" for link in ("bin", "ibn"))
    form = " ".join(forms)
    made = (Gloss(form, "noun", english),) if son and father else ()
    return Token(form, (*meanings.glosses.compound(forms), *made), known=True)


def _as_name(form: str, meanings: Meanings) -> str:
    known = next(iter(meanings.proper(form)), None)
    if known is None:
        return meanings.spell(form) if meanings.spell else ""
    return f"al-{known}" if without_the(form) != form and known[:3] != "al-" else known


def _negated(token: Token, meanings: Meanings) -> Token:
    """A word with "ghayr" before it: "indirect", or "non-" and the word."""
    readings = meanings.glosses.compound([_NOT, token.form]) or tuple(
        replace(gloss, english=tuple(f"non-{word}" for word in gloss.english))
        for gloss in token.readings
    )
    return replace(token, readings=readings)


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
