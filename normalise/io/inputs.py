"""Where records come from: files, folders, globs and standard input, compressed or not.

Bytes are read as they are; nothing is decoded here, so that a bad byte spoils one record alone.
"""

from __future__ import annotations

import bz2
import glob
import gzip
import io
import lzma
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, cast

from normalise.errors import InputError, MissingExtra

Format = Literal["jsonl", "text", "csv", "tsv", "parquet"]
FORMATS: dict[str, Format] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".txt": "text",
    ".text": "text",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}
COMPRESSIONS = (".gz", ".zst", ".bz2", ".xz")
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read, or standard input, and how its records lie in it."""

    name: str
    format: Format

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.name)


def inputs_of(names: Iterable[str], format: Format | None = None) -> tuple[list[Input], list[str]]:
    """Return the inputs that the names stand for, and the files in folders that are passed over.

    Folders are walked in order of name and give the files whose ending is known; what begins with a
    dot or an underscore is no data (manifest and rejects of a folder of shards, say). Globs are
    expanded where the shell did not.

    Raises:
        InputError: for a name that stands for nothing, or a file of an unknown kind.
    """
    found: dict[str, Input] = {}
    passed: list[str] = []
    for name in names:
        if name == STDIN:
            found[name] = Input(name, format or "jsonl")
            continue
        path = Path(name)
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                kind = format or format_of(file)
                if any(part.startswith((".", "_")) for part in file.relative_to(path).parts):
                    continue
                if file.is_file() and kind:
                    found[str(file)] = Input(str(file), kind)
                elif file.is_file() and not file.name.startswith(("README", "LICENSE")):
                    passed.append(str(file))
        elif path.exists():
            found[name] = Input(name, _known_format(path, format))
        else:
            matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - any pattern, also absolute
            if not matches:
                raise InputError(f"{name}: no such file or folder")
            for match in matches:
                if Path(match).is_file():
                    found[match] = Input(match, _known_format(Path(match), format))
    return list(found.values()), passed


def format_of(path: Path) -> Format | None:
    """Return how records lie in a file of this name, or None for an unknown ending.

    >>> format_of(Path("news.jsonl.gz")), format_of(Path("a.txt")), format_of(Path("a.pdf"))
    ('jsonl', 'text', None)
    """
    suffix = path.suffix.lower()
    if suffix in COMPRESSIONS:
        suffix = Path(path.stem).suffix.lower()
        return None if suffix == ".parquet" else FORMATS.get(suffix)
    return FORMATS.get(suffix)


def _known_format(path: Path, format: Format | None) -> Format:
    kind = format or format_of(path)
    if kind is None:
        known = ", ".join(FORMATS)
        raise InputError(
            f"{path}: unknown kind of file (known: {known}, and these with {', '.join(COMPRESSIONS)}); "
            "say what it is with --format, such as --format jsonl"
        )
    return kind


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """Open an input for reading bytes, decompressed by its ending.

    Raises:
        OSError: when it cannot be opened.
        MissingExtra: when its compression needs a package that is not installed.
    """
    if name == STDIN:
        yield sys.stdin.buffer
        return
    suffix = Path(name).suffix.lower()
    if suffix == ".gz":
        with gzip.open(name, "rb") as stream:
            yield cast(BinaryIO, stream)
    elif suffix == ".bz2":
        with bz2.open(name, "rb") as stream:
            yield cast(BinaryIO, stream)
    elif suffix == ".xz":
        with lzma.open(name, "rb") as stream:
            yield cast(BinaryIO, stream)
    elif suffix == ".zst":
        with (
            Path(name).open("rb") as raw,
            zstd("to read .zst files")
            .ZstdDecompressor()
            .stream_reader(raw, read_across_frames=True) as stream,
        ):
            yield io.BufferedReader(stream)  # type: ignore[type-var,unused-ignore]
    else:
        with Path(name).open("rb") as stream:
            yield stream


def read_errors() -> tuple[type[Exception], ...]:
    """Return what reading a damaged or vanished file raises, compressed ones too."""
    zstandard, pyarrow = sys.modules.get("zstandard"), sys.modules.get("pyarrow")
    extras = (
        *((zstandard.ZstdError,) if zstandard else ()),
        *((pyarrow.ArrowException,) if pyarrow else ()),
    )
    return (OSError, EOFError, zlib.error, lzma.LZMAError, *extras)


def zstd(purpose: str):  # type: ignore[no-untyped-def] # the module ships no types
    """Return the module zstandard.

    Raises:
        MissingExtra: when it is not installed.
    """
    try:
        import zstandard  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtra("zst", "zstandard", purpose) from None
    return zstandard


def arrow(purpose: str):  # type: ignore[no-untyped-def] # the module ships no types
    """Return the module pyarrow.

    Raises:
        MissingExtra: when it is not installed.
    """
    try:
        import pyarrow  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtra("parquet", "pyarrow", purpose) from None
    return pyarrow
