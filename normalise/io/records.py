"""What a record is, and what is set aside because it is none.

Nothing is lost: what is no record becomes a reject with its file, its line, the reason and the bytes
as they were.
"""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from normalise.errors import RecordError
from normalise.io.result import original_text

OUR_KEY = "normalise"
MAX_CHARS = 20_000_000
_LONG_NUMBER = re.compile(rb"[\d.]{16}|\d[eE][+-]?\d{3}")  # may not fit 64 bits: read it exactly


@dataclass(frozen=True, slots=True)
class Fields:
    """The names of the fields that are read."""

    text: str = "text"
    id: str = "id"
    source: str = "source_text"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: all its fields, and the two texts among them."""

    data: dict[str, Any]
    text: str
    source_text: str | None
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Reject:
    """What could not be read as a record, and why."""

    file: str
    line: int
    reason: str
    raw: bytes | None

    def row(self) -> dict[str, Any]:
        """Return it as it is written to the reject file; `raw` is base64 when it is not UTF-8.

        >>> Reject("a.jsonl", 3, "not JSON", b"{").row()
        {'file': 'a.jsonl', 'line': 3, 'reason': 'not JSON', 'raw': '{'}
        """
        raw: str | None = None
        encoding: dict[str, str] = {}
        if self.raw is not None:
            try:
                raw = self.raw.decode("utf-8")
            except UnicodeDecodeError:
                raw = base64.b64encode(self.raw).decode("ascii")
                encoding = {"encoding": "base64"}
        return {"file": self.file, "line": self.line, "reason": self.reason, "raw": raw, **encoding}


def parse(
    raw: bytes, file: str, line: int, fields: Fields | None = None, max_chars: int = MAX_CHARS
) -> Record:
    """Return the record that a line of JSON holds.

    Raises:
        RecordError: when it holds none.
    """
    data = json_of(raw)
    if not isinstance(data, dict):
        raise RecordError(f"a record is a JSON object, not {kind_of(data)}")
    return record_of(data, file, line, fields, max_chars)


def record_of(
    data: dict[str, Any],
    file: str,
    line: int,
    fields: Fields | None = None,
    max_chars: int = MAX_CHARS,
) -> Record:
    """Return the record that these fields make.

    Raises:
        RecordError: when they make none.
    """
    fields = fields or Fields()
    text = data.get(fields.text)
    if fields.text not in data:
        raise RecordError(no_field(fields.text, data))
    if not isinstance(text, str):
        raise RecordError(f"the field {fields.text!r} is {kind_of(text)}, not a string")
    if OUR_KEY in data:  # a record that came out of this program: begin again from its original
        text = original_text(text, data[OUR_KEY])
    if len(text) > max_chars:
        raise RecordError(too_long(len(text), max_chars))
    source = data.get(fields.source)
    if source is not None and not isinstance(source, str):
        raise RecordError(f"the field {fields.source!r} is {kind_of(source)}, not a string")
    return Record(data, text, source, file, line)


def no_field(name: str, known: Iterable[str]) -> str:
    """Say that a field is not there, and which are."""
    shown = ", ".join(list(known)[:8]) or "none"
    return f"no field {name!r} (fields: {shown}); --text-key names another"


def json_of(raw: bytes) -> Any:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError(f"not UTF-8: byte {raw[error.start]:#04x} at {error.start}") from None
    try:
        data = orjson.loads(raw)
        if _has_no_numbers(data) or not _LONG_NUMBER.search(raw):
            return data
    except ValueError:
        pass  # the slow reader says better what is wrong
    try:
        data = json.loads(raw, parse_constant=_no_constant, parse_float=_finite)
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise RecordError("half of a surrogate pair stands alone in a string") from None
    except (ValueError, RecursionError) as error:
        message = str(error).partition(": line")[0]
        if "surrogate" in message:
            message = "half of a surrogate pair stands alone in a string"
        raise RecordError(f"not JSON: {message}") from None
    return data


def _has_no_numbers(data: Any) -> bool:
    """Tell whether it is seen at once that there are none: a quick look spares a search of the text."""
    return isinstance(data, dict) and all(type(value) is str for value in data.values())


def _finite(number: str) -> float:
    found = float(number)
    if math.isinf(found):
        raise ValueError(f"the number {number[:40]} is too large")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def dump(data: dict[str, Any]) -> bytes:
    """Return a record as one line of JSON, numbers of any size included."""
    try:
        return orjson.dumps(data, default=_as_json) + b"\n"
    except TypeError:  # an integer beyond 64 bits
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def _as_json(value: object) -> str:
    """Write what Parquet has and JSON does not: bytes as base64, decimals and durations in letters."""
    if isinstance(value, int):
        raise TypeError
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else str(value)


def too_long(length: int, max_chars: int) -> str:
    return f"{length:,} characters, longer than --max-chars {max_chars:,}"


def kind_of(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    names = {dict: "an object", list: "a list", str: "a string", int: "a number", float: "a number"}
    return names.get(type(value), type(value).__name__)
