"""A document as the JSON that is written: the field `normalise` of a record, and the way back.

The shape is the contract of README and formats: all offsets are code points; `start` and `end`
point into the text that stands in the same record.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from normalise.document import Document, Link, Span, Verdict, restore
from normalise.errors import RecordError


def result(document: Document, *, standoff: bool = False) -> dict[str, Any]:
    """Return the field `normalise` for a document.

    With `standoff` no text is written beside it, so `start` and `end` point into the original.

    >>> from normalise.document import Document
    >>> result(Document("Nothing here."))
    {'verdict': None, 'edits': [], 'links': [], 'signature': ''}
    """

    unmoved = standoff or not any(edit.applied for edit in document.edits)

    def place(span: Span) -> dict[str, int]:
        if unmoved:
            start, end = span
            return {"start": start, "end": end, "original_start": start, "original_end": end}
        moved = document.moved(span)
        if moved is None:  # cut out, or inside words that were: the point where they stood
            point = document.moved(Span(span.start, span.start))
            moved = point or span
        return {
            "start": moved.start,
            "end": moved.end,
            "original_start": span.start,
            "original_end": span.end,
        }

    return {
        "verdict": document.verdict and _verdict(document.verdict, place),
        "edits": [
            {
                **place(edit.span),
                "before": edit.span.of(document.text),
                "after": edit.after,
                "entry": edit.entry,
                "kind": edit.kind,
                "safety": edit.safety,
                "applied": edit.applied,
                "why": edit.why,
            }
            for edit in document.edits
        ],
        "links": [_link(link, document.text, place(link.span)) for link in document.links],
        "signature": document.signature,
    }


def _link(link: Link, text: str, row: dict[str, Any]) -> dict[str, Any]:
    """The row of a link, from its place; links are many, so it grows in place."""
    row["surface"] = text[link.span.start : link.span.end]
    row["arabic"] = link.arabic
    row["entry"] = link.entry
    row["score"] = link.score
    row["method"] = link.method
    if link.source_span:
        row["source_start"], row["source_end"] = link.source_span
    row["candidates"] = [
        {"arabic": one.arabic, "score": one.score, "entry": one.entry} for one in link.candidates
    ]
    return row


def _verdict(
    verdict: Verdict, place: Callable[[Span], dict[str, int]], offset: int = 0
) -> dict[str, Any]:
    """Return a verdict; the spans of its evidence begin at `offset`."""
    found: dict[str, Any] = {
        "label": verdict.label,
        "score": round(verdict.score, 4),
        "mt": round(verdict.mt, 4),
        "arabic": round(verdict.arabic, 4),
    }
    if verdict.reason:
        found["reason"] = verdict.reason
    found["evidence"] = [
        {
            **place(Span(cue.span.start + offset, cue.span.end + offset)),
            "cue": cue.cue,
            "weight": round(cue.weight, 3),
        }
        for cue in verdict.evidence
    ]
    if verdict.passages:
        found["segments"] = [
            {**place(passage.span), **_verdict(passage.verdict, place, passage.span.start)}
            for passage in verdict.passages
        ]
    return found


def original_text(text: str, block: Any) -> str:
    """Return the text as it came in, from the text and the field `normalise` of a record out.

    Raises:
        RecordError: when the field is none of ours, or does not fit the text.
    """
    try:
        edits = [
            (Span(edit["start"], edit["end"]), edit["before"], edit["after"])
            for edit in block["edits"]
            if edit["applied"]
        ]
    except (TypeError, KeyError):
        raise RecordError(
            "the field `normalise` is none that this program wrote: rename it or take it out"
        ) from None
    for span, before, after in edits:
        if not (isinstance(before, str) and isinstance(after, str) and span.of(text) == after):
            raise RecordError(
                f"the text was changed after normalise wrote it: {after!r} is not at {span.start}-{span.end}"
            )
    try:
        return restore(text, [(span, before) for span, before, _ in edits])
    except ValueError as error:
        raise RecordError(str(error)) from None
