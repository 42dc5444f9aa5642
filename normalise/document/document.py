"""A document, what was found in it, and the one place where its text changes.

A :class:`Document` keeps its text as it came. Steps add proposals (edits), links and a verdict;
:func:`settle` chooses among proposals that overlap, and :func:`render` applies the chosen ones
with a single join. All spans are half-open and count Unicode code points of the original text.

>>> document = Document("the popular crowd said")
>>> edit = Edit(Span(4, 17), "Popular Mobilization Forces", entry="org.pmf", kind="mistranslation",
...             safety="fix", why="الحشد", applied=True)
>>> document = document.with_edits([edit])
>>> document.fixed
'the Popular Mobilization Forces said'
>>> document.moved(Span(18, 22))
Span(start=32, end=36)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from normalise.document.marks import Edit, Link, Span, Verdict
from normalise.document.rendering import joined, render
from normalise.document.settling import nest, settle


@dataclass(frozen=True)
class Document:
    """A text with all that was found in it; `text` is the original and never changes.

    `edits` are settled: they do not overlap and stand in order of position. `links` do so too, but that
    one may hold others, as a title holds a name.
    """

    text: str
    source_text: str | None = None
    edits: tuple[Edit, ...] = ()
    links: tuple[Link, ...] = ()
    verdict: Verdict | None = None
    signature: str = ""

    def with_edits(self, proposals: Iterable[Edit]) -> Document:
        """Return a document whose edits are settled from those it has and the new proposals."""
        proposals = [*self.edits, *proposals]
        return replace(self, edits=settle(proposals)) if proposals else self

    def with_links(self, proposals: Iterable[Link]) -> Document:
        """Return a document whose links are settled from those it has and the new proposals."""
        proposals = [*self.links, *proposals]
        return replace(self, links=settle(proposals)) if proposals else self

    def with_nested_links(self, proposals: Iterable[Link]) -> Document:
        """Return a document with the links it has and those that fit inside or around them."""
        proposals = list(proposals)
        return replace(self, links=nest(self.links, proposals)) if proposals else self

    def followed_by(self, later: Iterable[Edit]) -> Document:
        """Return a document whose edits do at once what its own and then the later ones do.

        The later edits, applied ones that do not overlap, stand on the fixed text. One that touches
        words which an earlier edit wrote becomes one edit with it.

        >>> first = Edit(Span(0, 1), "bb", "org.a", "name", "fix", "", applied=True)
        >>> second = Edit(Span(1, 4), "x", "org.b", "name", "fix", "", applied=True)
        >>> document = Document("a cd").with_edits([first]).followed_by([second])
        >>> document.fixed, len(document.edits)
        ('bxd', 1)
        """
        return replace(self, edits=joined(self.edits, self.fixed, later))

    @cached_property
    def fixed(self) -> str:
        """The text with the applied edits done."""
        return render(self.text, self.edits)

    @cached_property
    def _applied(self) -> tuple[list[int], list[int]]:
        """Starts of the applied edits, and how far the text behind each has moved."""
        starts, shifts, shift = [], [], 0
        for edit in self.edits:
            if edit.applied:
                shift += len(edit.after) - (edit.span.end - edit.span.start)
                starts.append(edit.span.start)
                shifts.append(shift)
        return starts, shifts

    @cached_property
    def _applied_edits(self) -> list[Edit]:
        return [edit for edit in self.edits if edit.applied]

    def moved(self, span: Span) -> Span | None:
        """Return where a span of the original stands in the fixed text.

        Words that an edit replaced map to what replaced them. None where the words were cut out.
        """
        start = self._moved_point(span.start, at_end=False)
        end = self._moved_point(span.end, at_end=True)
        return None if start >= end and span.start < span.end else Span(start, max(start, end))

    def _moved_point(self, point: int, *, at_end: bool) -> int:
        starts, shifts = self._applied
        place = bisect_right(starts, point - 1 if at_end else point) - 1
        if place < 0:
            return point
        edit = self._applied_edits[place]
        if point < edit.span.end:  # inside replaced words: their edge
            before = shifts[place - 1] if place else 0
            return edit.span.start + before + (len(edit.after) if at_end else 0)
        return point + shifts[place]
