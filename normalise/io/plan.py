"""Look at the heads of tables before anything is written, and refuse what cannot be written together.

JSON Lines are written from anything. A table is written from tables of one shape: CSV and TSV from each
other, Parquet from Parquet, from CSV and from TSV; text files count as a table of `id` and `text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from normalise.errors import InputError
from normalise.io.inputs import STDIN, Input, read_errors
from normalise.io.kinds import Kind
from normalise.io.pieces import Cut
from normalise.io.records import Fields, no_field
from normalise.io.separated import SeparatedReader


@dataclass(frozen=True)
class Heads:
    """What the inputs have in common: the names of their columns, and the schema of Parquet."""

    names: tuple[str, ...] = ()
    schema: Any = None


def heads(
    inputs: Sequence[Input], kinds: Sequence[Kind], fields: Fields, *, quotes: bool = True
) -> Heads:
    """Return the columns that the inputs share, where a table is to be written.

    Raises:
        InputError: for a table without a column of text, and for what makes no table together.
    """
    tables = [kind.format for kind in kinds if kind.format != "jsonl"]
    first: tuple[Input, Heads] | None = None
    for source, found in _found(inputs, fields, quotes=quotes, must=bool(tables)):
        if not tables:
            continue
        _check_kind(source, found, tables)
        if first and (first[1].names, first[1].schema) != (found.names, found.schema):
            raise InputError(
                f"{source.name} has other columns than {first[0].name}: a table needs the same in all "
                "inputs; write JSON Lines instead (-o OUT.jsonl)"
            )
        first = first or (source, found)
    return first[1] if first else Heads()


def _found(
    inputs: Sequence[Input], fields: Fields, *, quotes: bool, must: bool
) -> Iterator[tuple[Input, Heads]]:
    for source in inputs:
        try:
            found = _head(source, fields, quotes=quotes)
        except read_errors() as error:
            if must:
                raise InputError(f"{source.name}: cannot be read: {error}") from None
            continue  # it is met again when it is read, and becomes a reject
        if found:
            yield source, found


def _head(source: Input, fields: Fields, *, quotes: bool) -> Heads | None:
    if source.format == "parquet":
        from normalise.io.parquet import opened_parquet  # noqa: PLC0415 - an extra
        from normalise.io.table import check_schema  # noqa: PLC0415 - an extra

        with opened_parquet(source.name) as file:
            check_schema(file.schema_arrow, source.name, fields)
            return Heads(tuple(file.schema_arrow.names), file.schema_arrow)
    if source.format == "text":
        return Heads((fields.id, fields.text))
    if source.format == "jsonl" or source.name == STDIN:
        return Heads() if source.format == "jsonl" else None
    with SeparatedReader.open(source, 0, Cut(quotes=quotes)) as reader:
        if reader.columns and fields.text not in reader.columns:
            raise InputError(f"{source.name}: {no_field(fields.text, reader.columns)}")
        return Heads(reader.columns) if reader.columns else None


def _check_kind(source: Input, found: Heads, tables: Sequence[str]) -> None:
    for table in tables:
        if not found.names:
            raise InputError(
                f"{source.name}: JSON Lines have no fixed columns, so no {table.upper()} can be "
                "written from them; write JSON Lines (-o OUT.jsonl)"
            )
        if found.schema is not None and table != "parquet":
            raise InputError(
                f"{source.name}: Parquet is written as Parquet or JSON Lines, not as {table.upper()}: "
                "its columns have types"
            )
