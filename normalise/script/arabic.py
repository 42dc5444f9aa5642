"""Fold Arabic spelling for comparison, and take Arabic words apart.

Newspapers write one word with and without hamza, with ya or alef maqsura, with or without marks;
Persian keyboards give other code points for kaf and ya. Folding makes them one.

>>> fold("إسماعيل") == fold("اسماعيل"), fold("الکاظمی") == fold("الكاظمي")
(True, True)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from normalise.document import Span

# Harakat, Qur'anic signs, dagger alef and tatweel carry no letter.
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_LETTERS = str.maketrans(
    {
        "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}": "ا",
        "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}": "ا",
        "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}": "ا",
        "\N{ARABIC LETTER ALEF WASLA}": "ا",
        "\N{ARABIC LETTER ALEF MAKSURA}": "ي",
        "\N{ARABIC LETTER FARSI YEH}": "ي",
        "\N{ARABIC LETTER KEHEH}": "ك",
        "\N{ARABIC LETTER TEH MARBUTA}": "ه",
        "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}": "ي",
        "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}": "و",
    }
)
_WORD = re.compile(
    "[\u0620-\u063f\u0641-\u064a\u0671-\u06d3\u06fa-\u06fc\u064b-\u065f\u0670\u0640]+"
)
_ARABIC_LETTER = re.compile("[\u0620-\u063f\u0641-\u064a\u0671-\u06d3]")
_SOUND_PLURAL = re.compile("(?:[وي]ن|ء)$")
_WEAK = re.compile("[اويهت]")
# Parts that are written apart and belong to the next word: servant of, father of, mother of.
_JOINED_TO_NEXT = frozenset({"عبد", "ابو", "ابي", "ابا", "ام"})
_LINEAGE = frozenset({"بن", "ابن", "بنت", "ولد"})  # bin, ibn, bint, ould: say "son of", name nobody


def fold(text: str) -> str:
    """Return the text without marks and with one letter for each group of spellings.

    >>> fold("مُصطفى الكاظمي")
    'مصطفي الكاظمي'
    """
    return " ".join(_MARKS.sub("", text).translate(_LETTERS).split())


def words(text: str) -> list[Span]:
    """Return where the Arabic words of a text stand, in code points.

    >>> [span.of("قال Ali علي.") for span in words("قال Ali علي.")]
    ['قال', 'علي']
    """
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def is_arabic(text: str) -> bool:
    """Tell whether the text has an Arabic letter."""
    return bool(_ARABIC_LETTER.search(text))


def without_article(word: str) -> str:
    """Return a folded word without al-, unless nothing that could be a word would be left.

    >>> without_article("الكاظمي"), without_article("الله")
    ('كاظمي', 'الله')
    """
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def bones(form: str) -> str:
    """Return the firm letters of a form: what its singular and its plural, broken or not, share.

    >>> bones("صاروخ موجه") == bones("الصواريخ الموجهة")
    True
    """
    words = (_SOUND_PLURAL.sub("", fold(word)) for word in map(without_the, form.split()))
    return " ".join(_WEAK.sub("", word) for word in words)


def without_the(word: str) -> str:
    """Return a word, not folded, without its article: a hamza tells what only begins like one.

    >>> without_the("الألوية"), without_the("ألوية"), without_the("الله")
    ('ألوية', 'ألوية', 'الله')
    """
    return word[2:] if word.startswith("ال") and len(word) > 3 and word != "الله" else word


def name_parts(name: str) -> tuple[str, ...]:
    """Return the folded parts of an Arabic name, without articles and words for "son of".

    >>> name_parts("عبد الوهاب الساعدي"), name_parts("محمد بن سلمان")
    (('عبد وهاب', 'ساعدي'), ('محمد', 'سلمان'))
    """
    parts: list[str] = []
    carried = ""
    for word in fold(name).split():
        if carried:
            parts.append(f"{carried} {without_article(word)}")
            carried = ""
        elif word in _JOINED_TO_NEXT:
            carried = word
        elif word in ("الدين", "الله") and parts:  # Salah al-Din, Nasr Allah: one name in two words
            parts[-1] += f" {word[2:] if word == 'الدين' else word}"
        elif word not in _LINEAGE:
            parts.append(without_article(word))
    return (*parts, carried) if carried else tuple(parts)


class Stem(NamedTuple):
    """A word behind its clitics: how many code points were left out before it, and its key."""

    start: int
    key: str


_SHORTEST_STEM = 2


def key(word: str) -> str:
    """Return a folded word without its article: what its spellings and its definite form share.

    >>> key("الإسماعيلية"), key("إسماعيليّة")
    ('اسماعيليه', 'اسماعيليه')
    """
    return without_article(fold(word))


@lru_cache(maxsize=1 << 14)
def stems(word: str) -> tuple[Stem, ...]:
    """Return every way to take the clitics و ف ب ل ك off a word, the word as it is first.

    Which of them is right, only the lexicon or a morphology can tell: وليد is a name, and "and" with
    ليد. `key` is without the article, `start` where what is left begins, article included.

    >>> [(stem.start, stem.key) for stem in stems("وللكاظمي")]
    [(0, 'وللكاظمي'), (1, 'للكاظمي'), (2, 'كاظمي'), (2, 'لكاظمي')]
    """
    found = [Stem(0, key(word))]
    for first in ("وف", ""):
        for second in ("بكل", ""):
            found += _without(word, first, second)
    return tuple(dict.fromkeys(sorted(found, key=lambda stem: stem.start)))


def _without(word: str, *groups: str) -> Iterator[Stem]:
    """Yield the stems behind one clitic of each group; none where the word has them not."""
    place, merged = 0, False
    for group in filter(None, groups):
        if word[place : place + 1] not in tuple(group):
            return
        merged = word[place] == "ل"
        place = _next_letter(word, place + 1)
    rest = fold(word[place:])
    if merged and rest.startswith("ل") and len(rest) > _SHORTEST_STEM:
        yield Stem(place, rest[1:])  # لل is ل with the article, or before a word in ل: للبنان
    if place and len(rest) >= _SHORTEST_STEM:
        yield Stem(place, without_article(rest))


def stem_behind(word: str, letters: int, *, article: bool = False) -> Stem:
    """Return the stem behind some letters, marks not counted; `article` says that it is definite.

    >>> stem_behind("وللكاظمي", 2, article=True)
    Stem(start=2, key='كاظمي')
    """
    place = 0
    for _ in range(letters):
        place = _next_letter(word, place + 1)
    rest = fold(word[place:])
    merged = article and letters and rest.startswith("ل") and len(rest) > _SHORTEST_STEM
    return Stem(place, rest[1:] if merged else without_article(rest))


def _next_letter(word: str, place: int) -> int:
    """Return where the next letter stands, behind the marks of the letter before."""
    while place < len(word) and _MARKS.match(word, place):
        place += 1
    return place
