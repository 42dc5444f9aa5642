"""The English words that may stand for each part of a person's name: its spellings, and what it means.

Engines take a part for a word, "oppressed Abdi" for Mazloum Abdi, or each of them, "Annunciation of the
Shepherd" for Bechara al-Rai; their order stays, or of two the given name comes last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from normalise.lexicon.entry import Entry
from normalise.lexicon.literal.slots import Slots
from normalise.lexicon.literal.tokens import Meanings
from normalise.lexicon.stretch import OWNS
from normalise.script.arabic import fold, without_article
from normalise.script.latin import fold_form

GLUE = ("al", "el", "of", "the")
_MOST_PARTS = 5
_OULD = "ولد"  # "son of" in Mauritania, and "was born"
_BETWEEN = re.compile(r"(?<!\bعبد) ")
_LONG_ENOUGH = 3  # letters of a meaning: "he", "to" and "be" are everywhere


class PartWords:
    """Tells the words of names by what the entries and the glosses say of their parts."""

    def __init__(self, entries: Iterable[Entry], meanings: Meanings) -> None:
        self._glosses = meanings.glosses
        self._spelled: Mapping[str, set[str]] = defaultdict(set)
        self._meant: Mapping[str, set[str]] = defaultdict(set)
        for entry in entries:
            if entry.kind == "name":
                for arabic in entry.arabic:
                    key = _key(arabic)
                    self._spelled[key].update(_words(entry.all_spellings))
                    self._meant[key].update(_words(entry.literal))

    def of(self, name: str, english: Sequence[str]) -> Iterator[Slots]:
        """Yield the words of a name that `english` spells, where they tell anything.

        "Servant of God" is taken as two parts, and as the one that English writes.
        """
        for parts in dict.fromkeys((tuple(name.split()), tuple(_BETWEEN.split(name)))):
            found = self._of(parts, english)
            if found:
                yield found
                if len(found.words) == 2 and found.meant[0]:
                    yield _turned(found)

    def _of(self, parts: Sequence[str], english: Iterable[str]) -> Slots | None:
        """Something must be meant, and nothing may be unknown."""
        if not 2 <= len(parts) <= _MOST_PARTS:
            return None
        spelled = [set(self._spelled.get(_key(part), ())) for part in parts]
        for form in english:
            words = [word for word in fold_form(form).split() if word not in GLUE]
            if len(words) == len(parts):
                for known, word in zip(spelled, words, strict=True):
                    known.add(word)
        meant = [
            {*self._meant.get(_key(part), ()), *self._glossed(part)} - known
            for part, known in zip(parts, spelled, strict=True)
        ]
        if not any(meant) or not all(map(set.union, spelled, meant)):
            return None
        every = map(set.union, spelled, meant)
        glue = (*GLUE, "was") if _OULD in parts else GLUE  # "Mohamed was born Abdel Aziz"
        return Slots(tuple(map(_sorted, every)), glue, tuple(map(_sorted, meant)))

    def _glossed(self, part: str) -> Iterator[str]:
        for gloss in self._glosses.of(part):
            if gloss.pos in ("noun", "adjective"):
                yield from _words(word for word in gloss.english if word.islower())


def _turned(found: Slots) -> Slots:
    """The family name as owner or adjective of the given name: "Haftar's Successor", "Blessed Beauty"."""
    (_, family), (given, of_family) = found.words, found.meant
    return Slots((family, given), (*found.glue, OWNS), (of_family, given))


def _sorted(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words))


def _key(arabic: str) -> str:
    return without_article(fold(arabic))


def _words(forms: Iterable[str]) -> Iterator[str]:
    """The forms that are one word, folded, without an article."""
    for form in forms:
        folded = fold_form(form).removeprefix("al ").removeprefix("the ")
        if " " not in folded and len(folded) >= _LONG_ENOUGH:
            yield folded
