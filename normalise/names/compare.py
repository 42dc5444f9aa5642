"""How two Latin spellings differ: the cheapest way to change the sounds of one into the other's.

Each step has a name ("kq": k for q; "-e": an e too many; "hard": two consonants that no convention
writes for one Arabic letter) and a place (first, last or between). The names of the steps are what
the matcher weighs, and what it tells the reader.

>>> [step for step in difference("Kazimi", "Kadhimi").steps if step not in SAME]
['dz']
>>> difference("Adnan", "Ayman").steps.count("hard")
1
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from types import MappingProxyType

from normalise.names.sounds import GLIDES, VOWELS, Sound, sounds

SAME = ("=c", "=v")
# Consonants that different conventions write for one Arabic letter, with what the step costs.
_CONSONANTS = {
    "dz": (0.2, "d-dh dh-z d-z zh-z zh-dh zh-d"),
    "tth": (0.2, "t-th"),
    "sth": (0.3, "s-th"),
    "kq": (0.1, "k-q c-k c-q x-k"),
    "gj": (0.15, "g-j zh-j gh-j c-j ch-j"),
    "gq": (0.25, "g-q g-k gh-q g-c gh-k"),
    "ggh": (0.2, "g-gh"),
    "kkh": (0.3, "k-kh h-kh ch-kh x-kh c-kh ch-h ch-k"),
    "shch": (0.1, "sh-ch"),
    "vw": (0.2, "v-w v-f b-p v-b p-f"),
    "cs": (0.3, "c-s c-sh c-ch"),
    "sz": (0.6, "s-z"),
    "td": (1.2, "t-d"),
    "mn": (1.3, "m-n"),
}
_VOWELS = {
    "ae": (0.15, "a-e"),
    "ei": (0.15, "e-i e-I"),
    "aA": (0.15, "a-A"),
    "eA": (0.3, "e-A"),
    "iI": (0.1, "i-I"),
    "uo": (0.1, "u-o u-U o-U"),
    "ai": (0.6, "a-i"),
    "aI": (1.0, "a-I A-i A-I"),
    "ao": (0.35, "a-o"),
    "au": (0.5, "a-u a-U"),
    "Ao": (0.7, "A-o A-u A-U"),
    "eo": (0.5, "e-o e-u e-U"),
    "iu": (0.7, "i-o i-u i-U I-o I-u I-U"),
    "yi": (0.1, "y-i y-I"),
    "ye": (0.3, "y-e"),
    "wu": (0.1, "w-u w-U"),
    "wo": (0.2, "w-o"),
}
_HARD, _GLIDE_FOR_VOWEL, _NEVER = ("hard", 2.0), ("gv", 0.8), ("", 9.0)
_DROPPED = {"h": 0.6, "'": 0.05, "y": 0.5, "w": 0.7} | {
    "a": 0.35, "e": 0.3, "i": 0.4, "o": 0.45, "u": 0.45, "A": 0.7, "I": 0.9, "U": 0.9,
}  # fmt: skip
# At the end a vowel is a letter of its own: Jamil and Jamila, Latif and Latifi; only e may be mute.
_DROPPED_LAST = {
    "e": 0.25, "a": 0.9, "A": 1.0, "i": 1.1, "I": 1.1, "o": 1.0, "u": 1.0, "U": 1.0, "y": 1.1,
    "w": 1.0, "h": 0.15,
}  # fmt: skip
_FIRST_VOWEL = 0.4  # what it costs more to leave out a vowel at the beginning
_DOUBLE = 0.1
_SOUNDING = VOWELS | GLIDES


@dataclass(frozen=True, slots=True)
class Difference:
    """The steps from one spelling to another, their cost, and how many sounds there are at most."""

    steps: tuple[str, ...]
    cost: float
    length: int


def _pairs(table: Mapping[str, tuple[float, str]]) -> dict[tuple[str, str], tuple[str, float]]:
    found = {}
    for name, (cost, listed) in table.items():
        for pair in listed.split():
            one, other = pair.split("-")
            found[one, other] = found[other, one] = (name, cost)
    return found


_STEPS = MappingProxyType(_pairs(_CONSONANTS) | _pairs(_VOWELS))


@cache
def _change(one: str, other: str) -> tuple[str, float]:
    """Return the name and the cost of writing one sound for another."""
    if one == other:
        return ("=v" if one in VOWELS else "=c"), 0.0
    step = _STEPS.get((one, other))
    if step:
        return step
    if one in VOWELS and other in VOWELS:
        return "iu", 0.8
    if one in VOWELS or other in VOWELS:
        return _GLIDE_FOR_VOWEL if (other if one in VOWELS else one) in GLIDES else _NEVER
    return _HARD


def _drop(found: tuple[Sound, ...], place: int) -> float:
    sign = found[place].sign
    if place == len(found) - 1 and sign in _DROPPED_LAST:
        return _DROPPED_LAST[sign]
    return _DROPPED.get(sign, 1.5) + (_FIRST_VOWEL if place == 0 and sign in _SOUNDING else 0.0)


@lru_cache(maxsize=1 << 16)
def difference(one: str, other: str) -> Difference:
    """Return how two words differ; the order of the two makes no difference.

    >>> difference("Hassan", "Hassane") == difference("Hassane", "Hassan")
    True
    """
    if other < one:
        return difference(other, one)
    first, second = sounds(one), sounds(other)
    costs, moves = _table(first, second)
    return Difference(
        tuple(reversed(_walk(first, second, moves))),
        costs[len(first)][len(second)],
        max(len(first), len(second), 1),
    )


def _table(
    first: tuple[Sound, ...], second: tuple[Sound, ...]
) -> tuple[list[list[float]], list[list[str]]]:
    """Fill in the cost of reaching each pair of places, and the move that reached it."""
    left = [_drop(first, place) for place in range(len(first))]
    right = [_drop(second, place) for place in range(len(second))]
    above = [0.0, *accumulate(right)]
    costs, moves = [above], [["", *["second"] * len(second)]]
    for (sign, double), drop in zip(first, left, strict=True):
        row, taken = [above[0] + drop], ["first"]
        for place, (other, other_double) in enumerate(second):
            cost, move = above[place] + _change(sign, other)[1], "both"
            if double != other_double:
                cost += _DOUBLE
            if above[place + 1] + drop < cost:
                cost, move = above[place + 1] + drop, "first"
            if row[place] + right[place] < cost:
                cost, move = row[place] + right[place], "second"
            row.append(cost)
            taken.append(move)
        costs.append(row)
        moves.append(taken)
        above = row
    return costs, moves


def _walk(first: tuple[Sound, ...], second: tuple[Sound, ...], moves: list[list[str]]) -> list[str]:
    """Name the steps of the cheapest way, the last first."""
    row, column = len(first), len(second)
    steps = []
    while row or column:
        move = moves[row][column]
        if move == "both":
            one, other = first[row - 1], second[column - 1]
            name = _change(one.sign, other.sign)[0]
            if one.double != other.double:
                steps.append("double")
            if name not in SAME and (one.sign in VOWELS or other.sign in VOWELS):
                name += _place(
                    row == 1 and column == 1, row == len(first) and column == len(second)
                )
            steps.append(name)
        else:
            sign = (first[row - 1] if move == "first" else second[column - 1]).sign
            here, length = (row, len(first)) if move == "first" else (column, len(second))
            kind = sign if sign in _DROPPED else "C"
            steps.append(f"-{kind}{_place(here == 1, here == length)}")
        row -= move != "second"
        column -= move != "first"
    return steps


def _place(first: bool, last: bool) -> str:
    return "_first" if first else "_last" if last else ""
