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
from normalise.names.particles import Part
from normalise.names.reading import DAMMA, FATHA, KASRA, SHADDA, has_vowels
from normalise.script.particles import without_article

Evidence = Literal["vowelled", "attested", "generated"]
DOUBLE = "2"
_SIGNS = {"a": FATHA, "i": KASRA, "u": DAMMA, DOUBLE: SHADDA}
_VOWELS = frozenset("aeiouy")
_LONG = frozenset("اويى")
_CARRIERS = frozenset("أإآعءؤئ")
_QUALITY = {"a": "a", "i": "i", "y": "i", "u": "u", "o": "u"}
# Particles and parts of compounds have one reading each.
_FIXED = {
    "عبد": "عَبد", "بن": "بِن", "ابن": "اِبن", "بنت": "بِنت", "ابو": "أَبُو", "ابي": "أَبِي", "ابا": "أَبَا",
    "ام": "أُمّ", "ولد": "وَلَد", "الدين": "الدِين", "دين": "دِين", "الله": "اللَّه", "آل": "آل",
}  # fmt: skip


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


def vowelled(word: str, known: Attested) -> tuple[str, Evidence]:
    """Return a word with vowel marks, and "vowelled", "attested" or "generated"."""
    if has_vowels(word):
        return word, "vowelled"
    fixed = _FIXED.get(folded(word)) or _FIXED.get(word)
    if fixed:
        return fixed, "attested"
    plain = arabic_letters(word)
    if not plain:
        return word, "generated"
    article = "ال" if plain.startswith("ال") and len(plain) > 4 else ""
    stem = plain[len(article) :]
    spelling = known.spelling(Part(stem))
    if spelling:
        found = by_spelling(stem, spelling)
        if found:
            return article + with_marks(stem, found), "attested"
    return article + with_marks(stem, guess(stem)), "generated"


def by_spelling(arabic: str, spelling: str) -> tuple[str, ...] | None:
    """Return the marks of an Arabic word as its Latin spelling tells them; None where they do not fit."""
    weights = packaged_weights.packaged()
    letters = START + latin(without_article(spelling))
    labels = weights.forwards.labels
    score, chosen = weights.forwards.best_writing(letters, arabic, labels)
    if not chosen or score == float("-inf"):
        return None
    return marks(letters, [labels[number] for number in chosen])


@lru_cache(maxsize=1 << 14)
def guess(arabic: str) -> tuple[str, ...]:
    """Return the likeliest marks of each letter of an Arabic word.

    >>> guess("محمد")
    ('u', 'a', '2a', '')
    """
    network = packaged_weights.packaged().vowels
    rows, _ = network.beam(arabic, 4)
    return tuple(network.labels[number] for number in rows[0].tolist())


def with_marks(arabic: str, found: Sequence[str]) -> str:
    """Return an Arabic word with marks written on its letters.

    >>> with_marks("علي", ("a", "i", "")) == "عَلِي"
    True
    """
    return "".join(
        letter + "".join(_SIGNS[sign] for sign in sorted(mark, key=lambda sign: sign != DOUBLE))
        for letter, mark in zip(arabic, found, strict=True)
    )
