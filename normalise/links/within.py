"""Names inside a title or a term: "commander of the Quds Force" is a mention of the Quds Force.

Of what overlaps the longest stays, so the name would be lost. It is a link of its own where its Arabic
stands in the Arabic of the whole, قائد فيلق القدس: where it does not, its words there are no name.

>>> place_within("قائد فيلق القدس", "فيلق القدس"), place_within("الأمين العام لحزب الله", "حزب الله")
(Span(start=5, end=15), Span(start=14, end=22))
>>> place_within("العاصمة العراقية", "العراق") is None
True
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from normalise.document import Link, Span
from normalise.lexicon.entry import NAMED_KINDS
from normalise.lexicon.senses import Sense
from normalise.script.arabic import key, stems, words

# What may stand in what: the Euphrates are not meant by the operation "Euphrates Shield".
_HELD = {"title": NAMED_KINDS, "term": NAMED_KINDS - {"place"}}


def names_within(wholes: Iterable[Sense], senses: Sequence[Sense]) -> Iterator[Sense]:
    """Yield the names that titles and terms hold, by their words and their Arabic.

    Args:
        wholes: the senses that stay.
        senses: all that were found, by position.
    """
    starts = [sense.span.start for sense in senses]
    for whole in wholes:
        kinds = _HELD.get(whole.entry.kind)
        if not kinds:
            continue
        first, last = (bisect_left(starts, place) for place in whole.span)
        for sense in senses[first:last]:
            if (
                sense.entry.kind in kinds
                and whole.span.covers(sense.span)
                and _holds(whole.entry.arabic, sense.entry.arabic)
            ):
                yield sense


def in_source(names: Iterable[Link], wholes: Sequence[Link], source: str) -> Iterator[Link]:
    """Yield the links of names, into the source where what holds them was found there."""
    for name in names:
        before = bisect_right(wholes, name.span.start, key=lambda link: link.span.start) - 1
        whole = wholes[before] if before >= 0 and wholes[before].span.covers(name.span) else None
        around = whole.source_span if whole else None
        place = place_within(around.of(source), name.arabic) if around else None
        if around and place:
            span = Span(around.start + place.start, around.start + place.end)
            yield replace(name, method="source", source_span=span)
        else:
            yield name


def _holds(whole: Sequence[str], inner: Sequence[str]) -> bool:
    return any(place_within(one, other) for one in whole for other in inner)


@lru_cache(maxsize=8_192)
def place_within(whole: str, inner: str) -> Span | None:
    """Return where an Arabic name stands in other Arabic words, without clitics; None where it does not."""
    around = words(whole)
    first, *rest = [key(span.of(inner)) for span in words(inner)] or [""]
    for at, span in enumerate(around[: len(around) - len(rest)]):
        behind = around[at + 1 : at + 1 + len(rest)]
        if [key(one.of(whole)) for one in behind] != rest:
            continue
        for stem in stems(span.of(whole)):
            if stem.key == first:
                return Span(span.start + stem.start, (behind or [span])[-1].end)
    return None
