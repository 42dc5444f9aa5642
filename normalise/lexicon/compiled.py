"""A lexicon as plain bytes: quick to keep, quick to load, unpacked entry by entry when asked for.

Most runs use a few hundred of thousands of entries, so nothing is built before a text needs it.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import accumulate, chain, pairwise
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import orjson

from normalise.lexicon.capitals import needs_capital
from normalise.lexicon.entry import Entry, EntryKind, Mistranslation
from normalise.lexicon.forms import Form, Role, forms, parted_names
from normalise.lexicon.hits import Owner
from normalise.lexicon.lines import Lines, piece, places, side_by_side
from normalise.lexicon.rarest import by_rarest_word
from normalise.lexicon.reworded import Index
from normalise.lexicon.uncollected import uncollected

if TYPE_CHECKING:
    from normalise.lexicon.glosses import Glosses

_ENTRY_FIELDS = tuple(field.name for field in fields(Entry))
_RULE_FIELDS = tuple(field.name for field in fields(Mistranslation))
_RULES = _ENTRY_FIELDS.index("mistranslations")
_ROLES = get_args(Role)
# What rules ask for is often the same: each word of it is held once.
_SHARED = frozenset(
    map(_RULE_FIELDS.index, ("requires", "requires_near", "unless", "unless_document"))
)
# Test sentences are for `lexicon test`, which reads the YAML.
_SENTENCES = frozenset({"hit", "miss"})

CAPITAL, FRAME = 1, 2  # it begins with a capital; words beside it say that it is a place

PackedOwner = tuple[int, Role, int, str, bool]


class Compiled(NamedTuple):
    """Packed entries, sorted by id, and for each folded form the entries that own it.

    Each entry, and the owners of each form, are packed on their own: a run unpacks those that it meets.
    """

    digest: str
    entries: tuple[bytes, ...]
    kinds: tuple[EntryKind, ...]  # of the entries
    referenced: tuple[str, ...]  # ids of entries that the context of some rule asks for
    forms: bytes  # as in `Lines`, those that share their rarest word side by side
    form_ends: bytes
    words: dict[str, tuple[int, int]]  # the places of the forms of each rarest word
    owners: bytes  # of one form after another, packed
    owner_ends: bytes  # where those of each form end, four bytes for each
    roles: bytes  # for each form, a bit for each role that it has to some entry
    demands: bytes  # for each form, what the text must have: CAPITAL, FRAME
    # The folded parts of the Arabic names of persons, each with the place of its entry.
    names: tuple[tuple[int, tuple[str, ...]], ...]
    reworded: bytes  # the index of names in other words


@uncollected()
def compiled(entries: Iterable[Entry], glosses: Glosses | None = None) -> Compiled:
    """Compile entries; of two with one id the later wins, and those out of use are left out.

    With glosses, names get rules for their literal renderings too, and wordings their Arabic.

    The digest names the content: the same entries give the same one on every machine.
    """
    by_id = {entry.id: entry for entry in entries}
    kept = [by_id[key] for key in sorted(by_id) if by_id[key].in_use]
    wordings = Index((), (), {}, (), ())
    if glosses and glosses.table:
        # Seldom needed: only where no compiled copy is kept.
        from normalise.lexicon.derived import with_derived  # noqa: PLC0415
        from normalise.lexicon.literal import Meanings, proper_names  # noqa: PLC0415
        from normalise.lexicon.origins import with_origins  # noqa: PLC0415
        from normalise.lexicon.wordsets import index_of  # noqa: PLC0415

        claimed = {form.folded for entry in kept for form in forms(entry)}
        meanings = Meanings(glosses, proper_names(kept))
        kept = with_origins(with_derived(kept, claimed, meanings), meanings)
        wordings = index_of(kept, meanings)
    table: dict[str, list[tuple[Any, ...]]] = {}
    for index, entry in enumerate(kept):
        for form in forms(entry):
            table.setdefault(form.folded, []).append((index, *form[1:]))
    digest = hashlib.sha256(orjson.dumps((kept, wordings.names, wordings.sets))).hexdigest()[:8]
    by_word = by_rarest_word(table)
    order = [form for near in by_word.values() for form in near]
    ends = list(accumulate(map(len, by_word.values()), initial=0))
    groups = tuple(table[form] for form in order)
    owners = [
        marshal.dumps(
            tuple(chain.from_iterable(_packed(owner, form, len(kept)) for owner in group))
        )
        for form, group in zip(order, groups, strict=True)
    ]
    lines = Lines.of(order)
    return Compiled(
        digest,
        tuple(pack(entry) for entry in kept),
        tuple(entry.kind for entry in kept),
        tuple(sorted(_referenced(kept))),
        lines.packed,
        lines.ends,
        dict(zip(by_word, pairwise(ends), strict=True)),
        *side_by_side(owners),
        bytes(sum({role_bit(role) for _, role, *_ in group}) for group in groups),
        bytes(
            _demands([Owner(kept[index], Form("", *rest)) for index, *rest in group])
            for group in groups
        ),
        tuple(_names(kept)),
        pack_index(wordings),
    )


def _demands(owners: Sequence[Owner]) -> int:
    capital = all(map(needs_capital, owners))
    framed = all(owner.rule is not None and owner.rule.framed for owner in owners)
    return CAPITAL * capital + FRAME * framed


def _names(entries: Iterable[Entry]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the names of more than one part."""
    for index, entry in enumerate(entries):
        if entry.kind == "person":
            for _, parts in parted_names(entry):
                yield index, parts


