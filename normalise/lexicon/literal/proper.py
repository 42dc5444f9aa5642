"""Words that are a name by themselves, with the English of the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from normalise.lexicon.entry import Entry
from normalise.script.arabic import fold, without_article


def proper_names(entries: Iterable[Entry]) -> Callable[[str], list[str]]:
    """Return a function from an Arabic word to the English of the names that it alone is.

    >>> proper_names([Entry("place.sanaa", "place", "Sanaa", ("صنعاء",))])("صنعاء")
    ['Sanaa']
    """
    table: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        if entry.kind in ("place", "person", "name", "group") or (
            entry.kind == "term" and entry.region
        ):
            for form in entry.arabic:
                if len(form.split()) == 1:
                    table[without_article(fold(form))][entry.english] = None

    def proper(word: str) -> list[str]:
        return list(table.get(without_article(fold(word)), ()))[:2]

    return proper
