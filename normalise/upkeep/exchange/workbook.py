"""Look at the parts of a workbook before anything is unpacked or trusted.

A small zip file can stand for a huge one, and XML can carry a document type whose entities grow without
end or name files of the machine. Both are refused here, whatever the reader behind would do.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from normalise.upkeep.exchange.plain import MAX_BYTES, Drafts
from normalise.upkeep.exchange.xml_tree import refuse_document_type

_MAX_PARTS = 1_000
_MAX_RATIO = 200
_SMALL = 1_000_000  # bytes: below this a high ratio does no harm
_BLOCK = 1 << 20


def check_parts(data: bytes, found: Drafts) -> None:
    """Refuse a zip file that is damaged, unpacks to too much, or holds XML with a document type.

    Raises:
        LexiconError: naming the part.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MAX_PARTS:
                raise found.refusal(1, f"{len(parts):,} parts: no workbook has so many")
            whole = sum(part.file_size for part in parts)
            if whole > MAX_BYTES:
                raise found.refusal(
                    1, f"unpacks to {whole:,} bytes, more than {MAX_BYTES:,}: export in parts"
                )
            for part in parts:
                if part.file_size > max(_SMALL, _MAX_RATIO * part.compress_size):
                    raise found.refusal(
                        1,
                        f"{part.filename} unpacks to {part.file_size // max(part.compress_size, 1):,} times its size: not read",
                    )
                if part.flag_bits & 1:
                    raise found.refusal(1, "the workbook is encrypted: save it without a password")
                _check_part(archive, part, found)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
        RuntimeError,
    ):
        raise found.refusal(
            1, "not an .xlsx workbook, or damaged: open it in a spreadsheet and save it anew"
        ) from None


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, found: Drafts) -> None:
    parser = expat.ParserCreate()
    refuse_document_type(parser, found, f" in {part.filename}")
    xml = part.filename.endswith((".xml", ".rels"))  # .vml, of comments, is seldom well-formed
    with archive.open(part) as stream:
        try:
            while block := stream.read(_BLOCK):
                if xml:
                    parser.Parse(block, False)
            if xml:
                parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise found.refusal(
                1,
                f"damaged: {part.filename} is not XML ({error}); open it in a spreadsheet and save it anew",
            ) from None
