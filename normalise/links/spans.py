"""Find the stretch of the source that one name of the translation stands for, by meaning and sound.

Each word of the name looks for words that mean it (مسجد for "Mosque") or sound like it (باشكوف for
"Pashkov") near the place that is expected; the stretch that answers the most of the name, with the
least between, is taken. What a neighbour must then be is cheap to ask: "Kefeli Mosque" is جامع كفوي,
for nothing else can stand behind "mosque".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from normalise.links.candidates import LIKE, Candidates
from normalise.links.chains import Unit
from normalise.links.sounding import consonants, sounds_like
from normalise.links.source import Place, SourceText
from normalise.links.words import NOBLE, Vocabulary, is_function_word
from normalise.script.english import PLACE_NOUNS
from normalise.script.latin import fold_form

_LIKE_BESIDE = 0.42  # beside a part that is sure
_GAP = 0.3  # what a word between that answers nothing costs
_SMALL_GAP = 0.05
_LINKING = frozenset({"بن", "ابن", "بنت", "في", "من", "ال", "ابو", "ابي", "آل", "عبد", "ولد"})
_LOOSE = 0.6
_ORDINAL = re.compile("[IVX]+")
_EXTRA_WORDS = 3
_LEAST, _LEAST_OF_MANY = 0.5, 0.55  # of the name must be answered; of three words and more
_FAR = 0.004  # what each word of distance costs, so that the nearer of two equals is taken


class Answer(NamedTuple):
    """A unit answered by a word of the source; the rest is as in `Candidate`."""

    unit: int
    word: int
    skipped: int  # code points of clitics before it
    score: float
    by_sound: bool
    words: int = 1


class Found(NamedTuple):
    """Where a name stands in the source, how surely, and which units were answered."""

    place: Place
    score: float
    units: frozenset[int]
    heard: frozenset[int]  # those that were answered by sound, surely


@dataclass
class Finder:
    """Looks for names in one source; `taken` holds the words that are somebody else's already."""

    source: SourceText
    vocabulary: Vocabulary
    taken: set[int] = field(default_factory=set)

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(self.source, self.vocabulary)

    def find(self, units: Sequence[Unit], expected: int, reach: int) -> Found | None:
        """Return the best stretch for these units within reach of the expected word, if one is good."""
        first, last = max(0, expected - reach), min(len(self.source.words), expected + reach + 1)
        answers: dict[int, list[Answer]] = {}
        for number, unit in enumerate(units):
            for answer in self._answers(number, unit, first, last):
                if unit.opening and not answer.by_sound and not _is_of_a_name(unit.word):
                    continue  # its capital is the sentence's
                answers.setdefault(answer.word, []).append(answer)
        if not answers:
            return None
        weights = [_weight(unit) for unit in units]
        comma = any(unit.behind_comma for unit in units)
        best: tuple[float, list[Answer]] | None = None
        for start in sorted(answers):
            for total, chosen in self._stretches(start, answers, len(units), weights, comma=comma):
                worth = total - _FAR * abs(start - expected)
                if best is None or worth > best[0] + 1e-9:
                    best = worth, chosen
        if best is None:
            return None
        chosen = self._extended(best[1], units)
        return self._judged(chosen, units, weights)

    def _answers(self, number: int, unit: Unit, first: int, last: int) -> Iterator[Answer]:
        for found in self._candidates.of(unit.word, first, last):
            answer = Answer(number, *found)
            if self.taken.isdisjoint(range(answer.word, answer.word + answer.words)):
                yield answer

    def _stretches(
        self,
        start: int,
        answers: dict[int, list[Answer]],
        count: int,
        weights: Sequence[float],
        *,
        comma: bool,
    ) -> Iterator[tuple[float, list[Answer]]]:
        """Yield the stretches that begin at a word, each with what it is worth."""
        chosen: list[Answer] = []
        used: set[int] = set()
        total, cost = 0.0, 0.0
        consumed = start
        for place in range(start, min(start + count + _EXTRA_WORDS, len(self.source.words))):
            word = self.source.words[place]
            if place > start and (
                place in self.taken or not (word.follows or (comma and word.listed))
            ):
                return
            if place < consumed:
                continue
            free = [answer for answer in answers.get(place, ()) if answer.unit not in used]
            if place > start:  # inside a name only "and" may be joined to a word, and seldom is
                free = [answer for answer in free if not answer.skipped] or free
            if free:
                answer = max(free, key=lambda one: (one.score * weights[one.unit], -one.unit))
                used.add(answer.unit)
                total += answer.score * weights[answer.unit] - cost
                cost = 0.0
                if chosen and answer.skipped:
                    total -= _GAP
                chosen.append(answer)
                consumed = place + answer.words
                yield total, list(chosen)
            else:
                small = word.stems[0].key in _LINKING
                cost += _SMALL_GAP if small else _GAP

    def _extended(self, chosen: list[Answer], units: Sequence[Unit]) -> list[Answer]:
        """Take in neighbours that can hardly be anything else than what is left of the name."""
        left = [n for n in range(len(units)) if n not in {answer.unit for answer in chosen}]
        chosen = sorted(chosen, key=lambda answer: answer.word)
        for number in list(left):
            answer = self._before(number, units[number], chosen) or self._behind(
                number, units[number], chosen
            )
            if answer:
                chosen = sorted([*chosen, answer], key=lambda one: one.word)
                left.remove(number)
        return chosen

    def _before(self, number: int, unit: Unit, chosen: list[Answer]) -> Answer | None:
        """A place noun for another one: "Imam Ali Mosque" is ضريح الإمام علي, a shrine."""
        place = chosen[0].word - 1
        if place < 0 or place in self.taken or chosen[0].skipped:
            return None
        if not self.source.words[chosen[0].word].follows:
            return None
        surface = self.source.words[place].span.of(self.source.text)
        if fold_form(unit.word) in PLACE_NOUNS:
            for stem in self.source.words[place].stems:
                if self.vocabulary.is_place_noun(surface[stem.start :]):
                    return Answer(number, place, stem.start, 0.5, by_sound=False)
        return self._beside(number, unit, place)

    def _behind(self, number: int, unit: Unit, chosen: list[Answer]) -> Answer | None:
        last = chosen[-1]
        place = last.word + last.words
        words = self.source.words
        if place >= len(words) or place in self.taken or not words[place].follows:
            return None
        surface = words[place].span.of(self.source.text)
        if is_function_word(surface):
            return None
        beside = self._beside(number, unit, place)
        if beside:
            return beside
        before = words[last.word].span.of(self.source.text)[last.skipped :]
        if not surface.startswith("ال"):
            return None
        adjective = (
            not last.by_sound and before.startswith("ال") and self.vocabulary.is_adjective(surface)
        )
        epithet = unit.behind_the and last.by_sound and last.unit == number - 1
        of_head = (
            surface.endswith(("ي", "ية"))
            and not chosen[0].by_sound
            and unit.word.lower() in PLACE_NOUNS
        )
        if adjective or epithet or of_head:
            return Answer(number, place, 0, 0.3, by_sound=False)
        return None

    def _beside(self, number: int, unit: Unit, place: int) -> Answer | None:
        """A word that is no everyday one and has something of the sound, also written in two words."""
        surface = self.source.words[place].span.of(self.source.text)
        words, next_ = self.source.words, place + 1
        if next_ < len(words) and words[next_].follows and next_ not in self.taken:
            behind = words[next_].span.of(self.source.text)
            joined = sounds_like(unit.word, surface + behind)
            alone = sounds_like(unit.word, surface)
            least = LIKE if self.vocabulary.is_common(surface) else _LIKE_BESIDE
            if joined > max(alone + 0.1, least) and not is_function_word(behind):
                return Answer(number, place, 0, joined, by_sound=True, words=2)
        if self.vocabulary.is_common(surface):
            return None
        score = sounds_like(unit.word, surface)
        if score >= _LIKE_BESIDE:
            return Answer(number, place, 0, score, by_sound=True)
        return None

    def _judged(
        self, chosen: list[Answer], units: Sequence[Unit], weights: Sequence[float]
    ) -> Found | None:
        answered = frozenset(answer.unit for answer in chosen)
        asked = [
            number for number, unit in enumerate(units) if not unit.opening or number in answered
        ]
        whole = sum(weights[number] for number in asked)
        got = sum(answer.score * weights[answer.unit] for answer in chosen)
        share = got / whole if whole else 0.0
        heard = frozenset(
            answer.unit
            for answer in chosen
            if answer.by_sound and answer.score >= LIKE and consonants(units[answer.unit].word) > 1
        )
        least = _LEAST if len(asked) < 3 else _LEAST_OF_MANY
        if share < least or not (heard or len(chosen) > 1):
            return None
        first, last = chosen[0], chosen[-1]
        place = self.source.place(first.word, last.word + last.words - first.word, first.skipped)
        return Found(place, round(min(1.0, share), 4), answered, heard)


def _is_of_a_name(word: str) -> bool:
    """Tell whether a common noun may begin a name."""
    return word.lower() in NOBLE or fold_form(word) in PLACE_NOUNS


def _weight(unit: Unit) -> float:
    """Return what it says that a unit is answered: the more letters, the less by chance.

    A number, a title of nobility, and what follows "of" are left out by one language or the other.
    """
    if _ORDINAL.fullmatch(unit.word) or unit.word.lower() in NOBLE:
        return 0.4
    weight = min(1.0, 0.4 + 0.2 * consonants(unit.word))
    return weight * _LOOSE if unit.behind_of else weight
