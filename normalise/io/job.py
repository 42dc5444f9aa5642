"""Run a pipeline over batches: every record comes out, is dropped or is set aside, and is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, TypeVar

import orjson

from normalise.document import Document
from normalise.errors import NormaliseError, RecordError
from normalise.findings import Ahead
from normalise.io.encode import Encoder, Pile
from normalise.io.keep import Keep
from normalise.io.pieces import Batch
from normalise.io.read import items
from normalise.io.records import MAX_CHARS, OUR_KEY, Fields, Record, Reject, dump
from normalise.io.result import result

Item = TypeVar("Item")
_TOGETHER, _TOGETHER_CHARS = 64, 1 << 18  # records and code points that are read together


class Process(Protocol):
    """What is done with each text; the pipeline is one."""

    def read_ahead(self, texts: Sequence[str]) -> Iterable[Ahead]:
        """Look at texts together, to be quicker with each of them."""

    def __call__(
        self, text: str, source_text: str | None = None, ahead: Ahead | None = None
    ) -> Document:
        """Return the document of a text."""


@dataclass
class Tally:
    """What went through: records in, out, dropped and rejected; verdicts, edits and links of those out."""

    records_in: int = 0
    records_out: int = 0
    rejected: int = 0
    dropped: int = 0
    blank: int = 0  # lines without a record
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

    def merge(self, other: Tally) -> None:
        """Add what another one counted."""
        for name, value in vars(other).items():
            if name != "labels":
                setattr(self, name, getattr(self, name) + value)
        self.labels.update(other.labels)

    def row(self) -> dict[str, Any]:
        """Return it as it stands in a manifest."""
        return {**vars(self), "labels": dict(self.labels)}

    @classmethod
    def of(cls, row: dict[str, Any]) -> Tally:
        """Return the tally of a row in a manifest."""
        return cls(**{**row, "labels": Counter(row["labels"])})

    def check(self) -> None:
        """Make sure that nothing was lost.

        Raises:
            NormaliseError: when records in are not records out, dropped and rejected.
        """
        if self.records_in != self.records_out + self.dropped + self.rejected:
            raise NormaliseError(
                f"{self.records_in} records in, but {self.records_out} out, {self.dropped} dropped and "
                f"{self.rejected} rejected: please report this"
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
        if self.dropped:
            parts.append(f"{_count(self.dropped, 'record')} dropped")
        if self.rejected:
            parts.append(f"{_count(self.rejected, 'record')} rejected")
        return "; ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


class Outcome(NamedTuple):
    """What was made of a batch: the bytes for each output, and what went through."""

    out: bytes
    dropped: bytes
    rejects: bytes
    tally: Tally


class Recipe(Protocol):
    """Makes a process where it is needed; small enough to be sent to a worker."""

    @property
    def pipeline(self) -> Process:
        """The process, made when it is first asked for."""


@dataclass(frozen=True)
class Job:
    """How records are read, judged and written; it travels to workers, the process does not."""

    out: Encoder
    dropped: Encoder | None = None
    fields: Fields = field(default_factory=Fields)
    max_chars: int = MAX_CHARS
    standoff: bool = False
    quotes: bool = True
    keep: Keep = field(default_factory=Keep)

    def do(
        self, record: Record, process: Process, ahead: Ahead | None = None
    ) -> tuple[Document, dict[str, Any]]:
        """Return the document of a record, and the record to write."""
        document = process(record.text, record.source_text, ahead)
        return document, record_out(record, document, self.fields, standoff=self.standoff)

    def run(self, batch: Batch, process: Process) -> Outcome:
        """Return what becomes of the records of a batch.

        A record on which the process fails is set aside like one that cannot be read: a fault of ours
        must not end the work of a night.
        """
        tally = Tally()
        kept, dropped = Pile(self.out, batch), Pile(self.dropped, batch)
        rejects: list[bytes] = []
        whole = any(
            pile.encoder and pile.encoder.kind.format != "parquet" for pile in (kept, dropped)
        )
        found = items(batch, self.fields, self.max_chars, quotes=self.quotes, whole=whole)
        for place, (item, ahead) in enumerate(read_ahead(found, process, lambda item: item)):
            if item is None:
                tally.blank += 1
                continue
            tally.records_in += 1
            reject = item if isinstance(item, Reject) else None
            if isinstance(item, Record):
                try:
                    document, data = self.do(item, process, ahead)
                    if self.keep.holds(document.verdict):
                        kept.add(place, data)
                        tally.add(document)
                    else:
                        dropped.add(place, data)
                        tally.dropped += 1
                except RecordError as error:
                    reject = _reject(item, str(error))
                except (NormaliseError, MemoryError):
                    raise
                except Exception as error:
                    what = f"{type(error).__name__}: {error}"
                    reject = _reject(item, f"normalise failed on it ({what}): please report this")
            if reject:
                tally.rejected += 1
                rejects.append(orjson.dumps(reject.row()) + b"\n")
        return Outcome(kept.packed(), dropped.packed(), b"".join(rejects), tally)


def read_ahead(
    found: Iterable[Item], process: Process, record_of: Callable[[Item], object]
) -> Iterator[tuple[Item, Ahead | None]]:
    """Yield each item with what the process read ahead in its record, some of them at a time."""
    together: list[tuple[Item, object]] = []
    size = 0
    for item in found:
        record = record_of(item)
        together.append((item, record))
        size += len(record.text) if isinstance(record, Record) else 0
        if len(together) == _TOGETHER or size >= _TOGETHER_CHARS:
            yield from _ahead(together, process)
            together, size = [], 0
    yield from _ahead(together, process)


def _ahead(
    together: Sequence[tuple[Item, object]], process: Process
) -> Iterator[tuple[Item, Ahead | None]]:
    texts = [record.text for _, record in together if isinstance(record, Record)]
    try:
        ahead: Iterator[Ahead | None] = iter(process.read_ahead(texts))
    except (NormaliseError, MemoryError):
        raise
    except Exception:  # one of them makes it fail, and will when its turn comes
        ahead = iter([None] * len(texts))
    for item, record in together:
        yield item, next(ahead) if isinstance(record, Record) else None


def record_out(
    record: Record, document: Document, fields: Fields, *, standoff: bool = False
) -> dict[str, Any]:
    """Return the record to write: all its fields, the text repaired, and what was found."""
    block = result(document, standoff=standoff)
    if standoff:
        known = {fields.id: record.data[fields.id]} if fields.id in record.data else {}
        return {**known, OUR_KEY: block}
    rest = {key: value for key, value in record.data.items() if key != OUR_KEY}
    return {**rest, fields.text: document.fixed, OUR_KEY: block}


def _reject(record: Record, reason: str) -> Reject:
    return Reject(record.file, record.line, reason, dump(record.data).rstrip(b"\n"))
