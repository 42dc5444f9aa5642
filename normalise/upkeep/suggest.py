"""Mine a corpus for what the lexicon lacks: spellings of known names, literal renderings.

Nothing here is true before a linguist has said so: suggestions are ranked, with their places.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from rapidfuzz.distance import JaroWinkler

from normalise.document import Span
from normalise.lexicon.context import Context
from normalise.lexicon.entry import Entry
from normalise.lexicon.glosses import Glosses
from normalise.lexicon.hits import Reading
from normalise.lexicon.store import Lexicon
from normalise.names.key import keys
from normalise.names.match import match
from normalise.script.latin import fold_form, opens_sentence
from normalise.script.particles import PARTICLES
from normalise.script.particles import without_article as without_latin_article
from normalise.upkeep.probe import Probe

_AROUND = 60
_SAMPLES = 3
# Words that begin with a capital, with the small particles of Arabic names between them.
_NAME = re.compile(
    r"(?<!\w)(?:(?:[Aa]l|[Ee]l|[Aa]sh?|[Aa]n|[Aa]r|[Aa]d|[Aa]t|[Aa]z)-)?[A-Z][a-z'\u2019\u02bb\u02bf-]+[a-z]"
    r"(?:[ -](?:(?:bin|ibn|ben|abu|al|el|ul)[ -])?(?:(?:al|el|as|ash|an|ar|ad|at|az)-)?[A-Z][a-z'\u2019\u02bb\u02bf-]*[a-z]){0,3}(?!\w)"
)
_SMALL_WORD = re.compile(r"(?<![\w'\u2019-])[a-z]{3,}(?![\w'\u2019-])")
_ALIKE = 0.82  # letters in common, before the sounds are compared: "Kerry" is not Qayyarah
_LIKE_ENOUGH = 0.75  # a score of `match` from which a spelling is worth a look
_MOST_LIKE = 12  # known names that one spelling is compared with


@dataclass
class Place:
    """Where a suggestion was seen."""

    where: str
    before: str
    words: str
    behind: str


@dataclass
class Suggestion:
    """A form that the lexicon lacks, what it may be a form of, how often and where it was seen."""

    form: str
    count: int
    documents: int
    entry: str
    english: str
    arabic: str
    score: float
    why: str
    samples: list[Place] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


@dataclass
class Suggestions:
    """What a corpus suggests: spellings of known names, and literal renderings of known names."""

    texts: int
    spellings: list[Suggestion]
    renderings: list[Suggestion]


def suggest(
    texts: Iterable[tuple[str, str]],
    lexicon: Lexicon,
    glosses: Glosses,
    *,
    least: int = 2,
    top: int = 200,
) -> Suggestions:
    """Read named texts once and return what they suggest, the commonest and likeliest first.

    Args:
        texts: pairs of a name (shown with samples) and a text.
        lexicon: what is known.
        glosses: the meanings of words, for literal renderings.
        least: how often a form must stand in the corpus.
        top: how many of each kind to return.
    """
    unknown = _Seen()
    rendered = _Seen()
    probe = Probe(lexicon, glosses)
    number = 0
    for name, text in texts:
        number += 1
        reading = lexicon.read(text)
        for span in _unknown_names(reading):
            unknown.add(span.of(text), name, text, span)
        unknown.small.update(_SMALL_WORD.findall(text))
        context = Context(reading)
        covered = [hit.span for hit in reading.hits]
        for span, entry, form in probe.found(text):
            about = any(context.weight(region, span) for region in entry.region)
            known = any(other.covers(span) for other in covered)
            if not known and (about or not entry.region):
                rendered.add(f"{entry.id}\n{form}", name, text, span)
    return Suggestions(
        number,
        list(_spellings(unknown, lexicon, least))[:top],
        list(_renderings(rendered, lexicon, least))[:top],
    )


class _Seen:
    """Forms with how often, in how many texts and where they were seen."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()
        self.places: dict[str, list[Place]] = defaultdict(list)
        self.small: Counter[str] = Counter()  # words that also stand without a capital
        self._last: dict[str, str] = {}

    def add(self, form: str, where: str, text: str, span: Span) -> None:
        self.counts[form] += 1
        if self._last.get(form) != where:
            self.documents[form] += 1
            self._last[form] = where
        places = self.places[form]
        if len(places) < _SAMPLES:
            places.append(
                Place(
                    where,
                    text[max(0, span.start - _AROUND) : span.start],
                    span.of(text),
                    text[span.end : span.end + _AROUND],
                )
            )


