"""Links inside and around other links: names in titles, places with their noun, offices with their body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from normalise.document import Link
from normalise.lexicon.senses import Sense
from normalise.links.nouns import units, wholes
from normalise.links.offices import with_office, with_surroundings
from normalise.links.resolve import resolve
from normalise.links.shorter import shorter
from normalise.links.within import in_source, names_within


def inside(
    text: str,
    links: Sequence[Link],
    kept: Iterable[Sense],
    senses: Sequence[Sense],
    *,
    mistranslations: bool,
    source: str | None = None,
) -> Iterator[Link]:
    """Yield a link for each name that a title or a term holds: "commander of the Quds Force".

    Args:
        text: the text.
        links: the links that it has, by position.
        kept: the senses that stayed of those that overlapped.
        senses: all of them, by position.
        mistranslations: whether forms that an engine got wrong are taken as such.
        source: the Arabic of the text, where there is one.
    """
    names = resolve(
        text, names_within(kept, senses), (), words_too=False, mistranslations=mistranslations
    )
    return in_source(names, links, source) if source else names


def around(
    text: str,
    links: Sequence[Link],
    inner: Iterable[Link],
    kept: Iterable[Sense],
    source: str | None = None,
) -> Iterator[Link]:
    """Yield what a translation builds around names, word by word as Arabic does, and what is left of names.

    `inner` are the links inside others; the other arguments are those of `inside`.
    """
    entries = {sense.entry.id: sense.entry for sense in kept}
    yield from units(text, links, entries, source)
    yield from wholes(text, links, entries)
    yield from shorter(text, (*links, *inner), entries)
    yield from with_office(text, links, entries)
    yield from with_surroundings(text, links, entries)
