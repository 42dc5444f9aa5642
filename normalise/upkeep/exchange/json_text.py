"""Entries as JSON: a list of objects with the keys of the YAML files.

Read one entry at a time, so that a fault is named by its line. The last of two equal keys would win in
most readers; here it is a fault.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from normalise.upkeep.exchange.plain import Draft, Drafts, Plain

_SPACE = " \t\r\n"
_DEPTH = 6  # a list in a mistranslation in an entry is 4


class _Number(str):
    """A number of JSON, kept as it is written: entries hold words."""

    __slots__ = ()


class _Pairs(list[tuple[str, Any]]):
    """An object of JSON with its keys as they stand, also where one stands twice."""


class _UnfitError(ValueError):
    """What JSON may say, and an entry may not: message, code."""


def write_json(entries: Iterable[Plain]) -> bytes:
    """Return the entries as indented JSON in UTF-8."""
    return (json.dumps([*entries], ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read_json(data: bytes, name: str) -> Drafts:
    r"""Return the drafts of a JSON file.

    >>> [draft.line for draft in read_json(b'[\n{"id": "place.x"}]', "x.json").drafts]
    [2]

    Raises:
        LexiconError: when it is not a list of objects in JSON, with the line.
    """
    found = Drafts(name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise found.refusal(line, "not UTF-8: save the file as UTF-8") from None
    decoder = json.JSONDecoder(
        object_pairs_hook=_Pairs, parse_int=_Number, parse_float=_Number, parse_constant=_Number
    )
    place, line, counted = _after(text, 0), 1, 0
    try:
        _expect(text, place, "[")
        place = _after(text, place + 1)
        first = True
        while text[place : place + 1] != "]":
            if not first:
                _expect(text, place, ",")
                place = _after(text, place + 1)
            line, counted = line + text.count("\n", counted, place), place
            value, end = decoder.raw_decode(text, place)
            _add(found, value, line)
            place, first = _after(text, end), False
        _expect(text, _after(text, place + 1), "")
    except json.JSONDecodeError as error:
        raise found.refusal(error.lineno, f"not a list of entries in JSON: {error.msg}") from None
    except RecursionError:
        raise found.refusal(line, "lists within lists without end: an entry has none") from None
    return found


def _after(text: str, place: int) -> int:
    while place < len(text) and text[place] in _SPACE:
        place += 1
    return place


def _expect(text: str, place: int, mark: str) -> None:
    """Raise where the text does not go on with this mark; "" is its end."""
    if text[place : place + 1] != mark:
        what = f"{mark!r} is missing" if mark else "something stands after the list"
        raise json.JSONDecodeError(what, text, place)


def _add(found: Drafts, value: Any, line: int) -> None:
    try:
        values = _tidy(value, "entry", 0)
    except _UnfitError as error:
        message, code = error.args
        found.problem(line, code, message)
        return
    if isinstance(values, dict):
        found.drafts.append(Draft(values, line))
    else:
        found.problem(line, "LX004", 'an entry is an object: {"id": ..., "kind": ...}')


def _tidy(value: Any, key: str, depth: int) -> Any:
    if depth > _DEPTH:
        raise _UnfitError(f"`{key}`: too many lists within lists", "LX004")
    if isinstance(value, _Number):
        raise _UnfitError(f"`{key}: {value[:40]}` is a number: write it in quotes", "LX004")
    if isinstance(value, _Pairs):
        keys = [pair[0] for pair in value]
        if len({*keys}) < len(keys):
            twice = next(item for item in keys if keys.count(item) > 1)
            raise _UnfitError(f"key `{twice}` stands twice: keep one", "LX013")
        tidied = {name: _tidy(item, name, depth + 1) for name, item in value}
        return {name: item for name, item in tidied.items() if item is not None}
    if isinstance(value, list):
        if None in value:
            raise _UnfitError(f"`{key}` has a null in its list: take it out", "LX004")
        return [_tidy(item, key, depth + 1) for item in value]
    return value
