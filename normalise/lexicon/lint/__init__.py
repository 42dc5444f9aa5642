"""Find what is wrong with entries before anybody's text meets them.

Reading (:mod:`normalise.lexicon.source`) gives the faults of form; this module gives those of
sense, within an entry and among all of them. :data:`CODES` says what each code means.
"""

from __future__ import annotations

from collections.abc import Iterable

from normalise.lexicon.entry import Entry
from normalise.lexicon.lint.among import order, ownership, references
from normalise.lexicon.lint.codes import CODES
from normalise.lexicon.lint.one import identity, marks, repeats, status
from normalise.lexicon.lint.rules import rules, swallowed
from normalise.lexicon.source import Problem, Source
from normalise.lexicon.uncollected import uncollected

__all__ = ["CODES", "lint"]

_ENTRY_CHECKS = (identity, status, marks, rules, swallowed, repeats)


@uncollected()
def lint(source: Source, beside: Iterable[Entry] = ()) -> list[Problem]:
    """Return all faults, by file and line; references may lead to the entries `beside` too.

    >>> from normalise.lexicon.source import read_text
    >>> bad = "- {id: x.y, kind: term, english: E, arabic: [كلمة], source: s, status: approved}"
    >>> [problem.code for problem in lint(read_text(bad))]
    ['LX005']
    """
    problems = list(source.problems)
    for located in source.entries:
        for check in _ENTRY_CHECKS:
            problems += check(located)
    problems += order(source.entries)
    problems += references(source.entries, [*beside])
    problems += ownership(source.entries)
    return sorted(set(problems))
