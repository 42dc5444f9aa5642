"""Mistranslations that nobody entered: the literal renderings of the names of entries.

A linguist writes down the wrong English that engines were seen to write; for the rest, the words of
the Arabic name are put into English one by one, as an engine would. Such forms are only proposed
(`review`), only where the document is about the region of the entry, and only where no entry
owns the form: a rendering that is good English is listed among the `aliases` of its entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from normalise.lexicon.countries import is_of_country
from normalise.lexicon.entry import Entry, Mistranslation
from normalise.lexicon.framed import framed_forms
from normalise.lexicon.halves import halves
from normalise.lexicon.literal import Meanings, literal
from normalise.lexicon.reworded import shares
from normalise.script.arabic import fold
from normalise.script.latin import fold_form

# Terms and titles are left out: there the literal English is most often good English too.
KINDS = frozenset({"organisation", "group", "place"})
WHY = "the words of {arabic}, one by one"
WHY_FRAMED = "{arabic} read as a word, where a place stands"
MINISTRY = "وزارة"  # "Oil Ministry" is as good as "Ministry of Oil"
_SHORT = 2  # words
_TOP = 8  # renderings of each Arabic form
_FORMS = 2  # Arabic forms of each entry
_BEAM = 10
_LEAST = 0.02  # of the score of the likeliest rendering


def with_derived(
    entries: Sequence[Entry], claimed: Container[str], meanings: Meanings
) -> list[Entry]:
    """Return the entries, each with a rule for each Arabic form that may be rendered word by word.

    Such a rule lists the likeliest renderings of the first forms; all others are found by their words
    (:mod:`normalise.lexicon.reworded`). An Arabic form that two concepts share has none.

    Args:
        entries: those in use.
        claimed: the folded forms that some entry owns already.
        meanings: what the words of Arabic names mean.
    """
    concepts = _concepts(entries)
    found = [
        {
            arabic: tuple(_renderings(entry, arabic, meanings, claimed))
            if place < _FORMS and _is_to_be_listed(arabic)
            else ()
            for place, arabic in enumerate(entry.arabic)
            if len(concepts[fold(arabic)]) == 1 and _is_phrase(arabic, meanings)
        }
        | {
            arabic: ()
            for arabic in _without_country(entry)
            if fold(arabic) not in concepts and _is_phrase(arabic, meanings)
        }
        if entry.kind in KINDS
        else dict.fromkeys(_full_names(entry), ())
        for entry in entries
    ]
    owners: dict[str, set[str]] = defaultdict(set)
    for entry, by_arabic in zip(entries, found, strict=True):
        for form in chain.from_iterable(by_arabic.values()):
            owners[fold_form(form)].add(entry.english)
    return [
        replace(
            entry,
            mistranslations=(
                *entry.mistranslations,
                *_rules(entry, by_arabic, owners),
                *_framed(entry, meanings),
            ),
        )
        for entry, by_arabic in zip(entries, found, strict=True)
    ]


def _full_names(entry: Entry) -> Iterator[str]:
    """Yield the names of a person of some country that have more than one word."""
    if entry.kind == "person" and entry.region:
        yield from islice((name for name in entry.arabic if " " in name), _FORMS)


def _without_country(entry: Entry) -> Iterator[str]:
    """Yield the Arabic forms as the news of their own country has them: the central bank, the navy."""
    if entry.kind == "place":
        return
    for arabic in entry.arabic:
        rest, _, last = arabic.rpartition(" ")
        if " " in rest and is_of_country(last, entry.region):
            yield rest


def _concepts(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """The English of the concepts that have an Arabic form, folded."""
    concepts: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for arabic in entry.arabic:
            if entry.kind in KINDS:
                concepts[fold(arabic)].add(entry.english)
    return concepts


def _renderings(
    entry: Entry, arabic: str, meanings: Meanings, claimed: Container[str]
) -> Iterator[str]:
    rights = [fold_form(form) for form in (entry.english, *entry.variants, *entry.aliases)]
    for form in halves(entry, arabic):
        folded = fold_form(form)
        if folded not in claimed and folded not in rights:
            yield form
    renderings = literal(arabic, meanings, top=_TOP, beam=_BEAM)
    for rendering in renderings:
        form = rendering.english.removeprefix("the ")
        folded = fold_form(form)
        if (
            " " in folded
            and folded not in claimed
            and rendering.score >= _LEAST * renderings[0].score
            and not any(shares(right, folded) for right in rights)
        ):
            yield form


def _is_to_be_listed(arabic: str) -> bool:
    """Whether a name is not found by its words alone, however they are written.

    Of short names only those with capitals are, of ministries none.
    """
    return arabic.startswith(MINISTRY) or len(arabic.split()) <= _SHORT


def _is_phrase(arabic: str, meanings: Meanings) -> bool:
    """Whether a name is more than one word, and more than the adjectives of a longer one."""
    first, _, rest = arabic.partition(" ")
    return bool(rest) and any(reading.pos == "noun" for reading in meanings.of(first))


def _rules(
    entry: Entry, by_arabic: Mapping[str, Iterable[str]], owners: Mapping[str, Collection[str]]
) -> Iterator[Mistranslation]:
    seen: set[str] = set()
    for arabic, renderings in by_arabic.items():
        wrong = []
        for form in renderings:
            folded = fold_form(form)
            if folded not in seen and len(owners[folded]) == 1:
                seen.add(folded)
                wrong.append(form)
        yield _rule(entry, arabic, wrong, WHY)


def _framed(entry: Entry, meanings: Meanings) -> Iterator[Mistranslation]:
    found = framed_forms(entry, meanings)
    if found:
        yield _rule(entry, *found, WHY_FRAMED, framed=True)


def _rule(
    entry: Entry, arabic: str, wrong: Sequence[str], why: str, *, framed: bool = False
) -> Mistranslation:
    return Mistranslation(
        tuple(wrong),
        "review",
        why.format(arabic=arabic),
        renders=arabic,
        requires=tuple(f"region:{region}" for region in entry.region),
        case="fold",
        derived=True,
        framed=framed,
    )
