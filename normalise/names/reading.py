"""Read a vowelled Arabic word as the sounds that a romanisation writes.

>>> read("مُصطَفَى")
(Unit(kind='c', value='م', double=False), Unit(kind='v', value='u', double=False), ...)
"""

from __future__ import annotations

from typing import Literal, NamedTuple

FATHA, DAMMA, KASRA = "\N{ARABIC FATHA}", "\N{ARABIC DAMMA}", "\N{ARABIC KASRA}"
SHADDA, SUKUN = "\N{ARABIC SHADDA}", "\N{ARABIC SUKUN}"
_TANWIN = {"\N{ARABIC FATHATAN}": "an", "\N{ARABIC DAMMATAN}": "un", "\N{ARABIC KASRATAN}": "in"}
_DAGGER = "\N{ARABIC LETTER SUPERSCRIPT ALEF}"
_VOWELS = {FATHA: "a", DAMMA: "u", KASRA: "i"}
_MARKS = frozenset((*_VOWELS, *_TANWIN, SHADDA, SUKUN, _DAGGER))
_HAMZAS = frozenset("أإؤئء")
Kind = Literal["c", "v", "long", "hamza", "maqsura", "feminine", "tanwin"]


class Unit(NamedTuple):
    """One sound: a consonant (its Arabic letter), a short vowel, a long one, an ending."""

    kind: Kind
    value: str
    double: bool = False


def has_vowels(text: str) -> bool:
    """Tell whether a text has vowel marks.

    >>> has_vowels("مُحَمَّد"), has_vowels("محمد")
    (True, False)
    """
    return any(letter in _MARKS and letter not in (SHADDA, SUKUN) for letter in text)


def _letters(word: str) -> list[tuple[str, str]]:
    """Return each letter with its marks."""
    found: list[tuple[str, str]] = []
    for letter in word:
        if letter in _MARKS and found:
            found[-1] = (found[-1][0], found[-1][1] + letter)
        elif letter not in _MARKS and letter != "\N{ARABIC TATWEEL}":
            found.append((letter, ""))
    return found


def read(word: str) -> tuple[Unit, ...]:
    """Return the sounds of one word, without its article."""
    letters = _letters(word)
    units: list[Unit] = []
    for place, (letter, marks) in enumerate(letters):
        first, last = place == 0, place == len(letters) - 1
        behind = letters[place + 1][0] if not last else ""
        units += _sounds(letter, marks, units, first, last, behind)
    return tuple(units)


def _sounds(  # noqa: PLR0911, PLR0917 - one answer a letter; the places are what decides it
    letter: str, marks: str, before: list[Unit], first: bool, last: bool, behind: str
) -> list[Unit]:
    previous = before[-1] if before else None
    vowel = next((_VOWELS[mark] for mark in marks if mark in _VOWELS), "")
    tanwin = next((_TANWIN[mark] for mark in marks if mark in _TANWIN), "")
    double = SHADDA in marks
    ends = _ending(vowel, tanwin, _DAGGER in marks)
    if letter in "اٱ":
        return _alif(previous, first, vowel, tanwin, behind)
    if letter == "آ":
        if not first and behind == "ء":  # an older way to write a long a before hamza
            return [Unit("long", "a")]
        return [*([] if first else [Unit("hamza", letter)]), Unit("v", "a"), Unit("long", "a")]
    if letter in _HAMZAS:
        carried = ends or (
            [Unit("v", "i" if letter == "إ" else "a")] if first and behind != "ا" else []
        )
        if first and not vowel and behind in "وي" and letter == "إ":
            carried = [Unit("v", "i")]
        return carried if first else [Unit("hamza", letter), *carried]
    if letter == "ى":
        if previous == Unit("tanwin", "an") or tanwin:
            return [Unit("tanwin", tanwin)] if tanwin else []
        if previous and previous.kind == "v":
            before.pop()
        return [Unit("maqsura", letter)]
    if letter == "ة":
        if previous == Unit("v", "a"):
            before.pop()
        return [Unit("feminine", tanwin or vowel)]
    if letter in "وي" and not first:
        glide = _glide(letter, marks, before, last, behind)
        if glide is not None:
            return glide
    return [Unit("c", letter, double), *ends]


def _ending(vowel: str, tanwin: str, dagger: bool) -> list[Unit]:
    if tanwin:
        return [Unit("tanwin", tanwin)]
    if dagger:
        return [Unit("long", "a")]
    return [Unit("v", vowel)] if vowel else []


def _alif(previous: Unit | None, first: bool, vowel: str, tanwin: str, behind: str) -> list[Unit]:
    """Read alif: it carries a vowel at the beginning, lengthens an a, or is mute."""
    if first:
        return [Unit("v", vowel or ("i" if behind == "ي" else "a"))]
    if tanwin:
        return [Unit("tanwin", tanwin)]
    if previous is None or previous.kind in ("tanwin", "long"):
        return []  # mute: after tanwin, and in the plural ending -u
    return [Unit("long", "a")]


def _glide(
    letter: str, marks: str, before: list[Unit], last: bool, behind: str
) -> list[Unit] | None:
    """Read waw or ya as a long vowel; None where it is a consonant."""
    quality = "u" if letter == "و" else "i"
    if SHADDA in marks or any(mark in marks for mark in (*_VOWELS, *_TANWIN)):
        return None
    previous = before[-1]
    if previous == Unit("v", quality):
        before.pop()
        return [Unit("long", quality)]
    unmarked = previous.kind in ("c", "hamza")
    if unmarked and not last and behind not in "اة" and SUKUN not in marks:
        return [Unit("long", quality)]
    return None
