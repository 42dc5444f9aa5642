"""A mention: a person at a place in a text."""

from __future__ import annotations

from dataclasses import dataclass

from normalise.document import Span
from normalise.lexicon.entry import Entry
from normalise.lexicon.forms import Form
from normalise.names.chains import Part


@dataclass(frozen=True, slots=True)
class Mention:
    """A person at a place in the text. Without an entry: a name that the lexicon does not know.

    `form` is the form of the entry that was found as a whole; else the name was found by its parts.
    """

    span: Span
    entry: Entry | None
    form: Form | None = None
    parts: tuple[Part, ...] = ()
    short: bool = False
    others: tuple[Entry, ...] = ()

    @property
    def literal(self) -> bool:
        """Whether a part of the name stands there translated: "Bashar the Lion"."""
        return any(part.literal for part in self.parts)

    @property
    def wholly_literal(self) -> bool:
        """Whether every part stands there translated: "Complete Peace"."""
        return bool(self.parts) and all(part.literal for part in self.parts)
