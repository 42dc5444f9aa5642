"""Try every entry on its own sentences, through the whole repair.

`hit` sentences must be found (and changed, where the rule is safe), `miss` sentences left alone, and a
text that was repaired must not be repaired again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from normalise.document import Document, Edit
from normalise.lexicon.entry import Mistranslation
from normalise.lexicon.source import Located, Problem
from normalise.script.latin import fold_form

Process = Callable[[str], Document]

CODES = {
    "LT001": "a hit sentence that the rule does not find",
    "LT002": "a hit sentence that is changed by another entry, or to other words",
    "LT003": "a miss sentence that the rule changes or would change",
    "LT004": "a repaired sentence that is repaired again",
    "LT005": "a flag whose hit gives the detector nothing",
}


def trial(entries: Iterable[Located], process: Process, judge: Process) -> Iterator[Problem]:
    """Yield what is wrong, by entry.

    `process` takes a text as machine-translated; `judge` gives it its verdict, which is slow, and
    asked of flags alone.
    """
    for located in entries:
        if not located.entry.in_use:
            continue
        for number, rule in enumerate(located.entry.mistranslations):
            path = f"mistranslations.{number}"
            for index, sentence in enumerate(rule.hit):
                flag = rule.safety == "flag"
                tried = (
                    _flag(located, rule, judge(sentence))
                    if flag
                    else _hit(located, rule, sentence, process)
                )
                for code, message in tried:
                    line = located.at(f"{path}.hit.{index}")
                    yield Problem(located.file, line, code, message, located.entry.id)
            for index, sentence in enumerate(rule.miss):
                for code, message in _miss(located, sentence, process):
                    line = located.at(f"{path}.miss.{index}")
                    yield Problem(located.file, line, code, message, located.entry.id)


def _flag(located: Located, rule: Mistranslation, document: Document) -> Iterator[tuple[str, str]]:
    cues = document.verdict.evidence if document.verdict else ()
    forms = {fold_form(form) for form in rule.wrong}
    if not any(
        cue.cue.endswith(f":{located.entry.id}")
        or fold_form(cue.span.of(document.text)) in forms  # of another entry that has the form too
        for cue in cues
    ):
        yield "LT005", f"no cue of {located.entry.id} in {document.text!r}"


def _hit(
    located: Located, rule: Mistranslation, sentence: str, process: Process
) -> Iterator[tuple[str, str]]:
    document = process(sentence)
    own = [edit for edit in document.edits if edit.entry == located.entry.id]
    if not own:
        others = _others(document.edits)
        yield (
            "LT001",
            f"nothing of {located.entry.id} in {sentence!r}: is its context there?{others}",
        )
    elif rule.safety == "fix" and not any(edit.applied for edit in own):
        yield "LT002", f"only proposed in {sentence!r}: {own[0].why}"
    again = process(document.fixed)
    undone = [edit for edit in again.edits if edit.applied]
    if undone:
        edit = undone[0]
        before = edit.span.of(again.text)
        yield (
            "LT004",
            f"{document.fixed!r} is changed again: {before!r} to {edit.after!r} by {edit.entry}",
        )


def _miss(located: Located, sentence: str, process: Process) -> Iterator[tuple[str, str]]:
    for edit in process(sentence).edits:
        if edit.entry == located.entry.id and edit.kind != "name":
            what = "changed" if edit.applied else "proposed"
            yield "LT003", f"{edit.span.of(sentence)!r} is {what} to {edit.after!r} in {sentence!r}"


def _others(edits: Iterable[Edit]) -> str:
    found = sorted({edit.entry for edit in edits})
    return f" (found: {', '.join(found)})" if found else ""
