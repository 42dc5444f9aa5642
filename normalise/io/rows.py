"""Rows whose fields are not a text: names to compare, to spell, to romanise.

A row is an object of JSON Lines; where one field is asked for, a line of plain text is a row as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from normalise.errors import InputError, NormaliseError, RecordError
from normalise.io.inputs import Input, opened, read_errors
from normalise.io.records import Reject, json_of, kind_of

Row = dict[str, Any]
LONGEST = 1_000  # characters of a field; the longest name of the UN's list has 120
_BOM = b"\xef\xbb\xbf"


def rows(
    inputs: Iterable[Input], fields: tuple[str, ...], longest: int = LONGEST
) -> Iterator[Row | Reject]:
    """Yield the rows of the inputs, in order; each has a string in every one of the fields.

    What is no such row, or has a field longer than `longest`, is a reject, with its file, its line
    and the reason.
    """
    for source in inputs:
        if source.format not in ("jsonl", "text"):
            raise InputError(
                f"{source.name}: names are read from JSON Lines, not from {source.format}"
            )
        line = 0
        try:
            with opened(source.name) as stream:
                for line, raw in enumerate(stream, 1):
                    if raw.strip():
                        yield _row(source, line, raw, fields, longest)
        except NormaliseError as error:
            yield Reject(source.name, line + 1, str(error), None)
        except Exception as error:
            if not isinstance(error, read_errors()):
                raise
            yield Reject(source.name, line + 1, f"cannot be read: {error}", None)


def _row(
    source: Input, line: int, raw: bytes, fields: tuple[str, ...], longest: int
) -> Row | Reject:
    try:
        plain = raw.removeprefix(_BOM) if line == 1 else raw
        data = _word(plain, fields) if source.format == "text" else json_of(plain)
        return _checked(data, fields, longest)
    except RecordError as error:
        return Reject(source.name, line, str(error), raw.rstrip(b"\r\n"))


def _word(raw: bytes, fields: tuple[str, ...]) -> Row:
    """Return a line of text as a row."""
    if len(fields) != 1:
        raise RecordError(f"a line of text is one name; {' and '.join(fields)} need JSON Lines")
    try:
        return {fields[0]: raw.decode("utf-8").strip()}
    except UnicodeDecodeError as error:
        raise RecordError(
            f"not UTF-8: byte {raw[error.start]:#04x} at {error.start}; save the file as UTF-8"
        ) from None


def _checked(data: object, fields: tuple[str, ...], longest: int) -> Row:
    if not isinstance(data, dict):
        raise RecordError(f"a row is a JSON object, not {kind_of(data)}")
    for field in fields:
        value = data.get(field)
        if not isinstance(value, str):
            found = kind_of(data[field]) if field in data else "missing"
            raise RecordError(f"the field {field!r} is {found}; a string is needed")
        if len(value) > longest:
            raise RecordError(
                f"the field {field!r} has {len(value):,} characters; at most {longest:,}"
            )
    return data
