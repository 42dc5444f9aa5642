"""The Arabic source of a document, taken apart once: its words, their clitics, the entries in it.

>>> source = SourceText("وقال الكاظمي في بغداد")
>>> [source.text[word.span.start + stem.start : word.span.end]
...  for word in source.words for stem in word.stems if stem.key in ("كاظمي", "بغداد")]
['الكاظمي', 'بغداد']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from normalise.document import Span
from normalise.lexicon.entry import Entry
from normalise.lexicon.store import Lexicon
from normalise.script import arabic
from normalise.script.arabic import Stem

Splitter = Callable[[str], tuple[Stem, ...]]
_JOINING = re.compile("[ \t\u00a0\u200c\u200f\u200e\"'«»“”()\\-–]*\n?[ \t\"'«»“”]*")
_COMMA = re.compile("[ \u00a0]?[،,][ \u00a0]?")
_LINE = re.compile("[^\n]*\\S[^\n]*")
# Three cases of "father", "brother" and "possessor of"; the lexicon writes the first.
_CASES = {"ابي": "ابو", "ابا": "ابو", "ذي": "ذو", "اخي": "اخو", "بني": "بنو"}
_UNLINKED = frozenset({"name", "artefact", "idiom"})


class Word(NamedTuple):
    """A word of the source.

    `follows` says that nothing but space stands before it, `listed` that a comma does.
    """

    span: Span
    stems: tuple[Stem, ...]
    follows: bool
    listed: bool = False


class Place(NamedTuple):
    """Where words stand in the source: the span without clitics, and the words that it takes."""

    span: Span
    first: int
    length: int  # in words

    @property
    def numbers(self) -> range:
        """The words that it takes."""
        return range(self.first, self.first + self.length)


class SourceText:
    """An Arabic text read for alignment; linear in its length."""

    def __init__(self, text: str, splitter: Splitter = arabic.stems) -> None:
        self.text = text
        self.words: list[Word] = []
        end = 0
        for span in arabic.words(text):
            follows = bool(self.words) and bool(_JOINING.fullmatch(text, end, span.start))
            listed = not follows and bool(_COMMA.fullmatch(text, end, span.start))
            self.words.append(Word(span, splitter(span.of(text)), follows, listed))
            end = span.end

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins."""
        return [word.span.start for word in self.words]

    @cached_property
    def lines(self) -> list[Span]:
        """The lines that are not empty, as first and last word."""
        return [
            Span(bisect_left(self.starts, m.start()), bisect_left(self.starts, m.end()))
            for m in _LINE.finditer(self.text)
        ]

    def place(self, first: int, count: int, skipped: int = 0) -> Place:
        """Return the place of some words, `skipped` code points of clitics left out before them."""
        start = self.words[first].span.start + skipped
        return Place(Span(start, self.words[first + count - 1].span.end), first, count)

    def written(self, place: Place) -> str:
        """Return the words at a place as a dictionary writes them: the article that ل took is back.

        >>> source = SourceText("للكاظمي")
        >>> source.written(source.place(0, 1, 1))
        'الكاظمي'
        """
        words = place.span.of(self.text)
        word = self.words[place.first]
        before = self.text[word.span.start : place.span.start]
        if before.endswith("ل") and words.startswith("ل"):
            bare = [stem.key for stem in word.stems if stem.start == len(before)]
            # One reading alone swallowed the article; للبنان has both and keeps its own lam.
            if arabic.fold(words.split()[0])[1:] in bare:
                return f"ال{words[1:]}"
        return words


class KnownForms:
    """The Arabic forms of a lexicon by the key of their first word."""

    def __init__(self, lexicon: Lexicon) -> None:
        table: dict[str, dict[tuple[str, ...], list[Entry]]] = defaultdict(dict)
        for entry in lexicon.entries:
            if entry.kind in _UNLINKED:
                continue
            for form in entry.arabic:
                keys = keys_of(form)
                if keys:
                    table[keys[0]].setdefault(keys, []).append(entry)
        self.by_first: Mapping[str, Sequence[tuple[tuple[str, ...], list[Entry]]]] = {
            first: sorted(forms.items(), key=lambda item: -len(item[0]))
            for first, forms in table.items()
        }

    def find(self, source: SourceText) -> Iterator[tuple[Entry, Place]]:
        """Yield every entry with every place where one of its forms stands, overlapping ones too."""
        for number, word in enumerate(source.words):
            for stem in word.stems:
                for keys, entries in self.by_first.get(stem.key, ()):
                    if self._stands(source, number, keys):
                        place = source.place(number, len(keys), stem.start)
                        for entry in entries:
                            yield entry, place

    @staticmethod
    def _stands(source: SourceText, number: int, keys: tuple[str, ...]) -> bool:
        words = source.words
        if number + len(keys) > len(words):
            return False
        return all(
            words[number + place].follows and case_key(words[number + place].stems[0].key) == key
            for place, key in enumerate(keys[1:], 1)
        )


def case_key(key: str) -> str:
    """Return the key of a word in its first case: "father of" as the lexicon writes it."""
    return _CASES.get(key, key)


def keys_of(form: str) -> tuple[str, ...]:
    """Return the keys of the words of an Arabic form.

    >>> keys_of("أبي بكر البغدادي")
    ('ابو', 'بكر', 'بغدادي')
    """
    return tuple(case_key(arabic.key(span.of(form))) for span in arabic.words(form))


@lru_cache(maxsize=4)
def known_forms(lexicon: Lexicon) -> KnownForms:
    """Return the Arabic forms of a lexicon, put in order once."""
    return KnownForms(lexicon)
