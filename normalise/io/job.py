"""Run a pipeline over inputs: every record comes out or is set aside, and is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from normalise.document import Document
from normalise.errors import NormaliseError
from normalise.io.inputs import Input
from normalise.io.records import MAX_CHARS, OUR_KEY, Fields, Record, Reject, records
from normalise.io.result import result

Process = Callable[[str, str | None], Document]


@dataclass
class Tally:
    """What went through: records in, out and rejected, verdicts, edits and links."""

    records_in: int = 0
    records_out: int = 0
    rejected: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    applied: int = 0
    proposed: int = 0
    links: int = 0

    def add(self, document: Document) -> None:
        """Count a document that came through."""
        self.records_out += 1
        if document.verdict:
            self.labels[document.verdict.label] += 1
        applied = sum(edit.applied for edit in document.edits)
        self.applied += applied
        self.proposed += len(document.edits) - applied
        self.links += len(document.links)

    def check(self) -> None:
        """Make sure that nothing was lost.

        Raises:
            NormaliseError: when records in are not records out and rejected.
        """
        if self.records_in != self.records_out + self.rejected:
            raise NormaliseError(
                f"{self.records_in} records in, but {self.records_out} out and {self.rejected} "
                "rejected: please report this"
            )

    def __str__(self) -> str:
        parts = [_count(self.records_out, "record")]
        if self.labels:
            shown = (
                f"{self.labels[label]} {label}"
                for label in ("mt", "human", "unsure")
                if self.labels[label]
            )
            parts[0] += f" ({', '.join(shown)})"
        parts += [
            f"{_count(self.applied, 'edit')} applied",
            f"{self.proposed:,} proposed",
            _count(self.links, "link"),
        ]
        if self.rejected:
            parts.append(f"{_count(self.rejected, 'record')} rejected")
        return "; ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True)
class Job:
    """A pipeline, and how records are read and written."""

    process: Process
    fields: Fields = field(default_factory=Fields)
    max_chars: int = MAX_CHARS
    standoff: bool = False

    def read(self, inputs: Iterable[Input]) -> Iterator[Record | Reject]:
        """Yield the records and rejects of all inputs, in order."""
        for source in inputs:
            yield from records(source, self.fields, self.max_chars)

    def do(self, record: Record) -> tuple[Document, dict[str, Any]]:
        """Return the document of a record, and the record to write."""
        document = self.process(record.text, record.source_text)
        block = result(document, standoff=self.standoff)
        if self.standoff:
            known = (
                {self.fields.id: record.data[self.fields.id]}
                if self.fields.id in record.data
                else {}
            )
            return document, {**known, OUR_KEY: block}
        rest = {key: value for key, value in record.data.items() if key != OUR_KEY}
        return document, {**rest, self.fields.text: document.fixed, OUR_KEY: block}
