"""The literal English that an engine may write for an Arabic name, ranked.

A name is a phrase: a noun, adjectives that follow it, and nouns that it governs ("companions" +
"the cave"). Engines put each word by its commonest meaning and build the phrase in one of a few
English ways: "companions of the cave", "cave companions", "the cave's companions".

>>> from normalise.upkeep.glosses import Gloss, Glosses
>>> glosses = Glosses({"اصحاب": (Gloss("أصحاب", "noun", ("owners", "companions"), True),),
...                    "كهف": (Gloss("كهف", "noun", ("cave",)),)})
>>> [rendering.english for rendering in literal("أصحاب الكهف", glosses)][:3]
['cave owners', 'owners of the cave', 'cave companions']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from normalise.script.arabic import fold, words
from normalise.script.english import plural
from normalise.script.latin import fold_form
from normalise.upkeep.glosses import Gloss, Glosses

BEAM = 120  # partial phrases that are kept for each stretch of words
_RANK = 0.62  # each next meaning of a word is this much less likely
_MOST_MEANINGS = 4
# How engines put "N1 of N2", by how often; heads that govern mostly stand first in English.
_COMPOUND, _OF_THE, _OF, _GENITIVE = 1.0, 0.8, 0.6, 0.25
_AND = "و"
_PREPOSITIONS = {
    "في": "in",
    "من": "from",
    "على": "on",
    "الي": "to",
    "علي": "on",
    "ضد": "against",
    "مع": "with",
    "لدي": "at",
    "بين": "between",
    "حول": "on",
    "عن": "about",
}


class Rendering(NamedTuple):
    """An English phrase that an engine may write, with a score to rank it by."""

    english: str
    score: float


class _Phrase(NamedTuple):
    english: str
    score: float
    head_plural: bool


def literal(
    name: str,
    glosses: Glosses,
    *,
    top: int = 20,
    proper: Callable[[str], Iterable[str]] = lambda word: (),
) -> list[Rendering]:
    """Return literal renderings of an Arabic name, the likeliest first.

    Args:
        name: the Arabic name.
        glosses: the meanings of words.
        top: how many to return.
        proper: the English of a word that is itself a name, for words without a gloss.
    """
    forms = [span.of(name) for span in words(name)]
    if not forms:
        return []
    builder = _Builder(forms, glosses, proper)
    found: dict[str, Rendering] = {}
    for phrase in builder.phrases(0, len(forms)):
        key = fold_form(phrase.english)
        if key not in found:
            found[key] = Rendering(phrase.english, round(phrase.score, 4))
    ranked = sorted(found.values(), key=lambda rendering: (-rendering.score, rendering.english))
    return ranked[:top]


class _Builder:
    """Builds the phrases for each stretch of the words, once."""

    def __init__(
        self, forms: list[str], glosses: Glosses, proper: Callable[[str], Iterable[str]]
    ) -> None:
        self.forms = forms
        self.folded = [fold(form) for form in forms]
        self.readings = [_readings(form, glosses, proper) for form in forms]
        self.known: dict[tuple[int, int], list[_Phrase]] = {}

    def phrases(self, start: int, end: int) -> list[_Phrase]:
        key = (start, end)
        if key not in self.known:
            self.known[key] = self._build(start, end)
        return self.known[key]

    def _build(self, start: int, end: int) -> list[_Phrase]:
        if end - start == 1:
            return self._word(start)
        found: list[_Phrase] = []
        last = end - 1
        adjectives = [gloss for gloss in self.readings[last] if gloss.pos == "adjective"]
        if adjectives and end - start > 1:
            found += self._with_adjective(start, last, adjectives)
        for split in range(start + 1, end):
            found += self._joined(start, split, end)
        best: dict[str, _Phrase] = {}
        for phrase in found:
            if phrase.english not in best or best[phrase.english].score < phrase.score:
                best[phrase.english] = phrase
        return sorted(best.values(), key=lambda phrase: (-phrase.score, phrase.english))[:BEAM]

    def _word(self, place: int) -> list[_Phrase]:
        found = []
        weight = 1.0
        for gloss in self.readings[place]:
            for english in gloss.english[:_MOST_MEANINGS]:
                found.append(_Phrase(english, weight, gloss.plural))
                weight *= _RANK
        return found

    def _with_adjective(self, start: int, last: int, adjectives: list[Gloss]) -> list[_Phrase]:
        """An adjective at the end describes the head, and in English stands before it."""
        found = []
        weight = 1.0
        for gloss in adjectives:
            for english in gloss.english[:_MOST_MEANINGS]:
                found += [
                    _Phrase(f"{english} {phrase.english}", phrase.score * weight, phrase.head_plural)
                    for phrase in self.phrases(start, last)
                ]
                weight *= _RANK
        return found

    def _joined(self, start: int, split: int, end: int) -> list[_Phrase]:
        """Two stretches: with "and", with a preposition between them, or one governing the other."""
        found: list[_Phrase] = []
        word = self.folded[split]
        if word in _PREPOSITIONS and split + 1 < end:
            for left in self.phrases(start, split)[:10]:
                for right in self.phrases(split + 1, end)[:10]:
                    score = left.score * right.score
                    for the in ("", "the "):
                        english = f"{left.english} {_PREPOSITIONS[word]} {the}{right.english}"
                        found.append(
                            _Phrase(english, score * (0.9 if the else 1.0), left.head_plural)
                        )
            return found
        for left in self.phrases(start, split)[:20]:
            for right in self.phrases(split, end)[:20]:
                score = left.score * right.score
                if word.startswith(_AND) and len(word) > 3 and self._is_conjunction(split):
                    found.append(_Phrase(f"{left.english} and {right.english}", score, True))
                    continue
                found += _governed(
                    left, right, score, definite=word.startswith("ال") or split + 1 < end
                )
        return found

    def _is_conjunction(self, place: int) -> bool:
        return any(gloss.arabic.startswith("+") for gloss in self.readings[place])


def _governed(left: _Phrase, right: _Phrase, score: float, *, definite: bool) -> Iterable[_Phrase]:
    compound = right.english
    yield _Phrase(f"{compound} {left.english}", score * _COMPOUND, left.head_plural)
    the, bare = (_OF_THE, _OF) if definite else (_OF, _OF_THE)
    if right.english[:1].isupper():  # a name takes no article
        the, bare = 0.2, 0.8
    yield _Phrase(f"{left.english} of the {right.english}", score * the, left.head_plural)
    yield _Phrase(f"{left.english} of {right.english}", score * bare, left.head_plural)
    mark = "'" if right.english.endswith("s") else "'s"
    yield _Phrase(f"{right.english}{mark} {left.english}", score * _GENITIVE, left.head_plural)
    if right.head_plural and right.english.endswith("s") and not right.english.endswith("ss"):
        yield _Phrase(f"{right.english[:-1]} {left.english}", score * 0.5, left.head_plural)
    if not left.head_plural:
        several = plural(left.english)
        if several:
            yield _Phrase(f"{several} of the {right.english}", score * the * 0.15, True)


def _readings(
    form: str, glosses: Glosses, proper: Callable[[str], Iterable[str]]
) -> tuple[Gloss, ...]:
    """The readings of a word; after "and" it is marked; an unknown word is taken for a name."""
    found = glosses.of(form)
    names = tuple(dict.fromkeys(proper(form)))
    if names:
        found = (*found, Gloss(form, "noun", names)) if found else (Gloss(form, "noun", names),)
    if found:
        return found
    folded = fold(form)
    for prefix, marked in ((_AND, True), ("لل", False), ("ل", False), ("ب", False)):
        if folded.startswith(prefix) and len(folded) > len(prefix) + 2:
            rest = glosses.of(folded[len(prefix) :])
            if rest and marked:
                return tuple(Gloss(f"+{g.arabic}", g.pos, g.english, g.plural) for g in rest)
            if rest:
                return rest
    return ()
