"""Choose among proposals that overlap: longest, then leftmost, then by a rank that leaves no tie."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from normalise.document.marks import Edit, Span


class _HasSpan(Protocol):
    @property
    def span(self) -> Span: ...


Spanned = TypeVar("Spanned", bound=_HasSpan)
_span = attrgetter("span")


def settle(
    proposals: Iterable[Spanned], rank: Callable[[Spanned], Any] | None = None
) -> tuple[Spanned, ...]:
    """Choose proposals that do not overlap, and return them by position.

    Longest first, then leftmost, then lower entry id, then text: every field is in the key, so the
    order in which proposals come cannot matter. Of equals one stays. For other things than edits and
    links, `rank` gives what decides between two of one length and start.

    >>> from normalise.document import Link
    >>> short = Link(Span(0, 7), "العراق", "place.iraq", 1.0, "lexicon")
    >>> long = Link(Span(0, 12), "الجيش العراقي", "org.iraqi-army", 1.0, "lexicon")
    >>> settle([short, long]) == settle([long, short]) == (long,)
    True
    """
    rank = rank or _rank
    chosen: list[Spanned] = []
    group: list[Spanned] = []  # proposals that hang together, each overlapping one before it
    last, reach = -1, -1
    for proposal in sorted(proposals, key=_span):
        start, end = proposal.span
        if start >= reach and start != last:
            chosen += group if len(group) < 2 else _choose(group, rank)
            group = [proposal]
            reach = end
        else:
            group.append(proposal)
            reach = max(reach, end)
        last = start
    return (*chosen, *(group if len(group) < 2 else _choose(group, rank)))


def nest(settled: Sequence[Spanned], proposals: Iterable[Spanned]) -> tuple[Spanned, ...]:
    """Return what is settled with those proposals that stand apart from it, inside it or around it.

    Of proposals that cross each other, or stand on the very same words, the longest stays and then the
    leftmost; those that do so with what is there are left out. By position, what holds others before them.

    >>> from normalise.document import Link
    >>> inner = Link(Span(8, 12), "حمص", "place.homs", 1.0, "lexicon")
    >>> outer = Link(Span(0, 12), "محافظ حمص", "title.governor", 1.0, "lexicon")
    >>> crossing = Link(Span(10, 15), "حمص", "place.homs", 1.0, "lexicon")
    >>> nest([outer], [inner, crossing]) == nest([inner], [outer]) == (outer, inner)
    True
    >>> nest([], [inner, outer]) == (outer, inner)
    True
    """
    fitting = [proposal for proposal in proposals if _fits(proposal.span, settled)]
    if not fitting:
        return tuple(settled)
    chosen: list[Spanned] = []
    spans: set[Span] = set()
    # The edges of what is chosen. The longest come first, so a span with one of them inside crosses it.
    edges: list[int] = []
    for proposal in sorted(fitting, key=lambda item: _preference(item, _rank)):
        span = proposal.span
        if span in spans or bisect_right(edges, span.start) < bisect_left(edges, span.end):
            continue
        chosen.append(proposal)
        spans.add(span)
        for edge in span:
            insort(edges, edge)
    return tuple(sorted((*settled, *chosen), key=lambda item: (item.span.start, -item.span.end)))


def _fits(span: Span, settled: Sequence[_HasSpan]) -> bool:
    """Whether a span crosses none of what is settled, and is none of it."""
    place = bisect_left(settled, span.end, key=lambda other: other.span.start) - 1
    while place >= 0 and settled[place].span.end > span.start:
        other = settled[place].span
        if other == span or not (other.covers(span) or span.covers(other)):
            return False
        place -= 1
    return True


def _choose(group: list[Spanned], rank: Callable[[Spanned], Any]) -> list[Spanned]:
    """Choose greedily, by preference, from a group that hangs together."""
    chosen: list[Spanned] = []  # in order of position
    for proposal in sorted(group, key=lambda item: _preference(item, rank)):
        span = proposal.span
        place = bisect_right(chosen, span.start, key=lambda other: other.span.start)
        before = place > 0 and (
            chosen[place - 1].span.end > span.start or chosen[place - 1].span.start == span.start
        )
        after = place < len(chosen) and chosen[place].span.start < span.end
        if not before and not after:
            chosen.insert(place, proposal)
    return chosen


def _preference(item: Spanned, rank: Callable[[Spanned], Any]) -> tuple[Any, ...]:
    return (item.span.start - item.span.end, item.span.start, rank(item))


def _rank(proposal: Any) -> tuple[object, ...]:
    if isinstance(proposal, Edit):
        return (
            proposal.entry,
            proposal.after,
            proposal.safety,
            proposal.kind,
            proposal.why,
            not proposal.applied,
        )
    return (proposal.entry or "", proposal.arabic, -proposal.score, proposal.method)
