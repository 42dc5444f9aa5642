"""Rules for names of places that are read as words, where the words around say that a place is meant."""

from __future__ import annotations

from collections.abc import Iterator

from normalise.lexicon.entry import Entry, Mistranslation
from normalise.lexicon.literal import Meanings

WHY = "{arabic} read as a word, where a place stands"
# What good English has beside such words: the Old City, the border crossing, Martyrs' Camp.
_EVERYDAY = frozenset(
    "air airport area armed beach big border bridge camp capital castle center central centre church city "
    "civil coast coastal country countryside crossing desert district eastern factory farm field fields "
    "first free garden gardens general governorate great green harbor harbour high hill holy home "
    "hospital house human industrial industry inside international island isle labor lake land local "
    "lower main market middle military mosque mountain national naval near new northern oasis oil old "
    "outside palace peace people peoples port prison province public red refugees region river road royal "
    "rural school sea second security small southern sport sports square state station stone street "
    "suburb suburbs summit surrounding third tourist town tribe university upper valley victory village "
    "water well western winter workers youth".split()
)


def framed_rule(entry: Entry, meanings: Meanings) -> Iterator[Mistranslation]:
    """Yield the rule for the words that the name of a place is read as, if it is read as any.

    The words are those that the entry lists under `literal`, and what the dictionary of glosses has.
    """
    arabic = next((form for form in entry.arabic if " " not in form), None)
    if entry.kind != "place" or not entry.region or arabic is None:
        return
    words = dict.fromkeys((*entry.literal, *_glossed(arabic, meanings)))
    bare = [word for word in words if not word.startswith("the ")]
    forms = dict.fromkeys((*words, *(f"the {word}" for word in bare)))
    if forms:
        yield Mistranslation(
            tuple(forms),
            "review",
            WHY.format(arabic=arabic),
            renders=arabic,
            requires=tuple(f"region:{region}" for region in entry.region),
            case="fold",
            derived=True,
            framed=True,
        )


def _glossed(arabic: str, meanings: Meanings) -> Iterator[str]:
    for gloss in meanings.glosses.of(arabic):
        for word in gloss.english:
            if gloss.pos == "noun" and word.islower() and not _EVERYDAY.intersection(word.split()):
                yield word
