"""What was read in a document, once, for all steps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from normalise.detection.judging import Held
from normalise.document import Span, settle
from normalise.lexicon.context import Context
from normalise.lexicon.hits import Reading
from normalise.lexicon.senses import Sense, senses
from normalise.links.alignment import Alignment, near_links
from normalise.names.persons import Mention, Persons, Register
from normalise.script.arabic import is_arabic, stems


class Ahead(NamedTuple):
    """What was read in a text ahead of its turn, as many at once are quicker read."""

    reading: Reading
    held: Held | None  # what the detector makes of it, where that is asked


def find(
    text: str, register: Register, source_text: str | None = None, ahead: Ahead | None = None
) -> Findings:
    """Read a text once: its hits, what they mean here, who is mentioned, where the source has it."""
    reading, held = ahead or Ahead(register.lexicon.read(text), None)
    context = Context(reading, register.lexicon.referenced)
    found = senses(reading, context)
    mentions = Persons(reading, found, context, register).find()
    findings = Findings(reading, tuple(found), tuple(mentions), held=held)
    if not source_text or not is_arabic(source_text):
        return findings
    from normalise.links.align import align  # noqa: PLC0415 - numpy, and the glosses
    from normalise.links.morphology import installed  # noqa: PLC0415 - camel-tools

    splitter = installed() or stems
    alignment = align(reading, findings.as_translated, register.lexicon, source_text, splitter)
    known = {(sense.span, sense.entry.id, sense.form.rule) for sense in found}
    settled = [
        sense
        for sense in alignment.confirmed
        if (sense.span, sense.entry.id, sense.form.rule) not in known
    ]
    return replace(findings, senses=(*found, *settled), alignment=alignment)


def made_with(source_text: str | None) -> str:
    """Return what else than the package had a part in reading a source, for the signature.

    >>> made_with(None)
    ''
    """
    if not source_text or not is_arabic(source_text):
        return ""
    from normalise.links.morphology import DATABASE, installed  # noqa: PLC0415 - camel-tools

    return f"|morphology:{DATABASE}" if installed() else ""


class Settled(NamedTuple):
    """What stays of what overlapped, by position: the senses, in two kinds, and the mentions."""

    senses: list[Sense]
    wrong: list[Sense]  # mistranslations
    right: list[Sense]
    mentions: list[Mention]

    @classmethod
    def of(cls, found: Iterable[Sense | Mention]) -> Settled:
        """Sort by kind."""
        settled = cls([], [], [], [])
        for item in found:
            if isinstance(item, Mention):
                settled.mentions.append(item)
            else:
                settled.senses.append(item)
                (settled.right if item.form.rule < 0 else settled.wrong).append(item)
        return settled


@dataclass(frozen=True)
class Findings:
    """What was read in a document, once, for all steps: senses, and mentions of persons."""

    reading: Reading
    senses: tuple[Sense, ...]
    mentions: tuple[Mention, ...]
    alignment: Alignment | None = None  # with the Arabic source, where there is one
    held: Held | None = None

    @property
    def confirmed(self) -> frozenset[tuple[Span, str]]:
        """The mistranslations whose Arabic stands in the source: their spans and entries."""
        if not self.alignment:
            return frozenset()
        return frozenset((sense.span, sense.entry.id) for sense in self.alignment.confirmed)

    def contradicts(self, mention: Mention) -> bool:
        """Tell whether the source has another name where a person was read: سالم for a Salim."""
        if not self.alignment or not mention.entry:
            return False
        entry = mention.entry.id
        links = near_links(self.alignment.links, mention.span)
        return any(link.span.overlaps(mention.span) and link.entry != entry for link in links)

    def taken_as(self, origin: str) -> Settled:
        """What stays when the text is taken as of some origin."""
        return self._as_written if origin == "human" else self._as_translated

    @cached_property
    def _as_translated(self) -> Settled:
        return Settled.of(self.as_translated)

    @cached_property
    def _as_written(self) -> Settled:
        same = self.as_written is self.as_translated
        return self._as_translated if same else Settled.of(self.as_written)

    @cached_property
    def as_translated(self) -> tuple[Sense | Mention, ...]:
        """The senses and mentions that stay, longest first, when mistranslations are looked for."""
        return self._settled(mistranslations=True)

    @cached_property
    def as_written(self) -> tuple[Sense | Mention, ...]:
        """The senses and mentions that stay when the words are taken as they are."""
        if not any(sense.rule for sense in self.senses) and not any(
            mention.doubtful for mention in self.mentions
        ):
            return self.as_translated
        return self._settled(mistranslations=False)

    def _settled(self, *, mistranslations: bool) -> tuple[Sense | Mention, ...]:
        kept: list[Sense | Mention] = [
            mention
            for mention in self.mentions
            if mention.entry and (mistranslations or not mention.doubtful)
        ]
        unknown = [mention for mention in self.mentions if not mention.entry]
        derived: list[Sense | Mention] = []
        for sense in self.senses:
            rule = sense.rule
            if rule is None:
                if sense.entry.kind != "person":  # persons are among the mentions
                    kept.append(sense)
            elif mistranslations and rule.derived:
                derived.append(sense)
            elif mistranslations and rule.safety != "flag":
                kept.append(sense)
        known = settle(kept, _rank)
        if derived:
            firm = [found for found in known if not _yields(found)]
            free_of = [found for found in derived if not _meets(found.span, firm)]
            known = settle([*known, *free_of], _rank)
        if not unknown:
            return known
        # A chain of names that nobody has gives way to whatever is known inside it.
        free = [mention for mention in unknown if not _meets(mention.span, known)]
        return tuple(sorted((*known, *free), key=lambda found: found.span))


def _yields(found: Sense | Mention) -> bool:
    """Whether a longer derived rendering may stand in place of this: it changes nothing itself."""
    return isinstance(found, Sense) and found.rule is None and found.form.role != "variant"


def _meets(span: Span, known: Sequence[Sense | Mention]) -> bool:
    place = bisect_right(known, span.start, key=lambda found: found.span.start)
    return any(span.overlaps(found.span) for found in known[max(0, place - 1) : place + 1])


def _rank(found: Sense | Mention) -> tuple[object, ...]:
    """Of two on one span: a mistranslation that fits its context, a known name, an unknown one."""
    if isinstance(found, Sense):
        form = found.form
        return (0 if found.rule else 1, found.entry.id, form.role, form.rule, form.written)
    return (1 if found.entry else 2, found.entry.id if found.entry else "", "", 0, "")
