"""What is said of a place in a text: spans, edits, links, cues, and the verdict on the whole.

>>> Edit(Span(4, 17), "Popular Mobilization Forces", "org.pmf", "mistranslation", "fix", "").applied
False
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Label = Literal["mt", "human", "unsure"]
Kind = Literal["mistranslation", "name", "artefact"]
Safety = Literal["fix", "review"]
Method = Literal["lexicon", "source", "generated"]


class Span(NamedTuple):
    """A half-open stretch of text, in code points.

    >>> Span(0, 5).overlaps(Span(4, 8)), Span(0, 5).overlaps(Span(5, 8))
    (True, False)
    """

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether every code point of the other is in this one."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Return the words that stand here."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that is proposed or done: `after` in place of the words at `span`."""

    span: Span
    after: str
    entry: str
    kind: Kind
    safety: Safety
    why: str
    applied: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One Arabic form that a mention may stand for, with a score between 0 and 1."""

    arabic: str
    score: float
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """The Arabic original of the words at `span`.

    `source_span` points into the Arabic source text, where there is one and the words were found.
    """

    span: Span
    arabic: str
    entry: str | None
    score: float
    method: Method
    candidates: tuple[Candidate, ...] = ()
    source_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A reason for or against "machine-translated from Arabic", with its weight in log-odds."""

    span: Span
    cue: str
    weight: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is held of a document's origin.

    `score` ranks texts by "machine-translated from Arabic"; `mt` and `arabic` are probabilities of
    "machine-translated" and "the source was Arabic". `reason` says why the label is `unsure`.
    `passages` are the verdicts on single paragraphs, where they were asked for.
    """

    label: Label
    score: float
    mt: float
    arabic: float
    evidence: tuple[Cue, ...] = ()
    reason: str | None = None
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document with a verdict of its own; spans of its evidence start there."""

    span: Span
    verdict: Verdict
