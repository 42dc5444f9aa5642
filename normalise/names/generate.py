"""Write a Latin name in Arabic: the lexicon's forms first, then ranked guesses.

A guess is spelt by two networks, one from each end of the name; their chances are weighed together
with how often the Arabic word was met as a name and with the consonant path, which says whether
every consonant of either form is answered in the other (`key.misfits`).

>>> [candidate.arabic for candidate in arabic("Abdelkader Mansour", top=1)]
['عبد القادر منصور']
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from normalise.lexicon.store import Lexicon
from normalise.names import weights as packaged_weights
from normalise.names.attested import Attested, knowledge
from normalise.names.key import misfits
from normalise.names.letters import START, latin
from normalise.names.particles import Part, parts
from normalise.names.weights import KnownWords, Weights

Evidence = Literal["attested", "generated"]
_WIDTH = 12  # labellings kept: more find no more right answers on the train fold
_LONGEST = 24  # letters of one word that are spelt; no name part is longer
_OPTIONS = 8  # of each part, when parts are put together
_ATTESTED = 0.95  # the share of belief that attested forms have together
_JOINED = 0.5  # عبدالرحمن against عبد الرحمن: one word is the less common way
_ARTICLE = "ال"
# The names of God that are written without their long a: nobody writes عبد الرحمان but by mistake.
_SERVED = {"رحمان": "رحمن", "إلاه": "إله"}
_WORDS = {
    "abd": "عبد",
    "abu": "أبو",
    "umm": "أم",
    "bin": "بن",
    "bint": "بنت",
    "wuld": "ولد",
    "din": "الدين",
    "allah": "الله",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An Arabic form, how much of the belief it has (0..1), and where it comes from."""

    arabic: str
    score: float
    evidence: Evidence


def arabic(
    name: str, top: int = 5, *, lexicon: Lexicon | Attested | None = None
) -> list[Candidate]:
    """Return what a Latin name is in Arabic, best first.

    >>> known = Attested({"kazimi": ("كاظمي",)})
    >>> arabic("al-Kazimi", top=1, lexicon=known)
    [Candidate(arabic='الكاظمي', score=0.95, evidence='attested')]
    """
    known = knowledge(lexicon)
    whole = known.whole(name)
    if len(whole) >= top:
        return _ranked([(form, 1.0, True) for form in whole], top)
    found = parts(name)
    if not found or not any(letter.isalpha() for letter in name):
        return []
    joined: list[tuple[str, float, bool]] = [("", 1.0, True)]
    for part in found:
        options = _options(part, known, top if len(found) == 1 else min(top, _OPTIONS))
        joined = _best(
            (
                (f"{before} {form}".strip(), chance * share, certain and attested)
                for before, chance, certain in joined
                for form, share, attested in options
            ),
            max(top, _OPTIONS),
        )
    if whole:
        joined = [(form, 2.0, True) for form in whole] + [
            row for row in joined if row[0] not in whole
        ]
    return _ranked(joined, top)


def _best(rows: Iterable[tuple[str, float, bool]], count: int) -> list[tuple[str, float, bool]]:
    """Return the likeliest rows, each form once; ties by the form, so that order is certain."""
    best: dict[str, tuple[str, float, bool]] = {}
    for row in rows:
        if row[0] not in best or row[1] > best[row[0]][1]:
            best[row[0]] = row
    return sorted(best.values(), key=lambda row: (-row[1], row[0]))[:count]


def _ranked(rows: Sequence[tuple[str, float, bool]], top: int) -> list[Candidate]:
    rows = sorted(_best(rows, len(rows)), key=lambda row: not row[2])[:top]  # stable: by chance
    whole = max(1.0, sum(chance for _, chance, _ in rows))
    return [
        Candidate(form, round(chance / whole, 4), "attested" if attested else "generated")
        for form, chance, attested in rows
    ]


def _options(part: Part, known: Attested, count: int) -> list[tuple[str, float, bool]]:
    """Return Arabic forms of a part with their particles: form, chance, attested."""
    if part.is_lineage:
        return [(_WORDS[part.head], 1.0, True)]
    allah = part.text == "allah"
    bare = [("الله", 1.0, True)] if allah else _bare_options(part, known, count)
    return [
        (form, chance * share, attested)
        for text, chance, attested in bare
        for form, share in with_particles(part, text)
    ]


