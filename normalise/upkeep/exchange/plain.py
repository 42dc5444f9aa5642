"""Entries as plain data, in the order in which a linguist reads them.

The order is that of the shipped files: the Arabic stands before the English.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import MISSING, dataclass, field, fields
from itertools import pairwise
from typing import Any

from normalise.errors import LexiconError
from normalise.lexicon.entry import (
    REQUIRED_ENTRY_KEYS,
    REQUIRED_MISTRANSLATION_KEYS,
    Entry,
    Mistranslation,
)
from normalise.lexicon.source import Problem

# A string, a truth value, a list of strings, or dicts and lists of these.
Plain = dict[str, Any]

ENTRY_ORDER = (
    "id", "kind", "arabic", "english", "variants", "aliases", "ambiguous", "short", "part", "spellings",
    "literal", "case", "requires", "unless", "mistranslations", "region", "wikidata", "source", "status",
    "replaced_by", "note",
)  # fmt: skip
RULE_ORDER = (
    "wrong", "right", "renders", "safety", "requires", "requires_near", "unless", "unless_document",
    "alone", "case", "why", "hit", "miss",
)  # fmt: skip
# Files beyond this are no lexicons: the one that ships is 15 MB in its widest form (TBX).
MAX_BYTES = 100_000_000


@dataclass(slots=True)
class Draft:
    """What a file says of one entry; `lines` maps a path ("mistranslations.1") to its line or row."""

    values: Plain
    line: int
    lines: dict[str, int] = field(default_factory=dict)

    def at(self, path: str) -> int:
        """Return the line of a part, or of the nearest part around it.

        >>> Draft({}, 4, {"mistranslations.1": 6}).at("mistranslations.1.why")
        6
        """
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines.get(path, self.line)


@dataclass(slots=True)
class Drafts:
    """What a whole file says: drafts in its order, its faults, and what was passed over."""

    name: str
    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    def problem(self, line: int, code: str, message: str, entry: str = "") -> None:
        """Note a fault and go on."""
        self.problems.append(Problem(self.name, line, code, message, entry))

    def refusal(self, line: int, message: str, code: str = "LX001") -> LexiconError:
        """Return the error for a file that cannot be read any further."""
        return LexiconError(str(Problem(self.name, line, code, message)))


def plain(entry: Entry) -> Plain:
    """Return an entry as plain data, without what is empty or as usual.

    >>> plain(Entry("place.x", "place", "X", ("بغداد",), source="s"))  # Baghdad
    {'id': 'place.x', 'kind': 'place', 'arabic': ['بغداد'], 'english': 'X', 'source': 's',
     'status': 'approved'}
    """
    values = _values(entry, ENTRY_ORDER, REQUIRED_ENTRY_KEYS)
    if entry.spellings:
        values["spellings"] = {region: [*group] for region, group in entry.spellings}
    if entry.mistranslations:
        values["mistranslations"] = [
            _values(rule, RULE_ORDER, REQUIRED_MISTRANSLATION_KEYS)
            for rule in entry.mistranslations
        ]
    return values


def _values(item: Entry | Mistranslation, order: Sequence[str], required: Sequence[str]) -> Plain:
    usual = {part.name: part.default for part in fields(item) if part.default is not MISSING}
    values: Plain = {}
    for key in order:
        value = getattr(item, key)
        if key in required or key not in usual or value != usual[key]:
            values[key] = [*value] if isinstance(value, tuple) else value
    return values


def in_order(values: Plain) -> Plain:
    """Return the data with keys in house order, unknown ones last, and without empty lists.

    >>> in_order({"english": "X", "odd": "y", "id": "place.x", "variants": []})
    {'id': 'place.x', 'english': 'X', 'odd': 'y'}
    """
    ordered = _sorted_keys(values, ENTRY_ORDER)
    rules = ordered.get("mistranslations")
    if isinstance(rules, list):
        ordered["mistranslations"] = [
            _sorted_keys(rule, RULE_ORDER) if isinstance(rule, dict) else rule for rule in rules
        ]
    return ordered


def _sorted_keys(values: Plain, order: Sequence[str]) -> Plain:
    keys: Iterable[str] = (*(key for key in order if key in values), *(values.keys() - {*order}))
    keys = [*dict.fromkeys(keys)]
    known = {key: place for place, key in enumerate(order)}
    keys = sorted(keys, key=lambda key: (known.get(key, len(order)), key))
    kept = {key: values[key] for key in keys if values[key] is not None and values[key] != []}
    if "alone" in kept:  # a table and TBX know only text
        written = str(kept["alone"]).lower()
        kept["alone"] = {"true": True, "false": False}.get(written, kept["alone"])
    return kept


def by_id(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries sorted by id.

    Raises:
        LexiconError: when two entries have one id, so that a file could not tell them apart.
    """
    ordered = sorted(entries, key=lambda entry: entry.id)
    for entry, following in pairwise(ordered):
        if entry.id == following.id:
            raise LexiconError(
                f"{entry.id}: two entries with this id; export them one file at a time, or take one out"
            )
    return ordered
