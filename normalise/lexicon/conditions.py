"""What a rule asks of its surroundings: words, entries and regions of which one must be there, or none may."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from normalise.lexicon.entry import PREFIXES, Mistranslation
from normalise.script.english import plural
from normalise.script.latin import fold_form

_REGION = "region:"


class Condition(NamedTuple):
    """The items that a rule lists, taken apart: one of them must be there, or none may."""

    regions: tuple[str, ...]
    ids: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]  # by their first word, with a space before and behind

    @property
    def evidence(self) -> frozenset[str]:
        """What to look for: the regions, as they are written in a rule, ids, and first words of phrases."""
        return frozenset({*map(region_item, self.regions), *self.ids, *self.phrases})


@lru_cache(maxsize=16_384)
def condition(items: tuple[str, ...]) -> Condition:
    """Take the items of a rule apart.

    >>> condition(("region:IQ", "place.baghdad", "militia"))
    Condition(regions=('IQ',), ids=('place.baghdad',),
              phrases={'militia': (' militia ',), 'militias': (' militias ',)})
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
                first = words.partition(" ")[0]
                phrases[first] = (*phrases.get(first, ()), f" {words} ")
    return Condition(tuple(regions), tuple(ids), phrases)


def region_item(region: str) -> str:
    """Return how a rule asks for a region.

    >>> region_item("IQ")
    'region:IQ'
    """
    return f"{_REGION}{region}"


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
