"""How the repaired name of a person is written: as the press does, or romanised by a scheme.

The press style is the lexicon's. Any other style romanises the Arabic of persons from Arab countries;
what has an established English form (places, parties, persons from elsewhere) keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass

from normalise.lexicon.entry import Entry
from normalise.lexicon.forms import last_name, short_names
from normalise.lexicon.store import Lexicon
from normalise.names.romanise import Romanisation, romanise
from normalise.names.schemes import SCHEMES

# Not ISO 233: what it writes (Fata’ḥ) is read by nobody as the name, so writing again would change it.
STYLES = tuple(scheme for scheme in SCHEMES if scheme != "iso-233")
PRESS = "press"
_FOUND = "odni"  # the style that gives the found spelling in parentheses
_ARAB = frozenset(
    "AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split()
)  # fmt: skip
_HEADS = frozenset(("عبد", "أبو", "أبي", "ابن", "بن", "آل", "أم"))
_TAILS = frozenset(("الدين", "الله"))


@dataclass(frozen=True)
class Writing:
    """Writes the names of persons in a style.

    >>> entry = Entry("person.x", "person", "Mustafa al-Kadhimi", ("مصطفى الكاظمي",), region=("IQ",))
    >>> writing = Writing("ala-lc")
    >>> str(writing.full(entry)), [str(name) for name in writing.short(entry)]
    ('Muṣṭafá al-Kāẓimī', ['al-Kāẓimī'])
    >>> Writing("odni").beside("Muṣṭafa al Kaẓimi", "Mustafa Kazimi")
    'Muṣṭafa al Kaẓimi (Mustafa Kazimi)'
    """

    style: str = PRESS
    lexicon: Lexicon | None = None

    def romanises(self, entry: Entry) -> bool:
        """Whether the name of an entry is romanised."""
        if self.style == PRESS or entry.kind != "person" or not entry.arabic:
            return False
        return not _ARAB.isdisjoint(entry.region)

    def full(self, entry: Entry) -> str:
        """Return how the whole name is to be written."""
        return self._written(entry.arabic[0]) if self.romanises(entry) else entry.english

    def short(self, entry: Entry) -> tuple[str, ...]:
        """Return how the name is to be written once it was said in full, the usual form first."""
        names = short_names(entry)
        if not self.romanises(entry):
            return names
        if entry.short and last_name(entry.english) not in entry.short:
            return ()  # he is called by another part, which may be any
        return (self._written(_last(entry.arabic[0])),)

    def is_sure(self, entry: Entry) -> bool:
        """Whether the vowels of the name are known, not guessed."""
        return not self.romanises(entry) or not self._written(entry.arabic[0]).guessed

    def beside(self, right: str, found: str) -> str:
        """Return the name with the spelling that was found, where the style gives it."""
        return f"{right} ({found})" if self.style == _FOUND else right

    def _written(self, arabic: str) -> Romanisation:
        return romanise(arabic, self.style, lexicon=self.lexicon)


AS_THE_PRESS = Writing()


def _last(arabic: str) -> str:
    """Return the last part of an Arabic name with its particles.

    >>> _last("محمد ولد عبد العزيز"), _last("حسن نصر الله")
    ('عبد العزيز', 'نصر الله')
    """
    words = arabic.split()
    start = len(words) - 1
    if words[start] in _TAILS and start:
        start -= 1
    while start > 1 and words[start - 1] in _HEADS - {"بن", "ابن"}:
        start -= 1
    return " ".join(words[start:])
