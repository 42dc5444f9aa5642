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
    `doubtful` says that a part is translated, and nothing else in the text is of the person's region.
    """

    span: Span
    entry: Entry | None
    form: Form | None = None
    parts: tuple[Part, ...] = ()
    short: bool = False
    others: tuple[Entry, ...] = ()
    doubtful: bool = False

    @property
    def literal(self) -> bool:
        """Whether a part of the name stands there translated: "Bashar the Lion"."""
        return any(part.literal or part.behind_the for part in self.parts)

    @property
    def needs_a_reader(self) -> bool:
        """Whether a translated name may be no name, or a stranger's: "Complete Peace".

        So it is where no part shows that it is a name at all, and behind an English article alone:
        "Ali the Houthi leader".
        """
        translated = [part for part in self.parts if part.literal]
        return self.doubtful or (self.literal and len(translated) in (0, len(self.parts)))
