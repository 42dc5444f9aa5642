"""The kinds of output: how records are laid out, and how the bytes are compressed.

>>> kind_of("out/news.jsonl.gz"), kind_of("table.parquet").suffix
(Kind(format='jsonl', compression='.gz'), '.parquet')
"""

from __future__ import annotations

import bz2
import gzip
import lzma
from dataclasses import dataclass
from pathlib import Path

from normalise.errors import OptionError
from normalise.io.inputs import COMPRESSIONS, FORMATS, Format


@dataclass(frozen=True, slots=True)
class Kind:
    """How records are written."""

    format: Format = "jsonl"
    compression: str = ""

    @property
    def suffix(self) -> str:
        """The ending of a file of this kind."""
        return f".{self.format}{self.compression}"

    def member(self, raw: bytes) -> bytes:
        """Return bytes as one member of a compressed file; members follow each other, as in WARC.

        So workers compress, and files can be joined without reading them. Zstandard is another
        matter: widely used readers stop after its first frame, so a file has one, made by the writer.
        """
        if not raw or self.compression in ("", ".zst"):
            return raw
        if self.compression == ".gz":  # no time in it: the same records give the same bytes
            return gzip.compress(raw, 6, mtime=0)
        return bz2.compress(raw) if self.compression == ".bz2" else lzma.compress(raw)


def kind_of(name: str) -> Kind:
    """Return the kind that the ending of a name stands for; JSON Lines where it says nothing.

    Raises:
        OptionError: for a compressed Parquet file, which compresses itself.
    """
    path = Path(name)
    suffix = path.suffix.lower()
    compression = suffix if suffix in COMPRESSIONS else ""
    inner = Path(path.stem).suffix.lower() if compression else suffix
    found = FORMATS.get(inner, "jsonl")
    if found == "parquet" and compression:
        raise OptionError(f"{name}: Parquet compresses itself; leave {compression} out")
    return Kind("jsonl" if found == "text" else found, compression)
