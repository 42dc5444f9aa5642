"""Rows of JSON Lines whose fields are not a text: names to compare, to spell, to romanise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from normalise.errors import NormaliseError, RecordError
from normalise.io.inputs import Input, opened, read_errors
from normalise.io.records import Reject, json_of, kind_of

Row = dict[str, Any]


def rows(inputs: Iterable[Input], fields: tuple[str, ...]) -> Iterator[Row | Reject]:
    """Yield the rows of the inputs, in order; each has a string in every one of the fields.

    What is no such row is a reject, with its file, its line and the reason.
    """
    for source in inputs:
        line = 0
        try:
            with opened(source.name) as stream:
                for line, raw in enumerate(stream, 1):
                    if raw.strip():
                        yield _row(source.name, line, raw, fields)
        except NormaliseError as error:
            yield Reject(source.name, line + 1, str(error), None)
        except Exception as error:
            if not isinstance(error, read_errors()):
                raise
            yield Reject(source.name, line + 1, f"cannot be read: {error}", None)


def _row(file: str, line: int, raw: bytes, fields: tuple[str, ...]) -> Row | Reject:
    try:
        data = json_of(raw.removeprefix(b"\xef\xbb\xbf"))
        if not isinstance(data, dict):
            raise RecordError(f"a row is a JSON object, not {kind_of(data)}")  # noqa: TRY301
        for field in fields:
            if not isinstance(data.get(field), str):
                found = kind_of(data[field]) if field in data else "missing"
                raise RecordError(f"the field {field!r} is {found}; a string is needed")  # noqa: TRY301
    except RecordError as error:
        return Reject(file, line, str(error), raw.rstrip(b"\r\n"))
    return data
