"""The formats by name, and the one writer and the one reader for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from normalise.errors import InputError, OptionError
from normalise.lexicon.entry import Entry
from normalise.lexicon.source import read_text
from normalise.upkeep.exchange.csv_table import read_csv, write_csv
from normalise.upkeep.exchange.json_text import read_json, write_json
from normalise.upkeep.exchange.plain import MAX_BYTES, Draft, Drafts, by_id, plain
from normalise.upkeep.exchange.tbx_read import read_tbx
from normalise.upkeep.exchange.tbx_write import write_tbx
from normalise.upkeep.exchange.xlsx_table import read_xlsx, write_xlsx
from normalise.upkeep.exchange.yaml_text import yaml_text

ExchangeFormat = Literal["csv", "xlsx", "tbx", "json", "yaml"]
FORMATS: tuple[ExchangeFormat, ...] = get_args(ExchangeFormat)
_ENDINGS: dict[str, ExchangeFormat] = {".yml": "yaml", **{f".{form}": form for form in FORMATS}}
_DEPTH = 12  # of lists in YAML: an entry has 5


@dataclass(frozen=True, slots=True)
class Written:
    """Entries in a format; `lost` says in words, entry by entry, what it has no place for."""

    data: bytes
    lost: tuple[str, ...] = ()


def format_of(name: str) -> ExchangeFormat:
    """Return the format that the ending of a file name says.

    >>> format_of("lexicon.XLSX")
    'xlsx'

    Raises:
        OptionError: for another ending.
    """
    form = _ENDINGS.get(Path(name).suffix.lower())
    if form is None:
        raise OptionError(
            f"{name}: its ending is none of {', '.join(sorted(_ENDINGS))}: say --format {'|'.join(FORMATS)}"
        )
    return form


def written(entries: Iterable[Entry], form: ExchangeFormat) -> Written:
    """Return the entries, sorted by id, as a file of this format.

    Raises:
        LexiconError: when two entries have one id.
        MissingExtra: for "xlsx" without the extra `tables`.
    """
    values = [plain(entry) for entry in by_id(entries)]
    if form == "xlsx":
        data, lost = write_xlsx(values)
        return Written(data, tuple(lost))
    if form == "yaml":
        return Written(yaml_text(values).encode("utf-8"))
    return Written({"csv": write_csv, "tbx": write_tbx, "json": write_json}[form](values))


def read_file(path: Path, form: ExchangeFormat) -> Drafts:
    """Return what a file says.

    Raises:
        InputError: when it cannot be opened, or is larger than 100 MB.
        LexiconError: when it is damaged or not of this format, with line or row.
        MissingExtra: for "xlsx" without the extra `tables`.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise InputError(f"{path}: larger than {MAX_BYTES:,} bytes: export it in parts")
    return drafts_of(data, form, str(path))


def drafts_of(data: bytes, form: ExchangeFormat, name: str) -> Drafts:
    """Return what the bytes of a file say; `name` is what faults are told with.

    Raises:
        LexiconError: when they are damaged or not of this format, with line or row.
        MissingExtra: for "xlsx" without the extra `tables`.
    """
    readers = {
        "csv": read_csv, "xlsx": read_xlsx, "tbx": read_tbx, "json": read_json, "yaml": _read_yaml,
    }  # fmt: skip
    return readers[form](data, name)


def _read_yaml(data: bytes, name: str) -> Drafts:
    found = Drafts(name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise found.refusal(line, "not UTF-8: save the file as UTF-8") from None
    _refuse_depth(text, found)
    source = read_text(text, name)
    found.problems = source.problems
    found.drafts = [
        Draft(plain(located.entry), located.line, located.lines) for located in source.entries
    ]
    return found


def _refuse_depth(text: str, found: Drafts) -> None:
    depth = 0
    try:
        loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _DEPTH:
                    line = event.start_mark.line + 1 if event.start_mark else 1
                    raise found.refusal(line, "lists within lists without end: an entry has none")
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return  # told by the reader of entries
