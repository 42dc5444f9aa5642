"""Find a name of the source that the translation turned into words: each word of it by its meaning.

The source has an entry and the translation has no form of it, but near the place where it should
stand all its words stand together, translated one by one. The lexicon need not know that wording.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalise.document import Span
from normalise.links.source import Place, SourceText
from normalise.links.words import Vocabulary, is_function_word
from normalise.names.short import Cover

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(["of", "the", "s", "a", "an", "in", "for", "to", "and"])
_REACH = 250  # code points to either side of the place that is expected
_MOST_EXTRA = 3  # small words between the others


@dataclass(frozen=True, slots=True)
class Wording:
    """Looks in a translation for the words that mean a stretch of its source."""

    text: str
    source: SourceText
    vocabulary: Vocabulary

    def find(self, place: Place, expected: int, taken: Cover) -> Span | None:
        """Return the nearest words, next to each other and free, that mean those at a place.

        Each word of the source must be answered, and no other word may stand between.
        """
        meanings = self._meanings(place)
        if len(meanings) < 2 or not all(meanings):
            return None
        start = max(0, expected - _REACH)
        words = [
            (Span(match.start() + start, match.end() + start), match.group())
            for match in _WORD.finditer(self.text[start : expected + _REACH])
        ]
        best: tuple[int, Span] | None = None
        for first in range(len(words)):
            span = _run(words, first, meanings, self.vocabulary, self.text)
            if span and not taken.overlaps(span):
                distance = abs(span.start - expected)
                if best is None or distance < best[0]:
                    best = distance, span
        return best[1] if best else None

    def _meanings(self, place: Place) -> list[frozenset[str]]:
        words = self.source.words[place.first : place.first + place.length]
        surfaces = [word.span.of(self.source.text) for word in words]
        surfaces[0] = self.source.written(place).split()[0]
        return [self.vocabulary.english(word) for word in surfaces if not is_function_word(word)]


def _run(
    words: Sequence[tuple[Span, str]],
    first: int,
    meanings: Sequence[frozenset[str]],
    vocabulary: Vocabulary,
    text: str,
) -> Span | None:
    """Return the run from a word on in which all meanings are found, each by a word of its own."""
    left = list(range(len(meanings)))
    for number in range(first, min(first + len(meanings) + _MOST_EXTRA, len(words))):
        span, word = words[number]
        if number > first and re.search(
            r"[^\s'\u2019-]", text[words[number - 1][0].end : span.start]
        ):
            return None
        forms = vocabulary.looked_up(word)
        meant = next((one for one in left if any(form in meanings[one] for form in forms)), None)
        if meant is not None:
            left.remove(meant)
        elif number == first or word.lower() not in _SMALL:
            return None
        if not left:
            return Span(words[first][0].start, span.end)
    return None
