"""Turn the records that came through a batch into the bytes of an output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from normalise.io.kinds import Kind
from normalise.io.pieces import Batch
from normalise.io.records import OUR_KEY, Fields, dump
from normalise.io.separated import row_of

Done = tuple[int, dict[str, Any]]  # place in the batch, and the fields to write


@dataclass(frozen=True, slots=True)
class Encoder:
    """Writes records as one kind; `ours` says whether the field `normalise` is among the columns."""

    kind: Kind
    fields: Fields
    ours: bool = True
    standoff: bool = False
    quotes: bool = True

    def columns(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the columns to write for an input with these."""
        kept = [
            name
            for name in names
            if name != OUR_KEY and (not self.standoff or name == self.fields.id)
        ]
        return (*kept, *([OUR_KEY] if self.ours else []))

    def header(self, names: Sequence[str]) -> bytes:
        """Return what stands at the head of a file."""
        if self.kind.format not in ("csv", "tsv"):
            return b""
        columns = self.columns(names)
        return row_of(
            dict(zip(columns, columns, strict=True)), columns, self.kind.format, quotes=self.quotes
        )

    def row(self, data: dict[str, Any], batch: Batch) -> bytes:
        """Return one record as a line.

        Raises:
            RecordError: where it cannot be written so.
        """
        if self.kind.format == "jsonl":
            return dump(data)
        columns = self.columns(names_of(batch, self.fields))
        return row_of(data, columns, self.kind.format, quotes=self.quotes)

    def table(self, done: Sequence[Done], batch: Batch) -> bytes:
        """Return records as the bytes of an Arrow stream; of none there is none."""
        from normalise.io import parquet, table  # noqa: PLC0415 - an extra

        if not done:
            return b""
        if batch.source.format == "parquet" and isinstance(batch.payload, bytes):
            rows = parquet.from_bytes(batch.payload)
            schema = table.written_schema(
                rows.schema, self.fields, ours=self.ours, standoff=self.standoff
            )
            return parquet.to_bytes(table.written_batch(rows, done, schema, self.fields.text))
        columns = self.columns(names_of(batch, self.fields))
        return parquet.to_bytes(
            table.string_batch(done, table.string_schema(columns, ours=self.ours))
        )


def names_of(batch: Batch, fields: Fields) -> tuple[str, ...]:
    """Return the columns of a batch: its own, or those of a text file."""
    return batch.columns or (fields.id, fields.text)


class Pile:
    """Records of a batch that go to one output; without an encoder they go nowhere."""

    def __init__(self, encoder: Encoder | None, batch: Batch) -> None:
        self.encoder = encoder
        self._batch = batch
        self._rows: list[bytes] = []
        self._done: list[Done] = []

    def add(self, place: int, data: dict[str, Any]) -> None:
        """Add a record, by its place in the batch.

        Raises:
            RecordError: where it cannot be written so.
        """
        if self.encoder and self.encoder.kind.format == "parquet":
            self._done.append((place, data))
        elif self.encoder:
            self._rows.append(self.encoder.row(data, self._batch))

    def packed(self) -> bytes:
        """Return what is to be written."""
        if self.encoder and self.encoder.kind.format == "parquet":
            return self.encoder.table(self._done, self._batch)
        return self.encoder.kind.member(b"".join(self._rows)) if self.encoder else b""
