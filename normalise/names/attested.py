"""What the lexicon knows about names: Latin parts and the Arabic forms they were found with.

Entries of kind `name` say it part by part; a person's name is taken apart where its Latin and its
Arabic have the same number of parts and the same particles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from normalise.lexicon.entry import Entry
from normalise.lexicon.store import Lexicon
from normalise.names.key import misfits
from normalise.names.letters import folded
from normalise.names.particles import Part, names_only
from normalise.names.sounds import plain
from normalise.script.arabic import is_arabic
from normalise.script.particles import without_article

_NAMING_KINDS = frozenset({"name", "person", "place"})


@dataclass(frozen=True, slots=True)
class Attested:
    """Known parts of names; the key of a part is its letters with its particles.

    `forms` gives the Arabic forms of a Latin part, `spellings` the usual Latin spelling of an
    Arabic part, `wholes` the Arabic of a whole name that an entry holds, `usual` the spelling of
    the entry for a whole name.
    """

    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    wholes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)

    def of(self, part: Part) -> tuple[str, ...]:
        """Return the Arabic forms of a Latin part, without particles; empty where it is unknown."""
        return self.forms.get(part_key(part), ())

    def spelling(self, part: Part) -> str | None:
        """Return the usual Latin spelling of an Arabic part, with its particles but no article."""
        return self.spellings.get(part_key(part))

    def press(self, word: str) -> str | None:
        """Return the usual Latin spelling of an Arabic word, with the article that stands there."""
        found = names_only(word)
        spelling = self.spelling(found[0]) if len(found) == 1 else None
        return f"al-{spelling}" if spelling and found[0].article else spelling

    def whole(self, name: str) -> tuple[str, ...]:
        """Return the Arabic of a whole name that an entry holds."""
        return self.wholes.get(name_key(name), ())

    def usual_spelling(self, name: str) -> str | None:
        """Return how the entry that holds a whole name writes it."""
        return self.usual.get(name_key(name))


def part_key(part: Part) -> str:
    """Return what all writings of one part share: no case, accent, apostrophe or article.

    >>> part_key(Part("sa'id")), part_key(Part("rahman", "abd")), part_key(Part("أحمد"))
    ('said', 'abd+rahman', 'احمد')
    """
    text = folded(part.text) if is_arabic(part.text) else plain(part.text).replace("'", "")
    return str(replace(part, text=text, article=False))


def name_key(name: str) -> str:
    """Return the keys of all parts of a name.

    >>> name_key("Mustafa al-Kadhimi")
    'mustafa kadhimi'
    """
    return " ".join(part_key(part) for part in names_only(name))


def gather(entries: Iterable[Entry]) -> Attested:
    """Return what entries say about parts of names.

    >>> found = gather([Entry("name.kadhimi", "name", "Kadhimi", ("كاظمي",), variants=("Kazimi",))])
    >>> found.of(Part("kazimi")), found.spelling(Part("كاظمي"))
    (('كاظمي',), 'Kadhimi')
    """
    forms: dict[str, dict[str, None]] = {}
    spellings: dict[str, str] = {}
    wholes: dict[str, dict[str, None]] = {}
    usual: dict[str, str] = {}
    # Entries for parts come first: they say which Arabic form is the usual one.
    ordered = sorted(entries, key=lambda entry: (entry.kind != "name", entry.id))
    for entry in ordered:
        if entry.kind not in _NAMING_KINDS or not entry.arabic:
            continue
        for spelling in entry.all_spellings:
            if entry.kind != "name":  # of a part, the article that stands in the text decides
                usual.setdefault(name_key(spelling), entry.english)
                wholes.setdefault(name_key(spelling), {}).update(dict.fromkeys(entry.arabic))
            for latin, arabic in _pairs(spelling, entry):
                forms.setdefault(part_key(latin), {})[arabic.text] = None
                if entry.kind == "name" and spelling == entry.english:
                    spellings.setdefault(part_key(arabic), without_article(spelling))
    return Attested(
        {key: tuple(found) for key, found in forms.items()},
        spellings,
        {key: tuple(found) for key, found in wholes.items()},
        usual,
    )


def _pairs(spelling: str, entry: Entry) -> Iterator[tuple[Part, Part]]:
    """Yield the parts of a spelling, each with its Arabic, where the two names are built alike."""
    latin = names_only(spelling)
    for form in entry.arabic:
        arabic = names_only(form)
        if len(latin) != len(arabic):
            continue
        for one, other in zip(latin, arabic, strict=True):
            alike = (one.head, one.tail) == (other.head, other.tail)
            if alike and (entry.kind == "name" or misfits(one.text, other.text) == 0):
                yield one, other


@lru_cache(maxsize=4)
def attested_in(lexicon: Lexicon) -> Attested:
    """Return what a lexicon knows about names; worked out once for each lexicon."""
    return gather(lexicon.entries)


@cache
def packaged() -> Attested:
    """Return what the lexicon of the package knows about names."""
    return attested_in(Lexicon.load())


def knowledge(lexicon: Lexicon | Attested | None) -> Attested:
    """Return the knowledge to use: what was given, else the package's own."""
    if lexicon is None:
        return packaged()
    return lexicon if isinstance(lexicon, Attested) else attested_in(lexicon)
