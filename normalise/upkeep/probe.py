"""The literal English of names that the lexicon has, to look for in a corpus.

What an engine may have written for a known Arabic name, and no entry lists yet, is worth a look where it
stands in a text.
"""

from __future__ import annotations

from collections.abc import Iterator

from normalise.document import Span
from normalise.lexicon.entry import NAMED_KINDS, Entry, Mistranslation
from normalise.lexicon.glosses import Glosses
from normalise.lexicon.literal import Meanings, literal, proper_names
from normalise.lexicon.senses import senses
from normalise.lexicon.store import Lexicon
from normalise.names.romanise import romanise
from normalise.script.latin import fold_form

_EACH = 12  # renderings that are looked for of each name; the later ones are hardly ever written
_BEAM = 16  # partial phrases for these: five times as fast as for twenty renderings, and as good


class Probe:
    """Finds the literal renderings of known names that no entry has."""

    def __init__(self, lexicon: Lexicon, glosses: Glosses) -> None:
        meanings = Meanings(glosses, proper_names(lexicon.entries), spelling)
        self._entries: dict[str, Entry] = {}
        probes: list[Entry] = []
        for entry in lexicon.entries:
            if entry.kind not in NAMED_KINDS or not entry.arabic:
                continue
            found = literal(entry.arabic[0], meanings, top=_EACH, beam=_BEAM)
            wanted = [one.english for one in found if _is_new(one.english, entry, lexicon)]
            if wanted:
                key = f"term.probe-{len(probes)}"
                rule = Mistranslation(tuple(form.lower() for form in wanted), "review", "literal")
                probes.append(Entry(key, "term", "", mistranslations=(rule,)))
                self._entries[key] = entry
        self._lexicon = Lexicon.of(probes)

    def found(self, text: str) -> Iterator[tuple[Span, Entry, str]]:
        """Yield where a rendering stands, of which entry, and the rendering."""
        for sense in senses(self._lexicon.read(text)):
            yield sense.span, self._entries[sense.entry.id], sense.form.written


def _is_new(form: str, entry: Entry, lexicon: Lexicon) -> bool:
    return " " in form and fold_form(form) != fold_form(entry.english) and not lexicon.find(form)


def spelling(word: str) -> str:
    """Return a word that nothing is known of, as the press writes it.

    >>> spelling("بولاق")
    'Bulaq'
    """
    return str(romanise(word, "press"))
