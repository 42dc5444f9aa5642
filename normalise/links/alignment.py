"""What was found in the Arabic source, and how it replaces what the lexicon alone would say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from normalise.document import Link, Span
from normalise.lexicon.entry import Entry
from normalise.lexicon.senses import Sense


@dataclass(frozen=True, slots=True)
class Alignment:
    """What was found in the source: links, and mistranslations whose Arabic stands at their place.

    `unnamed` are the links of terms and titles; `literal` are words, unknown to the lexicon, that
    stand for an entry.
    """

    links: tuple[Link, ...]
    confirmed: tuple[Sense, ...] = ()
    unnamed: frozenset[Span] = frozenset()
    literal: tuple[tuple[Span, Entry], ...] = ()


def with_source(links: Iterable[Link], alignment: Alignment) -> Iterator[Link]:
    """Yield links, those into the source in place of those without it.

    Terms and titles are linked where they were without a source, or where they stand translated
    word by word. A longer link by the lexicon stays where the source has only a part of it.
    """
    base = list(links)
    spans = {link.span for link in base} | {sense.span for sense in alignment.confirmed}
    base.sort(key=lambda link: link.span)
    kept: list[Link] = []
    for link in alignment.links:
        if link.span in alignment.unnamed and link.span not in spans:
            continue
        near = [one for one in near_links(base, link.span) if one.span.overlaps(link.span)]
        if not any(
            one.method == "lexicon" and one.span.covers(link.span) and one.span != link.span
            for one in near
        ):
            kept.append(link)
    yield from kept
    for link in base:
        if not any(link.span.overlaps(one.span) for one in near_links(kept, link.span)):
            yield link


def near_links(links: Sequence[Link], span: Span) -> Sequence[Link]:
    place = bisect_left(links, span.start, key=lambda link: link.span.start)
    return links[max(0, place - 2) : place + 2]
