"""Read the lexicons: YAML in, entries out, and every fault with its file and line.

Every scalar is a string (`No` is a word, not false), aliases and tags are refused, and no object is
ever built from a tag. A file that cannot be read does not hide the faults of the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

from normalise.errors import LexiconError
from normalise.lexicon.entry import Entry
from normalise.lexicon.located import Located, Problem
from normalise.lexicon.nodes import EntryReader
from normalise.lexicon.uncollected import uncollected

__all__ = ["Located", "Problem", "Source", "read", "read_text"]

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(slots=True)
class Source:
    """What a set of lexicon files holds: entries in order of file and line, and their faults."""

    entries: list[Located] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def usable(self) -> tuple[Entry, ...]:
        """Return the entries, or say all that is wrong with them.

        Raises:
            LexiconError: with file and line of the first faults.
        """
        if self.problems:
            shown = "\n  ".join(str(problem) for problem in self.problems[:10])
            more = len(self.problems) - 10
            tail = f"\n  and {more} more" if more > 0 else ""
            raise LexiconError(
                f"the lexicon has {len(self.problems)} faults (normalise lexicon lint shows all):"
                f"\n  {shown}{tail}"
            )
        return tuple(located.entry for located in self.entries)


def read(files: Sequence[Path], root: Path | None = None) -> Source:
    """Read lexicon files; names in problems are relative to `root` where they lie below it."""
    source = Source()
    for file in files:
        name = str(file.relative_to(root)) if root and file.is_relative_to(root) else str(file)
        try:
            text = file.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            line = file.read_bytes()[: error.start].count(b"\n") + 1
            source.problems.append(
                Problem(name, line, "LX001", "not UTF-8: save the file as UTF-8")
            )
            continue
        except OSError as error:
            source.problems.append(Problem(name, 1, "LX001", f"cannot be read: {error.strerror}"))
            continue
        _read_text(text, name, source)
    return source


def read_text(text: str, name: str = "<text>") -> Source:
    """Read entries from YAML text.

    >>> text = "- {id: place.x, kind: place, arabic: [بغداد], english: X, source: s, status: approved}"
    >>> read_text(text).entries[0].entry.english
    'X'
    """
    source = Source()
    _read_text(text, name, source)
    return source


@uncollected()
def _read_text(text: str, name: str, source: Source) -> None:
    try:
        _refuse_references(text, name)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark else 1
        source.problems.append(Problem(name, line, "LX001", f"not readable as YAML: {what}"))
        return
    except RecursionError:  # the reader in C has a limit of its own, the plain one has not
        source.problems.append(
            Problem(name, 1, "LX001", "lists within lists without end: an entry has none")
        )
        return
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        source.problems.append(
            Problem(
                name, 1, "LX001", "a lexicon file is a list of entries: begin each with '- id: '"
            )
        )
        return
    for node in root.value:
        reader = EntryReader(name, source.problems)
        located = reader.entry(node)
        if located:
            source.entries.append(located)


# Where an anchor or an alias can begin: "R&B" has none.
_REFERENCE = re.compile(r"(?:^|[\s\[{,])[&*](?=\S)", re.MULTILINE)


def _refuse_references(text: str, name: str) -> None:
    """Refuse YAML anchors and aliases: they let a small file stand for a huge one."""
    if not _REFERENCE.search(text):
        return
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(
                problem="anchors (&) and aliases (*) are not used here: write the words out, or quote them",
                problem_mark=cast(Any, event.start_mark),
            )
