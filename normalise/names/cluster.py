"""Put the spellings of each name in a corpus together, in time linear in the mentions.

Names are taken apart; each distinct part is compared only with the commoner parts in its block
(`key.keys`), and of those only with the nearest few. Two names are one group where all their parts
are: so a million mentions take seconds, and no pair of names is ever compared.

>>> [group.name for group in cluster(["Kazimi", "Kadhimi", "Kazimi", "Adnan"], lexicon=Attested())]
['Kazimi', 'Adnan']
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import Levenshtein

from normalise.lexicon.store import Lexicon
from normalise.names.attested import Attested, knowledge, part_key
from normalise.names.generate import Evidence, arabic, with_particles
from normalise.names.key import part_keys
from normalise.names.pairs import same_latin, same_latin_quick
from normalise.names.particles import Part, names_only
from normalise.script.arabic import is_arabic

_SURE = 0.7  # a wrong join is worse than a missed one: 3 % of near names, train split
# Between these the sounds alone are in doubt, and the networks are asked; 1 or 2 ms each time, so
# only for the commonest parts.
_DOUBTFUL, _CERTAIN = 0.35, 0.9
_MOST_ASKED = 5_000
_NEAREST = 3  # parts of a block that a new part is compared with
_LONGEST_BLOCK = 60  # the commonest parts of a block; rarer ones found no more
_MOST_LOOKED_UP = (
    20  # of the spellings of a group, the commonest, that are looked up as whole names
)
_FARTHEST = 0.5  # share of letters that may differ before two parts are compared at all


@dataclass(frozen=True, slots=True)
class Group:
    """The spellings of one name with how often each was met, the commonest first.

    `name` is the spelling to write: the lexicon's, else the commonest. `arabic` is the Arabic form:
    "attested" where the lexicon knows the name or each of its parts, "generated" where it is a guess.
    """

    name: str
    count: int
    spellings: tuple[tuple[str, int], ...]
    arabic: str | None = None
    evidence: Evidence | None = None


def cluster(
    names: Iterable[str],
    *,
    lexicon: Lexicon | Attested | None = None,
    least: int = 1,
    generate: bool = False,
) -> list[Group]:
    """Return the groups of names met at least `least` times, the commonest first.

    Reads `names` once; keeps each distinct spelling in memory, not each mention. With `generate`,
    names that the lexicon does not know get the likeliest guess of their Arabic form, which takes
    a millisecond or two for each.
    """
    known = knowledge(lexicon)
    spellings = Counter(name.strip() for name in names)
    spellings.pop("", None)
    taken = {spelling: found for spelling in sorted(spellings) if (found := names_only(spelling))}
    counts: Counter[str] = Counter()
    by_key: dict[str, Part] = {}
    for spelling, found in taken.items():
        for part in found:
            key = part_key(part)
            counts[key] += spellings[spelling]
            by_key.setdefault(key, part)
    heads = _heads(counts, by_key, known)
    groups: dict[tuple[str, ...], list[str]] = {}
    for spelling, found in taken.items():
        groups.setdefault(tuple(heads[part_key(part)] for part in found), []).append(spelling)
    made = (
        _group(members, taken, spellings, known, generate)
        for members in groups.values()
        if sum(spellings[member] for member in members) >= least
    )
    return sorted(made, key=lambda group: (-group.count, group.name))


def _heads(counts: Counter[str], by_key: dict[str, Part], known: Attested) -> dict[str, str]:
    """Return, for each part, the part that stands for its cluster: the commonest one."""
    blocks = _Blocks()
    heads: dict[str, str] = {}
    attested: dict[str, str] = {}
    for key in sorted(counts, key=lambda key: (-counts[key], key)):
        part = by_key[key]
        forms = (
            (key,)
            if is_arabic(part.text)
            else tuple(part_key(Part(form, part.head, part.tail)) for form in known.of(part))
        )
        if len(forms) == 1:  # the lexicon says what it is; an open spelling is left to the sounds
            heads[key] = attested.setdefault(forms[0], key)
            if heads[key] == key:
                blocks.add(key, part)
            continue
        heads[key] = blocks.nearest(part) or key
        if heads[key] == key:
            blocks.add(key, part)
    return heads


@dataclass(slots=True)
class _Blocks:
    """Parts by their keys, in the order they came: the commonest first."""

    by_block: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    asked: int = 0  # how often the networks were asked

    def add(self, key: str, part: Part) -> None:
        """Keep a part that stands for a cluster."""
        if is_arabic(part.text):
            return
        for block in part_keys(part):
            kept = self.by_block.setdefault(block, [])
            if len(kept) < _LONGEST_BLOCK:
                kept.append((part.text, key))

    def nearest(self, part: Part) -> str | None:
        """Return the key of the likeliest part in the blocks of this one; None where none is likely."""
        found = dict.fromkeys(
            row for block in sorted(part_keys(part)) for row in self.by_block.get(block, ())
        )
        near = []
        for place, (text, key) in enumerate(found):
            distance = Levenshtein.normalized_distance(part.text, text, score_cutoff=_FARTHEST)
            if distance <= _FARTHEST:
                near.append((distance, place, text, key))
        scores = [
            (same_latin_quick(part.text, text), -place, text, key)
            for _, place, text, key in sorted(near)[:_NEAREST]
        ]
        if not scores:
            return None
        score, _, text, key = max(scores)
        if _DOUBTFUL < score < _CERTAIN and self.asked < _MOST_ASKED:
            self.asked += 1
            score = same_latin(part.text, text)
        return key if score >= _SURE else None


def _group(
    members: list[str],
    taken: Mapping[str, tuple[Part, ...]],
    counts: Mapping[str, int],
    known: Attested,
    generate: bool,
) -> Group:
    ordered = sorted(members, key=lambda spelling: (-counts[spelling], spelling))
    rows = tuple((spelling, counts[spelling]) for spelling in ordered)
    usual: str | None = None
    form: str | None = None
    for spelling in ordered[:_MOST_LOOKED_UP]:
        whole = known.whole(spelling)
        if whole:
            form, usual = whole[0], known.usual(spelling)
            break
    form = form or _part_by_part([(taken[name], count) for name, count in rows], known)
    evidence: Evidence | None = "attested" if form else None
    if generate and not form:
        guesses = arabic(ordered[0], 1, lexicon=known)
        form, evidence = (guesses[0].arabic, guesses[0].evidence) if guesses else (None, None)
    return Group(usual or ordered[0], sum(counts[name] for name in members), rows, form, evidence)


def _part_by_part(taken: Sequence[tuple[tuple[Part, ...], int]], known: Attested) -> str | None:
    """Return the Arabic of a name of which the lexicon knows each part; None where it does not.

    Where a part has several forms, the spellings vote: Salem and Salim are both met for two names.
    """
    written: list[str] = []
    for place, first in enumerate(taken[0][0]):
        votes: Counter[str] = Counter()
        for found, count in taken:
            part = found[place]
            forms = (part.text,) if is_arabic(part.text) else known.of(part)
            for form in forms:
                votes[form] += count / len(forms)  # type: ignore[assignment]
        if not votes:
            return None
        best = max(sorted(votes), key=lambda form: votes[form])
        article = any(found[place].article for found, _ in taken)
        written.append(with_particles(replace(first, article=article), best)[0][0])
    return " ".join(written)


def spellings_of(groups: Iterable[Group]) -> Iterator[tuple[str, str]]:
    """Yield each spelling with the one to write, where they differ.

    >>> list(spellings_of([Group("Kazimi", 3, (("Kazimi", 2), ("Kadhimi", 1)))]))
    [('Kadhimi', 'Kazimi')]
    """
    for group in groups:
        for spelling, _ in group.spellings:
            if spelling != group.name:
                yield spelling, group.name
