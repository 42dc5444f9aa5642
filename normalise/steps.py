"""The steps: each adds its own part to a document, from what was read in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Protocol

from normalise.cues import lexicon_cues
from normalise.detection.judging import Held, hold, judge, judge_passages
from normalise.detection.model import Model, loaded
from normalise.document import Document, Verdict
from normalise.errors import OptionError
from normalise.findings import Findings
from normalise.links.alignment import with_source
from normalise.links.nested import around, inside
from normalise.links.resolve import resolve
from normalise.repairs.artefacts import artefacts
from normalise.repairs.names import Spellings
from normalise.repairs.phrases import Origin, Phrases
from normalise.repairs.writing import AS_THE_PRESS, Writing

OriginOption = Literal["auto", "mt", "human"]
STEP_NAMES = ("detect", "repair", "names", "link")


class Step(Protocol):
    """Takes a document and what was read in it; returns the document with its own part added."""

    def __call__(self, document: Document, findings: Findings) -> Document: ...


@dataclass(frozen=True)
class Detect:
    """Judge where the text comes from, by the model of the package or that of a file."""

    model: Path | None = None
    passages: bool = False

    def __call__(self, document: Document, findings: Findings) -> Document:
        """Add the verdict."""
        cues, model = list(lexicon_cues(findings)), self.loaded
        verdict = judge(document.text, cues=cues, model=model, held=findings.held)
        if self.passages:
            found = judge_passages(document.text, cues=cues, model=model)
            verdict = replace(verdict, passages=found)
        return replace(document, verdict=verdict)

    def hold(self, texts: Sequence[str]) -> Sequence[Held]:
        """Return what the model holds of texts, for many at once the quickest way."""
        return hold(texts, self.loaded)

    @property
    def loaded(self) -> Model:
        """The model, read once."""
        return loaded(self.model)


@dataclass(frozen=True)
class Repair:
    """Put known mistranslations and artefacts right."""

    origin: OriginOption = "auto"

    def __call__(self, document: Document, findings: Findings) -> Document:
        """Add edits of the kinds `mistranslation` and `artefact`."""
        origin = origin_of(document.verdict, self.origin)
        wrong = findings.taken_as(origin).wrong
        phrases = Phrases(document.text, origin, findings.confirmed)
        edits = [*phrases.find(wrong), *artefacts(document.text)]
        if findings.alignment and origin != "human":
            edits += phrases.worded(findings.alignment.literal)
        return document.with_edits(edits)


@dataclass(frozen=True)
class Names:
    """Write one name one way."""

    origin: OriginOption = "auto"
    writing: Writing = AS_THE_PRESS

    def __call__(self, document: Document, findings: Findings) -> Document:
        """Add edits of the kind `name`."""
        origin = origin_of(document.verdict, self.origin)
        found = findings.taken_as(origin)
        mentions = found.mentions
        if findings.alignment:
            mentions = [one for one in mentions if not findings.contradicts(one)]
        return document.with_edits(
            Spellings(document.text, self.writing).find(found.right, mentions)
        )


@dataclass(frozen=True)
class Link:
    """Tie each English form to its Arabic original."""

    origin: OriginOption = "auto"

    def __call__(self, document: Document, findings: Findings) -> Document:
        """Add the links."""
        origin = origin_of(document.verdict, self.origin)
        found = findings.taken_as(origin)
        text, translated = document.text, origin != "human"
        links = resolve(
            text, found.senses, found.mentions, words_too=origin == "mt", mistranslations=translated
        )
        if findings.alignment:
            links = with_source(links, findings.alignment)
        document = document.with_links(links)
        linked, source = document.links, document.source_text
        nested = list(
            inside(
                text,
                linked,
                found.senses,
                findings.senses,
                mistranslations=translated,
                source=source,
            )
        )
        if origin == "mt":
            nested += list(around(text, linked, nested, found.senses, source))
        return document.with_nested_links(nested)


def origin_of(verdict: Verdict | None, option: OriginOption) -> Origin:
    """Return what the text is taken as: the option decides, else the verdict."""
    if option != "auto":
        return option
    return verdict.label if verdict else "unsure"


def standard_steps(
    names: Sequence[str] = STEP_NAMES,
    origin: OriginOption = "auto",
    writing: Writing = AS_THE_PRESS,
    detect: Detect | None = None,
) -> tuple[Step, ...]:
    """Return the named steps in their order.

    Raises:
        OptionError: for an unknown step.
    """
    makers: dict[str, Callable[[], Step]] = {
        "detect": lambda: detect or Detect(),
        "repair": lambda: Repair(origin),
        "names": lambda: Names(origin, writing),
        "link": lambda: Link(origin),
    }
    unknown = [name for name in names if name not in makers]
    if unknown:
        raise OptionError(f"unknown step {unknown[0]!r}: the steps are {', '.join(STEP_NAMES)}")
    return tuple(makers[name]() for name in STEP_NAMES if name in names)
