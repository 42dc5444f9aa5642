"""Keep the names that have derived rules as sets of English words, for :mod:`normalise.lexicon.reworded`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from normalise.lexicon.derived import MINISTRY
from normalise.lexicon.entry import Entry
from normalise.lexicon.literal.parts import PartWords
from normalise.lexicon.literal.slots import Slots, slots
from normalise.lexicon.literal.tokens import Meanings
from normalise.lexicon.reworded import Index
from normalise.script.latin import fold_form

_FEW = (
    2  # words that say too little where no region has to be named: "State Police" is not Interpol
)
_MEDIA = frozenset(
    "صحيفة جريدة قناة وكالة مجلة إذاعة".split()
)  # what such a name begins with is telling


def index_of(entries: Sequence[Entry], meanings: Meanings) -> Index:
    """Return the names for which the entries have derived rules."""
    found = list(_found(entries, meanings))
    sets: dict[str, int] = {}
    names = tuple(
        (
            place,
            rule_place,
            len(named.words),
            *(
                sets.setdefault(" ".join(slot), len(sets))
                for slot in (named.glue, *named.words, *named.meant)
            ),
        )
        for place, rule_place, named in found
    )
    common = Counter(word for *_, named in found for slot in named.words for word in slot)
    keys: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, (place, _, named) in enumerate(found):
        # Of all sets the one that the fewest names have a word of: most texts have none of them.
        key = min(named.words, key=lambda slot: (sum(common[word] for word in slot), slot))
        for word in set(key) - set(named.glue):
            for region in entries[place].region or ("",):
                keys[word][region].append(number)
    by_word = {
        word: {region: tuple(keys[word][region]) for region in sorted(keys[word])}
        for word in sorted(keys)
    }
    regions = {region for by_region in keys.values() for region in by_region}
    glue = {word for *_, named in found for word in named.glue}
    return Index(names, tuple(sets), by_word, tuple(sorted(regions)), tuple(sorted(glue)))


def _found(entries: Sequence[Entry], meanings: Meanings) -> Iterator[tuple[int, int, Slots]]:
    """Yield the names by the places of their entries and rules."""
    spelled, of_persons = _spellings(entries), PartWords(entries, meanings)
    for place, entry in enumerate(entries):
        for rule_place, rule in enumerate(entry.mistranslations):
            if not rule.derived or not rule.renders or rule.renders.startswith(MINISTRY):
                continue
            if entry.kind == "person":
                for parts in of_persons.of(rule.renders, (entry.english, *entry.variants)):
                    yield place, rule_place, parts
                continue
            named = slots(rule.renders, meanings, spelled)
            if named and (
                entry.region or len(named.words) > _FEW or rule.renders.split()[0] in _MEDIA
            ):
                yield place, rule_place, named


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
