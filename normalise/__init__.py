"""Detect, repair, normalise and link English that was machine-translated from Arabic.

>>> import normalise
>>> normalise.run("The popular crowd, formed by a fatwa in Iraq, said so.", origin="mt").fixed
'The Popular Mobilization Forces, formed by a fatwa in Iraq, said so.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from normalise._version import __version__

if TYPE_CHECKING:
    from normalise.document import Document
    from normalise.lexicon.store import Lexicon
    from normalise.names.generate import arabic
    from normalise.names.match import match
    from normalise.names.romanise import romanise
    from normalise.pipeline import Pipeline, detect, run

__all__ = [
    "Document",
    "Lexicon",
    "Pipeline",
    "__version__",
    "arabic",
    "detect",
    "match",
    "romanise",
    "run",
]

# Names load when they are first used, so that `import normalise` and the command start at once.
_HOMES = {
    "Document": "normalise.document",
    "Lexicon": "normalise.lexicon.store",
    "Pipeline": "normalise.pipeline",
    "arabic": "normalise.names.generate",
    "detect": "normalise.pipeline",
    "match": "normalise.names.match",
    "romanise": "normalise.names.romanise",
    "run": "normalise.pipeline",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'normalise' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
