"""Apply edits to a text, take them back, and join two rounds of them into one.

>>> restore(render("a b", [Edit(Span(2, 3), "c", "e", "name", "fix", "", applied=True)]),
...         [(Span(2, 3), "b")])
'a b'
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from normalise.document.marks import Edit, Span


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


def joined(edits: Iterable[Edit], fixed: str, later: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits that do at once what edits and then later ones on the fixed text do.

    The later edits are applied ones that do not overlap. One that touches words which an earlier
    edit wrote becomes one edit with it; a proposal that meets a later edit is dropped.
    """
    edits = tuple(edits)
    written: list[tuple[Span, int, Edit]] = []  # place in the fixed text, round, edit
    shift = 0
    for edit in edits:
        if edit.applied:
            start = edit.span.start + shift
            written.append((Span(start, start + len(edit.after)), 0, edit))
            shift += len(edit.after) - (edit.span.end - edit.span.start)
    written += ((edit.span, 1, edit) for edit in later)
    whole: list[Edit] = []
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
            whole += (edit for _, _, edit in group)
            continue
        pieces: list[str] = []
        position = start
        for edit in ours:
            pieces += (fixed[position : edit.span.start], edit.after)
            position = edit.span.end
        after = "".join((*pieces, fixed[position:end]))
        whole.append(replace(ours[0], span=Span(source, end - shift), after=after))
    spans = [edit.span for edit in whole]
    proposed = [edit for edit in edits if not edit.applied and not _meets_one(edit.span, spans)]
    return tuple(sorted([*whole, *proposed], key=lambda edit: edit.span))
