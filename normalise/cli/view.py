"""Lay one document out for the eye: the text with its changes, and why, with the Arabic beside."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from normalise.document import Document, Edit, Link, Span, Verdict

_LABELS = {
    "mt": ("machine-translated", "bold white on red"),
    "human": ("not machine-translated", "bold white on green"),
    "unsure": ("unsure", "bold black on yellow"),
}
_WAS, _NOW, _PROPOSED, _LINKED, _NUMBER = (
    "red strike",
    "bold green",
    "yellow underline",
    "cyan",
    "dim",
)
_MOST_CUES = 6
_CUES = {
    "calque": "an Arabic name or term, word for word",
    "formula": "a formula of Arabic news writing",
    "two spellings": "one person, two spellings",
    "translated wording": "wording that engines write more often",
    "native wording": "wording that people write more often",
}


def view(document: Document, name: str, *, colour: bool = True) -> Group:
    """Return a document as something to print: verdict, text, changes, proposals, links.

    Without colour, what was taken out stands in [-...-] and what was put in in {+...+}, as in wdiff.
    """
    numbers = {edit: number for number, edit in enumerate(document.edits, 1)}
    parts: list[RenderableType] = [
        Rule(Text(name, style="bold"), align="left", style="dim"),
        Text(),
    ]
    if document.verdict:
        parts += [_verdict(document.verdict, document.text), Text()]
    parts += [Padding(_marked(document, numbers, colour=colour), (0, 2)), Text()]
    for title, applied in (("Changed", True), ("Proposed, for a person to decide", False)):
        edits = [edit for edit in document.edits if edit.applied == applied]
        if edits:
            parts += [_edits(title, edits, numbers, document), Text()]
    plain = _unedited(document)
    if plain:
        parts.append(_links(plain, document.text))
    return Group(*parts)


def _verdict(verdict: Verdict, text: str) -> Group:
    words, style = _LABELS[verdict.label]
    line = Text.assemble(
        (f" {words} ", style),
        f"  score {verdict.score:.2f}",
        ("   from Arabic ", "dim"),
        f"{verdict.arabic:.0%}",
    )
    if verdict.reason:
        line.append(f"   {verdict.reason}", style="dim")
    table = Table.grid(padding=(0, 2))
    for cue in sorted(verdict.evidence, key=lambda cue: -abs(cue.weight))[:_MOST_CUES]:
        table.add_row(
            Text(f"{cue.weight:+.1f}", style="dim"),
            Text(_short(cue.span.of(text)), style="italic"),
            Text(_CUES.get(cue.cue.partition(":")[0], cue.cue), style="dim"),
        )
    return Group(line, Padding(table, (0, 2)))


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 40 else f"{flat[:37]}..."


def _marked(document: Document, numbers: dict[Edit, int], *, colour: bool) -> Text:
    """The original text with what was taken out and put in, and the linked words in colour."""
    text = Text()
    position = 0
    for span, item in _marks(document):
        text.append(document.text[position : span.start])
        words = span.of(document.text)
        if isinstance(item, Link):
            text.append(words, style=_LINKED)
        elif item.applied:
            was, now = words.strip() or words, item.after
            text.append(was if colour else f"[-{was}-]", style=_WAS)
            if now:
                text.append(" ")
                text.append(now if colour else f"{{+{now}+}}", style=_NOW)
            text.append(f" {numbers[item]}", style=_NUMBER)
        else:
            text.append(words if colour else f"[?{words}?]", style=_PROPOSED)
            text.append(f" {numbers[item]}?", style=_NUMBER)
        position = span.end
    text.append(document.text[position:])
    return text


def _marks(document: Document) -> list[tuple[Span, Edit | Link]]:
    marks: list[tuple[Span, Edit | Link]] = [(edit.span, edit) for edit in document.edits]
    marks += [(link.span, link) for link in _unedited(document)]
    return sorted(marks, key=lambda pair: pair[0])


def _unedited(document: Document) -> list[Link]:
    """The links of words that no edit touches or would touch."""
    edited = [edit.span for edit in document.edits]
    return [link for link in document.links if not any(span.overlaps(link.span) for span in edited)]


def _edits(title: str, edits: list[Edit], numbers: dict[Edit, int], document: Document) -> Group:
    table = Table(box=None, padding=(0, 1), expand=True, header_style="dim", pad_edge=False)
    table.add_column("", width=3, justify="right", style="dim")
    table.add_column("was", ratio=5, style="red" if edits[0].applied else "yellow")
    table.add_column(
        "now" if edits[0].applied else "would be",
        ratio=5,
        style=_NOW if edits[0].applied else "green",
    )
    table.add_column("why", ratio=7, style="dim")
    # At the end: beside other Arabic, a terminal would run the two together.
    table.add_column("Arabic", ratio=4, justify="right", style=_LINKED)
    for edit in edits:
        arabic = next((link.arabic for link in document.links if link.span.overlaps(edit.span)), "")
        table.add_row(
            str(numbers[edit]),
            Text(_short(edit.span.of(document.text).strip())),
            Text(edit.after or "(cut out)"),
            Text(edit.why),
            Text(arabic),
        )
    return Group(Text(title, style="bold"), table)


def _links(links: list[Link], text: str) -> Group:
    found: dict[tuple[str, str], int] = {}
    for link in links:
        key = (link.span.of(text), link.arabic if link.method != "generated" else f"{link.arabic}?")
        found[key] = found.get(key, 0) + 1
    line = Text()
    for (surface, arabic), count in found.items():
        if line:
            line.append("   ")
        line.append(surface.replace(" ", "\u00a0"), style="default")
        line.append(f"\u00a0{arabic}".replace(" ", "\u00a0"), style=_LINKED)
        if count > 1:
            line.append(f"\u00a0×{count}", style="dim")
    return Group(Text("Linked as they are", style="bold"), Padding(line, (0, 2)))
