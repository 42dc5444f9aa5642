"""What a rule asks of its surroundings: words, entries and regions of which one must be there, or none may."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from normalise.lexicon.entry import PREFIXES, Mistranslation
from normalise.script.english import plural
from normalise.script.latin import fold_form

_REGION = "region:"


class Condition(NamedTuple):
    """The items that a rule lists, taken apart: one of them must be there, or none may.

    `evidence` is what to look for: regions as they are written in a rule, ids, and the first words of
    phrases. Most phrases are their first word; `phrases` has the others, with a space before and behind.
    """

    regions: tuple[str, ...]
    ids: tuple[str, ...]
    evidence: frozenset[str]
    phrases: Mapping[str, tuple[str, ...]]

    def phrases_of(self, word: str) -> tuple[str, ...]:
        """Return the phrases that begin with a word of the evidence."""
        return self.phrases.get(word) or (f" {word} ",)


@lru_cache(maxsize=4_096)
def condition(items: tuple[str, ...]) -> Condition:
    """Take the items of a rule apart.

    >>> asked = condition(("region:IQ", "place.baghdad", "militia", "car bomb"))
    >>> asked.regions, asked.ids, asked.phrases
    (('IQ',), ('place.baghdad',), {'car': (' car bomb ', ' car bombs ')})
    >>> asked.phrases_of("militias")
    (' militias ',)
    """
    regions: list[str] = []
    ids: list[str] = []
    phrases: dict[str, tuple[str, ...]] = {}
    for item in items:
        if item.startswith(_REGION):
            regions.append(item.removeprefix(_REGION))
        elif _is_id(item):
            ids.append(item)
        else:
            for words in _counted(item):
                first = intern(words.partition(" ")[0])  # rules share their words
                phrases[first] = (*phrases.get(first, ()), f" {words} ")
    evidence = frozenset({*map(region_item, regions), *ids, *phrases})
    longer = {first: these for first, these in phrases.items() if these != (f" {first} ",)}
    return Condition(tuple(regions), tuple(ids), evidence, longer)


def region_item(region: str) -> str:
    """Return how a rule asks for a region.

    >>> region_item("IQ")
    'region:IQ'
    """
    return intern(f"{_REGION}{region}")


def needed(rule: Mistranslation) -> frozenset[str] | None:
    """Return what the document must have some of, or the rule does not hold; None if it may in any.

    >>> rule = Mistranslation(("cave owners",), "fix", requires=("region:IQ", "rockets"))
    >>> sorted(needed(rule) or ())
    ['region:IQ', 'rockets']
    """
    items = rule.requires or rule.requires_near
    return condition(items).evidence if items else None


def _counted(word: str) -> tuple[str, ...]:
    several = plural(word)
    return (fold_form(word), fold_form(several)) if several else (fold_form(word),)


def _is_id(item: str) -> bool:
    prefix, dot, slug = item.partition(".")
    return bool(dot and slug) and prefix in PREFIXES and " " not in item
