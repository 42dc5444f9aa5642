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
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

Label = Literal["mt", "human", "unsure"]
Kind = Literal["mistranslation", "name", "artefact"]
Safety = Literal["fix", "review"]
Method = Literal["lexicon", "source", "generated"]


class Span(NamedTuple):
    """A half-open stretch of text, in code points.

    >>> Span(0, 5).overlaps(Span(4, 8)), Span(0, 5).overlaps(Span(5, 8))
    (True, False)
    """

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether every code point of the other is in this one."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Return the words that stand here."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that is proposed or done: `after` in place of the words at `span`."""

    span: Span
    after: str
    entry: str
    kind: Kind
    safety: Safety
    why: str
    applied: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One Arabic form that a mention may stand for, with a score between 0 and 1."""

    arabic: str
    score: float
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """The Arabic original of the words at `span`.

    `source_span` points into the Arabic source text, where there is one and the words were found.
    """

    span: Span
    arabic: str
    entry: str | None
    score: float
    method: Method
    candidates: tuple[Candidate, ...] = ()
    source_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A reason for or against "machine-translated from Arabic", with its weight in log-odds."""

    span: Span
    cue: str
    weight: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is held of a document's origin.

    `score` ranks texts by "machine-translated from Arabic"; `mt` and `arabic` are probabilities of
    "machine-translated" and "the source was Arabic". `reason` says why the label is `unsure`.
    """

    label: Label
    score: float
    mt: float
    arabic: float
    evidence: tuple[Cue, ...] = ()
    reason: str | None = None


class _HasSpan(Protocol):
    @property
    def span(self) -> Span: ...


Spanned = TypeVar("Spanned", bound=_HasSpan)


def settle(
    proposals: Iterable[Spanned], rank: Callable[[Spanned], Any] | None = None
) -> tuple[Spanned, ...]:
    """Choose proposals that do not overlap, and return them by position.

    Longest first, then leftmost, then lower entry id, then text: every field is in the key, so the
    order in which proposals come cannot matter. Of equals one stays. For other things than edits and
    links, `rank` gives what decides between two of one length and start.

    >>> short = Link(Span(0, 7), "العراق", "place.iraq", 1.0, "lexicon")
    >>> long = Link(Span(0, 12), "الجيش العراقي", "org.iraqi-army", 1.0, "lexicon")
    >>> settle([short, long]) == settle([long, short]) == (long,)
    True
    """
    rank = rank or _rank
    chosen: list[Spanned] = []
    group: list[Spanned] = []  # proposals that hang together, each overlapping one before it
    reach = -1
    for proposal in sorted(proposals, key=lambda proposal: proposal.span):
        if group and proposal.span.start >= reach and proposal.span.start != group[-1].span.start:
            chosen += _choose(group, rank)
            group = []
        reach = max(reach, proposal.span.end) if group else proposal.span.end
        group.append(proposal)
    return (*chosen, *_choose(group, rank))


def _choose(group: list[Spanned], rank: Callable[[Spanned], Any]) -> list[Spanned]:
    """Choose greedily, by preference, from a group that hangs together."""
    if len(group) < 2:
        return group
    chosen: list[Spanned] = []  # in order of position
    for proposal in sorted(
        group, key=lambda item: (item.span.start - item.span.end, item.span.start, rank(item))
    ):
        span = proposal.span
        place = bisect_right(chosen, span.start, key=lambda other: other.span.start)
        before = place > 0 and (
            chosen[place - 1].span.end > span.start or chosen[place - 1].span.start == span.start
        )
        after = place < len(chosen) and chosen[place].span.start < span.end
        if not before and not after:
            chosen.insert(place, proposal)
    return chosen


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


