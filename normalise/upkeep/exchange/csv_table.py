"""Entries as CSV in UTF-8 with a byte order mark, without which Excel shows Arabic as rubbish."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from normalise.upkeep.exchange.plain import Drafts, Plain
from normalise.upkeep.exchange.rows import COLUMNS, Row, add_rows, check_header, to_rows

_SAVE = 'in a spreadsheet, save as "CSV UTF-8"'
_DELIMITERS = (",", ";", "\t")  # Excel writes ";" where the comma is the decimal sign


def write_csv(entries: Iterable[Plain]) -> bytes:
    """Return the entries as a table, with the columns of :data:`~.rows.COLUMNS`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for values in entries:
        writer.writerows(to_rows(values))
    return text.getvalue().encode("utf-8-sig")


def read_csv(data: bytes, name: str) -> Drafts:
    r"""Return the drafts of a table; lines count from 1, the header is the first.

    >>> table = b"id;kind;english;source;status\nplace.x;place;X;s;approved\n"
    >>> read_csv(table, "x.csv").drafts[0].values["english"]
    'X'

    Raises:
        LexiconError: when it is not CSV in UTF-8, or has the wrong columns, with the line.
    """
    found = Drafts(name)
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise found.refusal(line, f"holds NUL bytes, so it is no CSV in UTF-8: {_SAVE}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise found.refusal(line, f"not UTF-8: {_SAVE}") from None
    rows = _rows(text, found)
    header = next(rows, None)
    if header is None:
        raise found.refusal(1, "an empty table: the first row names the columns", "LX003")
    columns = check_header(header.cells, found, header.number)
    add_rows(columns, rows, found)
    return found


def _rows(text: str, found: Drafts) -> Iterator[Row]:
    head = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield Row(line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise found.refusal(
            line, f"not readable as CSV ({error}): look for a quote too many or too few"
        ) from None
