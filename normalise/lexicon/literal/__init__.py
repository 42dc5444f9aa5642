"""The literal English of Arabic names: what an engine writes that reads a name as words."""

from normalise.lexicon.literal.proper import proper_names
from normalise.lexicon.literal.renderings import Rendering, literal
from normalise.lexicon.literal.tokens import Meanings

__all__ = ["Meanings", "Rendering", "literal", "proper_names"]
