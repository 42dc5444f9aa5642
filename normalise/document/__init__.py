"""A document, what is said of its places, and the one way in which its text changes."""

from normalise.document.document import Document
from normalise.document.marks import (
    Candidate,
    Cue,
    Edit,
    Kind,
    Label,
    Link,
    Method,
    Passage,
    Safety,
    Span,
    Verdict,
)
from normalise.document.rendering import render, restore
from normalise.document.settling import settle

__all__ = [
    "Candidate",
    "Cue",
    "Document",
    "Edit",
    "Kind",
    "Label",
    "Link",
    "Method",
    "Passage",
    "Safety",
    "Span",
    "Verdict",
    "render",
    "restore",
    "settle",
]
