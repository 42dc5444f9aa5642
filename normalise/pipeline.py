"""The whole job on one document: read once, judge, repair, write names one way, link.

>>> document = run("The popular crowd, formed by a fatwa in Iraq, said so.", origin="mt")
>>> document.fixed
'The Popular Mobilization Forces, formed by a fatwa in Iraq, said so.'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import islice
from typing import Literal, get_args

from normalise._version import __version__
from normalise.document import Document, Edit, Verdict
from normalise.errors import OptionError
from normalise.findings import Ahead, find, made_with
from normalise.lexicon.store import Lexicon
from normalise.names.persons import Register
from normalise.repairs.writing import PRESS, STYLES, Writing
from normalise.steps import STEP_NAMES, Detect, Names, OriginOption, Repair, Step, standard_steps

ApplyOption = Literal["fix", "review", "none"]
TOGETHER = 64  # texts that are read at once
_MOST_ROUNDS = 3


@dataclass(frozen=True)
class Pipeline:
    """The steps, the lexicon and the options of a run; documents go through one by one.

    `detect` says which model judges, and whether single paragraphs are judged too.
    """

    lexicon: Lexicon
    steps: tuple[str, ...] = STEP_NAMES
    origin: OriginOption = "auto"
    apply: ApplyOption = "fix"
    style: str = PRESS
    detect: Detect = field(default_factory=Detect)

    def __post_init__(self) -> None:
        for value, option, choices in (
            (self.origin, "origin", get_args(OriginOption)),
            (self.apply, "apply", get_args(ApplyOption)),
            (self.style, "style", STYLES),
        ):
            if value not in choices:
                raise OptionError(f"{option} is one of {', '.join(choices)}, not {value!r}")

    @cached_property
    def _made(self) -> tuple[Step, ...]:
        return standard_steps(
            self.steps, self.origin, Writing(self.style, self.lexicon), self.detect
        )

    @cached_property
    def _register(self) -> Register:
        return Register(self.lexicon)

    @cached_property
    def signature(self) -> str:
        """What made a record: version, lexicon, model, steps and options."""
        steps = ",".join(name for name in STEP_NAMES if name in self.steps)
        model = self.detect.loaded.digest if "detect" in self.steps else "none"
        return (
            f"normalise:{__version__}|lexicon:{self.lexicon.digest}|model:{model}"
            f"|steps:{steps}|origin:{self.origin}|apply:{self.apply}"
            + (f"|style:{self.style}" if self.style != PRESS else "")
        )

    def read_ahead(self, texts: Sequence[str]) -> Iterable[Ahead]:
        """Return what there is to read in texts: for many at once far quicker than one by one.

        To be given back with each text; nothing changes but the time it takes.
        """
        held = self.detect.hold(texts) if "detect" in self.steps else [None] * len(texts)
        return map(Ahead, self.lexicon.read_all(texts), held)

    def documents(self, texts: Iterable[str]) -> Iterator[Document]:
        """Yield the document of each text, in order; some are read ahead, which is much quicker.

        >>> texts = ["He said so in Iraq.", "She left for Sana."]
        >>> pipeline = Pipeline(default_lexicon())
        >>> [document.text for document in pipeline.documents(texts)] == texts
        True
        """
        left = iter(texts)
        while together := list(islice(left, TOGETHER)):
            for text, ahead in zip(together, self.read_ahead(together), strict=True):
                yield self(text, None, ahead)

    def __call__(
        self, text: str, source_text: str | None = None, ahead: Ahead | None = None
    ) -> Document:
        """Return the document with its verdict, edits and links."""
        signature = self.signature + made_with(source_text)
        document = self._once(Document(text, source_text, signature=signature), self._made, ahead)
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

    def _once(
        self, document: Document, steps: Sequence[Step], ahead: Ahead | None = None
    ) -> Document:
        findings = find(document.text, self._register, document.source_text, ahead)
        for step in steps:
            document = step(document, findings)
        if not document.edits:
            return document
        return replace(document, edits=tuple(self._decided(edit) for edit in document.edits))

    @cached_property
    def _editing(self) -> tuple[Step, ...]:
        return tuple(step for step in self._made if isinstance(step, Repair | Names))

    def _decided(self, edit: Edit) -> Edit:
        applied = self.apply == "review" or (self.apply == "fix" and edit.safety == "fix")
        return edit if applied == edit.applied else replace(edit, applied=applied)


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
    style: str = PRESS,
) -> Document:
    """Return the document with verdict, edits and links.

    `origin` says where the text comes from (`auto`: the detector decides); `apply` which edits are
    done (`fix`: the safe ones; `review`: all; `none`: they are only proposed); `style` how repaired
    names of persons are written (`press`, or a romanisation scheme).

    Raises:
        OptionError: for an unknown step, origin or apply.
        LexiconError: where the lexicon cannot be read.
    """
    pipeline = Pipeline(lexicon or default_lexicon(), tuple(steps), origin, apply, style)
    return pipeline(text, source_text)


def detect(text: str, *, lexicon: Lexicon | None = None) -> Verdict:
    """Return the verdict on a text alone: label, score, probabilities and evidence.

    >>> detect("Too short.").label
    'unsure'

    Raises:
        LexiconError: where the lexicon cannot be read.
        ModelError: where the weights cannot be read.
    """
    verdict = run(text, lexicon=lexicon, steps=("detect",)).verdict
    assert verdict is not None  # noqa: S101 - the step was asked for
    return verdict
