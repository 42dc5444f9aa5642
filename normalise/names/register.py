"""The persons of a lexicon by the Arabic parts of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from normalise.lexicon.entry import Entry
from normalise.lexicon.forms import last_name
from normalise.lexicon.store import Lexicon
from normalise.script.arabic import name_parts


@dataclass(frozen=True)
class Register:
    """The persons of a lexicon by the Arabic parts of their names."""

    lexicon: Lexicon

    @cached_property
    def by_parts(self) -> dict[tuple[str, ...], tuple[Entry, ...]]:
        """Entries by the folded Arabic parts of each of their names."""
        return _table((parts, entry) for entry, parts in self._named())

    @cached_property
    def by_ends(self) -> dict[tuple[str, ...], tuple[Entry, ...]]:
        """Entries by the first and last parts of longer names: many a stranger has the same."""
        return _table(
            ((parts[0], parts[-1]), entry) for entry, parts in self._named() if len(parts) > 2
        )

    def _named(self) -> Iterator[tuple[Entry, tuple[str, ...]]]:
        for entry in self.lexicon.of_kind("person"):
            for arabic in entry.arabic:
                parts = name_parts(arabic)
                if len(parts) > 1:
                    yield entry, parts

    @cached_property
    def last_parts(self) -> dict[str, frozenset[str]]:
        """For each person the last parts of the Arabic names: what a short mention may write.

        Where the entry says what the short names are, there is no other.
        """
        found: dict[str, set[str]] = {}
        for entry, parts in self._named():
            if not entry.short or last_name(entry.english) in entry.short:
                found.setdefault(entry.id, set()).add(parts[-1])
        return {key: frozenset(parts) for key, parts in found.items()}


def _table(
    named: Iterable[tuple[tuple[str, ...], Entry]],
) -> dict[tuple[str, ...], tuple[Entry, ...]]:
    table: dict[tuple[str, ...], dict[str, Entry]] = {}
    for key, entry in named:
        table.setdefault(key, {})[entry.id] = entry
    return {key: tuple(entries.values()) for key, entries in table.items()}
