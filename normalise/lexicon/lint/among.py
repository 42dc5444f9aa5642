"""Faults among entries: their order, the ids that they refer to, and forms that two of them claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from normalise.lexicon.entry import PREFIXES, Entry
from normalise.lexicon.forms import RIGHT_ROLES, SLOT, Form, forms
from normalise.lexicon.lint.one import ID
from normalise.lexicon.located import Located, Problem
from normalise.script.latin import fold_form


def order(entries: Sequence[Located]) -> Iterator[Problem]:
    first: dict[str, Located] = {}
    previous: dict[str, str] = {}
    for located in entries:
        key = located.entry.id
        if key in first:
            other = first[key]
            yield located.problem(
                "id", "LX006", f"id {key!r} stands in {other.file}:{other.line} already"
            )
        first.setdefault(key, located)
        before = previous.get(located.file, "")
        if key < before:
            yield located.problem(
                "id", "LX007", f"{key!r} comes before {before!r}: sort the file by id"
            )
        previous[located.file] = max(key, before)


def references(entries: Sequence[Located], beside: Sequence[Entry]) -> Iterator[Problem]:
    everything = [*(located.entry for located in entries), *beside]
    known = {entry.id: entry for entry in everything}
    regions = {region for entry in everything for region in entry.region}
    for located in entries:
        entry = located.entry
        if entry.replaced_by and entry.replaced_by not in known:
            yield located.problem(
                "replaced_by", "LX014", f"there is no entry {entry.replaced_by!r}"
            )
        after = known.get(entry.replaced_by or "")
        if after and (after.id == entry.id or not after.in_use):
            yield located.problem(
                "replaced_by", "LX014", f"{after.id!r} is not in use itself: name the one that is"
            )
        lists = [("", key, getattr(entry, key)) for key in ("requires", "unless")]
        lists += [
            (f"mistranslations.{number}.", key, getattr(rule, key))
            for number, rule in enumerate(entry.mistranslations)
            for key in ("requires", "requires_near", "unless", "unless_document")
        ]
        for path, key, items in lists:
            for index, item in enumerate(items):
                where = f"{path}{key}.{index}"
                if item.startswith("region:"):
                    if item[7:] not in regions:
                        yield located.problem(
                            where, "LX014", f"no entry has the region of {item!r}"
                        )
                elif (
                    ID.fullmatch(item) and item.partition(".")[0] in PREFIXES and item not in known
                ):
                    yield located.problem(where, "LX014", f"there is no entry {item!r}")


def ownership(entries: Sequence[Located]) -> Iterator[Problem]:
    """Forms with two owners that nothing can tell apart, and wrong forms that are right ones."""
    owners: dict[str, dict[str, tuple[Located, Form]]] = {}
    wrong: list[tuple[Located, Form]] = []
    for located in entries:
        if not located.entry.in_use or located.entry.kind == "name":
            continue
        for form in forms(located.entry):
            if form.role in RIGHT_ROLES and form.written != "":
                owners.setdefault(form.folded, {}).setdefault(located.entry.id, (located, form))
            elif form.role == "wrong" and not SLOT.search(form.written):
                wrong.append((located, form))
    yield from _two_owners(owners)
    yield from _wrong_and_right(wrong, owners)


def _two_owners(owners: dict[str, dict[str, tuple[Located, Form]]]) -> Iterator[Problem]:
    seen: set[tuple[str, ...]] = set()
    for claims in owners.values():
        if len(claims) < 2:
            continue
        ordered = [claims[key] for key in sorted(claims)]
        for place, (located, form) in enumerate(ordered[1:], 1):
            for other, _ in ordered[:place]:
                pair = (other.entry.id, located.entry.id, form.written)
                if pair not in seen and not _told_apart(located.entry, other.entry):
                    seen.add(pair)
                    yield located.problem(
                        "english",
                        "LX008",
                        f"{form.written!r} is a form of {other.entry.id} too ({other.file}:{other.line}): give them different `region` or `requires`, or take it out of one",
                    )


def _told_apart(entry: Entry, other: Entry) -> bool:
    if entry.requires or other.requires or entry.unless or other.unless:
        return True
    if bool(entry.region) != bool(other.region):
        return True
    return bool(entry.region) and not set(entry.region) & set(other.region)


def _wrong_and_right(
    wrong: list[tuple[Located, Form]], owners: dict[str, dict[str, tuple[Located, Form]]]
) -> Iterator[Problem]:
    rights = {
        form.folded: located for claims in owners.values() for located, form in claims.values()
    }
    always = {
        form.folded: located
        for located, form in wrong
        if (rule := located.entry.mistranslations[form.rule]).safety == "fix"
        and not (rule.contextual or rule.alone)
    }
    claimed: dict[str, list[tuple[Located, Form]]] = {}
    for located, form in wrong:
        rule = located.entry.mistranslations[form.rule]
        path = f"mistranslations.{form.rule}.wrong"
        if form.folded in rights and form.folded in always and not rule.contextual:
            other = rights[form.folded]
            yield located.problem(
                path,
                "LX009",
                f"{form.written!r} is a right form of {other.entry.id} ({other.file}:{other.line}): give the rule a context, or make it `review`",
            )
        yield from _undone(located, form, rights, always)
        for other, other_form in claimed.get(form.folded, ()):
            if not _rules_told_apart((located, form), (other, other_form)):
                yield located.problem(
                    path,
                    "LX008",
                    f"{form.written!r} is a wrong form of {other.entry.id} too ({other.file}:{other.line}), and nothing decides between them: neither would be repaired",
                )
        claimed.setdefault(form.folded, []).append((located, form))


def _undone(
    located: Located, form: Form, rights: Mapping[str, Located], always: Mapping[str, Located]
) -> Iterator[Problem]:
    """What is written in place of a wrong form, where it has that form or another wrong one in it."""
    rule = located.entry.mistranslations[form.rule]
    after = fold_form(rule.right or located.entry.english)
    # A longer right form around it shields the wrong one, wherever it holds without context.
    if rule.safety == "flag" or (
        after in rights and after != form.folded and not rights[after].entry.requires
    ):
        return
    path = f"mistranslations.{form.rule}.wrong"
    if f" {form.folded} " in f" {after} ":
        yield located.problem(
            path,
            "LX009",
            f"{form.written!r} stands in what replaces it: the repair would be repaired again",
        )
        return
    words = after.split(" ")  # a comma folds to two spaces, which no form has
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            other = always.get(" ".join(words[start:end]))
            if other:
                yield located.problem(
                    path,
                    "LX009",
                    f"{form.written!r} becomes {after!r}, which has a wrong form of {other.entry.id} in it ({other.file}:{other.line}): the repair would be repaired again",
                )
                return


def _rules_told_apart(one: tuple[Located, Form], two: tuple[Located, Form]) -> bool:
    """Whether at most one of two rules with the same wrong form holds at a place."""
    rules = [located.entry.mistranslations[form.rule] for located, form in (one, two)]
    if one[0].entry.id == two[0].entry.id or "flag" in [rule.safety for rule in rules]:
        return True
    asked = [{*rule.requires, *rule.requires_near} for rule in rules]
    if asked[0] != asked[1] and not asked[0] & asked[1]:
        return True
    if any(rule.unless or rule.unless_document or rule.alone for rule in rules):
        return True
    return _told_apart(one[0].entry, two[0].entry)
