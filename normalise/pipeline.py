"""The whole job on one document: read once, judge, repair, write names one way, link.

>>> document = run("The popular crowd, formed by a fatwa in Iraq, said so.", origin="mt")
>>> document.fixed
'The Popular Mobilization Forces, formed by a fatwa in Iraq, said so.'
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal, Protocol, get_args

from normalise._version import __version__
from normalise.detection.plain import judge
from normalise.document import Cue, Document, Edit, Span, Verdict, settle
from normalise.errors import OptionError
from normalise.lexicon.hits import Reading
from normalise.lexicon.senses import Context, Sense, senses
from normalise.lexicon.store import Lexicon
from normalise.links.resolve import resolve
from normalise.names.persons import Mention, Persons, Register
from normalise.repairs.artefacts import artefacts
from normalise.repairs.names import Spellings
from normalise.repairs.phrases import Origin, Phrases
from normalise.script.latin import fold_form
from normalise.script.particles import without_article

OriginOption = Literal["auto", "mt", "human"]
ApplyOption = Literal["fix", "review", "none"]
STEP_NAMES = ("detect", "repair", "names", "link")
# Log-odds that one lexicon cue of each safety is worth, until a model has learnt better.
CUE_WEIGHTS = {"fix": 2.5, "review": 1.0, "flag": 0.4}
TWO_SPELLINGS = 1.0
_MOST_ROUNDS = 3


@dataclass(frozen=True)
class Findings:
    """What was read in a document, once, for all steps: senses, and mentions of persons."""

    reading: Reading
    senses: tuple[Sense, ...]
    mentions: tuple[Mention, ...]

    @cached_property
    def as_translated(self) -> tuple[Sense | Mention, ...]:
        """The senses and mentions that stay, longest first, when mistranslations are looked for."""
        return self._settled(mistranslations=True)

    @cached_property
    def as_written(self) -> tuple[Sense | Mention, ...]:
        """The senses and mentions that stay when the words are taken as they are."""
        return self._settled(mistranslations=False)

    def _settled(self, *, mistranslations: bool) -> tuple[Sense | Mention, ...]:
        kept: list[Sense | Mention] = [mention for mention in self.mentions if mention.entry]
        unknown = [mention for mention in self.mentions if not mention.entry]
        for sense in self.senses:
            rule = sense.rule
            if rule is None:
                if sense.entry.kind != "person":  # persons are among the mentions
                    kept.append(sense)
            elif mistranslations and rule.safety != "flag":
                kept.append(sense)
        known = settle(kept, _rank)
        # A chain of names that nobody has gives way to whatever is known inside it.
        free = [mention for mention in unknown if not _meets(mention.span, known)]
        return tuple(sorted((*known, *free), key=lambda found: found.span))


def _meets(span: Span, known: Sequence[Sense | Mention]) -> bool:
    place = bisect_right(known, span.start, key=lambda found: found.span.start)
    return any(span.overlaps(found.span) for found in known[max(0, place - 1) : place + 1])


def _rank(found: Sense | Mention) -> tuple[object, ...]:
    """Of two on one span: a mistranslation that fits its context, a known name, an unknown one."""
    if isinstance(found, Sense):
        form = found.form
        return (0 if found.rule else 1, found.entry.id, form.role, form.rule, form.written)
    return (1 if found.entry else 2, found.entry.id if found.entry else "", "", 0, "")


class Step(Protocol):
    """Takes a document and what was read in it; returns the document with its own part added."""

    def __call__(self, document: Document, findings: Findings) -> Document: ...


@dataclass(frozen=True)
class Detect:
    """Judge where the text comes from."""

    def __call__(self, document: Document, findings: Findings) -> Document:
        """Add the verdict."""
        return replace(document, verdict=judge(document.text, cues=list(lexicon_cues(findings))))


@dataclass(frozen=True)
class Repair:
    """Put known mistranslations and artefacts right."""

    origin: OriginOption = "auto"

    def __call__(self, document: Document, findings: Findings) -> Document:
        """Add edits of the kinds `mistranslation` and `artefact`."""
        origin = origin_of(document.verdict, self.origin)
        found = findings.as_written if origin == "human" else findings.as_translated
        wrong = [item for item in found if isinstance(item, Sense) and item.rule]
        edits = [*Phrases(document.text, origin).find(wrong), *artefacts(document.text)]
        return document.with_edits(edits)


@dataclass(frozen=True)
class Names:
    """Write one name one way."""

    origin: OriginOption = "auto"

    def __call__(self, document: Document, findings: Findings) -> Document:
        """Add edits of the kind `name`."""
        origin = origin_of(document.verdict, self.origin)
        found = findings.as_written if origin == "human" else findings.as_translated
        right = [item for item in found if isinstance(item, Sense) and not item.rule]
        mentions = [item for item in found if isinstance(item, Mention)]
        return document.with_edits(Spellings(document.text).find(right, mentions))


@dataclass(frozen=True)
class Link:
    """Tie each English form to its Arabic original."""

    origin: OriginOption = "auto"

    def __call__(self, document: Document, findings: Findings) -> Document:
        """Add the links."""
        origin = origin_of(document.verdict, self.origin)
        found = findings.as_written if origin == "human" else findings.as_translated
        links = resolve(
            [item for item in found if isinstance(item, Sense)],
            [item for item in found if isinstance(item, Mention)],
            words_too=origin == "mt",
            mistranslations=origin != "human",
        )
        return document.with_links(links)


def origin_of(verdict: Verdict | None, option: OriginOption) -> Origin:
    """Return what the text is taken as: the option decides, else the verdict."""
    if option != "auto":
        return option
    return verdict.label if verdict else "unsure"


def lexicon_cues(findings: Findings) -> Iterable[Cue]:
    """Yield what the lexicon says for "machine-translated": literal renderings, two spellings."""
    for item in findings.as_translated:
        if isinstance(item, Sense) and item.rule:
            yield Cue(item.span, f"calque:{item.entry.id}", CUE_WEIGHTS[item.rule.safety])
    for sense in findings.senses:
        if sense.rule and sense.rule.safety == "flag":
            yield Cue(sense.span, f"formula:{sense.entry.id}", CUE_WEIGHTS["flag"])
    yield from _two_spellings(findings)


def _two_spellings(findings: Findings) -> Iterable[Cue]:
    """One person under two spellings of the last name is a mark of engines."""
    spellings: dict[str, dict[str, Mention]] = defaultdict(dict)
    for mention in findings.mentions:
        if mention.entry and not mention.others:
            last = without_article(mention.span.of(findings.reading.text)).split()[-1]
            spellings[mention.entry.id].setdefault(fold_form(without_article(last)), mention)
    for key in sorted(spellings):
        first, *others = spellings[key].values()
        for mention in others:
            if len(first.span.of(findings.reading.text).split()) >= 1:
                yield Cue(mention.span, f"two spellings:{key}", TWO_SPELLINGS)


def standard_steps(
    names: Sequence[str] = STEP_NAMES, origin: OriginOption = "auto"
) -> tuple[Step, ...]:
    """Return the named steps in their order.

    Raises:
        OptionError: for an unknown step.
    """
    makers: dict[str, Callable[[], Step]] = {
        "detect": Detect,
        "repair": lambda: Repair(origin),
        "names": lambda: Names(origin),
        "link": lambda: Link(origin),
    }
    unknown = [name for name in names if name not in makers]
    if unknown:
        raise OptionError(f"unknown step {unknown[0]!r}: the steps are {', '.join(STEP_NAMES)}")
    return tuple(makers[name]() for name in STEP_NAMES if name in names)


def find(text: str, register: Register) -> Findings:
    """Read a text once: its hits, what they mean here, and who is mentioned."""
    reading = register.lexicon.read(text)
    context = Context(reading, register.lexicon.referenced)
    found = senses(reading, context)
    mentions = Persons(reading, found, context, register).find()
    return Findings(reading, tuple(found), tuple(mentions))


@dataclass(frozen=True)
class Pipeline:
    """The steps, the lexicon and the options of a run; documents go through one by one."""

    lexicon: Lexicon
    steps: tuple[str, ...] = STEP_NAMES
    origin: OriginOption = "auto"
    apply: ApplyOption = "fix"

    def __post_init__(self) -> None:
        for value, option, choices in (
            (self.origin, "origin", get_args(OriginOption)),
            (self.apply, "apply", get_args(ApplyOption)),
        ):
            if value not in choices:
                raise OptionError(f"{option} is one of {', '.join(choices)}, not {value!r}")

    @cached_property
    def _made(self) -> tuple[Step, ...]:
        return standard_steps(self.steps, self.origin)

    @cached_property
    def _register(self) -> Register:
        return Register(self.lexicon)

    @cached_property
    def signature(self) -> str:
        """What made a record: version, lexicon, model, steps and options."""
        steps = ",".join(name for name in STEP_NAMES if name in self.steps)
        return (
            f"normalise:{__version__}|lexicon:{self.lexicon.digest}|model:plain"
            f"|steps:{steps}|origin:{self.origin}|apply:{self.apply}"
        )

    def __call__(self, text: str, source_text: str | None = None) -> Document:
        """Return the document with its verdict, edits and links."""
        document = self._once(Document(text, source_text, signature=self.signature), self._made)
        # What a repair wrote may be the context of another one, or free words that overlapped it:
        # go on until nothing changes, so that running on the output finds nothing more to do.
        for _ in range(_MOST_ROUNDS):
            if not any(edit.applied and edit.kind == "mistranslation" for edit in document.edits):
                break
            again = Document(document.fixed, source_text, verdict=document.verdict)
            edits = self._once(again, self._editing).edits
            later = [edit for edit in edits if edit.applied]
            if not later:
                break
            document = document.followed_by(later)
        return document

    def _once(self, document: Document, steps: Sequence[Step]) -> Document:
        findings = find(document.text, self._register)
        for step in steps:
            document = step(document, findings)
        return replace(document, edits=tuple(self._decided(edit) for edit in document.edits))

    @cached_property
    def _editing(self) -> tuple[Step, ...]:
        return tuple(step for step in self._made if isinstance(step, Repair | Names))

    def _decided(self, edit: Edit) -> Edit:
        applied = self.apply == "review" or (self.apply == "fix" and edit.safety == "fix")
        return replace(edit, applied=applied)


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    """Return the lexicon of the package, read once."""
    return Lexicon.load()


def run(
    text: str,
    *,
    source_text: str | None = None,
    lexicon: Lexicon | None = None,
    steps: Sequence[str] = STEP_NAMES,
    origin: OriginOption = "auto",
    apply: ApplyOption = "fix",
) -> Document:
    """Return the document with verdict, edits and links.

    `origin` says where the text comes from (`auto`: the detector decides); `apply` which edits are
    done (`fix`: the safe ones; `review`: all; `none`: they are only proposed).

    Raises:
        OptionError: for an unknown step, origin or apply.
        LexiconError: where the lexicon cannot be read.
    """
    pipeline = Pipeline(lexicon or default_lexicon(), tuple(steps), origin, apply)
    return pipeline(text, source_text)
