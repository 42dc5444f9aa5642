"""What speaks for two words being one name, as numbers for the matcher to weigh.

>>> latin_pair("kazimi", "kadhimi", None)["dz"]
1.0
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from normalise.names import weights as packaged_weights
from normalise.names.compare import difference
from normalise.names.generate import spell
from normalise.names.key import misfits
from normalise.names.letters import START, folded, latin
from normalise.names.weights import Weights

Guesses = tuple[tuple[str, float], ...]
Numbers = dict[str, float]
_LOOSE = frozenset("اويه")
_ONE_KIND = str.maketrans("ثصضظذطقغحخعء", "سسدززتكجههاا")
_MOST_MISFITS = 1  # 3 of 1,901 right pairs have more, train split; 90 % of chance pairs do
_NEVER = -12.0  # stands for a log probability of minus infinity: no labelling writes the form


def chance(numbers: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the chance that the weighed numbers stand for one name; unknown numbers weigh nothing."""
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in numbers.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def latin_pair(one: str, other: str, guesses: tuple[Guesses, Guesses] | None) -> Numbers:
    """Return the numbers for two Latin words; `guesses` are the Arabic spellings of each."""
    found = difference(one, other)
    numbers: Numbers = {}
    for step in found.steps:
        numbers[step] = numbers.get(step, 0.0) + 1.0
    numbers["cost"] = found.cost
    numbers["cost a sound"] = found.cost / found.length
    numbers["one over length"] = 1 / (len(one) + len(other))
    if guesses:
        left, right = (_shares(guess, lambda form: form) for guess in guesses)
        numbers["shared forms"] = common = _overlap(left, right)
        numbers["log shared forms"] = math.log(common + 1e-3)
        bones = (_shares(guess, _skeleton) for guess in guesses)
        numbers["log shared consonants"] = math.log(_overlap(*bones) + 1e-3)
        kinds = (_shares(guess, lambda form: form.translate(_ONE_KIND)) for guess in guesses)
        numbers["log shared kinds"] = math.log(_overlap(*kinds) + 1e-3)
        numbers["first guesses agree"] = float(_first(left) == _first(right))
    return numbers


def _shares(guesses: Guesses, view: Callable[[str], str]) -> dict[str, float]:
    """Return the belief in each form, folded, without article, seen through a view."""
    found: dict[str, float] = {}
    for form, share in guesses:
        plain = folded(form)
        seen = view(plain[2:] if plain.startswith("ال") and len(plain) > 4 else plain)
        found[seen] = found.get(seen, 0.0) + share
    return found


def _skeleton(form: str) -> str:
    return form[:1].replace("ا", "") + "".join(
        letter for letter in form[1:] if letter not in _LOOSE
    )


def _overlap(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(
        math.sqrt(share * other[form]) for form, share in sorted(one.items()) if form in other
    )


def _first(shares: Mapping[str, float]) -> str:
    return max(sorted(shares), key=lambda form: shares[form], default="")


@lru_cache(maxsize=1)
def _folded_labels(weights: Weights) -> tuple[str, ...]:
    return tuple(folded(label) for label in weights.forwards.labels)


@lru_cache(maxsize=1 << 14)
def _likeliest(text: str, weights: Weights) -> float:
    return float(weights.forwards.beam(text, 4)[1][0])


def arabic_pair(word: str, arabic: str, weights: Weights) -> Numbers:
    """Return the numbers for a Latin and an Arabic word, both without article.

    The first number is how much less likely the network finds this form than the likeliest one.
    """
    letters, target = latin(word), folded(arabic)
    labels = _folded_labels(weights)
    text = START + letters
    best = _likeliest(text, weights)
    forms: Iterable[str] = (target, "ال" + target)
    written = max(weights.forwards.best_writing(text, form, labels)[0] for form in forms)
    lost = max(written - best, _NEVER)
    return {
        "lost": lost,
        "lost a letter": lost / max(len(target), 2),
        "never": float(written == float("-inf")),
        "first": float(lost > -0.5),
        "misfits": float(misfits(word, arabic)),
        "one over length": 1 / (len(target) + 1),
    }


@lru_cache(maxsize=1 << 16)
def same_latin(one: str, other: str) -> float:
    """Return the chance that two Latin words are spellings of one Arabic name."""
    if one == other:
        return 1.0
    one, other = min(one, other), max(one, other)
    weights = packaged_weights.packaged()
    return chance(latin_pair(one, other, (spell(one), spell(other))), weights.latin_pair)


@lru_cache(maxsize=1 << 16)
def same_latin_quick(one: str, other: str) -> float:
    """Return the same from the sounds alone, without the networks: for whole corpora."""
    if one == other:
        return 1.0
    weights = packaged_weights.packaged()
    return chance(latin_pair(min(one, other), max(one, other), None), weights.latin_pair_alone)


@lru_cache(maxsize=1 << 16)
def same_arabic(word: str, arabic: str) -> float:
    """Return the chance that a Latin word stands for an Arabic one."""
    weights = packaged_weights.packaged()
    if misfits(word, arabic) > _MOST_MISFITS:
        return 0.0
    return chance(arabic_pair(word, arabic, weights), weights.arabic_pair)
