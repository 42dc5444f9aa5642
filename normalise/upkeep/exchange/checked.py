"""Make entries of drafts: write them as YAML, and let the reader and the linter of the lexicons judge.

So a file from outside meets the same rules as one that a linguist edits here, and each fault is told
with the line or row of the file that came in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from normalise.errors import LexiconError
from normalise.lexicon.entry import Entry
from normalise.lexicon.lint import lint
from normalise.lexicon.source import Problem, read_text
from normalise.upkeep.exchange.plain import Draft, Drafts, in_order
from normalise.upkeep.exchange.yaml_text import entry_lines

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Checked:
    """Entries with the YAML that says them, and what is wrong: where there is a fault, use neither."""

    entries: tuple[Entry, ...]
    text: str
    problems: tuple[Problem, ...]

    def sound(self, name: str) -> str:
        """Return the YAML.

        Raises:
            LexiconError: with the first faults, each with its line or row in the file `name`.
        """
        if not self.problems:
            return self.text
        shown = "\n  ".join(str(problem) for problem in self.problems[:_SHOWN])
        more = len(self.problems) - _SHOWN
        tail = f"\n  and {more:,} more" if more > 0 else ""
        count = f"{len(self.problems):,} fault{'' if len(self.problems) == 1 else 's'}"
        raise LexiconError(f"{name}: {count}, nothing imported:\n  {shown}{tail}")


def checked(found: Drafts, beside: Iterable[Entry] = ()) -> Checked:
    """Return the entries of the drafts, sorted by id, in the form NFC.

    References may lead to the entries `beside`, too.

    >>> drafts = Drafts("x.csv", [Draft({"id": "place.x", "kind": "place", "english": "X"}, 2)])
    >>> [str(problem) for problem in checked(drafts).problems][0]
    'x.csv:2: LX003 entry without `status`: one of proposed, approved, deprecated, rejected'
    """
    problems = [*found.problems]
    drafts: list[Draft] = []
    for draft in found.drafts:
        try:
            drafts.append(replace(draft, values=in_order(_composed(draft.values))))
        except UnicodeEncodeError:
            name = ascii(draft.values.get("id", ""))
            problems.append(
                Problem(found.name, draft.line, "LX011", f"{name} holds half a character (a lone surrogate): retype it")
            )  # fmt: skip
    drafts.sort(key=lambda draft: str(draft.values.get("id", "")))
    origins: list[int] = [
        found.drafts[0].line if found.drafts else 1
    ]  # by line of the YAML, from 0
    blocks: list[str] = []
    for draft in drafts:
        lines = entry_lines(draft.values)
        origins += (draft.at(path) for path, _ in lines)
        origins.append(draft.line)  # the blank line
        blocks.append("".join(f"{line}\n" for _, line in lines))
    text = "\n".join(blocks)
    source = read_text(text, found.name)
    source.problems = [
        problem._replace(line=_origin(origins, problem.line)) for problem in source.problems
    ]
    source.entries = [
        replace(
            located,
            line=_origin(origins, located.line),
            lines={path: _origin(origins, line) for path, line in located.lines.items()},
        )
        for located in source.entries
    ]
    problems += lint(source, beside)
    if not drafts and not problems:
        problems.append(Problem(found.name, 1, "LX001", "no entry in it"))
    entries = tuple(located.entry for located in source.entries)
    return Checked(entries, text, tuple(sorted({*problems})))


def _origin(origins: list[int], line: int) -> int:
    return origins[min(line, len(origins) - 1)]


def _composed(value: Any) -> Any:
    """Return the data with each string in the form NFC."""
    if isinstance(value, str):
        value.encode("utf-8")
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_composed(item) for item in value]
    if isinstance(value, dict):
        return {_composed(key): _composed(item) for key, item in value.items()}
    return value
