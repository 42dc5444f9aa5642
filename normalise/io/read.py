"""Read records one by one, and set those aside that cannot be read.

Nothing is lost: what is no record becomes a reject with its file, its line, the reason and the bytes
as they were.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from normalise.errors import RecordError
from normalise.io.batches import batches
from normalise.io.inputs import Input
from normalise.io.pieces import Batch, Cut, Text
from normalise.io.records import (
    MAX_CHARS,
    OUR_KEY,
    Fields,
    Record,
    Reject,
    dump,
    json_of,
    parse,
    record_of,
    too_long,
)
from normalise.io.separated import SeparatedReader, fields_of

_BOM = b"\xef\xbb\xbf"


def records(
    source: Input, fields: Fields | None = None, max_chars: int = MAX_CHARS
) -> Iterator[Record | Reject]:
    """Yield the records and rejects of one input, in order.

    A file that breaks off (a truncated archive, a vanished file) gives a reject for the place where
    it broke; what stood before it has come through.
    """
    for batch in batches([source]):
        yield from (item for item in items(batch, fields, max_chars) if item)


def items(
    batch: Batch,
    fields: Fields | None = None,
    max_chars: int = MAX_CHARS,
    *,
    quotes: bool = True,
    whole: bool = True,
) -> Iterator[Record | Reject | None]:
    """Yield what a batch holds, one by one; None for a blank line.

    Without `whole` the records of a Parquet file have the fields alone that are read.
    """
    fields = fields or Fields()
    if isinstance(batch.payload, Reject):
        yield batch.payload
    elif isinstance(batch.payload, tuple):
        for text in batch.payload:
            yield _of_text(text, fields, max_chars)
    elif batch.source.format == "parquet":
        yield from _of_rows(batch, batch.payload, fields, max_chars, whole=whole)
    elif batch.source.format == "jsonl":
        yield from _of_lines(batch, batch.payload, fields, max_chars)
    else:
        yield from _of_separated(batch, batch.payload, fields, max_chars, quotes=quotes)


def _of_text(text: Text, fields: Fields, max_chars: int) -> Record | Reject:
    raw = text.raw
    if raw is None:
        return Reject(text.name, 1, text.reason, None)
    try:
        decoded = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        reason = f"not UTF-8: byte {raw[error.start]:#04x} at {error.start}; save the file as UTF-8"
        return Reject(text.name, line, reason, raw)
    if len(decoded) > max_chars:
        return Reject(text.name, 1, too_long(len(decoded), max_chars), raw)
    return Record({fields.id: text.name, fields.text: decoded}, decoded, None, text.name, 1)


def _of_lines(
    batch: Batch, payload: bytes, fields: Fields, max_chars: int
) -> Iterator[Record | Reject | None]:
    name = batch.source.name
    for number, line in enumerate(io.BytesIO(payload), batch.start.line + 1):
        raw = line.removeprefix(_BOM) if number == 1 else line
        if not raw.strip():
            yield None
            continue
        try:
            yield parse(raw, name, number, fields, max_chars)
        except RecordError as error:
            yield Reject(name, number, str(error), line.rstrip(b"\r\n"))


def _of_separated(
    batch: Batch, payload: bytes, fields: Fields, max_chars: int, *, quotes: bool
) -> Iterator[Record | Reject | None]:
    name, kind = batch.source.name, batch.source.format
    reader = SeparatedReader(io.BytesIO(payload), kind, Cut(quotes=quotes))
    number = batch.start.line + 1
    while raw := reader.record():
        if not raw.strip(b"\r\n"):
            yield None
        else:
            try:
                cells = fields_of(_decoded(raw), kind, quotes=quotes or kind == "csv")
                data = _named(cells, batch.columns)
                yield record_of(data, name, number, fields, max_chars)
            except RecordError as error:
                yield Reject(name, number, str(error), raw.rstrip(b"\r\n"))
        number += raw.count(b"\n")


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError(f"not UTF-8: byte {raw[error.start]:#04x} at {error.start}") from None


def _named(cells: list[str], columns: tuple[str, ...]) -> dict[str, Any]:
    if len(cells) != len(columns):
        raise RecordError(f"{len(cells)} fields where the header has {len(columns)}")
    data: dict[str, Any] = dict(zip(columns, cells, strict=True))
    if OUR_KEY in data:  # JSON in a cell; an empty one is none
        block = data.pop(OUR_KEY)
        if block:
            data[OUR_KEY] = json_of(block.encode("utf-8"))
    return data


def _of_rows(
    batch: Batch, payload: bytes, fields: Fields, max_chars: int, *, whole: bool
) -> Iterator[Record | Reject | None]:
    from normalise.io.parquet import from_bytes  # noqa: PLC0415 - an extra
    from normalise.io.table import python_rows  # noqa: PLC0415 - an extra

    read = None if whole else (fields.id, fields.text, fields.source, OUR_KEY)
    table = from_bytes(payload)
    for place, data in enumerate(python_rows(table, read)):
        number = batch.start.line + place + 1
        try:
            yield record_of(data, batch.source.name, number, fields, max_chars)
        except RecordError as error:
            raw = dump(python_rows(table.slice(place, 1))[0])
            yield Reject(batch.source.name, number, str(error), raw.rstrip(b"\n"))
