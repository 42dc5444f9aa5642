"""An entry: one concept, its Arabic, its English, and the mistranslations that hide it.

One entry serves three uses: repair, name normalisation, and the link to the Arabic, as in a
concept-oriented term base (TBX, ISO 30042).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal, get_args

EntryKind = Literal[
    "person", "place", "organisation", "group", "title", "term", "idiom", "artefact", "name"
]
Status = Literal["proposed", "approved", "deprecated", "rejected"]
RuleSafety = Literal["fix", "review", "flag"]
Case = Literal["smart", "exact", "fold"]

# The beginning of an id says the kind.
PREFIXES: dict[str, EntryKind] = {
    "person": "person",
    "place": "place",
    "org": "organisation",
    "group": "group",
    "title": "title",
    "term": "term",
    "idiom": "idiom",
    "artefact": "artefact",
    "name": "name",
}
NAMED_KINDS = frozenset({"person", "place", "organisation", "group"})
SPELLING_KEYS = (
    "press", "iraq", "gulf", "levant", "egypt", "sudan", "maghreb", "yemen", "iran", "turkey",
    "engines",
)  # fmt: skip
PARTS = ("given", "family", "nisba", "kunya", "particle")


@dataclass(frozen=True, slots=True)
class Mistranslation:
    """What engines write for the concept, and when that may be repaired.

    `requires` (one of them in the document), `requires_near` (one of them near by), `unless` (none
    of them near by) and `unless_document` (none of them in the document) hold words, `region:XX`
    or entry ids. `alone` means that the form must be a sentence of its own. `right` and `renders` say
    which English and which Arabic this form stands for, where it is not the usual one of the entry.
    """

    wrong: tuple[str, ...]
    safety: RuleSafety
    why: str = ""
    right: str | None = None
    renders: str | None = None
    requires: tuple[str, ...] = ()
    requires_near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unless_document: tuple[str, ...] = ()
    alone: bool = False
    case: Case = "smart"
    hit: tuple[str, ...] = ()
    miss: tuple[str, ...] = ()
    # Made when the lexicon was compiled, entered by nobody:
    derived: bool = False  # the wordings are made from the Arabic
    framed: bool = False  # the words around must say that it is a place
    origins: tuple[tuple[int, ...], ...] = ()  # for each wording, the Arabic forms it may come from

    def origin(self, wrong: str, arabic: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of the entry's Arabic forms that one of the wrong wordings may come from.

        >>> rule = Mistranslation(("court of discrimination",), "fix", origins=((1,),))
        >>> rule.origin("court of discrimination", ("محكمة النقض", "محكمة التمييز"))
        ('محكمة التمييز',)
        """
        places = self.origins[self.wrong.index(wrong)] if self.origins else ()
        return tuple(arabic[place] for place in places) or arabic

    @property
    def contextual(self) -> bool:
        """Whether something beside the form itself must be there."""
        return bool(self.requires or self.requires_near)

    @property
    def telling(self) -> bool:
        """Whether its context can tell a translation: a region alone says what a text is about."""
        words = any(not item.startswith("region:") for item in self.requires)
        return words or bool(self.requires_near)


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept. `english` is the form that is written; "" for an artefact that is cut out.

    `variants` are other spellings, rewritten to `english`; `aliases` are other right names, linked
    and left as they are; of both the `ambiguous` ones mean other things too ("victim" of المجني عليه), so
    they are not linked where they stand; `short` is what news calls a person after the first mention. A place with
    `part` "given" is what people are named, too: before a family name it is no place.
    """

    id: str
    kind: EntryKind
    english: str
    arabic: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    spellings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    literal: tuple[str, ...] = ()
    case: Case = "smart"
    requires: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    mistranslations: tuple[Mistranslation, ...] = ()
    region: tuple[str, ...] = ()
    wikidata: str | None = None
    source: str = ""
    status: Status = "approved"
    replaced_by: str | None = None
    note: str | None = None

    @property
    def in_use(self) -> bool:
        """Whether the entry takes part in matching; refused and replaced ones are only kept."""
        return self.status in ("approved", "proposed")

    @property
    def all_spellings(self) -> tuple[str, ...]:
        """The spellings of a name part, the usual one first, each once.

        >>> Entry("name.ali", "name", "Ali", spellings=(("press", ("Ali",)), ("iran", ("Aly",)))
        ...      ).all_spellings
        ('Ali', 'Aly')
        """
        listed = (spelling for _, group in self.spellings for spelling in group)
        return tuple(dict.fromkeys((self.english, *self.variants, *listed)))


CHOICES: dict[str, tuple[str, ...]] = {
    "kind": get_args(EntryKind),
    "status": get_args(Status),
    "safety": get_args(RuleSafety),
    "case": get_args(Case),
}
ENTRY_KEYS = frozenset(field.name for field in fields(Entry))
MISTRANSLATION_KEYS = frozenset(field.name for field in fields(Mistranslation)) - {
    "derived",
    "framed",
    "origins",
}
LIST_KEYS = frozenset(
    {
        "arabic", "variants", "aliases", "ambiguous", "short", "part", "literal", "requires", "unless", "region",
        "wrong", "requires_near", "unless_document", "hit", "miss",
    }
)  # fmt: skip
REQUIRED_ENTRY_KEYS = ("id", "kind", "english", "source", "status")
REQUIRED_MISTRANSLATION_KEYS = ("wrong", "safety", "why")
