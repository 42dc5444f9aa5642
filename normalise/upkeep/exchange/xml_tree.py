"""Read XML into a tree that knows its lines, and refuse document types and entities.

The standard library's tree has no lines. A lexicon needs no document type, and a document type is what
XML attacks are made of (billion laughs, external entities), so there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from normalise.upkeep.exchange.plain import Drafts

_DEPTH = 40  # TBX-Basic needs 9
_WRAPPED = re.compile(r"[ \t]*\n[ \t]*")


@dataclass(slots=True)
class Node:
    """An element: its name without namespace, its attributes, the elements in it, its text and line."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Node] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text, with line breaks and the spaces around them as one space."""
        return _WRAPPED.sub(" ", "".join(self.pieces)).strip(" \t\n")

    def all(self, name: str) -> Iterator[Node]:
        """Yield the children of this name."""
        return (child for child in self.children if child.name == name)


def refuse_document_type(parser: Any, found: Drafts, where: str = "") -> None:
    """Make the parser raise LexiconError where a document type begins."""

    def refuse(*_: object) -> None:
        raise found.refusal(
            parser.CurrentLineNumber,
            f"a document type (<!DOCTYPE …>){where}: it is not read, for safety; take it out",
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse


def tree(data: bytes, found: Drafts) -> Node:
    """Return the outermost element.

    >>> root = tree(b"<a>\\n <b>x</b></a>", Drafts("x.xml"))
    >>> [(child.name, child.text, child.line) for child in root.children]
    [('b', 'x', 2)]

    Raises:
        LexiconError: when it is not XML, has a document type, or is nested too deep.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    refuse_document_type(parser, found)
    top = Node("", {}, 0)
    open_nodes = [top]

    def begin(name: str, attributes: dict[str, str]) -> None:
        if len(open_nodes) > _DEPTH:
            raise found.refusal(
                parser.CurrentLineNumber, "elements within elements without end: TBX has none such"
            )
        namespace, _, local = name.rpartition(" ")
        kept = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(local, kept, parser.CurrentLineNumber)
        if len(open_nodes) == 1:
            node.attributes[" namespace"] = namespace
        open_nodes[-1].children.append(node)
        open_nodes.append(node)

    def end(_: str) -> None:
        inner = open_nodes.pop()
        if inner.name in ("hi", "foreign"):  # marks within running text
            open_nodes[-1].pieces += inner.pieces

    def text(characters: str) -> None:
        open_nodes[-1].pieces.append(characters)

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise found.refusal(
            error.lineno, f"not readable as XML ({expat.ErrorString(error.code)})"
        ) from None
    except (ValueError, LookupError) as error:  # an encoding that is not known
        raise found.refusal(1, f"not readable as XML ({error}): save it as UTF-8") from None
    return top.children[0]
