"""The sounds that the letters of a romanised Arabic name stand for, whatever the house or region.

Egypt writes g for jim and ou for u, the Maghreb dj, ch and ou, Turkey c, ş and v, Persia z for dad
and v for waw; engines write ee and oo. One sound has one sign here, and a table says which Arabic
letters a consonant may stand for.

>>> spelt("Djebbour"), spelt("Qaddafi")
('j e bb u r', 'q a dd a f i')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from normalise.script.latin import APOSTROPHES

VOWELS = frozenset("aeiouAIU")  # capitals are written long: aa, ee, oo
GLIDES = frozenset("wy")
_OPEN = frozenset("aAo")  # i behind one of these ends a diphthong: Haidar is Haydar
# Which Arabic letters (folded) a consonant may stand for, from all conventions together.
ORIGINS: Mapping[str, str] = MappingProxyType(
    {
        "b": "ب", "p": "ب", "f": "ف", "v": "فو", "t": "تطثه", "th": "ثتط", "d": "دضذظ",
        "dh": "ذضظد", "z": "زذظضس", "zh": "ظجز", "s": "سصث", "sh": "ش", "ch": "شخجح", "j": "ج",
        "g": "جقغك", "gh": "غقج", "k": "كقخ", "q": "قغك", "kh": "خكح", "h": "هحخ", "l": "ل",
        "r": "ر", "m": "من", "n": "نم", "w": "و", "y": "ي", "'": "عء", "c": "كسجق", "x": "كخ",
    }
)  # fmt: skip

_TOKENS = re.compile(r"dsch|sch|tch|dj|sh|ch|th|dh|zh|kh|gh|ph|ck|ou|oo|ee|ii|uu|aa|ei|[a-z']")
_SIGNS = {
    "dsch": "j", "sch": "sh", "tch": "ch", "dj": "j", "ph": "f", "ck": "k", "ou": "u", "oo": "U",
    "uu": "U", "ee": "I", "ii": "I", "aa": "A", "ei": "i",
}  # fmt: skip
_SINGLE = {
    "ş": "sh",
    "š": "sh",
    "ç": "ch",
    "č": "ch",
    "ž": "zh",
    "ğ": "gh",
    "ı": "i",
    "ḫ": "kh",
    "ġ": "gh",
}
_TABLE = str.maketrans(_SINGLE | dict.fromkeys(APOSTROPHES, "'"))
_FRENCH_HARD = re.compile(r"([gq])u(?=[ei])")  # Guendouz, Atigue: u only keeps the g hard


class Sound(NamedTuple):
    """A sound, and whether its consonant is written double."""

    sign: str
    double: bool


def plain(name: str) -> str:
    """Return a name in a-z and apostrophes, with digraphs for special letters.

    >>> plain("Şükrü"), plain("Sa‘īd")
    ('shukru', "sa'id")
    """
    lower = unicodedata.normalize("NFC", name.lower()).translate(_TABLE)
    if lower.isascii():
        return "".join(c for c in lower if "a" <= c <= "z" or c == "'")
    return "".join(c for c in unicodedata.normalize("NFD", lower) if "a" <= c <= "z" or c == "'")


@lru_cache(maxsize=1 << 16)
def sounds(name: str) -> tuple[Sound, ...]:
    """Return the sounds of one word of a name.

    >>> [sound.sign for sound in sounds("Yahya")], [sound.sign for sound in sounds("Ouali")]
    (['y', 'a', 'h', 'y', 'a'], ['w', 'a', 'l', 'i'])
    """
    raw = [
        _SIGNS.get(token, token) for token in _TOKENS.findall(_FRENCH_HARD.sub(r"\1", plain(name)))
    ]
    found: list[Sound] = []
    for place, written in enumerate(raw):
        before = raw[place - 1] if place else ""
        behind = raw[place + 1] if place + 1 < len(raw) else ""
        sign = _as_spoken(written, before, behind)
        last = found[-1].sign if found else ""
        if sign == last and sign not in VOWELS:
            found[-1] = Sound(sign, double=True)
        elif sign == last and sign in "ae":
            found[-1] = Sound("A" if sign == "a" else "I", double=False)
        else:
            found.append(Sound(sign, double=False))
    return tuple(found)


def _as_spoken(written: str, before: str, behind: str) -> str:
    """Return the sign of a letter between its neighbours: y, i, u and o are vowels or glides."""
    opens = not before or before in VOWELS
    if written == "y" and behind not in VOWELS and before not in VOWELS:
        return "i"
    if written == "i" and (behind in VOWELS and opens if behind in VOWELS else before in _OPEN):
        return "y"
    if written in ("u", "o") and behind in VOWELS and behind not in ("u", "o") and opens:
        return "w"
    return written


def spelt(name: str) -> str:
    """Return the sounds as one string, for a person to read.

    >>> spelt("Kadhimi"), spelt("Choukri")
    ('k a dh i m i', 'ch u k r i')
    """
    return " ".join(sound.sign * (1 + sound.double) for sound in sounds(name))