def _bare_options(part: Part, known: Attested, count: int) -> list[tuple[str, float, bool]]:
    """Return the forms of the word itself: the attested ones, and guesses up to the count."""
    attested = known.of(part)
    if len(attested) >= count:
        return [(form, _ATTESTED / len(attested), True) for form in attested[:count]]
    guesses = spell(part.text)
    if not attested:
        if part.head == "abd":
            guesses = tuple((_SERVED.get(form, form), chance) for form, chance in guesses)
        return [(form, chance, False) for form, chance in guesses]
    chances = dict(guesses)
    believed = [chances.get(form, 0.0) + 0.02 for form in attested]
    whole = sum(believed) / _ATTESTED
    found = [(form, chance / whole, True) for form, chance in zip(attested, believed, strict=True)]
    rest = [
        (form, chance * (1 - _ATTESTED), False) for form, chance in guesses if form not in attested
    ]
    return found + rest


def with_particles(part: Part, text: str) -> list[tuple[str, float]]:
    """Return the written forms of a word with its particles and article, with their shares.

    >>> with_particles(Part("", head="abd"), "رحمن")
    [('عبد الرحمن', 1.0), ('عبدالرحمن', 0.5)]
    """
    bare = text[2:] if text.startswith(_ARTICLE) and len(text) > 4 else text
    if part.head == "abd":
        served = bare if bare == "الله" else _ARTICLE + bare
        return [(f"عبد {served}", 1.0), (f"عبد{served}", _JOINED)]
    word = _ARTICLE + bare if part.article and bare != "الله" else text
    if part.head:
        word = f"{_WORDS[part.head]} {word}"
    if part.tail:
        return [(f"{word} {_WORDS[part.tail]}", 1.0), (f"{word}{_WORDS[part.tail]}", _JOINED)]
    return [(word, 1.0)]


def spell(word: str) -> tuple[tuple[str, float], ...]:
    """Return the likeliest Arabic spellings of one Latin word with their chances, best first.

    >>> [form for form, chance in spell("mansour")][:1]
    ['منصور']
    """
    letters = latin(word)[:_LONGEST]
    return _spell(letters) if letters.strip("'") else ()


@lru_cache(maxsize=1 << 15)
def _spell(letters: str) -> tuple[tuple[str, float], ...]:
    return ranked(letters, packaged_weights.packaged())


def ranked(letters: str, weights: Weights) -> tuple[tuple[str, float], ...]:
    """Return the forms that the networks propose for a word with their chances, best first."""
    rows = features(letters, weights)
    scores = [sum(w * x for w, x in zip(weights.ranking, row, strict=True)) for _, row in rows]
    highest = max(scores)
    chances = [math.exp(score - highest) for score in scores]
    whole = sum(chances)
    found = [(form, chance / whole) for (form, _), chance in zip(rows, chances, strict=True)]
    return tuple(sorted(found, key=lambda row: (-round(row[1], 6), row[0])))


def features(letters: str, weights: Weights) -> list[tuple[str, tuple[float, ...]]]:
    """Return the forms that the networks propose, with what speaks for each.

    The numbers stand in the order of `Weights.ranking`.
    """
    text = START + letters
    labellings, forwards = weights.forwards.beam(text, _WIDTH)
    backwards = weights.backwards.scores(text, labellings)
    labels = weights.forwards.labels
    found: dict[str, tuple[float, float]] = {}
    for row, chances in zip(
        labellings.tolist(), np.stack([forwards, backwards], axis=1), strict=True
    ):
        form = "".join([labels[label] for label in row])
        if not form:
            continue
        ahead, back = chances.tolist()
        if form in found:  # the same word by another alignment: the chances add up
            found[form] = (_added(found[form][0], ahead), _added(found[form][1], back))
        else:
            found[form] = (ahead, back)
    rows = [
        (form, (*chances, *_facts(letters, form, weights.known))) for form, chances in found.items()
    ]
    return rows or [(letters, (0.0,) * len(weights.ranking))]


def _added(one: float, other: float) -> float:
    """Return the log of the sum of two chances that are given as logs."""
    high, low = max(one, other), min(one, other)
    return high + math.log1p(math.exp(low - high))


def _facts(letters: str, form: str, known: KnownWords) -> tuple[float, ...]:
    count = known.count(form)
    return (
        math.log1p(count),
        float(count > 0),
        float(len(form)),
        float(misfits(letters, form)),
    )
