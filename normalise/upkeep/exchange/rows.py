"""Entries as rows of a table: one row an entry, and one more for each of its mistranslations.

The first row of an entry fills the columns of the entry; each mistranslation stands in a row below, with
the same id, in the columns `rule.…`. Lists are joined by " | " (:mod:`normalise.upkeep.exchange.escape`).

>>> from normalise.lexicon.entry import Entry
>>> from normalise.upkeep.exchange.plain import plain
>>> values = plain(Entry("place.x", "place", "X", ("بغداد",), variants=("Y", "Z"), source="s"))
>>> [cell for cell in to_rows(values)[0] if cell]
['place.x', 'place', 'بغداد', 'X', 'Y | Z', 's', 'approved']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from normalise.lexicon.entry import LIST_KEYS, REQUIRED_ENTRY_KEYS, SPELLING_KEYS
from normalise.upkeep.exchange.escape import bare, escape, harmless, join, split, unescape
from normalise.upkeep.exchange.plain import ENTRY_ORDER, RULE_ORDER, Draft, Drafts, Plain

_RULE = "rule."
_SPELLINGS = "spellings."


def _columns() -> tuple[str, ...]:
    columns: list[str] = []
    for key in ENTRY_ORDER:
        if key == "spellings":
            columns += (f"{_SPELLINGS}{region}" for region in SPELLING_KEYS)
        elif key != "mistranslations":
            columns.append(key)
    return (*columns, *(f"{_RULE}{key}" for key in RULE_ORDER))


COLUMNS = _columns()
# Columns of Arabic: to be written from right to left.
ARABIC_COLUMNS = frozenset({"arabic", f"{_RULE}renders"})


class Row(NamedTuple):
    """A row as read: its number as a person counts, from 1, and its cells in order of the header."""

    number: int
    cells: Sequence[str]


def to_rows(values: Plain) -> list[list[str]]:
    """Return the rows of an entry, in order of :data:`COLUMNS`."""
    spellings = {f"{_SPELLINGS}{key}": group for key, group in values.get("spellings", {}).items()}
    rows = [{**values, **spellings}]
    for rule in values.get("mistranslations", ()):
        filled = {f"{_RULE}{key}": value for key, value in rule.items()}
        rows.append({"id": values["id"], **filled})
    return [[_cell(column, row.get(column)) for column in COLUMNS] for row in rows]


def _cell(column: str, value: object) -> str:
    if value is None or (value == "" and column == "english"):
        return ""  # an artefact that is cut out has an empty cell
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(join(value) if isinstance(value, list) else escape(str(value)))


def check_header(header: Sequence[str], found: Drafts, line: int) -> list[str]:
    """Return the columns of a table.

    Raises:
        LexiconError: for columns that are unknown, stand twice, or are missing.
    """
    columns = [bare(cell.strip()) for cell in header]
    while columns and not columns[-1]:
        columns.pop()
    unknown = [column for column in columns if column and column not in COLUMNS]
    unknown += ["(no name)"] if "" in columns else []
    if unknown:
        raise found.refusal(
            line,
            f"unknown column {', '.join(unknown[:8])}: known are {', '.join(COLUMNS)}",
            "LX002",
        )
    for column in columns:
        if columns.count(column) > 1:
            raise found.refusal(line, f"column `{column}` stands twice: keep one", "LX013")
    missing = [key for key in REQUIRED_ENTRY_KEYS if key not in columns]
    if missing:
        raise found.refusal(
            line,
            f"no column {', '.join(missing)}: the first row names the columns, as `lexicon export` writes them",
            "LX003",
        )
    return columns


def add_rows(columns: Sequence[str], rows: Iterable[Row], found: Drafts) -> None:
    """Add the drafts of the rows to `found`, and what is wrong with the rows to its problems."""
    seen: dict[str, int] = {}
    for row in rows:
        cells = {
            column: bare(cell.strip(" \t\r\n"))
            for column, cell in zip(columns, row.cells, strict=False)
            if cell.strip(" \t\r\n")
        }
        surplus = [cell for cell in row.cells[len(columns) :] if cell.strip()]
        if surplus:
            found.problem(
                row.number,
                "LX004",
                f"a cell beyond the last column ({surplus[0][:40]!r}): has the row one cell too many?",
            )
        elif cells:
            _add_row(cells, row.number, found, seen)


def _add_row(cells: dict[str, str], number: int, found: Drafts, seen: dict[str, int]) -> None:
    key = unescape(cells.pop("id", ""))
    rule = {
        column.removeprefix(_RULE): _value(column.removeprefix(_RULE), cell)
        for column, cell in cells.items()
        if column.startswith(_RULE)
    }
    own = [column for column in cells if not column.startswith(_RULE)]
    if not key:
        found.problem(
            number, "LX003", "a row without `id`: each row begins with the id of its entry"
        )
        return
    last = found.drafts[-1] if found.drafts else None
    if key not in seen:
        last = Draft(_entry_values(key, cells), number)
        found.drafts.append(last)
        seen[key] = number
    elif own:
        found.problem(
            number, "LX006", f"id {key!r} stands in row {seen[key]} already: fill only `rule.` columns here", key
        )  # fmt: skip
        return
    elif last is None or last.values["id"] != key:
        found.problem(
            number, "LX006", f"id {key!r} stands apart from its row {seen[key]}: sort the table by id", key
        )  # fmt: skip
        return
    if rule:
        rules = last.values.setdefault("mistranslations", [])
        last.lines[f"mistranslations.{len(rules)}"] = number
        rules.append(rule)


def _entry_values(key: str, cells: dict[str, str]) -> Plain:
    values: Plain = {"id": key, "english": ""}
    for column, cell in cells.items():
        if column.startswith(_SPELLINGS):
            group = values.setdefault("spellings", {})
            group[column.removeprefix(_SPELLINGS)] = split(cell)
        elif not column.startswith(_RULE):
            values[column] = _value(column, cell)
    return values


def _value(key: str, cell: str) -> str | list[str]:
    return split(cell) if key in LIST_KEYS else unescape(cell)
