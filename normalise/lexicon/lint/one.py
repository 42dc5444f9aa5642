"""Faults of one entry: its id, its kind, its status, the way its forms are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from normalise.lexicon.entry import PARTS, PREFIXES, Entry
from normalise.lexicon.forms import SLOT
from normalise.lexicon.located import Located, Problem
from normalise.script.arabic import is_arabic
from normalise.script.latin import fold_form
from normalise.script.particles import PARTICLES

ID = re.compile(r"[a-z]+\.[a-z0-9]+(?:-[a-z0-9]+)*")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_ENDS_IN_MARK = re.compile(r"[,;:!?|/]$|[a-z]{4,}\.$")  # not the stop of an abbreviation
_STRAY = frozenset("\N{ARABIC TATWEEL}")
_JOINTS = " -'’"
_SPELLED = ("english", "variants", "aliases", "short")
_OF_ONE_WORD = frozenset({"name", "artefact"})  # kinds that particles belong to
_LATIN_LETTER = re.compile(r"[A-Za-z]")

_REGIONS = frozenset(  # ISO 3166-1, and XK, which many use for Kosovo
    (
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ "
        "BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM "
        "DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS "
        "GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN "
        "KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ "
        "MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM "
        "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV "
        "SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI "
        "VN VU WF WS YE YT XK ZA ZM ZW "
    ).split()
)


def identity(located: Located) -> Iterator[Problem]:
    entry = located.entry
    if not ID.fullmatch(entry.id):
        yield located.problem(
            "id",
            "LX005",
            f"id {entry.id!r}: write kind.slug, lower-case letters, digits and single hyphens",
        )
    elif PREFIXES.get(entry.id.partition(".")[0]) != entry.kind:
        prefix = next(key for key, kind in PREFIXES.items() if kind == entry.kind)
        yield located.problem(
            "id",
            "LX005",
            f"id {entry.id!r} of kind {entry.kind}: it begins with {prefix!r}",
        )
    if entry.kind != "artefact" and not entry.arabic:
        yield located.problem(
            "",
            "LX003",
            "entry without `arabic`: the Arabic original is what an entry is for",
        )
    if entry.kind != "artefact" and not entry.english.strip():
        yield located.problem("english", "LX003", "only an artefact may have an empty `english`")
    for index, part in enumerate(entry.part):
        if part not in PARTS:
            yield located.problem(
                f"part.{index}", "LX004", f"`part: {part}` is none of {', '.join(PARTS)}"
            )
    for index, form in enumerate(entry.ambiguous):
        if form not in (entry.english, *entry.aliases):
            yield located.problem(
                f"ambiguous.{index}",
                "LX004",
                f"`ambiguous: {form}` is neither the `english` of the entry nor among its `aliases`",
            )
    if entry.wikidata and not _WIKIDATA.fullmatch(entry.wikidata):
        yield located.problem(
            "wikidata", "LX004", f"`wikidata: {entry.wikidata}`: write Q and a number, as Q796"
        )
    for index, region in enumerate(entry.region):
        if region not in _REGIONS:
            yield located.problem(
                f"region.{index}",
                "LX020",
                f"region {region!r}: write the two capitals of ISO 3166, as IQ for Iraq",
            )


def status(located: Located) -> Iterator[Problem]:
    entry = located.entry
    if entry.status == "deprecated" and not entry.replaced_by:
        yield located.problem("status", "LX019", "a deprecated entry says `replaced_by`")
    if entry.status == "rejected" and not entry.note:
        yield located.problem(
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


def _prose(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every text that is no form: its path and the text."""
    for key in ("id", "source", "note"):
        yield key, getattr(entry, key) or ""
    for key in ("requires", "unless"):
        for index, item in enumerate(getattr(entry, key)):
            yield f"{key}.{index}", item
    for number, rule in enumerate(entry.mistranslations):
        yield f"mistranslations.{number}.why", rule.why
        for key in ("requires", "requires_near", "unless", "unless_document", "hit", "miss"):
            for index, item in enumerate(getattr(rule, key)):
                yield f"mistranslations.{number}.{key}.{index}", item


