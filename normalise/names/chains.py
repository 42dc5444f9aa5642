"""Find the parts of names that stand together in a text: chains that may be a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from normalise.document import Span
from normalise.lexicon.hits import Hit, Reading
from normalise.script.particles import article_start

_BETWEEN = re.compile(r"(?:[ \t\u00a0]|-|\r?\n)(?:(?:bin|ibn|ben|bint|ould|wuld|(the))[ -])?")
_MOST_PARTS = 6
_REACH = 16  # code points, and more than a line end, "bint " and an article take between two parts


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name in the text, with all Arabic forms (folded) that it may stand for."""

    span: Span
    arabic: tuple[str, ...]
    written: tuple[str, ...]  # the same forms as one writes them here, with the article that stands
    literal: bool
    short: bool = False  # no entry has it as a part: the short name of a person
    behind_the: bool = False  # "Ammar the Hakim": the article is translated, the name is not


def chains(reading: Reading) -> Iterator[tuple[Part, ...]]:
    """Runs of two and more parts that stand together."""
    chain: list[Part] = []
    text = reading.text
    for part in _parts(reading):
        if chain and part.span.start < chain[-1].span.end:
            continue  # inside the part before
        between = chain and _BETWEEN.fullmatch(text, chain[-1].span.end, part.span.start)
        if between and len(chain) < _MOST_PARTS:
            chain.append(replace(part, behind_the=True) if between[1] else part)
            continue
        if len(chain) > 1:
            yield tuple(chain)
        chain = [part]
    if len(chain) > 1:
        yield tuple(chain)


def listed(chain: tuple[Part, ...]) -> Iterator[tuple[Part, ...]]:
    """The runs of two and more parts in a chain that entries have as parts."""
    for short, run in groupby(chain, key=lambda part: part.short):
        parts = tuple(run)
        if not short and len(parts) > 1:
            yield parts


def _parts(reading: Reading) -> list[Part]:
    """The parts of names in the text, the longest at each place."""
    longest: dict[int, Part] = {}
    for hit in _neighbours([hit for hit in reading.hits if hit.owners.parts or hit.owners.short]):
        part = _as_part(hit, reading.text)
        if part and (
            part.span.start not in longest or part.span.end > longest[part.span.start].span.end
        ):
            longest[part.span.start] = part
    return [longest[start] for start in sorted(longest)]


def _neighbours(hits: list[Hit]) -> Iterator[Hit]:
    """Those of the hits, in order, that have another one near enough to make a chain with it."""
    reach = -_REACH
    for place, hit in enumerate(hits):
        before = hit.span.start <= reach + _REACH
        reach = max(reach, hit.span.end)
        if before or (place + 1 < len(hits) and hits[place + 1].span.start <= reach + _REACH):
            yield hit


def _as_part(hit: Hit, text: str) -> Part | None:
    short = not hit.owners.parts
    forms = hit.owners.last_parts if short else hit.owners.arabic_parts
    if not forms:
        return None
    start = article_start(text, hit.span.start)
    written = tuple(forms.values())
    if start < hit.span.start:
        written = tuple(form if form.startswith("ال") else f"ال{form}" for form in written)
    return Part(Span(start, hit.span.end), tuple(forms), written, hit.owners.literal, short)
