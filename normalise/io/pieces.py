"""What is read at a time: places in the inputs, pieces of raw bytes, and batches of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from normalise.io.inputs import Input
from normalise.io.records import Reject

SIZE = 256 * 1024  # of a batch: a tenth of a second of work, small beside a worker's own memory
LONGEST = 256 * 1024 * 1024  # of a line or a text file; what is longer is not kept in memory
SHARD_RECORDS = 50_000
SHARD_BYTES = 128 * 1024 * 1024  # of input, so that long documents make no endless shard


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list of inputs: which one, how far in it, and how many lines stand before.

    `offset` counts bytes (decompressed ones); in Parquet `offset` and `line` count rows.
    """

    source: int = 0
    offset: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """A text file as it was read; without bytes, and with the reason, where it could not be."""

    name: str
    raw: bytes | None
    reason: str = ""


Payload = bytes | tuple[Text, ...] | Reject


@dataclass(frozen=True, slots=True)
class Piece:
    """Records that follow each other in one input; `size` and `lines` are how far they reach."""

    payload: Payload
    count: int
    size: int
    lines: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Raw records, where they stand, and whether a shard of the output ends with them."""

    source: Input
    payload: Payload
    count: int
    start: Place
    end: Place
    columns: tuple[str, ...] = ()
    ends_shard: bool = False

    @property
    def size(self) -> int:
        """Bytes of input."""
        if isinstance(self.payload, bytes):
            return len(self.payload)
        if isinstance(self.payload, tuple):
            return sum(len(text.raw or b"") for text in self.payload)
        return 0


@dataclass(frozen=True, slots=True)
class Cut:
    """How inputs are cut.

    `eager` hands on what a pipe has given so far; `strict` stops where a file of records cannot be
    opened or read, so that the job can go on when it is there again; `quotes` says that a quote in CSV
    and TSV holds fields together.
    """

    shard_records: int = SHARD_RECORDS
    shard_bytes: int = SHARD_BYTES
    size: int = SIZE
    eager: bool = False
    strict: bool = False
    quotes: bool = True


class Reader(Protocol):
    """Gives the records of one input, piece by piece."""

    columns: tuple[str, ...]

    def take(self, most: int) -> Piece | None:
        """Return at most so many records; None at the end."""
