"""Teach the vowel marks of Arabic names from their Latin spellings.

An aligned pair tells which short vowel follows each Arabic consonant, and which one is double:
m-u-h-a-mm-a-d over محمد gives u, a, double a and none. The spellings of many houses disagree, so the
network that learns from them guesses what most would say.
"""

from __future__ import annotations

from collections.abc import Sequence

from normalise.names.letters import folded

_VOWELS = frozenset("aeiouy")
_LONG = frozenset("اويى")
_CARRIERS = frozenset("أإآعءؤئ")
_QUALITY = {"a": "a", "i": "i", "y": "i", "u": "u", "o": "u", "A": "a"}
# Letters that foreign names hardly have: a name with one of them is taken for an Arabic one.
_ARABIC_ONLY = frozenset("حعصضطظقذةخث")
DOUBLE = "2"


def is_arabic_name(arabic: str, known: frozenset[str]) -> bool:
    """Tell whether a name is taken for an Arabic one."""
    return arabic in known or sum(letter in _ARABIC_ONLY for letter in arabic) > 0


def marks(latin: str, chunks: Sequence[str]) -> tuple[str, ...] | None:
    """Return the marks of each Arabic letter: "2" for a double one, then a, i, u or nothing.

    `latin` begins with the start mark. None where vowels stand before the first letter.

    >>> marks("<muhammad", ["", "م", "", "ح", "", "م", "", "", "د"])
    ('u', 'a', '2a', '')
    >>> marks("<kazim", ["", "ك", "ا", "ظ", "", "م"])
    ('a', '', 'i', '')
    """
    letters = "".join(chunks)
    vowels = [""] * len(letters)
    double = [False] * len(letters)
    place = -1
    pending = False
    for letter, chunk, before in zip(latin[1:], chunks[1:], latin, strict=False):
        vowel = letter in _VOWELS
        if not chunk:
            if vowel and place >= 0:
                vowels[place] += letter
            elif not vowel and letter == before and place >= 0:
                double[place] = True
            elif not vowel:
                pending = True
            continue
        for number, target in enumerate(chunk):
            place += 1
            if number or not vowel:
                continue
            if target in _CARRIERS:
                vowels[place] += letter
            elif target in _LONG and place:
                vowels[place - 1] += letter
            elif target == "ة" and place:
                vowels[place - 1] += "a"
            elif place == 0 and target == "ا":
                vowels[0] += letter
        if pending and not vowel and letter == before:
            double[place] = True
        pending = False
    return tuple(
        (DOUBLE if double[i] else "") + _quality(vowels[i], letters, i) for i in range(len(letters))
    )


def _quality(vowels: str, letters: str, place: int) -> str:
    """Return a, i or u for the vowels written after a letter; e is a or i, by the pattern."""
    if not vowels:
        return ""
    behind = letters[place + 1] if place + 1 < len(letters) else ""
    first = vowels[0]
    if first == "e":
        if vowels.startswith(("ee", "ei")) and behind == "ي" and vowels != "ei":
            return "i"
        if behind == "ي":
            return "a" if vowels in ("ei", "ey") else "i"
        # The pattern of kazim: e between the last two consonants after a long a is i.
        closes = place + 2 == len(letters) and place > 0 and folded(letters)[place - 1] == "ا"
        return "i" if closes else "a"
    if first == "o" and vowels.startswith("oo"):
        return "u"
    return _QUALITY.get(first, "a")
