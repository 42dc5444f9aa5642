"""Keep the names that have derived rules as sets of English words, for :mod:`normalise.lexicon.reworded`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from normalise.lexicon.entry import Entry
from normalise.lexicon.literal.slots import slots
from normalise.lexicon.literal.tokens import Meanings
from normalise.lexicon.reworded import Index
from normalise.script.latin import fold_form

_FEW = (
    2  # words that say too little where no region has to be named: "State Police" is not Interpol
)
_MEDIA = frozenset(
    "صحيفة جريدة قناة وكالة مجلة إذاعة".split()
)  # what such a name begins with is telling
_MINISTRY = "وزارة"  # "Oil Ministry" is as good as "Ministry of Oil"


def index_of(entries: Sequence[Entry], meanings: Meanings) -> Index:
    """Return the names for which the entries have derived rules."""
    spelled = _spellings(entries)
    found = [
        (place, rule_place, named)
        for place, entry in enumerate(entries)
        for rule_place, rule in enumerate(entry.mistranslations)
        if rule.derived and rule.renders and not rule.renders.startswith(_MINISTRY)
        if (named := slots(rule.renders, meanings, spelled))
        if entry.region or len(named.words) > _FEW or rule.renders.split()[0] in _MEDIA
    ]
    names: list[tuple[int, ...]] = []
    sets: dict[str, int] = {}
    masks: dict[str, int] = defaultdict(int)
    regions: dict[str, int] = defaultdict(int)
    for number, (place, rule_place, named) in enumerate(found):
        slot_places = (
            sets.setdefault(" ".join(words), len(sets)) for words in (named.glue, *named.words)
        )
        names.append((place, rule_place, *slot_places))
        for word in {word for slot in named.words for word in slot}.difference(named.glue):
            masks[word] |= 1 << number
        for region in entries[place].region or ("",):
            regions[region] |= 1 << number
    glue = {word for *_, named in found for word in named.glue}
    return Index(
        tuple(names),
        tuple(sets),
        dict(sorted(masks.items())),
        dict(sorted(regions.items())),
        tuple(sorted(glue)),
    )


def _spellings(entries: Iterable[Entry]) -> Mapping[str, tuple[str, ...]]:
    """The spellings of names of one word, folded, by each of them that an entry writes."""
    table: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        if entry.kind in ("name", "place"):
            forms = entry.all_spellings if entry.kind == "name" else entry.variants
            folded = (fold_form(form).removeprefix("al ") for form in forms)
            words = [form for form in folded if " " not in form]
            table[fold_form(entry.english).removeprefix("al ")].update(dict.fromkeys(words))
    return {word: tuple(forms) for word, forms in table.items()}
