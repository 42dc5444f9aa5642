"""Keep the names that have derived rules as sets of English words, for :mod:`normalise.lexicon.reworded`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from normalise.lexicon.entry import Entry
from normalise.lexicon.literal.slots import Slots, slots
from normalise.lexicon.literal.tokens import Meanings
from normalise.lexicon.reworded import Index, Region
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
    sets: dict[str, int] = {}
    names = tuple(
        (
            place,
            rule_place,
            *(sets.setdefault(" ".join(slot), len(sets)) for slot in (named.glue, *named.words)),
        )
        for place, rule_place, named in found
    )
    glue = {word for *_, named in found for word in named.glue}
    by_region: dict[str, dict[int, Slots]] = defaultdict(dict)
    for number, (place, _, named) in enumerate(found):
        for region in entries[place].region or ("",):
            by_region[region][number] = named
    regions = {name: _region(by_region[name], glue) for name in sorted(by_region)}
    return Index(names, tuple(sets), regions, tuple(sorted(glue)))


def _region(names: Mapping[int, Slots], glue: Set[str]) -> Region:
    most = max(len(named.words) for named in names.values())
    words: dict[str, list[int]] = defaultdict(lambda: [0] * most)
    short = [0] * most
    for bit, named in enumerate(names.values()):
        for at, slot in enumerate(named.words):
            for word in set(slot) - glue:
                words[word][at] |= 1 << bit
        for at in range(len(named.words), most):
            short[at] |= 1 << bit
    return Region(tuple(names), {word: tuple(words[word]) for word in sorted(words)}, tuple(short))


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
