"""Record batches: their rows as Python sees them, and the batch that comes out.

The columns of the batch stay as they are; the text is replaced, and one struct column `normalise` stands
at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from normalise.errors import InputError
from normalise.io.inputs import arrow
from normalise.io.records import OUR_KEY, Fields, no_field
from normalise.io.schema import struct, struct_type, unfilled

# The package datasets refuses a table whose columns are not those that it wrote down there.
_FOREIGN_METADATA = (b"huggingface",)


def python_rows(batch: Any, read: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """Return the rows of a record batch, of all columns or of those to be read, as JSON would have them.

    Times, decimals and the like become strings as Arrow writes them.
    """
    names = batch.schema.names
    kept = [name for name in names if read is None or name in read]
    columns = {name: _values(batch.column(names.index(name)), name) for name in kept}
    return [
        dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
    ] or [{} for _ in range(batch.num_rows)]


def _values(column: Any, name: str) -> list[Any]:
    types = arrow("to read Parquet").types
    kind = column.type
    if types.is_temporal(kind) or types.is_decimal(kind):
        column = column.cast("string")
    values: list[Any] = column.to_pylist()
    if name == OUR_KEY and types.is_struct(kind):
        return [unfilled(value) for value in values]
    return values


def is_text(kind: Any) -> bool:
    """Tell whether a column of this type holds strings."""
    types = arrow("to read Parquet").types
    if types.is_dictionary(kind):
        kind = kind.value_type
    view = getattr(types, "is_string_view", lambda _: False)
    return bool(types.is_string(kind) or types.is_large_string(kind) or view(kind))


def check_schema(schema: Any, name: str, fields: Fields) -> None:
    """Make sure that a table has a column of text.

    Raises:
        InputError: where it has none.
    """
    for field in (fields.text, fields.source):
        place = schema.get_field_index(field)
        if place < 0:
            if field == fields.text:
                raise InputError(f"{name}: {no_field(field, schema.names)}")
        elif not is_text(schema.field(place).type):
            kind = schema.field(place).type
            raise InputError(f"{name}: the column {field!r} is {kind}, not a string")


def written_schema(
    schema: Any, fields: Fields, *, ours: bool = True, standoff: bool = False
) -> Any:
    """Return the schema of what is written for a table of this schema."""
    pa = arrow("to write Parquet")
    kept = [
        field
        for field in schema
        if field.name != OUR_KEY and (not standoff or field.name == fields.id)
    ]
    if ours:
        kept.append(pa.field(OUR_KEY, struct_type()))
    metadata = {
        key: value for key, value in (schema.metadata or {}).items() if key not in _FOREIGN_METADATA
    }
    return pa.schema(kept, metadata or None)


def written_batch(
    batch: Any, done: Sequence[tuple[int, dict[str, Any]]], schema: Any, text_key: str
) -> Any:
    """Return the record batch to write: the rows that came through, with what was made of them.

    `done` gives the place of each in the batch, and its fields.
    """
    pa = arrow("to write Parquet")
    places = pa.array([place for place, _ in done], type=pa.int64())
    columns = []
    for field in schema:
        if field.name == OUR_KEY:
            columns.append(struct([data[OUR_KEY] for _, data in done]))
        elif field.name == text_key:
            texts = pa.array([data[text_key] for _, data in done], type=pa.string())
            columns.append(_as(texts, field.type))
        else:
            columns.append(batch.column(batch.schema.get_field_index(field.name)).take(places))
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _as(texts: Any, kind: Any) -> Any:
    types = arrow("to write Parquet").types
    return texts.dictionary_encode().cast(kind) if types.is_dictionary(kind) else texts.cast(kind)


def string_schema(columns: Iterable[str], *, ours: bool = True) -> Any:
    """Return the schema of a table of strings, with the field `normalise` at the end."""
    pa = arrow("to write Parquet")
    kept = [pa.field(name, pa.string()) for name in columns if name != OUR_KEY]
    return pa.schema([*kept, pa.field(OUR_KEY, struct_type())] if ours else kept)


def string_batch(done: Sequence[tuple[int, dict[str, Any]]], schema: Any) -> Any:
    """Return a record batch of records whose fields are strings."""
    pa = arrow("to write Parquet")
    columns = [
        struct([data[OUR_KEY] for _, data in done])
        if field.name == OUR_KEY
        else pa.array([data.get(field.name) for _, data in done], type=field.type)
        for field in schema
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
