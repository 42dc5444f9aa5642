"""Entries with where they stand, and faults with where they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from normalise.lexicon.entry import Entry


class Problem(NamedTuple):
    """A fault in the lexicons: where, which code, what, and what to do."""

    file: str
    line: int
    code: str
    message: str
    entry: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.message}"


@dataclass(frozen=True, slots=True)
class Located:
    """An entry with where it stands: `lines` maps a path such as "variants.2" to its line."""

    entry: Entry
    file: str
    line: int
    lines: dict[str, int] = field(default_factory=dict)

    def at(self, path: str) -> int:
        """Return the line of a part of the entry, or of the nearest part around it."""
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines.get(path, self.line)

    def problem(self, path: str, code: str, message: str) -> Problem:
        """Return a fault of a part of the entry."""
        return Problem(self.file, self.at(path), code, message, self.entry.id)