def render(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with the applied edits done; they are settled and in order.

    >>> render("a b", [Edit(Span(2, 3), "c", "e", "name", "fix", "", applied=True)])
    'a c'
    """
    pieces: list[str] = []
    position = 0
    for edit in edits:
        if edit.applied:
            pieces += (text[position : edit.span.start], edit.after)
            position = edit.span.end
    pieces.append(text[position:])
    return "".join(pieces)


def restore(fixed: str, edits: Iterable[tuple[Span, str]]) -> str:
    """Return the original: each `(span in the fixed text, words before)` put back.

    >>> restore("a c", [(Span(2, 3), "b")])
    'a b'
    """
    pieces: list[str] = []
    position = 0
    for span, before in sorted(edits):
        if not position <= span.start <= span.end <= len(fixed):
            raise ValueError(
                f"edit {span.start}-{span.end} is outside the text or overlaps another"
            )
        pieces += (fixed[position : span.start], before)
        position = span.end
    pieces.append(fixed[position:])
    return "".join(pieces)


def _meets_one(span: Span, spans: Sequence[Span]) -> bool:
    """Tell whether a span overlaps one of others, which are in order and apart."""
    place = bisect_right(spans, span)
    return any(span == near or span.overlaps(near) for near in spans[max(0, place - 1) : place + 1])


def _touching(
    written: Sequence[tuple[Span, int, Edit]],
) -> Iterator[list[tuple[Span, int, Edit]]]:
    """Group places, in order, that overlap or meet at an empty one."""
    group: list[tuple[Span, int, Edit]] = []
    reach = -1
    for one in written:
        span = one[0]
        meets = span.start == reach and (
            span.start == span.end or any(s.start == s.end == reach for s, _, _ in group)
        )
        if group and span.start >= reach and not meets:
            yield group
            group = []
        reach = max(reach, span.end) if group else span.end
        group.append(one)
    if group:
        yield group


@dataclass(frozen=True)
class Document:
    """A text with all that was found in it; `text` is the original and never changes.

    `edits` are settled: they do not overlap and stand in order of position.
    """

    text: str
    source_text: str | None = None
    edits: tuple[Edit, ...] = ()
    links: tuple[Link, ...] = ()
    verdict: Verdict | None = None
    signature: str = ""

    def with_edits(self, proposals: Iterable[Edit]) -> Document:
        """Return a document whose edits are settled from those it has and the new proposals."""
        return replace(self, edits=settle([*self.edits, *proposals]))

    def with_links(self, proposals: Iterable[Link]) -> Document:
        """Return a document whose links are settled from those it has and the new proposals."""
        return replace(self, links=settle([*self.links, *proposals]))

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
        written: list[tuple[Span, int, Edit]] = []  # place in the fixed text, round, edit
        shift = 0
        for edit in self._applied_edits:
            start = edit.span.start + shift
            written.append((Span(start, start + len(edit.after)), 0, edit))
            shift += len(edit.after) - (edit.span.end - edit.span.start)
        written += ((edit.span, 1, edit) for edit in later)
        edits: list[Edit] = []
        shift = 0
        for group in _touching(sorted(written, key=lambda one: (one[0], one[1]))):
            start, end = group[0][0].start, max(span.end for span, _, _ in group)
            source = start - shift
            shift += sum(
                len(edit.after) - (edit.span.end - edit.span.start)
                for _, late, edit in group
                if not late
            )
            ours = [edit for _, late, edit in group if late]
            if not ours:
                edits += (edit for _, _, edit in group)
                continue
            pieces: list[str] = []
            position = start
            for edit in ours:
                pieces += (self.fixed[position : edit.span.start], edit.after)
                position = edit.span.end
            after = "".join((*pieces, self.fixed[position:end]))
            edits.append(replace(ours[0], span=Span(source, end - shift), after=after))
        spans = [edit.span for edit in edits]
        proposed = [
            edit for edit in self.edits if not edit.applied and not _meets_one(edit.span, spans)
        ]
        return replace(self, edits=tuple(sorted([*edits, *proposed], key=lambda edit: edit.span)))

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
