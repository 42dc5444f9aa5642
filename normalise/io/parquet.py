"""Parquet in and out, row group by row group; batches travel as Arrow's own bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from normalise.errors import InputError
from normalise.io.inputs import STDIN, arrow
from normalise.io.pieces import SIZE, Piece

_MOST_ROWS = 4096  # in a batch
_BUFFER = 64 * 1024  # bytes of a column that are read at a time
_GROUP_BYTES = 32 * 1024 * 1024  # of a row group that is written


class ParquetReader:
    """Gives rows in order; a batch never reaches over the end of a row group."""

    columns: tuple[str, ...] = ()

    def __init__(self, file: Any, offset: int) -> None:
        self._batches = _rows_from(file, offset)
        self._held: Any = None

    @classmethod
    @contextmanager
    def open(cls, name: str, offset: int) -> Iterator[ParquetReader]:
        """Open a file from a row on.

        Raises:
            InputError: for standard input, where a Parquet file cannot be read.
        """
        with opened_parquet(name) as file:
            yield cls(file, offset)

    def take(self, most: int) -> Piece | None:
        """Return at most so many rows; None at the end."""
        batch = self._held if self._held is not None else next(self._batches, None)
        if batch is None:
            return None
        self._held = batch.slice(most) if batch.num_rows > most else None
        batch = batch.slice(0, most)
        return Piece(to_bytes(batch), batch.num_rows, batch.num_rows, batch.num_rows)


@contextmanager
def opened_parquet(name: str) -> Iterator[Any]:
    """Open a Parquet file, which must be one that can be read from anywhere."""
    arrow("to read Parquet")
    import pyarrow.parquet  # noqa: PLC0415 - an extra

    if name == STDIN:
        raise InputError("Parquet cannot be read from standard input: name the file")
    with Path(name).open("rb"):  # a missing file is an OSError in the system's words, as everywhere
        pass
    # Read through a small buffer: a row group may be as large as the file.
    with (
        pyarrow.OSFile(name) as stream,
        pyarrow.parquet.ParquetFile(stream, buffer_size=_BUFFER, pre_buffer=False) as file,
    ):
        yield file


def _rows_from(file: Any, offset: int) -> Iterator[Any]:
    first = 0
    for group in range(file.num_row_groups):
        meta = file.metadata.row_group(group)
        rows, size = meta.num_rows, max(1, meta.total_byte_size)
        if first + rows > offset:
            step = max(1, min(_MOST_ROWS, rows * SIZE // size))
            at = first
            for batch in file.iter_batches(step, row_groups=[group], use_threads=False):
                passed = min(max(0, offset - at), batch.num_rows)
                at += batch.num_rows
                if passed < batch.num_rows:
                    yield batch.slice(passed)
        first += rows


def to_bytes(batch: Any) -> bytes:
    """Return a record batch as the bytes of an Arrow stream."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    found: bytes = sink.getvalue().to_pybytes()
    return found


def from_bytes(raw: bytes) -> Any:
    """Return the record batch that :func:`to_bytes` wrote."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    with pa.ipc.open_stream(raw) as stream:
        return stream.read_next_batch()


class ParquetWriter:
    """Writes record batches to a file, in row groups of about 32 MB."""

    def __init__(self, stream: BinaryIO, schema: Any) -> None:
        import pyarrow.parquet  # noqa: PLC0415 - an extra

        self._schema = schema
        self._writer = pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd")
        self._held: list[Any] = []
        self._size = 0

    def write(self, raw: bytes) -> None:
        """Add a record batch, as bytes."""
        batch = from_bytes(raw)
        self._held.append(batch)
        self._size += batch.nbytes
        if self._size >= _GROUP_BYTES:
            self.end_group()

    def copy(self, name: Path) -> None:
        """Add all row groups of another file, as they are."""
        with opened_parquet(str(name)) as file:
            for group in range(file.num_row_groups):
                self._writer.write_table(file.read_row_group(group))

    def end_group(self) -> None:
        """Write what is held as one row group."""
        import pyarrow as pa  # noqa: PLC0415 - an extra

        if self._held:
            table = pa.Table.from_batches(self._held, self._schema).combine_chunks()
            self._writer.write_table(table, row_group_size=max(1, table.num_rows))
            self._held, self._size = [], 0

    def close(self) -> None:
        """Write what is left and the footer."""
        self.end_group()
        self._writer.close()
