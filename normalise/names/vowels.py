"""Give an unvowelled Arabic word its vowel marks: by an attested spelling, else by the model.

A Latin spelling tells the vowels: m-u-h-a-mm-a-d over محمد is u, a, double a. The same reading of
pairs teaches the network that guesses the vowels of a word nobody attests.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from normalise.names import weights as packaged_weights
from normalise.names.attested import Attested
from normalise.names.letters import START, folded, latin
from normalise.names.letters import arabic as arabic_letters
from normalise.names.particles import Part, parts
from normalise.names.reading import DAMMA, FATHA, KASRA, SHADDA, has_vowels
from normalise.names.vowelled import FIXED
from normalise.script.particles import without_article

Evidence = Literal["vowelled", "attested", "generated"]
DOUBLE = "2"
_DOUBLED = 0.3  # of the spellings must write a consonant double: Ayyubi is three of eight
_SIGNS = {"a": FATHA, "i": KASRA, "u": DAMMA, DOUBLE: SHADDA}
_VOWELS = frozenset("aeiouy")
_LONG = frozenset("اويى")
_CARRIERS = frozenset("أإآعءؤئ")
_QUALITY = {"a": "a", "i": "i", "y": "i", "u": "u", "o": "u"}


def marks(latin: str, chunks: Sequence[str]) -> tuple[str, ...] | None:
    """Return the marks of each Arabic letter: "2" for a double one, then a, i, u or nothing.

    `latin` begins with the start mark; `chunks` are the Arabic letters that each of its letters
    stands for. None where the word is empty.

    >>> marks("<muhammad", ["", "م", "", "ح", "", "م", "", "", "د"])
    ('u', 'a', '2a', '')
    >>> marks("<nouri", ["", "ن", "و", "", "ر", "ي"]), marks("<saad", ["", "س", "", "ع", "د"])
    (('u', '', 'i', ''), ('a', '', ''))
    """
    letters = "".join(chunks)
    vowels = [""] * len(letters)
    double = [False] * len(letters)
    place = -1
    lengthened = -1  # the place of the last letter that writes a long vowel
    waits = ""  # a consonant that the next letter writes once more
    for letter, chunk, before in zip(latin[1:], chunks[1:], latin, strict=False):
        vowel = letter in _VOWELS
        if not chunk:
            if vowel and place >= 0 and place != lengthened:
                vowels[place] += letter
            elif not vowel and letter == before and place >= 0:
                double[place] = True
            waits = "" if vowel else letter
            continue
        for number, target in enumerate(chunk):
            place += 1
            if number or not vowel:
                continue
            if target in _CARRIERS:
                # Saad, Jaafari: the second a is ayn itself.
                vowels[place] += "" if letter == before else letter
            elif (target in _LONG or target == "ة") and place:
                vowels[place - 1] += "a" if target == "ة" else letter
                lengthened = place
            elif not place:
                vowels[place] += letter
        if waits == letter and not vowel:
            double[place] = True
        waits = ""
    if not letters:
        return None
    vowels[-1] = ""  # a name ends without a short vowel: what is heard there has a letter
    return tuple(
        (DOUBLE if double[i] and _is_double(latin, letters, vowels, i) else "")
        + _quality(vowels[i], letters, i)
        for i in range(len(letters))
    )


def _is_double(latin: str, letters: str, vowels: Sequence[str], place: int) -> bool:
    """Tell whether a doubled Latin consonant is a double one: ss often only says that s is not z.

    Hussein and Qassem have one s; Hassan is حسان where the alif is written.
    """
    if letters[place] not in "سص" or "ss" not in latin:
        return True
    return place > 0 and vowels[place - 1][:1] == "a" and letters[place + 1 : place + 2] == "ا"


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


def vowelled(word: str, known: Attested, head: str = "") -> tuple[str, Evidence]:
    """Return a word with vowel marks, and "vowelled", "attested" or "generated".

    `head` is the particle before the word where it is a part of a compound: "abd" before al-Fattah.
    """
    if has_vowels(word):
        return word, "vowelled"
    fixed = FIXED.get(word) or FIXED.get(folded(word))
    if fixed:
        return fixed, "attested"
    plain = arabic_letters(word)
    if not plain:
        return word, "generated"
    article = "ال" if plain.startswith("ال") and len(plain) > 4 else ""
    stem = plain[len(article) :]
    if stem in FIXED:
        return article + FIXED[stem], "attested"
    spellings = known.all_spellings(Part(stem))
    if not spellings and head:
        spellings = tuple(
            found[0].text
            for spelling in known.all_spellings(Part(stem, head))
            if len(found := parts(spelling)) == 1
        )
    told = by_spellings(stem, spellings)
    if told:
        return article + with_marks(stem, told), "attested"
    return article + with_marks(stem, guess(stem)), "generated"


@lru_cache(maxsize=1 << 12)
def by_spellings(arabic: str, spellings: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the marks of an Arabic word as its Latin spellings tell them; None where none fits.

    The first tells the vowels. A double consonant is often written once, so some of them suffice to
    tell that: Ayoubi, but Ayyubi.

    >>> by_spellings("أيوبي", ("Ayoubi", "Ayyubi", "Ayubi"))
    ('a', '2u', '', 'i', '')
    """
    readings = [found for spelling in spellings if (found := by_spelling(arabic, spelling))]
    if not readings:
        return None
    return tuple(
        mark if mark.startswith(DOUBLE) or not _is_told_double(readings, place) else DOUBLE + mark
        for place, mark in enumerate(readings[0])
    )