def _unknown_names(reading: Reading) -> Iterator[Span]:
    """Capitalised words, as names are written, that no form of the lexicon touches."""
    text = reading.text
    touched = [hit.span for hit in reading.hits]
    place = 0
    reach = -1
    for found in _NAME.finditer(text):
        span = Span(*found.span())
        while place < len(touched) and touched[place].start < span.end:
            reach = max(reach, touched[place].end)
            place += 1
        single = not re.search(r"[ -]", span.of(text))
        if reach <= span.start and not (single and opens_sentence(text, span.start)):
            yield span


def _spellings(unknown: _Seen, lexicon: Lexicon, least: int) -> Iterator[Suggestion]:
    """Unknown spellings that may be forms of known names."""
    known: dict[str, list[Entry]] = defaultdict(list)
    for kind in ("person", "place", "group"):
        for entry in lexicon.of_kind(kind):
            for form in (entry.english, *entry.arabic[:1]):
                for key in keys(form):
                    if len(key.replace(".", "")) > 1:
                        known[key].append(entry)
    found: list[Suggestion] = []
    for form, count in unknown.counts.items():
        everyday = " " not in form and unknown.small[form.lower()] * 5 > count
        if count < least or everyday or fold_form(form) in PARTICLES:
            continue
        near = {entry.id: entry for key in sorted(keys(form)) for entry in known.get(key, ())}
        best: tuple[float, str, Entry] | None = None
        alike = sorted(
            (-_likeness(form, entry), key)
            for key, entry in near.items()
            if _likeness(form, entry) >= _ALIKE
        )
        for _, key in alike[:_MOST_LIKE]:
            entry = near[key]
            answer = match(form, entry.english, lexicon=lexicon)
            if (
                answer.same
                and answer.score >= _LIKE_ENOUGH
                and (not best or answer.score > best[0])
            ):
                best = (answer.score, answer.why, entry)
        if best:
            score, why, entry = best
            found.append(
                Suggestion(
                    form,
                    count,
                    unknown.documents[form],
                    entry.id,
                    entry.english,
                    entry.arabic[0] if entry.arabic else "",
                    round(score, 3),
                    why,
                    unknown.places[form],
                )
            )
    yield from sorted(found, key=lambda one: (-one.score * min(one.documents, 20), one.form))


def _likeness(form: str, entry: Entry) -> float:
    """How alike the letters are to the nearest written form, by Jaro and Winkler."""
    folded = fold_form(without_latin_article(form))
    return max(
        JaroWinkler.similarity(folded, fold_form(without_latin_article(known)))
        for known in (entry.english, *entry.variants[:4])
    )


def _renderings(rendered: _Seen, lexicon: Lexicon, least: int) -> Iterator[Suggestion]:
    found = []
    entries = {entry.id: entry for entry in lexicon.entries}
    for key, count in rendered.counts.items():
        if count >= least:
            entry = entries[key.partition("\n")[0]]
            places = rendered.places[key]
            found.append(
                Suggestion(
                    places[0].words,
                    count,
                    rendered.documents[key],
                    entry.id,
                    entry.english,
                    entry.arabic[0],
                    0.5,
                    f"{entry.arabic[0]} word for word",
                    places,
                )
            )
    yield from sorted(found, key=lambda one: (-one.documents, -one.count, one.form))
