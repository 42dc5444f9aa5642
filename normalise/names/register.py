"""The persons of a lexicon by the Arabic parts of their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from normalise.lexicon.entry import Entry
from normalise.lexicon.forms import last_name, parted_names
from normalise.lexicon.store import Lexicon

Parts = tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """The persons of a lexicon by the Arabic parts of their names."""

    lexicon: Lexicon

    def named(self, parts: Parts) -> tuple[Entry, ...]:
        """Return who has a name of just these folded Arabic parts."""
        return self._entries(self._by_parts, parts)

    def with_ends(self, ends: Parts) -> tuple[Entry, ...]:
        """Return who has a longer name with this first and last part: many a stranger has the same."""
        return self._entries(self._by_ends, ends)

    def last_parts(self, entry: Entry) -> frozenset[str]:
        """Return the last parts of a person's Arabic names: what a short mention may write.

        Where the entry says what the short names are, there is no other.
        """
        if entry.short and last_name(entry.english) not in entry.short:
            return frozenset()
        return frozenset(parts[-1] for _, parts in parted_names(entry))

    def _entries(self, table: Mapping[Parts, Iterable[int]], parts: Parts) -> tuple[Entry, ...]:
        return tuple(self.lexicon.entry_at(place) for place in table.get(parts, ()))

    @cached_property
    def _by_parts(self) -> dict[Parts, dict[int, None]]:
        return _table((parts, place) for place, parts in self.lexicon.names)

    @cached_property
    def _by_ends(self) -> dict[Parts, dict[int, None]]:
        return _table(
            ((parts[0], parts[-1]), place) for place, parts in self.lexicon.names if len(parts) > 2
        )


def _table(named: Iterable[tuple[Parts, int]]) -> dict[Parts, dict[int, None]]:
    """Return the places of the entries by name, each once, in order."""
    table: dict[Parts, dict[int, None]] = {}
    for parts, place in named:
        table.setdefault(parts, {})[place] = None
    return table
