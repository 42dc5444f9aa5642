"""CSV and TSV: where a record ends, what it holds, and how it is written.

Quotes hold a field together as RFC 4180 says, line ends inside it too. A quote that is never closed costs
its own line alone: the lines behind it are read anew. The bytes of a record are kept as they are until a
worker reads them.
"""

from __future__ import annotations

import csv
import io
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

import orjson

from normalise.errors import InputError, RecordError
from normalise.io.inputs import Input, opened, read_errors
from normalise.io.lines import skip
from normalise.io.pieces import LONGEST, Cut, Piece

DELIMITERS = {"csv": ",", "tsv": "\t"}


class SeparatedReader:
    """Gives whole records of CSV or TSV; after an error those that are whole, then raises it."""

    def __init__(
        self, stream: BinaryIO, format: str, cut: Cut, columns: tuple[str, ...] = ()
    ) -> None:
        csv.field_size_limit(sys.maxsize)  # the module's own limit is 128 KB a field
        self.columns = columns
        self._stream = stream
        self._cut = cut
        self._format = format
        self._quotes = cut.quotes or format == "csv"
        self._back: deque[bytes] = deque()  # lines to be read again
        self._error: BaseException | None = None
        self._head: Piece | None = None

    @classmethod
    @contextmanager
    def open(cls, source: Input, offset: int, cut: Cut) -> Iterator[SeparatedReader]:
        """Open a file and read its header, then go on from an offset.

        Raises:
            InputError: where the header cannot be used.
        """
        with opened(source.name) as stream:
            reader = cls(stream, source.format, cut)
            size = reader._read_header(source.name)
            if offset:
                skip(stream, offset - size, source.name)
                reader._head = None
            yield reader

    def _read_header(self, name: str) -> int:
        raw = self.record() or b""
        if self._error:
            raise self._error
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise InputError(f"{name}: the header is not UTF-8; save the file as UTF-8") from None
        try:
            names = fields_of(text, self._format, quotes=self._quotes) if text else []
        except RecordError as error:
            raise InputError(f"{name}: the header cannot be read: {error}") from None
        twice = {column for column in names if names.count(column) > 1}
        if twice:
            raise InputError(f"{name}: the header names the column {min(twice)!r} twice")
        self.columns = tuple(names)
        self._head = Piece(b"", 0, len(raw), raw.count(b"\n"))
        return len(raw)

    def take(self, most: int) -> Piece | None:
        """Return at most so many records; None at the end. The header comes first, as no record."""
        if self._head:
            head, self._head = self._head, None
            return head
        records: list[bytes] = []
        size = 0
        while len(records) < most and size < self._cut.size:
            raw = self.record()
            if raw is None:
                break
            records.append(raw)
            size += len(raw)
        if not records:
            if self._error:
                raise self._error
            return None
        joined = b"".join(records)
        return Piece(joined, len(records), size, joined.count(b"\n"))

    def record(self) -> bytes | None:
        """Return the bytes of the next record, with its line end; None at the end."""
        line = self._line()
        if line is None or not self._quotes or b'"' not in line:
            return line
        held = [line]
        try:
            next(csv.reader(self._texts(held), **dialect(self._format, quotes=True)))
        except (csv.Error, StopIteration):
            self._back.extendleft(reversed(held[1:]))
            return line
        return b"".join(held)

    def _texts(self, held: list[bytes]) -> Iterator[str]:
        yield held[0].decode("utf-8", "surrogateescape")
        size = len(held[0])
        while size < LONGEST and (line := self._line()) is not None:
            held.append(line)
            size += len(line)
            yield line.decode("utf-8", "surrogateescape")

    def _line(self) -> bytes | None:
        if self._back:
            return self._back.popleft()
        if self._error:
            return None
        try:
            return self._stream.readline(LONGEST) or None
        except read_errors() as error:
            self._error = error
            return None


def dialect(format: str, *, quotes: bool) -> dict[str, Any]:
    """Return how the module csv is to read and write a format."""
    quoting = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    return {"delimiter": DELIMITERS[format], "quoting": quoting, "strict": True}


def fields_of(text: str, format: str, *, quotes: bool = True) -> list[str]:
    """Return the fields of one record.

    Raises:
        RecordError: where it is none.

    >>> fields_of('1,"He said ""no"", and left"', "csv")
    ['1', 'He said "no", and left']
    """
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), **dialect(format, quotes=quotes)))
    except csv.Error as error:
        hint = "; --no-quotes reads quotes as letters" if quotes and format == "tsv" else ""
        raise RecordError(f"not {format.upper()}: {error}{hint}") from None
    if len(rows) > 1:
        raise RecordError(f"not {format.upper()}: a carriage return stands outside quotes")
    return rows[0] if rows else []


def row_of(
    values: Mapping[str, Any], columns: Sequence[str], format: str, *, quotes: bool
) -> bytes:
    """Return the columns of a record as one line; what is no string is written as JSON.

    Raises:
        RecordError: without quotes, for a value that holds a tab or a line end.
    """
    cells = [
        value if isinstance(value, str) else "" if value is None else orjson.dumps(value).decode()
        for value in (values.get(column) for column in columns)
    ]
    out = io.StringIO(newline="")
    if not quotes:
        if any(mark in cell for cell in cells for mark in (DELIMITERS[format], "\n", "\r")):
            raise RecordError("a field holds a tab or a line end, which needs quotes")
        return (DELIMITERS[format].join(cells) + "\n").encode("utf-8")
    # With this line end the module puts a carriage return inside a field in quotes, too.
    csv.writer(out, lineterminator="\r\n", **dialect(format, quotes=True)).writerow(cells)
    return out.getvalue().removesuffix("\r\n").encode("utf-8") + b"\n"