def marks(located: Located) -> Iterator[Problem]:
    """Find what does not show, or looks like something else."""
    for path, text in _prose(located.entry):
        yield from _unseen(located, path, text)
    for path, form, arabic in _strings(located.entry):
        yield from _unseen(located, path, form)
        if arabic and (not is_arabic(form) or _LATIN_LETTER.search(form)):
            yield located.problem(path, "LX011", f"{form!r} under `arabic` is not Arabic")
        if not arabic and is_arabic(form) and located.entry.kind != "artefact":
            yield located.problem(path, "LX011", f"{form!r} is Arabic: it belongs under `arabic`")
        if ".wrong." in path and not SLOT.search(form) and _ENDS_IN_MARK.search(form):
            yield located.problem(
                path,
                "LX021",
                f"{form!r}: punctuation around a form is not looked at; take it out, or use `alone`",
            )
        if (
            form.strip(_JOINTS).lower() in PARTICLES
            and path.startswith(_SPELLED)
            and located.entry.kind not in _OF_ONE_WORD
        ):
            yield located.problem(
                path, "LX018", f"{form!r} is only a particle of names: it would match everywhere"
            )
        foreign = "" if located.entry.kind == "artefact" else _foreign(form)
        if foreign:
            yield located.problem(
                path,
                "LX011",
                f"{form!r} holds {foreign}, which only looks like a letter of this script: retype it",
            )
        if form != form.strip() or "  " in form:
            yield located.problem(path, "LX011", f"{form!r} has surplus spaces")


def _unseen(located: Located, path: str, text: str) -> Iterator[Problem]:
    if not unicodedata.is_normalized("NFC", text):
        yield located.problem(path, "LX011", f"{text!r} is not in the form NFC: retype it")
    if text.isprintable() and _STRAY.isdisjoint(
        text
    ):  # nearly all: what does not print is looked at
        return
    stray = {c for c in text if c in _STRAY or unicodedata.category(c) in ("Cf", "Cc")}
    if stray:
        names = ", ".join(sorted(unicodedata.name(c, f"U+{ord(c):04X}") for c in stray))
        yield located.problem(path, "LX011", f"{text!r} holds {names}: take it out")


def _foreign(form: str) -> str:
    """Name the first letter that is neither Latin nor Arabic."""
    for letter in form:
        if letter > "\u024f" and letter.isalpha() and not is_arabic(letter):
            name = unicodedata.name(letter, "")
            if not name.startswith(("LATIN", "MODIFIER", "ARABIC")):
                return name
    return ""


_SAME_FORM_KEYS = ("variants", "aliases")


def repeats(located: Located) -> Iterator[Problem]:
    """Forms that are listed though another covers them."""
    entry = located.entry
    yield from _twice(located)
    if entry.kind == "name":
        return
    seen = {fold_form(entry.english): "english"}
    for key in _SAME_FORM_KEYS:
        for index, form in enumerate(getattr(entry, key)):
            folded = fold_form(form)
            if not folded:
                yield located.problem(f"{key}.{index}", "LX018", f"{form!r} has no letter")
            elif folded in seen:
                yield located.problem(
                    f"{key}.{index}",
                    "LX018",
                    f"{form!r} is covered by `{seen[folded]}`: hyphens, capitals, apostrophes and accents match by themselves",
                )
            seen.setdefault(folded, key)


def _twice(located: Located) -> Iterator[Problem]:
    """Forms that one list has two times."""
    entry = located.entry
    lists = [("arabic", entry.arabic)]
    lists += [
        (f"mistranslations.{number}.wrong", rule.wrong)
        for number, rule in enumerate(entry.mistranslations)
    ]
    for path, forms in lists:
        seen: set[str] = set()
        for index, form in enumerate(forms):
            if form in seen:
                yield located.problem(
                    f"{path}.{index}", "LX018", f"{form!r} is listed already: take one out"
                )
            seen.add(form)
