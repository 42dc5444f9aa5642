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

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from normalise.script.arabic import fold, words
from normalise.script.latin import fold_form
from normalise.upkeep.glosses import Gloss, Glosses

BEAM = 150  # partial phrases that are kept for each stretch of words
_RANK = 0.7  # each next meaning of a word is this much less likely
_MOST_MEANINGS = 4
# How engines put "N1 of N2", by how often: the compound first.
_COMPOUND, _OF_THE, _OF, _GENITIVE = 1.0, 1.0, 0.8, 0.2
_OTHER_ORDER = 0.45  # adjectives in the order of the Arabic, not in that of English
_AND = "و"
_PREPOSITIONS = {
    "في": ("in",), "من": ("from", "of"), "علي": ("on", "against"), "الي": ("to",), "ضد": ("against",),
    "مع": ("with",), "لدي": ("at", "of"), "بين": ("between",), "حول": ("on", "around"), "عن": ("about", "of"),
    "لاجل": ("for",), "نحو": ("towards",), "ل": ("for", "of", "to"), "ب": ("in", "with"),
}  # fmt: skip


_NESTED = re.compile(r" (?:of|for|in|from|on|to|against|with|and) ")


class Rendering(NamedTuple):
    """An English phrase that an engine may write, with a score to rank it by."""

    english: str
    score: float


class _Phrase(NamedTuple):
    """A noun phrase: adjectives, and what they stand before."""

    adjectives: tuple[str, ...]
    core: str
    score: float
    several: bool

    @property
    def english(self) -> str:
        return " ".join((*self.adjectives, self.core))


class _Word(NamedTuple):
    """A word of the name: what stands joined before it, and its readings without that."""

    folded: str
    prefix: str
    readings: tuple[Gloss, ...]


def literal(
    name: str,
    glosses: Glosses,
    *,
    top: int = 20,
    proper: Callable[[str], Iterable[str]] = lambda word: (),
) -> list[Rendering]:
    """Return literal renderings of an Arabic name, the likeliest first.

    A word without a gloss is left out, as engines do with what they do not know; where none has
    one, nothing is returned.

    Args:
        name: the Arabic name.
        glosses: the meanings of words.
        top: how many to return.
        proper: the English of a word that is itself a name.
    """
    taken = [_word(span.of(name), glosses, proper) for span in words(name)]
    known = [word for word in taken if word.readings or word.folded in _PREPOSITIONS]
    if not any(word.readings for word in known):
        return []
    found: dict[str, Rendering] = {}
    for phrase in _Builder(known).phrases(0, len(known)):
        key = fold_form(phrase.english)
        if key not in found:
            found[key] = Rendering(phrase.english, round(phrase.score, 4))
    ranked = sorted(found.values(), key=lambda rendering: (-rendering.score, rendering.english))
    return ranked[:top]


def _word(form: str, glosses: Glosses, proper: Callable[[str], Iterable[str]]) -> _Word:
    folded = fold(form)
    own = _readings(form, glosses, proper)
    if own or folded in _PREPOSITIONS:
        return _Word(folded, "", own)
    for letters, prefix in ((_AND, _AND), ("لل", "ل"), ("ل", "ل"), ("ب", "ب")):
        if folded.startswith(letters) and len(folded) > len(letters) + 1:
            rest = folded[len(letters) :]
            found = _readings(rest, glosses, proper)
            if found:
                return _Word(rest if letters != "لل" else f"ال{rest}", prefix, found)
    return _Word(folded, "", ())


def _readings(
    form: str, glosses: Glosses, proper: Callable[[str], Iterable[str]]
) -> tuple[Gloss, ...]:
    found = glosses.of(form)
    if found:
        return found
    names = tuple(dict.fromkeys(proper(form)))
    return (Gloss(form, "noun", names),) if names else ()


