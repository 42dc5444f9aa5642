"""The consonants of a name as a key that its spellings share, and as a check of an Arabic form.

Consonants that the conventions of writing Arabic names confuse are one letter of the key; vowels,
glides, ayn and hamza are left out. A letter that may stand for two kinds gives two keys, so two
spellings of one name share at least one of their keys, and a corpus can be put into blocks without
comparing every pair.

>>> keys("Qaddafi") & keys("Gadhafi") & keys("Kadhafi") & keys("القذافي")
frozenset({'kdf'})
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, product

from normalise.names.letters import folded
from normalise.names.particles import Part, parts
from normalise.names.sounds import GLIDES, ORIGINS, VOWELS, Sound, sounds
from normalise.script.arabic import is_arabic

# Kinds of consonant that conventions confuse; one character a kind.
_LATIN_KINDS = {
    "b": "b", "p": "b", "f": "f", "v": "fw", "t": "t", "th": "ts", "d": "d", "dh": "d", "z": "d",
    "zh": "dj", "s": "s", "sh": "c", "ch": "cx", "j": "j", "g": "kj", "gh": "kg", "k": "k", "q": "k",
    "kh": "xk", "h": "h", "l": "l", "r": "r", "m": "m", "n": "n", "c": "ks", "x": "x",
}  # fmt: skip
_ARABIC_KINDS = {
    "ب": "b", "ت": "t", "ث": "ts", "ج": "jk", "ح": "h", "خ": "x", "د": "d", "ذ": "d", "ر": "r",
    "ز": "d", "س": "s", "ش": "c", "ص": "s", "ض": "d", "ط": "t", "ظ": "d", "غ": "gk", "ف": "f",
    "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
}  # fmt: skip
_MOST_KEYS = 12
_WEAK = frozenset("اويءئؤىآأإ")
_LOOSE = VOWELS | GLIDES | {"'"}


def keys(name: str) -> frozenset[str]:
    """Return the keys of a name's parts, put together; "" is the key of a name of vowels."""
    found = [part_keys(part) for part in parts(name) if not part.is_lineage]
    return frozenset(
        ".".join(chosen) for chosen in islice(product(*map(sorted, found)), _MOST_KEYS)
    )


@lru_cache(maxsize=1 << 16)
def part_keys(part: Part) -> frozenset[str]:
    """Return the keys of one part, with marks for its particles."""
    text = part.text
    if is_arabic(text):
        letters = folded(text)
        letters = letters[:-1] if letters.endswith("ه") and text.endswith("ة") else letters
        kinds = [_ARABIC_KINDS[letter] for letter in letters if letter in _ARABIC_KINDS]
    else:
        heard = sounds(text)
        if len(heard) > 1 and heard[-1].sign == "h":
            heard = heard[:-1]
        kinds = [_LATIN_KINDS[sound.sign] for sound in heard if sound.sign in _LATIN_KINDS]
    # One letter twice is one: Muhammad is written with one m and with two.
    choices = [kind for place, kind in enumerate(kinds) if not place or kind != kinds[place - 1]]
    mark = {"abd": "a+", "abu": "b+", "umm": "m+"}.get(part.head, "")
    end = {"din": "+d", "allah": "+l"}.get(part.tail, "")
    return frozenset(
        mark + "".join(chosen) + end for chosen in islice(product(*choices), _MOST_KEYS)
    ) or frozenset({mark + end})


@lru_cache(maxsize=1 << 16)
def misfits(latin: str, arabic: str) -> int:
    """Return how many consonants of either word the other has no letter for.

    >>> misfits("kadhimi", "كاظمي"), misfits("kazmi", "كاظمي"), misfits("kadhimi", "عادل")
    (0, 0, 2)
    """
    heard = [sound for sound in sounds(latin) if sound.sign not in _LOOSE]
    letters = [letter for letter in folded(arabic) if letter not in _WEAK and letter != "ع"]
    previous = [_left_over(letters[:end]) for end in range(len(letters) + 1)]
    for sound in heard:
        row = [previous[0] + _unheard(sound)]
        for place, letter in enumerate(letters, 1):
            fits = letter in ORIGINS.get(sound.sign, "")
            row.append(
                min(
                    previous[place - 1] + (0 if fits else 1),
                    previous[place] + _unheard(sound),
                    row[place - 1] + (0 if letter == "ه" else 1),
                )
            )
        previous = row
    return previous[-1]


def _unheard(sound: Sound) -> int:
    """What it costs that no Arabic letter answers a sound; h closes a name that ends in -ah."""
    return 0 if sound.sign == "h" else 1


def _left_over(letters: list[str]) -> int:
    return sum(letter != "ه" for letter in letters)
