"""Whether a stretch of text is written as a name: its capitals, and nothing that parts its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from normalise.document import Span
from normalise.lexicon.hits import PARTING
from normalise.script.latin import Folded, fold_form

_FEW = 2  # so short a name must be written with a capital: "state council" is good English
_MEDIA = frozenset("newspaper paper daily journal channel station tv television agency".split())
OWNS = "s"  # between the parts of a person's name, the later first: "Haftar's Successor"
_ADJECTIVE = re.compile(r"(?:i|an|ese|ish|ic)$")  # has one always: "Syrian front"


class Name(NamedTuple):
    """The sets of words of one name; `glue` may stand between.

    A person's name has its parts in order, and a set of meanings for each of them: one must be there.
    Where `OWNS` may stand between, they are turned round.
    """

    glue: frozenset[str]
    slots: tuple[frozenset[str], ...]
    meant: tuple[frozenset[str], ...]

    def has(self, word: str) -> bool:
        """Tell whether a word may stand for a part of the name."""
        for slot in self.slots:  # noqa: SIM110 - asked for many words, and a generator is slow
            if word in slot:
                return True
        return False


class _Word(NamedTuple):
    folded: str
    span: Span  # in the original


def stretch(
    folded: Folded, words: Sequence[tuple[int, int]], chosen: Sequence[int], of: Name
) -> Span | None:
    """Where the chosen of some words stand in the original, if nothing parts them there."""
    run = words[chosen[0] : chosen[-1] + 1]
    if not all(_joined(folded, left, right) for left, right in pairwise(run)):
        return None
    name = [
        _Word(folded.text[start:end], folded.origin(start, end))
        for start, end in (words[place] for place in chosen)
    ]
    fits = (
        _is_person(name, of.meant, folded.original) if of.meant else _is_name(name, folded.original)
    )
    if not fits or (OWNS in of.glue and of.meant and not _is_turned(name, of, folded)):
        return None
    behind = words[chosen[-1] + 1 : chosen[-1] + 2]
    if behind and _joined(folded, run[-1], behind[0]) and _goes_on(name, folded, behind[0][0]):
        return None
    return Span(name[0].span.start, name[-1].span.end)


def _joined(folded: Folded, left: tuple[int, int], right: tuple[int, int]) -> bool:
    between = folded.original[folded.end_of(left[1]) : folded.origin_of(right[0])]
    return not PARTING.search(between) and "\n\n" not in between


def _is_name(words: Sequence[_Word], text: str) -> bool:
    """Whether the words are written as a name, where they are so few that they may be no name."""
    if len(words) > _FEW:
        return True
    if words[0].span.of(text).isupper():  # "TV channel"
        return False
    first, *rest = [text[word.span.start].isupper() for word in words]
    if all(rest):
        return first or words[0].folded in _MEDIA
    return first and not _ADJECTIVE.search(words[0].folded)


def _is_person(words: Sequence[_Word], meant: Sequence[frozenset[str]], text: str) -> bool:
    """Whether what is spelled has a capital; where all is meant, everything."""
    capitals = [text[word.span.start].isupper() for word in words]
    spelled = [
        capital
        for word, meanings, capital in zip(words, meant, capitals, strict=True)
        if word.folded not in meanings
    ]
    return all(spelled or capitals)


def _is_turned(words: Sequence[_Word], name: Name, folded: Folded) -> bool:
    """Whether a family name owns the given name behind it or is its adjective: "Haftar's successor" is not."""
    first, last = words[0].span, words[-1].span
    text = folded.original
    owns = fold_form(text[first.end : last.start]) == OWNS
    capitals = text[first.start].isupper() and text[last.start].isupper()
    return capitals and (owns or words[0].folded in name.meant[0])


def _goes_on(words: Sequence[_Word], folded: Folded, behind: int) -> bool:
    """Whether the name is only the beginning of a longer one: "Union of Iraqi" of "... Forces"."""
    cut = len(words) <= _FEW or _ADJECTIVE.search(words[-1].folded) is not None
    return cut and folded.original[folded.origin_of(behind)].isupper()
