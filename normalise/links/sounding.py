"""How likely an Arabic word writes a Latin one by its sound, whatever language the name comes from.

The room of names knows how *Arabic* names are romanised. A source text also has names that Arabic
borrowed, by rules of its own: p is ب, v is ف, hard g is غ or ج, ch is تش, x is كس, and vowels are
written long. So here each Latin letter group has the Arabic letters that write it, with a cost.

>>> sounds_like("Pashkov", "باشكوف") > 0.8, sounds_like("Gelati", "غيلاتي") > 0.8
(True, True)
>>> sounds_like("Kadhimi", "كاظمي") > 0.8, sounds_like("Pashkov", "الحكومة") < 0.4
(True, True)
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from normalise.names.sounds import plain

# Arabic letters for a group of Latin ones: free, at a small cost, and at a larger one.
_NEAR, _FAR = 0.25, 0.5
_LETTERS: dict[str, tuple[str, str, str]] = {
    "b": ("ب", "", "ف"), "p": ("ب", "", "ف"), "ph": ("ف", "", "ب"), "f": ("ف", "", "ب"),
    "v": ("ف", "و ب", ""), "w": ("و", "ف غ", ""), "t": ("ت ط", "د ث", ""), "th": ("ث ت", "ذ ط ته تح", "د"),
    "d": ("د ض", "ذ ظ ت", "ط"), "dh": ("ذ ظ ض", "د ز", ""), "z": ("ز", "ذ ظ ض س تس", "ج"),
    "zh": ("ج", "ز ش ظ", ""), "s": ("س ص", "ز ث", "ش"), "ss": ("س ص", "", "ز"), "sh": ("ش", "سه سح", "س"),
    "sch": ("ش", "", "سك"), "ch": ("تش", "ش ك خ ج", "ق ح"), "tch": ("تش", "ش", "ج"), "shch": ("ش", "شتش", ""),
    "j": ("ج", "ي خ غ", "ش ه"), "dj": ("ج", "", "د"), "g": ("غ ج", "ق ك", "خ"), "gh": ("غ", "ق ج ك", ""),
    "k": ("ك", "ق خ", "غ"), "q": ("ق", "ك", "غ"), "qu": ("ق ك كو كي", "", ""), "kh": ("خ", "ك كه", "ح ه"),
    "c": ("ك س", "ق ج ص تش", "ش"), "ck": ("ك", "ق", ""), "h": ("ه ح", "خ غ", "ج"), "l": ("ل", "", ""),
    "r": ("ر", "", "غ"), "m": ("م", "", "ن"), "n": ("ن", "", "م"), "x": ("كس", "ش ز كز", "خ س"),
    "y": ("ي", "ج", ""), "ts": ("تس", "ز س", ""), "tz": ("تس تز", "ز س", ""), "'": ("ع ء", "", ""),
    "gn": ("ني", "غن جن", "ن"), "ng": ("نغ نج", "نك ن", ""), "cz": ("تش", "", "ش"),
}  # fmt: skip
_GROUPS = re.compile(r"shch|tch|sch|ch|sh|th|dh|zh|kh|gh|ph|ck|qu|ts|tz|dj|gn|ng|cz|ss|[a-z']")
_VOWELS = {
    "a": ("اىةه", "عأيء"), "e": ("يا", "ىةهعأء"), "i": ("ي", "اىع"), "o": ("و", "اع"), "u": ("و", "اعي"),
}  # fmt: skip
_ALEFS = frozenset("اأإآءؤئع")
# What a letter costs that answers to none of the other word.
_SILENT = {
    "h": 0.35,
    "'": 0.05,
    "w": 0.5,
    "y": 0.4,
    "r": 0.9,
    "t": 0.8,
    "s": 0.85,
    "e": 0.08,
    "n": 0.9,
}
_LOST_VOWEL = 0.15
_LOST_CONSONANT = 1.0
_UNHEARD = {
    "ا": 0.2, "و": 0.35, "ي": 0.3, "ه": 0.3, "ة": 0.15, "ى": 0.15, "ع": 0.35, "ء": 0.1, "أ": 0.15,
    "إ": 0.15, "آ": 0.2, "ئ": 0.15, "ؤ": 0.2,
}  # fmt: skip
_NEAR_VOWEL, _OTHER_VOWEL = 0.15, 0.35
_MUTE_E = 0.05


@lru_cache(maxsize=1 << 16)
def _groups(word: str) -> tuple[str, ...]:
    """Return the letter groups of a Latin word; a doubled consonant is one."""
    found: list[str] = []
    for group in _GROUPS.findall(plain(word)):
        if found and group == found[-1] and group not in _VOWELS:
            continue
        found.append("s" if group == "ss" else group)
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _letters(word: str) -> str:
    """Return the letters of an Arabic word without marks; a Persian letter as Arabic writes it."""
    bare = "".join(letter for letter in word if unicodedata.category(letter) == "Lo")
    return bare.translate(_PERSIAN).replace("لل", "ل")  # Allah has one l in many spellings


_PERSIAN = str.maketrans("یکہھگچپڤڨٱ", "يكههغجبفقا")


def _writing(group: str) -> tuple[tuple[str, float], ...]:
    free, near, far = _LETTERS.get(group, ("", "", ""))
    return (
        *((letters, 0.0) for letters in free.split()),
        *((letters, _NEAR) for letters in near.split()),
        *((letters, _FAR) for letters in far.split()),
    )


_WRITINGS = {group: _writing(group) for group in _LETTERS}


@lru_cache(maxsize=1 << 17)
def sounds_like(latin: str, arabic: str) -> float:
    """Return how well the sounds of a Latin word answer the letters of an Arabic one, 0..1.

    The Arabic word may have its article, which a Latin one in "al-" answers and another ignores.
    """
    groups, letters = _groups(latin), _letters(arabic)
    if not groups or not letters:
        return 0.0
    score = _score(groups, letters)
    if letters.startswith("ال") and len(letters) > 4:
        score = max(score, _score(groups, letters[2:]))
    return score


def consonants(latin: str) -> int:
    """Return how many consonants are heard in a Latin word.

    >>> consonants("Pashkov"), consonants("Abu")
    (4, 1)
    """
    return sum(group not in _VOWELS and group != "'" for group in _groups(latin))


def _score(groups: tuple[str, ...], letters: str) -> float:
    spoken = sum(group not in _VOWELS and group != "'" for group in groups)
    heard = sum(letter not in _UNHEARD for letter in letters)
    if abs(spoken - heard) > 2 + max(spoken, heard) // 3:
        return 0.0
    cost = _cost(groups, letters)
    # Half a letter more, so that a word of one consonant is never sure.
    return max(0.0, 1 - cost / (0.5 * (spoken + heard) + 0.5))


def _costs(group: str) -> tuple[float, dict[str, float], dict[str, float]]:
    """Return what it costs to leave a group unwritten, to write it by one letter, and by two."""
    vowel = _VOWELS.get(group)
    if vowel:
        single = dict.fromkeys("اوي", _OTHER_VOWEL) | dict.fromkeys(vowel[1], _NEAR_VOWEL)
        return _LOST_VOWEL, single | dict.fromkeys(vowel[0], 0.0), {}
    written = sorted(_WRITINGS.get(group, ()), key=lambda pair: -pair[1])
    single = {letters: cost for letters, cost in written if len(letters) == 1}
    double = {letters: cost for letters, cost in written if len(letters) == 2}
    return _SILENT.get(group, _LOST_CONSONANT), single, double


_GROUP_COSTS = {group: _costs(group) for group in (*_LETTERS, *_VOWELS)}
_GROUP_COSTS |= {
    letter: (_LOST_CONSONANT, {}, {})
    for letter in "abcdefghijklmnopqrstuvwxyz'"
    if letter not in _GROUP_COSTS
}
# At the beginning every vowel stands on an alif.
_FIRST_VOWEL_COSTS = {
    group: _GROUP_COSTS[group][1] | dict.fromkeys(_ALEFS, 0.0) for group in _VOWELS
}


SOUNDING_LETTERS = "".join(letter for letter in "بتثجحخدذرزسشصضطظغفقكلمن" if letter not in _UNHEARD)


@lru_cache(maxsize=1 << 16)
def sounding_letters(arabic: str) -> str:
    """Return the letters of an Arabic word that a Latin one must answer.

    >>> sounding_letters("وفلاغستاف")
    'فلغستف'
    """
    return "".join(letter for letter in _letters(arabic) if letter not in _UNHEARD)


def letters_for(latin: str) -> list[tuple[frozenset[str], float, bool]]:
    """Return for each consonant of a Latin word the letters that may write it, and what it costs to lack them.

    The last tells that a letter without a sound of its own may write it as well.
    """
    found = []
    for group in _groups(latin):
        if group in _VOWELS or group not in _WRITINGS:
            continue
        letters = {letter for written, _ in _WRITINGS[group] for letter in written}
        lost = _SILENT.get(group, _LOST_CONSONANT)
        weak = any(written[0] in _UNHEARD for written, _ in _WRITINGS[group])
        found.append((frozenset(letters), lost, weak))
    return found


def _cost(groups: tuple[str, ...], letters: str) -> float:
    """Return the cheapest way to write the groups in these letters.

    A table of groups by letters, row by row; this is the innermost loop of the alignment.
    """
    skips = [_UNHEARD.get(letter, _LOST_CONSONANT) for letter in letters]
    above = [0.0]
    for skip in skips:
        above.append(above[-1] + skip)
    last = len(groups) - 1
    for row, group in enumerate(groups):
        lost, single, double = _GROUP_COSTS[group]
        if row == 0 and group in _VOWELS:
            single = _FIRST_VOWEL_COSTS[group]
        if row == last and group == "e":
            lost = _MUTE_E
        cell = above[0] + lost
        line = [cell]
        for place, letter in enumerate(letters):
            cell += skips[place]
            other = above[place + 1] + lost
            cell = min(cell, other)
            written = single.get(letter)
            if written is not None:
                other = above[place] + written
                cell = min(cell, other)
            if double and place:
                written = double.get(letters[place - 1 : place + 1])
                if written is not None:
                    other = above[place - 1] + written
                    cell = min(cell, other)
            line.append(cell)
        above = line
    return above[-1]
