"""Count what a lexicon covers, and what its entries lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from normalise.lexicon.entry import Entry
from normalise.lexicon.forms import forms


@dataclass
class Stats:
    """Counts of entries, rules and forms."""

    entries: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    by_region: Counter[str] = field(default_factory=Counter)
    by_status: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    wrong_forms: int = 0
    sentences: int = 0
    matched_forms: int = 0
    lacking: dict[str, list[str]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """Return the counts as plain data, the largest first."""
        values = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {
            name: dict(value.most_common()) if isinstance(value, Counter) else value
            for name, value in values
        }


def stats(entries: Sequence[Entry]) -> Stats:
    """Return the counts of these entries.

    >>> stats([Entry("place.x", "place", "X", ("س",), region=("IQ",))]).by_region
    Counter({'IQ': 1})
    """
    found = Stats(entries=len(entries))
    lacking: dict[str, list[str]] = {"source": [], "Wikidata item": [], "second spelling": []}
    folded: set[str] = set()
    for entry in entries:
        found.by_kind[entry.kind] += 1
        found.by_status[entry.status] += 1
        found.by_region.update(entry.region or ("(none)",))
        for rule in entry.mistranslations:
            found.rules[rule.safety] += 1
            found.wrong_forms += len(rule.wrong)
            found.sentences += len(rule.hit) + len(rule.miss)
        folded.update(form.folded for form in forms(entry))
        if not entry.source:
            lacking["source"].append(entry.id)
        if entry.kind in ("person", "place", "organisation", "group"):
            if not entry.wikidata:
                lacking["Wikidata item"].append(entry.id)
            if not (entry.variants or entry.aliases):
                lacking["second spelling"].append(entry.id)
    found.matched_forms = len(folded)
    found.lacking = lacking
    return found