def _is_told_double(readings: Sequence[Sequence[str]], place: int) -> bool:
    return sum(found[place].startswith(DOUBLE) for found in readings) >= _DOUBLED * len(readings)


def by_spelling(arabic: str, spelling: str) -> tuple[str, ...] | None:
    """Return the marks of an Arabic word as its Latin spelling tells them; None where they do not fit."""
    weights = packaged_weights.packaged()
    letters = START + latin(without_article(spelling))
    labels = weights.forwards.labels
    score, chosen = weights.forwards.best_writing(letters, arabic, labels)
    if not chosen or score == float("-inf"):
        return None
    chunks = [labels[number] for number in chosen]
    found = marks(letters, chunks)
    return _mended(arabic, letters, chunks, found) if found else None


def _mended(
    arabic: str, letters: str, chunks: Sequence[str], found: tuple[str, ...]
) -> tuple[str, ...]:
    """Put right what the letters of a spelling are aligned with: yy, and a vowel that precedes ayn."""
    twice = letters.find("yy")
    place = len("".join(chunks[: twice + 1]))
    if twice > 0 and arabic[place : place + 1] == "ي" and not found[place].startswith(DOUBLE):
        found = (*found[:place], DOUBLE + found[place], *found[place + 1 :])
    return _opened(arabic, found)


def _opened(arabic: str, found: tuple[str, ...]) -> tuple[str, ...]:
    """Give the vowel of an ayn to the first letter where that has none: no word begins with two consonants.

    >>> _opened("جعفر", ("", "a", "a", "")), _opened("سعيد", ("", "a", "", ""))
    (('a', '', 'a', ''), ('a', '', '', ''))
    """
    bare = found[0] == "" or (arabic[0] == "ي" and found[0] == "i")
    if len(arabic) > 2 and arabic[1] == "ع" and bare and found[1] in _SIGNS:
        return (found[1], "", *found[2:])
    return found


@lru_cache(maxsize=1 << 14)
def guess(arabic: str) -> tuple[str, ...]:
    """Return the likeliest marks of each letter of an Arabic word.

    >>> guess("محمد")
    ('u', 'a', '2a', '')
    """
    network = packaged_weights.packaged().vowels
    rows, _ = network.beam(arabic, 4)
    return _opened(arabic, tuple(network.labels[number] for number in rows[0].tolist()))


def with_marks(arabic: str, found: Sequence[str]) -> str:
    """Return an Arabic word with marks written on its letters.

    >>> with_marks("علي", ("a", "i", "")) == "عَلِي"
    True
    """
    return "".join(
        letter + "".join(_SIGNS[sign] for sign in sorted(mark, key=lambda sign: sign != DOUBLE))
        for letter, mark in zip(arabic, found, strict=True)
    )
