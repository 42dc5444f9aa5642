"""Find what is wrong with entries before anybody's text meets them.

Reading (:mod:`normalise.lexicon.source`) gives the faults of form; this module gives those of
sense, within an entry and among all of them. :data:`CODES` says what each code means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from normalise.lexicon.entry import PARTS, PREFIXES, Entry
from normalise.lexicon.forms import RIGHT_ROLES, SLOT, Form, forms
from normalise.lexicon.source import Located, Problem, Source
from normalise.script.arabic import is_arabic
from normalise.script.latin import fold_form

CODES = {
    "LX001": "the file cannot be read, or is not YAML of this kind",
    "LX002": "unknown key",
    "LX003": "a required key is missing",
    "LX004": "a value of the wrong type, or none of those allowed",
    "LX005": "an id that is badly made, or does not fit the kind",
    "LX006": "one id twice",
    "LX007": "entries not sorted by id",
    "LX008": "one spelling with two owners, and nothing to decide between them",
    "LX009": "a wrong form that is a right form too: a repair would undo another, or itself",
    "LX010": "no hit or no miss sentence",
    "LX011": "stray marks: not NFC, invisible or bidi characters, the wrong script",
    "LX012": "no source",
    "LX013": "one key twice",
    "LX014": "a reference that leads nowhere",
    "LX015": "an everyday word that would be changed without context",
    "LX016": "a hit sentence without the form, or without the words that its context requires",
    "LX017": "a slot that is unknown, or a form of slots alone",
    "LX018": "an empty form, or one listed twice",
    "LX019": "deprecated or rejected without saying why or by what it was replaced",
    "LX020": "a region that is no ISO 3166 code of two letters",
    "LX021": "a form that ends in a punctuation mark, which matching does not see",
}

_ID = re.compile(r"[a-z]+\.[a-z0-9]+(?:-[a-z0-9]+)*")
_REGION = re.compile(r"[A-Z]{2}")
_ANY_SLOT = re.compile(r"\{([^}]*)\}?")
_ENDS_IN_MARK = re.compile(r"[,;:!?|/]$|[a-z]{4,}\.$")  # not the stop of an abbreviation
_TATWEEL = "\N{ARABIC TATWEEL}"
_LATIN_LETTER = re.compile(r"[A-Za-z]")


def lint(source: Source, beside: Iterable[Entry] = ()) -> list[Problem]:
    """Return all faults, by file and line; references may lead to the entries `beside` too.

    >>> from normalise.lexicon.source import read_text
    >>> bad = "- {id: x.y, kind: term, english: E, arabic: [كلمة], source: s, status: approved}"
    >>> [problem.code for problem in lint(read_text(bad))]
    ['LX005']
    """
    problems = list(source.problems)
    for located in source.entries:
        for check in _ENTRY_CHECKS:
            problems += check(located)
    problems += _order(source.entries)
    problems += _references(source.entries, [*beside])
    problems += _ownership(source.entries)
    return sorted(set(problems))


def _problem(located: Located, path: str, code: str, message: str) -> Problem:
    return Problem(located.file, located.at(path), code, message, located.entry.id)


def _identity(located: Located) -> Iterator[Problem]:
    entry = located.entry
    if not _ID.fullmatch(entry.id):
        yield _problem(
            located,
            "id",
            "LX005",
            f"id {entry.id!r}: write kind.slug, lower-case letters, digits and single hyphens",
        )
    elif PREFIXES.get(entry.id.partition(".")[0]) != entry.kind:
        prefix = next(key for key, kind in PREFIXES.items() if kind == entry.kind)
        yield _problem(
            located,
            "id",
            "LX005",
            f"id {entry.id!r} of kind {entry.kind}: it begins with {prefix!r}",
        )
    if entry.kind != "artefact" and not entry.arabic:
        yield _problem(
            located,
            "",
            "LX003",
            "entry without `arabic`: the Arabic original is what an entry is for",
        )
    if entry.kind != "artefact" and not entry.english.strip():
        yield _problem(located, "english", "LX003", "only an artefact may have an empty `english`")
    for index, part in enumerate(entry.part):
        if part not in PARTS:
            yield _problem(
                located, f"part.{index}", "LX004", f"`part: {part}` is none of {', '.join(PARTS)}"
            )
    for index, region in enumerate(entry.region):
        if not _REGION.fullmatch(region):
            yield _problem(
                located,
                f"region.{index}",
                "LX020",
                f"region {region!r}: write two capitals, as IQ for Iraq",
            )


def _status(located: Located) -> Iterator[Problem]:
    entry = located.entry
    if entry.status == "deprecated" and not entry.replaced_by:
        yield _problem(located, "status", "LX019", "a deprecated entry says `replaced_by`")
    if entry.status == "rejected" and not entry.note:
        yield _problem(
            located,
            "status",
            "LX019",
            "a rejected entry says why in `note`, so that nobody proposes it again",
        )


def _strings(entry: Entry) -> Iterator[tuple[str, str, bool]]:
    """Every written form: its path, the text, and whether it is to be Arabic."""
    yield "english", entry.english, False
    for key in ("variants", "aliases", "short", "literal"):
        for index, form in enumerate(getattr(entry, key)):
            yield f"{key}.{index}", form, False
    for region, group in entry.spellings:
        for index, form in enumerate(group):
            yield f"spellings.{region}.{index}", form, False
    for index, form in enumerate(entry.arabic):
        yield f"arabic.{index}", form, True
    for number, rule in enumerate(entry.mistranslations):
        for index, form in enumerate(rule.wrong):
            yield f"mistranslations.{number}.wrong.{index}", form, False
        if rule.right is not None:
            yield f"mistranslations.{number}.right", rule.right, False


def _marks(located: Located) -> Iterator[Problem]:
    for path, form, arabic in _strings(located.entry):
        if not unicodedata.is_normalized("NFC", form):
            yield _problem(located, path, "LX011", f"{form!r} is not in the form NFC: retype it")
        stray = [c for c in form if unicodedata.category(c) in ("Cf", "Cc") or c == _TATWEEL]
        if stray:
            names = ", ".join(sorted({unicodedata.name(c, f"U+{ord(c):04X}") for c in stray}))
            yield _problem(located, path, "LX011", f"{form!r} holds {names}: take it out")
        if arabic and (not is_arabic(form) or _LATIN_LETTER.search(form)):
            yield _problem(located, path, "LX011", f"{form!r} under `arabic` is not Arabic")
        if not arabic and is_arabic(form) and located.entry.kind != "artefact":
            yield _problem(located, path, "LX011", f"{form!r} is Arabic: it belongs under `arabic`")
        if ".wrong." in path and not SLOT.search(form) and _ENDS_IN_MARK.search(form):
            yield _problem(
                located,
                path,
                "LX021",
                f"{form!r}: punctuation around a form is not looked at; take it out, or use `alone`",
            )
        if form != form.strip() or "  " in form:
            yield _problem(located, path, "LX011", f"{form!r} has surplus spaces")


def _rules(located: Located) -> Iterator[Problem]:
    entry = located.entry
    for number, rule in enumerate(entry.mistranslations):
        path = f"mistranslations.{number}"
        if not rule.hit:
            yield _problem(
                located, path, "LX010", "no `hit`: give a sentence that the rule must find"
            )
        if not rule.miss and rule.safety != "flag":
            yield _problem(
                located,
                path,
                "LX010",
                "no `miss`: give good English with the same words that must be left alone",
            )
        if rule.renders and rule.renders not in entry.arabic:
            yield _problem(
                located,
                f"{path}.renders",
                "LX014",
                f"{rule.renders} is not among the `arabic` of the entry: add it there",
            )
        for index, wrong in enumerate(rule.wrong):
            where = f"{path}.wrong.{index}"
            slots = _ANY_SLOT.findall(wrong) if "{" in wrong else []
            if any(not SLOT.fullmatch(f"{{{slot}}}") for slot in slots):
                yield _problem(
                    located, where, "LX017", f"{wrong!r}: the slots are {{number}} and {{name}}"
                )
            elif slots and not fold_form(SLOT.sub(" ", wrong)):
                yield _problem(located, where, "LX017", f"{wrong!r} has no word of its own")
            elif (
                rule.safety == "fix"
                and not rule.contextual
                and not rule.alone
                and " " not in fold_form(wrong)
                and wrong.islower()
                and entry.kind != "artefact"
            ):
                yield _problem(
                    located,
                    where,
                    "LX015",
                    f"{wrong!r} is one everyday word: give `requires` or `requires_near`, or make it `review`",
                )
        if rule.right is not None and set(SLOT.findall(rule.right)) - set(
            SLOT.findall(" ".join(rule.wrong))
        ):
            yield _problem(
                located,
                f"{path}.right",
                "LX017",
                f"{rule.right!r} has a slot that no wrong form fills",
            )
        yield from _sentences(located, path, number)


def _sentences(located: Located, path: str, number: int) -> Iterator[Problem]:
    rule = located.entry.mistranslations[number]
    wanted = [form.folded for form in forms(located.entry) if form.rule == number]
    for index, sentence in enumerate(rule.hit):
        folded = f" {fold_form(sentence)} "
        if not any(f" {form} " in folded for form in wanted):
            yield _problem(
                located,
                f"{path}.hit.{index}",
                "LX016",
                "this hit has none of the wrong forms in it",
            )


_SAME_FORM_KEYS = ("variants", "aliases")


def _repeats(located: Located) -> Iterator[Problem]:
    """Forms that are listed though another covers them."""
    entry = located.entry
    if entry.kind == "name":
        return
    seen = {fold_form(entry.english): "english"}
    for key in _SAME_FORM_KEYS:
        for index, form in enumerate(getattr(entry, key)):
            folded = fold_form(form)
            if not folded:
                yield _problem(located, f"{key}.{index}", "LX018", f"{form!r} has no letter")
            elif folded in seen:
                yield _problem(
                    located,
                    f"{key}.{index}",
                    "LX018",
                    f"{form!r} is covered by `{seen[folded]}`: hyphens, capitals, apostrophes and accents match by themselves",
                )
            seen.setdefault(folded, key)


_ENTRY_CHECKS: tuple[Callable[[Located], Iterator[Problem]], ...] = (
    _identity,
    _status,
    _marks,
    _rules,
    _repeats,
)


def _order(entries: Sequence[Located]) -> Iterator[Problem]:
    first: dict[str, Located] = {}
    previous: dict[str, str] = {}
    for located in entries:
        key = located.entry.id
        if key in first:
            other = first[key]
            yield _problem(
                located, "id", "LX006", f"id {key!r} stands in {other.file}:{other.line} already"
            )
        first.setdefault(key, located)
        before = previous.get(located.file, "")
        if key < before:
            yield _problem(
                located, "id", "LX007", f"{key!r} comes before {before!r}: sort the file by id"
            )
        previous[located.file] = max(key, before)


def _references(entries: Sequence[Located], beside: Sequence[Entry]) -> Iterator[Problem]:
    everything = [*(located.entry for located in entries), *beside]
    known = {entry.id for entry in everything}
    regions = {region for entry in everything for region in entry.region}
    for located in entries:
        entry = located.entry
        if entry.replaced_by and entry.replaced_by not in known:
            yield _problem(
                located, "replaced_by", "LX014", f"there is no entry {entry.replaced_by!r}"
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
                        yield _problem(
                            located, where, "LX014", f"no entry has the region of {item!r}"
                        )
                elif (
                    _ID.fullmatch(item) and item.partition(".")[0] in PREFIXES and item not in known
                ):
                    yield _problem(located, where, "LX014", f"there is no entry {item!r}")


def _ownership(entries: Sequence[Located]) -> Iterator[Problem]:
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
                    yield _problem(
                        located,
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
    claimed: dict[str, tuple[Located, Form]] = {}
    for located, form in wrong:
        rule = located.entry.mistranslations[form.rule]
        path = f"mistranslations.{form.rule}.wrong"
        if form.folded in rights and rule.safety == "fix" and not rule.contextual:
            other = rights[form.folded]
            yield _problem(
                located,
                path,
                "LX009",
                f"{form.written!r} is a right form of {other.entry.id} ({other.file}:{other.line}): give the rule a context, or make it `review`",
            )
        after = fold_form(rule.right or located.entry.english)
        # A longer right form around it shields the wrong one, wherever it holds without context.
        shielded = after in rights and after != form.folded and not rights[after].entry.requires
        if f" {form.folded} " in f" {after} " and rule.safety != "flag" and not shielded:
            yield _problem(
                located,
                path,
                "LX009",
                f"{form.written!r} stands in what replaces it: the repair would be repaired again",
            )
        first = claimed.setdefault(form.folded, (located, form))
        if first[0].entry.id != located.entry.id and rule.safety == "fix":
            other_rule = first[0].entry.mistranslations[first[1].rule]
            if other_rule.safety == "fix" and not _rules_told_apart(located, form, first):
                yield _problem(
                    located,
                    path,
                    "LX008",
                    f"{form.written!r} is a wrong form of {first[0].entry.id} too ({first[0].file}:{first[0].line}), and nothing decides between them",
                )


def _rules_told_apart(located: Located, form: Form, other: tuple[Located, Form]) -> bool:
    rule = located.entry.mistranslations[form.rule]
    other_rule = other[0].entry.mistranslations[other[1].rule]
    mine = {*rule.requires, *rule.requires_near}
    theirs = {*other_rule.requires, *other_rule.requires_near}
    return not mine & theirs or _told_apart(located.entry, other[0].entry)
