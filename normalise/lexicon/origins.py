"""Which Arabic forms of its entry each wrong wording comes from, told by the meanings of its words.

An entry gives several ways to say one thing in Arabic, and an engine translates the one that stood
there: "note of arrest" is مذكرة توقيف, "note of catching" مذكرة قبض. Where the meanings tell,
nobody has to write it down as `renders`. They do not tell singular from plural, nor with the
article from without it: that is chosen where the wording stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from normalise.lexicon.entry import NAMED_KINDS, Entry
from normalise.lexicon.forms import SLOT
from normalise.lexicon.literal import Meanings
from normalise.lexicon.literal.english import singular
from normalise.lexicon.literal.tokens import tokens
from normalise.script.arabic import bones
from normalise.script.latin import fold_form

_SMALL = frozenset(
    "of the s a an in for to and on at by with from its his her their into as is are was were".split()
)
_LEAST = 0.6
_STEM = 5  # letters that "march" and "marching" share: what an engine makes of a word varies


def with_origins(entries: Iterable[Entry], meanings: Meanings) -> list[Entry]:
    """Return the entries, their wrong wordings with the Arabic forms that they come from."""
    return [_with_origins(entry, meanings) for entry in entries]


def _with_origins(entry: Entry, meanings: Meanings) -> Entry:
    if len(entry.arabic) < 2 or not entry.mistranslations:
        return entry
    arabic = {place: tuple(_meant(form, meanings)) for place, form in enumerate(entry.arabic)}
    firm = [bones(form) for form in entry.arabic]
    named = entry.kind in NAMED_KINDS
    rules = tuple(
        rule
        if rule.renders or rule.safety == "flag"
        else replace(rule, origins=_origins(rule.wrong, arabic, firm, named=named))
        for rule in entry.mistranslations
    )
    return replace(entry, mistranslations=rules)


def _origins(
    wrong: Iterable[str],
    arabic: Mapping[int, Sequence[frozenset[str]]],
    firm: Sequence[str],
    *,
    named: bool,
) -> tuple[tuple[int, ...], ...]:
    """For each wording the places of the forms that it agrees with best; none where all do."""
    found = []
    for wording in wrong:
        english = _words(SLOT.sub(" ", wording))
        shares: dict[int, float] = {}
        for place, form in arabic.items():
            share = _agreement(english, form, trusting=not place)
            short = len(form) < len(arabic[0])  # that a word is left out must be plain
            shares[place] = 0.0 if short and share < 1 else share
        best = max(shares.values())
        likely = {firm[place] for place, share in shares.items() if share == best}
        places = tuple(place for place in shares if firm[place] in likely)
        # Of a name the usual form yields only to one that says more of the words.
        told = best >= _LEAST and len(places) < len(arabic) and not (named and 0 in places)
        found.append(places if told else ())
    return tuple(found) if any(found) else ()


def _agreement(
    english: Sequence[str], arabic: Sequence[frozenset[str]], *, trusting: bool
) -> float:
    """How much of both sides is said by the other, from 0 to 1.

    `trusting` takes an Arabic word of which nothing is known for whatever is left.
    """
    left = list(english)
    for meant in sorted(filter(None, arabic), key=len):  # those that have least choice choose first
        word = next((one for one in left if one in meant or one[:_STEM] in meant), None)
        if word is not None:
            left.remove(word)
    unknown = sum(not meant for meant in arabic) if trusting else 0
    said = min(len(english), len(english) - len(left) + unknown)
    return 2 * said / (len(english) + len(arabic)) if english else 0.0


def _meant(arabic: str, meanings: Meanings) -> Iterator[frozenset[str]]:
    """For each word of an Arabic form, the English words and stems that it may be."""
    for token in tokens(arabic, meanings):
        if not token.links:
            english = (
                word
                for gloss in token.readings
                for meaning in (*gloss.english, gloss.verb)
                for word in _words(meaning)
            )
            yield frozenset(form for word in english for form in (word, word[:_STEM]))


@lru_cache(maxsize=1 << 15)
def _words(english: str) -> tuple[str, ...]:
    return tuple(singular(word) for word in fold_form(english).split() if word not in _SMALL)
