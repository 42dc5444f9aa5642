"""Names of places of which an engine puts one half into English and spells the other.

"Umm Qasr" becomes "mother of Qasr" and "Ras Lanuf" "head of Lanuf": the first word, a hill, a spring
or a father in many names, is read as a word, and what follows is left as a name.

>>> list(halves(Entry("place.umm-qasr", "place", "Umm Qasr", ("أم قصر",)), "أم قصر"))
['mother of Qasr', 'Qasr mother', 'mother Qasr']
>>> list(halves(Entry("place.golden-gate", "place", "Golden Gate", ("باب الرحمة",)), "باب الرحمة"))
[]
"""

from __future__ import annotations

from collections.abc import Iterator

from normalise.lexicon.entry import Entry
from normalise.script.particles import without_article

# The first words of many names: how the right name spells them, and what engines make of them. Not
# "Abu": "the father of Salim" is good English far too often.
_HEADS = {
    "أم": ("umm um oum", ("mother",)),
    "أولاد": ("awlad ouled", ("sons", "children")),
    "باب": ("bab", ("door", "gate")),
    "بئر": ("bir beer", ("well",)),
    "برج": ("burj bourj bordj", ("tower",)),
    "بستان": ("bustan", ("orchard", "garden")),
    "بني": ("bani beni", ("sons", "children")),
    "بيت": ("beit bayt", ("house",)),
    "تل": ("tal tel tell", ("hill",)),
    "جب": ("jubb jub", ("pit", "well")),
    "جبل": ("jabal jebel djebel", ("mountain", "mount")),
    "جسر": ("jisr", ("bridge",)),
    "حارة": ("harat haret", ("alley", "lane")),
    "حمام": ("hammam", ("bath", "bathroom")),
    "حوش": ("hawsh hosh housh", ("courtyard", "yard")),
    "خان": ("khan", ("inn",)),
    "خربة": ("khirbet", ("ruin", "ruins")),
    "خشم": ("khashm", ("nose",)),
    "دار": ("dar", ("house", "home")),
    "دير": ("deir dayr", ("monastery", "convent")),
    "رأس": ("ras", ("head",)),
    "سوق": ("suq souk", ("market",)),
    "سيدي": ("sidi", ("my master", "my lord")),
    "ظهر": ("dahr", ("back",)),
    "عين": ("ain ayn", ("eye", "spring")),
    "فم": ("foum fom", ("mouth",)),
    "قصر": ("qasr ksar", ("palace",)),
    "قلعة": ("qalat qalaat", ("castle", "citadel")),
    "كرم": ("karm", ("vineyard", "generosity")),
    "كفر": ("kafr kfar", ("infidelity", "disbelief")),
    "كوم": ("kom", ("heap", "pile")),
    "مرج": ("marj", ("meadow", "lawn")),
    "ميت": ("mit", ("dead",)),
    "نبع": ("naba", ("spring",)),
    "وادي": ("wadi oued", ("valley",)),
}
_SPELLINGS = 3  # of the name: the usual one and two variants


def halves(entry: Entry, arabic: str) -> Iterator[str]:
    """Yield the forms of a place's name with its first word in English and the rest spelled."""
    first, _, rest = arabic.partition(" ")
    if entry.kind != "place" or not rest or first not in _HEADS:
        return
    spellings, senses = _HEADS[first]
    for tail in _tails(entry, len(rest.split()), spellings.split()):
        for sense in senses:
            yield f"{sense} of {tail}"
            yield f"{tail} {sense}"
            if rest.startswith("ال"):
                yield f"{sense} of the {tail}"
            elif sense != "mount":  # "Mount Sinjar" is good English
                yield f"{sense} {tail}"


def _tails(entry: Entry, length: int, firsts: list[str]) -> Iterator[str]:
    """What follows the first word in the spellings of a name, without its article."""
    found: dict[str, None] = {}
    for form in (entry.english, *entry.variants)[:_SPELLINGS]:
        first, _, tail = form.partition(" ")
        if len(tail.split()) == length and first.lower() in firsts:
            found.setdefault(without_article(tail))
    yield from (tail for tail in found if tail[:1].isupper() and len(tail) > 2)
