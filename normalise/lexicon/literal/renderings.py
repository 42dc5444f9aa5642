"""The literal English that an engine may write for an Arabic name, ranked.

A name is a phrase: a noun, adjectives that follow it, and what it governs ("companions" + "the
cave"). Engines put each word by its commonest meaning and build the phrase in one of a few English
ways: "companions of the cave", "cave companions", "the cave's companions". The weights say how
often, and were set on the wrong forms that the lexicon has seen.

>>> from normalise.lexicon.glosses import Gloss, Glosses
>>> glosses = Glosses({"اصحاب": (Gloss("أصحاب", "noun", ("owners", "companions"), True),),
...                    "كهف": (Gloss("كهف", "noun", ("cave",)),)})
>>> [rendering.english for rendering in literal("أصحاب الكهف", Meanings(glosses))][:3]
['owners of the cave', 'cave owners', 'companions of the cave']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from normalise.lexicon.glosses import Gloss
from normalise.lexicon.literal.english import (
    Phrase,
    apposed,
    described,
    governed,
    linked,
    numbered,
    with_article,
)
from normalise.lexicon.literal.tokens import Meanings, Token, tokens
from normalise.script.latin import fold_form

_BEAM = 40  # partial phrases that are kept for each stretch of words
_PAIRED = 14  # ... of which so many are combined with those of the next stretch
_RANK = 0.78  # each next meaning of a word is this much less likely
_MOST_MEANINGS = 4
_MISMATCH = 0.25  # an adjective of the other gender seldom belongs to a noun
_LONGEST_COMPOUND = 4
_UNRELATED = 0.15  # a noun seldom belongs to a far one
_REPEATED = 0.55  # a rendering that differs from a likelier one in "the" or British spelling only
_BRITISH = re.compile(r"\b(?:centre|defence|\w+is(?=ation|ed\b|e\b|ing\b))")


class Rendering(NamedTuple):
    """An English phrase that an engine may write, with a score to rank it by."""

    english: str
    score: float


def literal(name: str, meanings: Meanings, *, top: int = 20, beam: int = _BEAM) -> list[Rendering]:
    """Return literal renderings of an Arabic name, the likeliest first.

    Where no word of the name has a meaning nothing is returned.

    Args:
        name: the Arabic name.
        meanings: what its words may mean.
        top: how many to return.
        beam: how many partial phrases are kept for each stretch of words.
    """
    taken = tokens(name, meanings)
    if not any(token.known for token in taken):
        return []
    best: dict[str, Phrase] = {}
    for phrase in _Builder(taken, meanings, beam).phrases(0, len(taken)):
        best.setdefault(fold_form(phrase.english).removeprefix("the "), phrase)
    seen: Counter[str] = Counter()
    ranked: list[Rendering] = []
    for key, phrase in best.items():
        bare = _BRITISH.sub(_american, key.replace(" the ", " "))
        ranked.append(Rendering(phrase.english, round(phrase.score * _REPEATED ** seen[bare], 4)))
        seen[bare] += 1
    ranked.sort(key=lambda rendering: (-rendering.score, rendering.english))
    return ranked[:top]


def _american(british: re.Match[str]) -> str:
    word = british[0]
    return {"centre": "center", "defence": "defense"}.get(word, f"{word[:-1]}z")


class _Builder:
    """Builds the noun phrases for each stretch of the words, once."""

    def __init__(self, taken: list[Token], meanings: Meanings, beam: int) -> None:
        self.tokens = taken
        self.beam = beam
        self.paired = max(4, beam * _PAIRED // _BEAM)
        self.built: dict[tuple[int, int], list[Phrase]] = {}
        self.units: dict[tuple[int, int], tuple[Gloss, ...]] = {}
        for start in range(len(taken)):
            self.units[start, start + 1] = taken[start].readings
            for end in range(start + 2, min(start + _LONGEST_COMPOUND, len(taken)) + 1):
                forms = [token.form for token in taken[start:end]]
                found = meanings.glosses.compound(forms)
                if names := tuple(meanings.proper(" ".join(forms))):
                    found += (Gloss(" ".join(forms), "noun", names),)
                if found:
                    self.units[start, end] = found

    def phrases(self, start: int, end: int) -> list[Phrase]:
        """Return the likeliest phrases for the words from start to end."""
        key = (start, end)
        if key not in self.built:
            best: dict[str, Phrase] = {}
            for phrase in self._build(start, end):
                english = phrase.english
                if english not in best or best[english].score < phrase.score:
                    best[english] = phrase
            ranked = sorted(best.values(), key=lambda phrase: (-phrase.score, phrase.english))
            self.built[key] = ranked if end - start == len(self.tokens) else ranked[: self.beam]
        return self.built[key]

    def _build(self, start: int, end: int) -> Iterator[Phrase]:
        if (start, end) in self.units:
            yield from self._alone(start, end)
        for split in range(start + 1, end):
            token = self.tokens[split]
            if token.links:
                if split + 1 < end:
                    yield from self._linked(start, split, end)
            elif not self.tokens[split - 1].links:
                if token.number and split + 1 == end:
                    for phrase in self.phrases(start, split):
                        yield from numbered(phrase, token.form)
                yield from self._described(start, split, end)
                yield from self._governing(start, split, end)

    def _alone(self, start: int, end: int) -> Iterator[Phrase]:
        """A word as a noun; an adjective stands for one where there is no other reading."""
        readings = self.units[start, end]
        nouns = [gloss for gloss in readings if gloss.pos != "adjective"]
        whole = 4.0 if end - start > 1 else 1.0  # a compound is more than its words
        for english, weight, gloss in _weighed(nouns or readings):
            yield Phrase((), english, weight * whole, gloss.plural, gloss.verb)

    def _described(self, start: int, split: int, end: int) -> Iterator[Phrase]:
        """An adjective at the end describes the head, and in English stands before it."""
        adjectives = [g for g in self.units.get((split, end), ()) if g.pos == "adjective"]
        if adjectives:
            fit = self._fit(start, split)
            for english, weight, _ in _weighed(adjectives):
                for phrase in self.phrases(start, split):
                    yield from described(phrase, english, weight * fit)

    def _fit(self, start: int, split: int) -> float:
        """How well an adjective agrees with the first word of a stretch."""
        head, adjective = self.tokens[start], self.tokens[split]
        fit = 1.0
        if head.feminine != adjective.feminine and not (head.plural and not head.feminine):
            fit *= _MISMATCH
        if head.definite and not adjective.definite:
            fit *= _MISMATCH
        return fit

    def _as_noun(self, start: int, split: int) -> float:
        """How likely a word is a noun beside the one before it, and no adjective of that."""
        poses = {gloss.pos for gloss in self.tokens[split].readings}
        if "adjective" not in poses:
            return 1.0
        fits = self._fit(start, split) == 1.0 and self.tokens[start].definite
        return 0.25 if fits or poses == {"adjective"} else 0.7

    def _linked(self, start: int, split: int, end: int) -> Iterator[Phrase]:
        """Two phrases with "and" or a preposition between them."""
        token = self.tokens[split]
        definite = any(token.determined for token in self.tokens[split + 1 : end])
        for left in self.phrases(start, split)[: self.paired]:
            for right in self.phrases(split + 1, end)[: self.paired]:
                yield from linked(
                    left, right, token.links, definite=definite, long=split - start > 1
                )

    def _governing(self, start: int, split: int, end: int) -> Iterator[Phrase]:
        """A noun governs all that follows it: "companions" + "the cave"."""
        doubt = self._as_noun(start, split)
        lefts = self.phrases(start, split)[: self.paired]
        rights = self.phrases(split, end)[: self.paired]
        if self.tokens[start].definite:  # what has an article governs nothing: "front, command"
            if split - start > 1 and not self.tokens[split - 1].definite:
                doubt *= _UNRELATED  # what follows belongs to the word before it
            for left in lefts:
                for right in rights:
                    yield from apposed(left, right, left.score * right.score * doubt)
            return
        if (start, split) not in self.units:
            doubt *= 0.5
        definite = any(token.determined for token in self.tokens[split:end])
        for left in lefts:
            for right in rights:
                yield from governed(left, right, doubt, definite=definite)
                if self.tokens[split].definite and end - split == 1:
                    yield from with_article(left, right, doubt)


def _weighed(readings: Iterable[Gloss]) -> Iterator[tuple[str, float, Gloss]]:
    weight = 1.0
    for gloss in readings:
        for english in gloss.english[:_MOST_MEANINGS]:
            yield english, weight, gloss
            weight *= _RANK
