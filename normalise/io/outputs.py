"""Where records go: standard output, or a file that is whole or not there at all."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from normalise.errors import OutputError
from normalise.io.inputs import zstd


@contextmanager
def output(name: str | None) -> Iterator[BinaryIO]:
    """Open an output for bytes, compressed by its ending; None or "-" is standard output.

    A file is written under a temporary name beside its own and takes its name when all is done; after
    an error nothing of it is left.

    Raises:
        OutputError: when it cannot be written.
    """
    if name in (None, "-"):
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(str(name))
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file, such as {path / 'out.jsonl'}")
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from None
    done = False
    try:
        with os.fdopen(handle, "wb") as raw:
            stream, close = _compressed(path, raw)
            yield stream
            close()
        if path.exists():
            Path(temporary).chmod(path.stat().st_mode & 0o7777)
        else:
            umask = os.umask(0)
            os.umask(umask)
            Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(path)
        done = True
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        if not done:
            Path(temporary).unlink(missing_ok=True)


def _compressed(path: Path, raw: BinaryIO) -> tuple[BinaryIO, Callable[[], Any]]:
    suffix = path.suffix.lower()
    stream: Any
    if suffix == ".gz":  # no name and no time in it: the same records give the same bytes
        stream = gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6)
    elif suffix == ".bz2":
        stream = bz2.BZ2File(raw, "wb")
    elif suffix == ".xz":
        stream = lzma.LZMAFile(raw, "wb")  # noqa: SIM115 - closed by its owner
    elif suffix == ".zst":
        stream = zstd("to write .zst files").ZstdCompressor().stream_writer(raw, closefd=False)
    else:
        return raw, lambda: None
    return cast(BinaryIO, stream), stream.close
