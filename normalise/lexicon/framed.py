"""The words that names of places are read as; they count where the words around say that a place is meant."""

from __future__ import annotations

from collections.abc import Iterator

from normalise.lexicon.entry import Entry
from normalise.lexicon.literal import Meanings

# What good English has beside such words: the Old City, the border crossing, Martyrs' Camp.
_EVERYDAY = frozenset(
    "air airport area armed beach big border bridge camp capital castle center central centre church city "
    "civil coast coastal country countryside crossing desert district eastern factory farm field fields "
    "first free garden gardens general governorate great green harbor harbour high hill holy home "
    "hospital house human industrial industry inside international island isle labor lake land local "
    "lower main market middle military mosque mountain national naval near neighborhood neighbourhood new "
    "northern oasis oil old outside palace peace people peoples port prison province public red refugees region river road royal "
    "rural school sea second security small southern sport sports square state station stone street "
    "suburb suburbs summit surrounding third tourist town tribe university upper valley victory village "
    "water well western winter workers youth".split()
)


def framed_forms(entry: Entry, meanings: Meanings) -> tuple[str, tuple[str, ...]] | None:
    """Return the name of a place of one word, and the words that it is read as; None where there are none.

    The words are those that the entry lists under `literal`, and what the dictionary of glosses has.
    """
    arabic = next((form for form in entry.arabic if " " not in form), None)
    if entry.kind != "place" or not entry.region or arabic is None:
        return None
    words = dict.fromkeys((*entry.literal, *_glossed(arabic, meanings)))
    bare = [word for word in words if not word.startswith("the ")]
    forms = tuple(dict.fromkeys((*words, *(f"the {word}" for word in bare))))
    return (arabic, forms) if forms else None


def _glossed(arabic: str, meanings: Meanings) -> Iterator[str]:
    for gloss in meanings.glosses.of(arabic):
        for word in gloss.english:
            if gloss.pos == "noun" and word.islower() and not _EVERYDAY.intersection(word.split()):
                yield word
