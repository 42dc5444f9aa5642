"""What a change of the lexicon does on a corpus, before it is merged.

Both lexicons run over the same texts; what each entry does at each place is compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from normalise.document import Document, Span

Process = Callable[[str], Document]
What = Literal["gained", "lost", "changed"]
_AROUND = 60  # code points of context to either side of a sample


class Deed(NamedTuple):
    """What an entry does at a place: an edit with its outcome, or a link alone."""

    state: Literal["applied", "proposed", "linked"]
    after: str
    arabic: str


class Sample(NamedTuple):
    """A difference in its context."""

    where: str
    before: str
    words: str
    behind: str
    old: Deed | None
    new: Deed | None


@dataclass
class Effect:
    """What changed for one entry."""

    entry: str
    counts: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[Sample]] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        """How many places are touched."""
        return sum(self.counts.values())


@dataclass
class Impact:
    """The effects of a change, by entry, and how many texts were read and differ."""

    texts: int = 0
    differing: int = 0
    effects: dict[str, Effect] = field(default_factory=dict)

    def ranked(self) -> list[Effect]:
        """The effects, the greatest first."""
        return sorted(self.effects.values(), key=lambda effect: (-effect.weight, effect.entry))

    def as_dict(self) -> dict[str, Any]:
        """Return the whole as plain data."""
        return {
            "texts": self.texts,
            "differing": self.differing,
            "entries": [
                {
                    "entry": effect.entry,
                    **{what: effect.counts[what] for what in ("gained", "lost", "changed")},
                    "samples": {
                        what: [
                            {
                                **sample._asdict(),
                                "old": sample.old and sample.old._asdict(),
                                "new": sample.new and sample.new._asdict(),
                            }
                            for sample in samples
                        ]
                        for what, samples in effect.samples.items()
                    },
                }
                for effect in self.ranked()
            ],
        }


def impact(
    texts: Iterable[tuple[str, str]], old: Process, new: Process, *, samples: int = 5
) -> Impact:
    """Compare two lexicons on named texts; keep some samples of each kind of difference.

    Args:
        texts: pairs of a name (shown with the sample) and a text.
        old: what the lexicon does now.
        new: what it would do.
        samples: how many places to keep for each entry and kind of difference.
    """
    found = Impact()
    for name, text in texts:
        found.texts += 1
        before, after = _deeds(old(text)), _deeds(new(text))
        if before == after:
            continue
        found.differing += 1
        for key in sorted(before.keys() | after.keys()):
            was, will = before.get(key), after.get(key)
            if was == will:
                continue
            span, entry = key
            what: What = "gained" if was is None else "lost" if will is None else "changed"
            effect = found.effects.setdefault(entry, Effect(entry))
            effect.counts[what] += 1
            kept = effect.samples.setdefault(what, [])
            if len(kept) < samples:
                kept.append(_sample(name, text, span, was, will))
    return found


def _deeds(document: Document) -> dict[tuple[Span, str], Deed]:
    deeds: dict[tuple[Span, str], Deed] = {}
    for link in document.links:
        deeds[link.span, link.entry or "(no entry)"] = Deed("linked", "", link.arabic)
    for edit in document.edits:
        arabic = next((link.arabic for link in document.links if link.span == edit.span), "")
        deeds[edit.span, edit.entry] = Deed(
            "applied" if edit.applied else "proposed", edit.after, arabic
        )
    return deeds


def _sample(name: str, text: str, span: Span, old: Deed | None, new: Deed | None) -> Sample:
    return Sample(
        name,
        " ".join(text[max(0, span.start - _AROUND) : span.start].split(" ")),
        span.of(text),
        text[span.end : span.end + _AROUND],
        old,
        new,
    )
