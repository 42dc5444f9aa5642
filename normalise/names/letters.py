"""Write a name in the letters that the networks know.

>>> latin("Šuʿayb"), latin("İsmail"), arabic("الکاظمیّ")
("šu'ayb", 'ismail', 'الكاظمي')
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from normalise.script.latin import APOSTROPHES

# Letters beyond a-z that were met often enough to be learnt: Wikidata names, train split.
ALPHABET = "<abcdefghijklmnopqrstuvwxyz'éćáüšöčíóıōçäşžèñăïūøā"
START = "<"  # stands before every name: the place of an article that the Latin form lost
_PLAIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
_TO_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_ARABIC = frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ")
# Persian, Urdu and Maghrebi letters as an Arabic newspaper writes them.
_TO_ARABIC = str.maketrans("یکہھگچپڤڨٱ", "يكههغجبفقا")
_FOLDED = str.maketrans("أإآىة", "ااايه")


@lru_cache(maxsize=1 << 16)
def latin(name: str) -> str:
    """Return the name in lower case, without the marks that the networks did not learn."""
    lower = unicodedata.normalize("NFC", name.lower()).translate(_TO_APOSTROPHE)
    if lower.isascii() and lower.isalpha():
        return lower
    return "".join(letter if letter in ALPHABET[1:] else _plain(letter) for letter in lower)


def _plain(letter: str) -> str:
    if letter in _PLAIN:
        return _PLAIN[letter]
    return "".join(part for part in unicodedata.normalize("NFD", letter) if "a" <= part <= "z")


def arabic(name: str) -> str:
    """Return the Arabic letters of one word, without marks; "" where it has other letters.

    >>> arabic("مُحَمَّد"), arabic("abc")
    ('محمد', '')
    """
    plain = unicodedata.normalize("NFKC", name).translate(_TO_ARABIC)
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c.isalnum() and c != "ـ")
    return kept if all(letter in _ARABIC for letter in kept) else ""


def folded(word: str) -> str:
    """Return an Arabic word with one letter for what is often confused; as long as the word.

    >>> folded("أسامة"), folded("مصطفى")
    ('اسامه', 'مصطفي')
    """
    return word.translate(_FOLDED)
