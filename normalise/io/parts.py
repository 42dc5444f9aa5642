"""Files of an output: a part is whole under its own name or not there; parts join to one file.

Everything is written under a temporary name, brought to the disk, and renamed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from normalise.errors import OutputError
from normalise.io.inputs import opened, zstd
from normalise.io.kinds import Kind


class Sink(Protocol):
    """Takes what a batch became."""

    def write(self, raw: bytes, /) -> Any:
        """Take the bytes of a batch."""

    def close(self) -> None:
        """Write what is left."""


@dataclass(frozen=True)
class Channel:
    """One output of a job: its kind, the head of each file, and the schema of Parquet."""

    kind: Kind
    head: bytes = b""
    schema: Any = None

    def sink(self, stream: BinaryIO) -> Sink:
        """Return what writes to a file of this kind, without its head."""
        if self.kind.format == "parquet":
            from normalise.io.parquet import ParquetWriter  # noqa: PLC0415 - an extra

            return ParquetWriter(stream, self.schema)
        if self.kind.compression == ".zst":
            found: Sink = (
                zstd("to write .zst files").ZstdCompressor().stream_writer(stream, closefd=False)
            )
            return found
        return _Plain(stream)


class _Plain:
    def __init__(self, stream: BinaryIO) -> None:
        self.write = stream.write

    def close(self) -> None:
        """Nothing is left to write."""


class Part:
    """A file that is being written."""

    def __init__(self, path: Path, channel: Channel, *, head: bool = True) -> None:
        self.path = path
        self._temporary = path.with_name(f".{path.name}.new")
        with writing(path):
            path.parent.mkdir(exist_ok=True)
            self._stream = self._temporary.open("wb")
            self.sink = channel.sink(self._stream)
            if head and channel.head:
                self.sink.write(channel.kind.member(channel.head))

    def write(self, raw: bytes) -> None:
        """Add the bytes of a batch."""
        with writing(self.path):
            self.sink.write(raw)

    def commit(self, *, mode: int | None = None) -> int:
        """Bring the file to the disk under its own name; return its size."""
        with writing(self.path):
            self.sink.close()
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()
            if mode is not None:
                self._temporary.chmod(mode)
            size = self._temporary.stat().st_size
            self._temporary.replace(self.path)
            sync_folder(self.path.parent)
        return size

    def drop(self) -> None:
        """Forget the file."""
        with contextlib.suppress(Exception):  # the disk is full, say: nothing of it is kept anyway
            self.sink.close()
        with contextlib.suppress(OSError):
            self._stream.close()
        self._temporary.unlink(missing_ok=True)


class writing:  # noqa: N801 - reads as what it is: with writing(path)
    """Turn an error of the system into one line that names the file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> None:
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise OutputError(
                f"{self._path}: cannot be written: {error.strerror or error}"
            ) from error


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def join(parts: Sequence[Path], target: Path, channel: Channel, folder: Path) -> None:
    """Make one file of parts, in order; it takes its name when it is whole.

    `folder` is beside the target, where the file is written before it takes its name. A single part
    is not copied.

    Raises:
        OutputError: when the target cannot be written.
    """
    mode = target.stat().st_mode & 0o7777 if target.is_file() else None
    temporary = folder / f".{target.name}.joined"
    temporary.unlink(missing_ok=True)
    with writing(target):
        if len(parts) == 1 and mode is None:
            try:
                os.link(parts[0], temporary)
            except OSError:  # this file system has no links
                shutil.copyfile(parts[0], temporary)
        else:
            with temporary.open("wb") as stream:
                _copy(parts, channel, stream)
                stream.flush()
                os.fsync(stream.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
        sync_folder(target.parent)


def _copy(parts: Sequence[Path], channel: Channel, stream: BinaryIO) -> None:
    sink: Any = channel.sink(stream)
    for part in parts:
        if channel.kind.format == "parquet":
            sink.copy(part)
        elif channel.kind.compression == ".zst":
            with opened(str(part)) as source:
                shutil.copyfileobj(source, sink, 1 << 20)
        else:
            with part.open("rb") as source:
                shutil.copyfileobj(source, stream, 1 << 20)
    sink.close()
