"""Cut inputs into batches of raw bytes: what one worker gets at a time, whole records, in order.

Nothing is parsed here beyond what tells where a record ends. Where a batch begins and ends follows from
the inputs and the place where reading starts, never from time or chance: so output that is made batch by
batch is the same for any number of workers, and after a resume.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from normalise.errors import InputError, MissingExtra
from normalise.io.inputs import Input, opened, read_errors
from normalise.io.lines import LineReader
from normalise.io.pieces import LONGEST, Batch, Cut, Place, Reader, Text
from normalise.io.records import Reject
from normalise.io.separated import SeparatedReader

_TEXTS = 256  # text files in a batch at most


def batches(
    inputs: Sequence[Input], cut: Cut | None = None, start: Place | None = None
) -> Iterator[Batch]:
    """Yield the batches of all inputs, in order, from a place on where a shard begins.

    What cannot be read comes as a batch with a reject: a damaged archive, a file that is gone.

    Raises:
        InputError: with `strict`, where a file of records cannot be opened or read.
    """
    cut = cut or Cut()
    at = start or Place()
    shard = _Shard(cut)
    while at.source < len(inputs):
        number = at.source
        source = inputs[number]
        if source.format == "text":
            found = _texts(inputs, at, cut, shard.left)
        else:
            found = _records(source, at, cut, shard)
        for batch in found:
            at = batch.end
            yield replace(batch, ends_shard=True) if shard.ends_with(batch) else batch
        if source.format != "text":
            at = Place(number + 1)


class _Shard:
    """Counts what is in the shard that batches go to."""

    def __init__(self, cut: Cut) -> None:
        self._cut = cut
        self._records = self._size = 0

    @property
    def left(self) -> int:
        """Records that it still takes."""
        return self._cut.shard_records - self._records

    def ends_with(self, batch: Batch) -> bool:
        """Count a batch, and tell whether the shard is full."""
        self._records += batch.count
        self._size += batch.size
        full = self._records >= self._cut.shard_records or self._size >= self._cut.shard_bytes
        if full:
            self._records = self._size = 0
        return full


def _records(source: Input, at: Place, cut: Cut, shard: _Shard) -> Iterator[Batch]:
    """The batches of a file of records; what is broken in it ends it with a reject."""
    place = at
    try:
        with _reader(source, at, cut) as reader:
            while piece := reader.take(shard.left):
                after = Place(at.source, place.offset + piece.size, place.line + piece.lines)
                if piece.count:  # a header is none
                    yield Batch(source, piece.payload, piece.count, place, after, reader.columns)
                place = after
    except MissingExtra:
        raise
    except InputError as error:
        yield _broken(source, place, str(error))
    except read_errors() as error:
        what = getattr(error, "strerror", None) or str(error) or type(error).__name__
        behind = f" after line {place.line}" if place.line else ""
        reason = f"cannot be read{behind}: {what.partition(chr(10))[0]}"
        if cut.strict and isinstance(error, OSError) and error.errno is not None:
            raise InputError(f"{source.name}: {reason}") from None
        yield _broken(source, place, reason)


def _broken(source: Input, place: Place, reason: str) -> Batch:
    reject = Reject(source.name, place.line + 1, reason, None)
    return Batch(source, reject, 1, place, Place(place.source + 1))


def _reader(source: Input, at: Place, cut: Cut) -> AbstractContextManager[Reader]:
    if source.format == "parquet":
        from normalise.io.parquet import ParquetReader  # noqa: PLC0415 - an extra

        return ParquetReader.open(source.name, at.offset)
    if source.format in ("csv", "tsv"):
        return SeparatedReader.open(source, at.offset, cut)
    return LineReader.open(source.name, at.offset, cut, at.line)


def _texts(inputs: Sequence[Input], at: Place, cut: Cut, room: int) -> Iterator[Batch]:
    """One batch of text files that follow each other; each is one record."""
    texts: list[Text] = []
    size = 0
    for source in inputs[at.source : at.source + min(room, _TEXTS)]:
        if source.format != "text" or size >= cut.size:
            break
        texts.append(_text(source.name))
        size += len(texts[-1].raw or b"")
    end = Place(at.source + len(texts))
    yield Batch(inputs[at.source], tuple(texts), len(texts), at, end)


def _text(name: str) -> Text:
    try:
        with opened(name) as stream:
            raw = stream.read(LONGEST + 1)
    except read_errors() as error:
        what = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return Text(name, None, f"cannot be read: {what}")
    if len(raw) > LONGEST:
        return Text(name, None, f"longer than {LONGEST:,} bytes")
    return Text(name, raw)
