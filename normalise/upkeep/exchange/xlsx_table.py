"""Entries as an Excel workbook: one sheet of text cells, Arabic from right to left.

Nothing in it is a formula, and none is read: a formula in a workbook that comes in is refused, with its
cell. Workbooks are zip files of XML; what they unpack to is measured before anything is read
(:mod:`normalise.upkeep.exchange.workbook`).
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from normalise.errors import MissingExtra
from normalise.upkeep.exchange.plain import Drafts, Plain
from normalise.upkeep.exchange.rows import (
    ARABIC_COLUMNS,
    COLUMNS,
    Row,
    add_rows,
    check_header,
    to_rows,
)
from normalise.upkeep.exchange.workbook import check_parts

SHEET = "entries"
MAX_CELL = 32_767  # characters; Microsoft, "Excel specifications and limits"
_MAX_ROWS = 100_000
_MAX_COLUMNS = 100  # what stands further to the right is not looked at
_WIDE = frozenset(
    {"arabic", "english", "variants", "aliases", "rule.wrong", "rule.hit", "rule.miss"}
)
_TIME = datetime(2000, 1, 1, tzinfo=UTC).replace(
    tzinfo=None
)  # the same entries give the same bytes


def _openpyxl() -> Any:
    try:
        import openpyxl  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtra("tables", "openpyxl", "to read and write .xlsx files") from None
    return openpyxl


def write_xlsx(entries: Iterable[Plain]) -> tuple[bytes, list[str]]:
    """Return a workbook, and in words what no cell has room for.

    Raises:
        MissingExtra: without openpyxl.
    """
    book = _openpyxl().Workbook(write_only=True)
    book.properties.created = book.properties.modified = _TIME
    book.properties.creator = "normalise"
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "B2"
    lost: list[str] = []
    _set_widths(sheet)
    sheet.append([_styled(sheet, column, "header") for column in COLUMNS])
    for values in entries:
        for cells in to_rows(values):
            sheet.append([*_fitting(sheet, cells, lost)])
    return _saved(book), lost


def _set_widths(sheet: Any) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - an extra

    for number, column in enumerate(COLUMNS, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = 40 if column in _WIDE else 16
        dimension.number_format = "@"  # what a person types in an empty cell stays text, too


def _styled(sheet: Any, text: str, column: str) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - an extra
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    cell = WriteOnlyCell(sheet, value=text)
    cell.number_format = "@"
    if column == "header":
        cell.font = Font(bold=True)
    elif column in ARABIC_COLUMNS:
        cell.alignment = Alignment(horizontal="right", readingOrder=2)  # 2: right to left
    return cell


def _fitting(sheet: Any, cells: list[str], lost: list[str]) -> Iterator[Any]:
    for column, text in zip(COLUMNS, cells, strict=True):
        if len(text.encode("utf-16-le")) // 2 > MAX_CELL:  # Excel counts UTF-16 units
            lost.append(
                f"{cells[0]}: XLSX has no room for `{column}` ({len(text):,} characters; a cell holds {MAX_CELL:,})"
            )
            yield None
        else:
            yield _styled(sheet, text, column) if text else None


def _saved(book: Any) -> bytes:
    """Return the workbook with no time of day in it."""
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415 - an extra

    written, fixed = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(written, "w", zipfile.ZIP_STORED)).save()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(fixed, "w") as archive:
        for name in parts.namelist():
            information = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(information, parts.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def read_xlsx(data: bytes, name: str) -> Drafts:
    """Return the drafts of the sheet "entries", or of the only sheet; lines are row numbers.

    Raises:
        LexiconError: for a file that is damaged, too large or no workbook, and for formulas.
        MissingExtra: without openpyxl.
    """
    found = Drafts(name)
    openpyxl = _openpyxl()
    check_parts(data, found)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of charts and the like, which are not read here
            _read_sheet(openpyxl, data, found)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, SyntaxError,
            zipfile.BadZipFile, openpyxl.utils.exceptions.InvalidFileException) as error:  # fmt: skip
        # openpyxl trusts the XML inside, and fails in all these ways where it is not as it should be.
        raise found.refusal(
            1,
            f"a damaged workbook ({type(error).__name__}): open it in a spreadsheet and save it anew",
        ) from None
    return found


def _read_sheet(openpyxl: Any, data: bytes, found: Drafts) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=False, keep_links=False
    )
    sheet = _sheet(book, found)
    sheet.reset_dimensions()  # what the file says of its size may be untrue
    rows = _rows(sheet, found)
    header = next(rows, None)
    if header is None:
        raise found.refusal(1, "an empty table: the first row names the columns", "LX003")
    columns = check_header(header.cells, found, header.number)
    add_rows(columns, rows, found)


def _sheet(book: Any, found: Drafts) -> Any:
    sheets = book.worksheets
    for sheet in sheets:
        if sheet.title == SHEET:
            return sheet
    if len(sheets) == 1:
        return sheets[0]
    if not sheets:
        raise found.refusal(1, "a damaged workbook without a sheet: save it anew in a spreadsheet")
    raise found.refusal(1, f'which of {len(sheets)} sheets? name the one to read "{SHEET}"')


def _rows(sheet: Any, found: Drafts) -> Iterator[Row]:
    rows = sheet.iter_rows(max_row=_MAX_ROWS + 1, max_col=_MAX_COLUMNS)
    for number, cells in enumerate(rows, 1):
        if number > _MAX_ROWS:
            raise found.refusal(number, f"more than {_MAX_ROWS:,} rows: export in parts")
        if any(cell.value is not None for cell in cells):
            yield Row(number, [_text(cell, found) for cell in cells])


def _text(cell: Any, found: Drafts) -> str:
    from openpyxl.utils.escape import unescape  # noqa: PLC0415 - an extra

    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise found.refusal(
            cell.row,
            f"cell {cell.coordinate} is a formula: put its text there (copy, paste as values)",
            "LX004",
        )
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and cell.data_type != "e":
        return unescape(value)
    if isinstance(value, int):
        return str(value)
    what = (
        "an error" if cell.data_type == "e" else "a date" if cell.data_type == "d" else "a number"
    )
    raise found.refusal(
        cell.row,
        f"cell {cell.coordinate} is {what} ({str(value)[:40]}): format the column as text and type it again",
        "LX004",
    )