def role_bit(role: Role) -> int:
    """Return the bit of a role in `Compiled.roles`."""
    return 1 << _ROLES.index(role)


def _referenced(entries: Iterable[Entry]) -> set[str]:
    ids: set[str] = set()
    asked: set[str] = set()
    for entry in entries:
        ids.add(entry.id)
        asked.update(entry.requires, entry.unless)
        for rule in entry.mistranslations:
            asked.update(rule.requires, rule.requires_near, rule.unless, rule.unless_document)
    return asked & ids


def pack(entry: Entry) -> bytes:
    """Return an entry as bytes, without its test sentences."""
    values = [getattr(entry, name) for name in _ENTRY_FIELDS]
    values[_RULES] = tuple(
        tuple(() if name in _SENTENCES else getattr(rule, name) for name in _RULE_FIELDS)
        for rule in entry.mistranslations
    )
    return marshal.dumps(tuple(values))


def unpack(packed: bytes) -> Entry:
    """Return the entry that was packed.

    >>> entry = Entry("place.sanaa", "place", "Sanaa", ("صنعاء",), source="s")
    >>> unpack(pack(entry)) == entry
    True
    """
    values = marshal.loads(packed)  # noqa: S302 - written by ourselves
    rules = tuple(map(_rule, values[_RULES]))
    return Entry(*(*values[:_RULES], rules, *values[_RULES + 1 :]))


def _rule(values: tuple[Any, ...]) -> Mistranslation:
    shared: list[Any] = list(values)
    for place in _SHARED:
        shared[place] = tuple(map(intern, shared[place]))
    return Mistranslation(*shared)


def pack_index(index: Index) -> bytes:
    """Return the index of names in other words as bytes."""
    return marshal.dumps(tuple(index))


def unpack_index(packed: bytes) -> Index:
    """Return the index of names in other words."""
    return Index(*marshal.loads(packed))  # noqa: S302 - written by ourselves


def owners_at(lexicon: Compiled, index: int, folded: str) -> Iterator[PackedOwner]:
    """Yield the owners of a form: the place of each entry, and the form without its folded text."""
    packed = piece(lexicon.owners, places(lexicon.owner_ends), index)
    values = iter(marshal.loads(packed))  # noqa: S302 - written by ourselves
    for number, written in zip(values, values, strict=True):
        rest, plural = divmod(number, 2)
        rest, role = divmod(rest, len(_ROLES))
        rule, entry = divmod(rest, len(lexicon.kinds))
        yield entry, _ROLES[role], rule - 1, folded if written is None else written, bool(plural)


def _packed(owner: PackedOwner, folded: str, entries: int) -> tuple[int, str | None]:
    """Return an owner as one number and how the form is written, where that is not as it is folded."""
    entry, role, rule, written, plural = owner
    number = ((rule + 1) * entries + entry) * len(_ROLES) + _ROLES.index(role)
    return 2 * number + plural, None if written == folded else written


# The bytes hold for one version of Python and of the fields; a checksum tells damage.
FORMAT = hashlib.sha256(
    repr(
        (
            35,
            sys.byteorder,
            sys.version_info[:2],
            marshal.version,
            _ENTRY_FIELDS,
            _RULE_FIELDS,
            Form._fields,
            Index._fields,
        )
    ).encode()
).hexdigest()[:16]


def to_bytes(lexicon: Compiled) -> bytes:
    """Return a compiled lexicon as bytes."""
    payload = marshal.dumps(tuple(lexicon))
    return hashlib.sha256(payload).digest() + payload


def from_bytes(data: bytes) -> Compiled | None:
    """Return the compiled lexicon in these bytes, or None where they are damaged."""
    checksum, payload = data[:32], memoryview(data)[32:]  # no second copy of it
    if hashlib.sha256(payload).digest() != checksum:
        return None
    try:
        return Compiled(*marshal.loads(payload))  # noqa: S302 - checked, and written by ourselves
    except (ValueError, TypeError, EOFError):
        return None