class _Builder:
    """Builds the noun phrases for each stretch of the words, once."""

    def __init__(self, taken: list[_Word]) -> None:
        self.words = taken
        self.known: dict[tuple[int, int], list[_Phrase]] = {}

    def phrases(self, start: int, end: int) -> list[_Phrase]:
        key = (start, end)
        if key not in self.known:
            best: dict[str, _Phrase] = {}
            for phrase in self._build(start, end):
                english = phrase.english
                if english not in best or best[english].score < phrase.score:
                    best[english] = phrase
            ranked = sorted(best.values(), key=lambda phrase: (-phrase.score, phrase.english))
            self.known[key] = ranked[:BEAM]
        return self.known[key]

    def _build(self, start: int, end: int) -> Iterator[_Phrase]:
        if end - start == 1:
            yield from self._alone(start)
            return
        last = end - 1
        if not self.words[last].prefix:
            yield from self._described(start, last)
        for split in range(start + 1, end):
            prefix = self.words[split].prefix
            if prefix == _AND:
                yield from self._linked(
                    self.phrases(start, split), ("and",), self.phrases(split, end)
                )
            elif prefix:
                yield from self._linked(
                    self.phrases(start, split), _PREPOSITIONS[prefix], self.phrases(split, end)
                )
            elif self.words[split].folded in _PREPOSITIONS and split + 1 < end:
                yield from self._linked(
                    self.phrases(start, split),
                    _PREPOSITIONS[self.words[split].folded],
                    self.phrases(split + 1, end),
                )
        if not self.words[start + 1].prefix:
            yield from self._governing(start, end)

    def _alone(self, place: int) -> Iterator[_Phrase]:
        """A word as a noun; an adjective stands for one where there is no other reading."""
        readings = self.words[place].readings
        nouns = [gloss for gloss in readings if gloss.pos != "adjective"]
        for english, weight, gloss in _weighed(nouns or list(readings)):
            yield _Phrase((), english, weight, gloss.plural)

    def _described(self, start: int, last: int) -> Iterator[_Phrase]:
        """An adjective at the end describes the head, and in English stands before it."""
        adjectives = [gloss for gloss in self.words[last].readings if gloss.pos == "adjective"]
        for english, weight, _ in _weighed(adjectives):
            for phrase in self.phrases(start, last):
                score = phrase.score * weight
                yield _Phrase((english, *phrase.adjectives), phrase.core, score, phrase.several)
                if phrase.adjectives:
                    order = (*phrase.adjectives, english)
                    yield _Phrase(order, phrase.core, score * _OTHER_ORDER, phrase.several)

    def _linked(
        self, lefts: list[_Phrase], links: tuple[str, ...], rights: list[_Phrase]
    ) -> Iterator[_Phrase]:
        """Two phrases with "and" or a preposition between them."""
        for left in lefts[:12]:
            for right in rights[:12]:
                weight = left.score * right.score
                for link in links:
                    for the in ("", "the ") if link != "and" else ("",):
                        core = f"{left.core} {link} {the}{right.english}"
                        yield _Phrase(
                            left.adjectives, core, weight * (0.7 if the else 1), left.several
                        )
                    weight *= _RANK

    def _governing(self, start: int, end: int) -> Iterator[_Phrase]:
        """A noun governs all that follows it: "companions" + "the cave"."""
        definite = self.words[start + 1].folded.startswith("ال") or end - start > 2
        adjectives_only = all(g.pos == "adjective" for g in self.words[start + 1].readings)
        doubt = 0.3 if adjectives_only and self.words[start + 1].readings else 1.0
        for left in self.phrases(start, start + 1)[:20]:
            for right in self.phrases(start + 1, end)[:24]:
                yield from _governed(
                    left, right, left.score * right.score * doubt, definite=definite
                )


def _weighed(readings: list[Gloss]) -> Iterator[tuple[str, float, Gloss]]:
    weight = 1.0
    for gloss in readings:
        for english in gloss.english[:_MOST_MEANINGS]:
            yield english, weight, gloss
            weight *= _RANK


def _governed(left: _Phrase, right: _Phrase, score: float, *, definite: bool) -> Iterator[_Phrase]:
    governed = right.english
    if left.core.endswith("-"):  # counter-, anti-: written together
        yield _Phrase((), f"{left.core}{governed}", score * 1.4, left.several)
        return
    the, bare = (_OF_THE, _OF) if definite else (_OF, _OF_THE)
    if governed[:1].isupper():  # a name takes no article
        the, bare = 0.2, _OF_THE
    nested = 0.25 if _NESTED.search(governed) else 1.0  # "council of the people" is no modifier
    yield _Phrase((), f"{governed} {left.core}", score * _COMPOUND * nested, left.several)
    yield _Phrase((), f"{left.core} of the {governed}", score * the, left.several)
    yield _Phrase((), f"{left.core} of {governed}", score * bare, left.several)
    if nested < 1:
        return
    mark = "'" if governed.endswith("s") else "'s"
    yield _Phrase((), f"{governed}{mark} {left.core}", score * _GENITIVE, left.several)
    if right.several and governed.endswith("s") and not governed.endswith("ss"):
        yield _Phrase((), f"{governed[:-1]} {left.core}", score * 0.5, left.several)
