"""Read a stream of bytes by whole lines, about a quarter of a megabyte at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from normalise.errors import InputError
from normalise.io.inputs import opened, read_errors
from normalise.io.pieces import LONGEST, SIZE, Cut, Piece
from normalise.io.records import Reject


class LineReader:
    """Gives whole lines. After an error it gives those that are whole, then raises it."""

    columns: tuple[str, ...] = ()

    def __init__(self, stream: BinaryIO, cut: Cut, name: str, line: int = 0) -> None:
        self._stream = stream
        self._cut = cut
        self._name = name
        self._line = line
        self._held = b""
        self._ended = False
        self._error: BaseException | None = None

    @classmethod
    @contextmanager
    def open(cls, name: str, offset: int, cut: Cut, line: int = 0) -> Iterator[LineReader]:
        """Open a file from an offset on."""
        with opened(name) as stream:
            skip(stream, offset, name)
            yield cls(stream, cut, name, line)

    def take(self, most: int) -> Piece | None:
        """Return at most so many lines; None at the end."""
        self._fill()
        end = self._held.rfind(b"\n", 0, self._cut.size) + 1
        if not end and not self._ended:
            long = self._to_line_end()
            if long:
                return long
            end = self._held.find(b"\n") + 1
        if not end:
            end = 0 if self._error else len(self._held)
        if not end:
            if self._error:
                raise self._error
            return None
        raw, self._held = self._held[:end], self._held[end:]
        count = raw.count(b"\n") + (not raw.endswith(b"\n"))
        if count > most:
            raw, self._held = _split(raw, most, self._held)
            count = most
        self._line += count
        return Piece(raw, count, len(raw), count)

    def _fill(self) -> None:
        """Read until there is a batch; from a pipe that someone waits on, what has come."""
        pieces, size = [self._held], len(self._held)
        while size < self._cut.size and not self._ended:
            if self._cut.eager and b"\n" in pieces[-1]:
                break
            pieces.append(self._read(self._cut.size - size))
            size += len(pieces[-1])
        self._held = b"".join(pieces)

    def _to_line_end(self) -> Piece | None:
        """Read on to the end of a long line; one that is too long to hold becomes a reject."""
        pieces, size = [self._held], len(self._held)
        while b"\n" not in pieces[-1] and not self._ended:
            pieces.append(self._read(SIZE))
            size += len(pieces[-1])
            if size > LONGEST:
                return self._pass_over(size - len(pieces[-1]), pieces[-1])
        self._held = b"".join(pieces)
        return None

    def _pass_over(self, size: int, last: bytes) -> Piece:
        while b"\n" not in last and not self._ended:
            size += len(last)
            last = self._read(SIZE)
        end = last.find(b"\n") + 1 or len(last)
        self._held = last[end:]
        self._line += 1
        reason = f"longer than {LONGEST:,} bytes; not kept here"
        return Piece(Reject(self._name, self._line, reason, None), 1, size + end, 1)

    def _read(self, size: int) -> bytes:
        # One read at a time, so that an error takes none of the bytes that were read before it.
        try:
            raw = cast(bytes, self._stream.read1(size))  # type: ignore[attr-defined]
        except read_errors() as error:
            self._error = error
            raw = b""
        self._ended = not raw
        return raw


def _split(raw: bytes, most: int, behind: bytes) -> tuple[bytes, bytes]:
    position = 0
    for _ in range(most):
        position = raw.index(b"\n", position) + 1
    return raw[:position], raw[position:] + behind


def skip(stream: BinaryIO, count: int, name: str) -> None:
    """Pass over so many of the decompressed bytes.

    Raises:
        InputError: where the stream ends before.
    """
    if count and isinstance(stream, io.BufferedReader) and stream.seekable():
        stream.seek(count, io.SEEK_CUR)
        return
    while count:
        raw = stream.read(min(count, 1 << 20))
        if not raw:
            raise InputError(f"{name}: is shorter than it was")
        count -= len(raw)
