"""Mistranslations that nobody entered: the literal renderings of the names of entries.

A linguist writes down the wrong English that engines were seen to write; for the rest, the words of
the Arabic name are put into English one by one, as an engine would. Such forms are only proposed
(`review`), only where the document is about the region of the entry, and only where no entry
owns the form: a rendering that is good English is listed among the `aliases` of its entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from normalise.lexicon.entry import Entry, Mistranslation
from normalise.lexicon.glosses import Glosses
from normalise.lexicon.literal import Meanings, literal, proper_names
from normalise.script.latin import fold_form

# Terms and titles are left out: there the literal English is most often good English too.
KINDS = frozenset({"organisation", "group", "place"})
WHY = "the words of {arabic}, one by one"
_TOP = 12  # renderings of each Arabic form
_FORMS = 2  # Arabic forms of each entry
_BEAM = 14
_LEAST = 0.02  # of the score of the likeliest rendering


def with_derived(
    entries: Sequence[Entry], claimed: Container[str], glosses: Glosses
) -> list[Entry]:
    """Return the entries, each with a rule for its literal renderings where it has any.

    Args:
        entries: those in use.
        claimed: the folded forms that some entry owns already.
        glosses: what the words of Arabic names mean.
    """
    if not glosses.table:
        return list(entries)
    meanings = Meanings(glosses, proper_names(entries))
    found = [tuple(_renderings(entry, meanings, claimed)) for entry in entries]
    owners: dict[str, set[str]] = defaultdict(set)
    for entry, renderings in zip(entries, found, strict=True):
        for form in renderings:
            owners[fold_form(form)].add(entry.english)
    return [
        _with_rule(entry, [form for form in renderings if len(owners[fold_form(form)]) == 1])
        for entry, renderings in zip(entries, found, strict=True)
    ]


def _renderings(entry: Entry, meanings: Meanings, claimed: Container[str]) -> Iterator[str]:
    if entry.kind not in KINDS:
        return
    rights = [f" {fold_form(form)} " for form in (entry.english, *entry.variants, *entry.aliases)]
    seen: set[str] = set()
    for arabic in entry.arabic[:_FORMS]:
        if not _is_phrase(arabic, meanings):
            continue
        renderings = literal(arabic, meanings, top=_TOP, beam=_BEAM)
        for rendering in renderings:
            form = rendering.english.removeprefix("the ")
            folded = fold_form(form)
            if (
                " " in folded
                and folded not in seen
                and folded not in claimed
                and rendering.score >= _LEAST * renderings[0].score
                and not any(right in f" {folded} " for right in rights)  # "Aleppo province"
            ):
                seen.add(folded)
                yield form


def _is_phrase(arabic: str, meanings: Meanings) -> bool:
    """Whether a name is more than one word, and more than the adjectives of a longer one."""
    first, _, rest = arabic.partition(" ")
    return bool(rest) and any(reading.pos == "noun" for reading in meanings.of(first))


def _with_rule(entry: Entry, renderings: Iterable[str]) -> Entry:
    wrong = tuple(renderings)
    if not wrong:
        return entry
    rule = Mistranslation(
        wrong,
        "review",
        WHY.format(arabic=entry.arabic[0]),
        requires=tuple(f"region:{region}" for region in entry.region),
        case="fold",
        derived=True,
    )
    return replace(entry, mistranslations=(*entry.mistranslations, rule))
