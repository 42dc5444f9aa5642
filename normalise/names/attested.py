"""What is attested of names: Latin parts and the Arabic forms that they were found with.

The lexicon says it part by part (entries of kind `name`) and name by name (persons, places).
`FromLexicon` asks it when a part is met, so that nothing is worked out that nobody asks for;
`Attested` holds a few parts of one's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from normalise.lexicon.entry import Entry
from normalise.lexicon.forms import RIGHT_ROLES
from normalise.lexicon.hits import Owner
from normalise.lexicon.store import Lexicon
from normalise.names.letters import folded
from normalise.names.particles import Part, names_only, parts
from normalise.names.sounds import plain
from normalise.script.arabic import is_arabic
from normalise.script.latin import fold_form
from normalise.script.particles import without_article

_WHOLE_KINDS = frozenset({"person", "place"})
_HEADS_WRITTEN = {"": "", "abd": "abd al-", "abu": "abu ", "umm": "umm "}
_TAILS_WRITTEN = {"": "", "din": " al-din", "allah": "allah"}


@lru_cache(maxsize=1 << 16)
def part_key(part: Part) -> str:
    """Return what all writings of one part share: no case, accent, apostrophe or article.

    >>> part_key(Part("sa'id")), part_key(Part("rahman", "abd")), part_key(Part("أحمد"))
    ('said', 'abd+rahman', 'احمد')
    """
    text = folded(part.text) if is_arabic(part.text) else plain(part.text).replace("'", "")
    return "+".join(piece for piece in (part.head, text, part.tail) if piece)


def name_key(name: str) -> str:
    """Return the keys of all parts of a name.

    >>> name_key("Mustafa al-Kadhimi")
    'mustafa kadhimi'
    """
    return " ".join(part_key(part) for part in names_only(name))


@dataclass(frozen=True)
class Attested:
    """Known parts of names, by their keys (`part_key`), and whole names (`name_key`).

    `forms` gives the Arabic forms of a Latin part, the likeliest first; `headwords` those for which
    the part is the spelling to write; `spellings` the spelling to write for an Arabic part; `wholes`
    the Arabic of a whole name.

    >>> Attested({"kazimi": ("كاظمي",)}).of(Part("kazimi"))
    ('كاظمي',)
    """

    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headwords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    wholes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, part: Part) -> tuple[str, ...]:
        """Return the Arabic forms of a Latin part, without particles; empty where it is unknown."""
        return self.forms.get(part_key(part), ())

    def headword_of(self, part: Part) -> tuple[str, ...]:
        """Return the Arabic forms for which a Latin part is the spelling to write."""
        return self.headwords.get(part_key(part), ())

    def spelling(self, part: Part) -> str | None:
        """Return the Latin spelling of an Arabic part, with its particles but no article."""
        return self.spellings.get(part_key(part))

    def all_spellings(self, part: Part) -> tuple[str, ...]:
        """Return the Latin spellings of an Arabic part, the one to write first."""
        one = self.spelling(part)
        return (one,) if one else ()

    def whole(self, name: str) -> tuple[str, ...]:
        """Return the Arabic of a whole name."""
        return self.wholes.get(name_key(name), ())

    def usual(self, name: str) -> str | None:
        """Return how a whole name is to be written; None where it is unknown."""
        del name
        return None

    def press(self, word: str) -> str | None:
        """Return the Latin spelling of an Arabic word, with the article that stands there."""
        found = parts(word)
        spelling = self.spelling(found[0]) if len(found) == 1 else None
        return f"al-{spelling}" if spelling and found[0].article and not found[0].head else spelling


class FromLexicon(Attested):
    """What a lexicon attests; every answer is kept, for the lexicon never changes."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        object.__setattr__(self, "_lexicon", lexicon)
        object.__setattr__(self, "_answers", {})

    _lexicon: Lexicon
    _answers: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]

    def of(self, part: Part) -> tuple[str, ...]:
        """Return the Arabic forms of a Latin part; those it is the headword of come first."""
        return self._answer(part)[0]

    def headword_of(self, part: Part) -> tuple[str, ...]:
        """Return the Arabic forms for which the lexicon writes a Latin part just so."""
        return self._answer(part)[1]

    def _answer(self, part: Part) -> tuple[tuple[str, ...], tuple[str, ...]]:
        key = part_key(part)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self._looked_up(part)
        return answer

    def _looked_up(self, part: Part) -> tuple[tuple[str, ...], tuple[str, ...]]:
        written = f"{_HEADS_WRITTEN.get(part.head, '')}{part.text}{_TAILS_WRITTEN[part.tail]}"
        owners = [owner for owner in self._lexicon.find(written) if owner.form.role == "part"]
        heads = [owner for owner in owners if _is_headword(owner)]
        first = _forms(heads, part)
        return tuple((first | _forms(owners, part)).values()), tuple(first.values())

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        """The first entry of each Arabic part."""
        found: dict[str, Entry] = {}
        for entry in self._lexicon.of_kind("name"):
            for form in entry.arabic:
                one = parts(form)
                if len(one) == 1:
                    found.setdefault(part_key(one[0]), entry)
        return found

    def spelling(self, part: Part) -> str | None:
        """Return how the lexicon writes an Arabic part, without an article."""
        entry = self._entries.get(part_key(part))
        return without_article(entry.english) if entry else None

    def all_spellings(self, part: Part) -> tuple[str, ...]:
        """Return all spellings that the lexicon has for an Arabic part, the one to write first."""
        entry = self._entries.get(part_key(part))
        return (entry.english, *entry.all_spellings) if entry else ()

    def whole(self, name: str) -> tuple[str, ...]:
        """Return the Arabic of the persons and places that have this name, whole.

        Forms with as many parts as the name come first: Maysan before the province of Maysan.
        """
        forms = dict.fromkeys(form for entry in self._holders(name) for form in entry.arabic)
        if len(forms) < 2:
            return tuple(forms)
        count = len(names_only(name))
        return tuple(sorted(forms, key=lambda form: abs(len(names_only(form)) - count)))

    def usual(self, name: str) -> str | None:
        """Return how the lexicon writes a whole name, where one entry alone holds it."""
        holders = self._holders(name)
        return holders[0].english if len(holders) == 1 else None

    def _holders(self, name: str) -> list[Entry]:
        owners = self._lexicon.find(name)
        return [
            owner.entry
            for owner in owners
            if owner.form.role in RIGHT_ROLES and owner.entry.kind in _WHOLE_KINDS
        ]


def _is_headword(owner: Owner) -> bool:
    return fold_form(owner.form.written) == fold_form(owner.entry.english)


def _forms(owners: list[Owner], like: Part) -> dict[str, str]:
    """Return the Arabic parts that are built like a Latin one; of two that fold to one, the first."""
    found: dict[str, str] = {}
    for owner in owners:
        for form in owner.entry.arabic:
            one = parts(form)
            if len(one) == 1 and (one[0].head, one[0].tail) == (like.head, like.tail):
                found.setdefault(folded(one[0].text), one[0].text)
    return found


@lru_cache(maxsize=4)
def attested_in(lexicon: Lexicon) -> Attested:
    """Return what a lexicon attests, with the answers it gave before."""
    return FromLexicon(lexicon)


@cache
def packaged() -> Attested:
    """Return what the lexicon of the package attests."""
    return attested_in(Lexicon.load())


def knowledge(lexicon: Lexicon | Attested | None) -> Attested:
    """Return the knowledge to use: what was given, else the package's own."""
    if lexicon is None:
        return packaged()
    return lexicon if isinstance(lexicon, Attested) else attested_in(lexicon)
