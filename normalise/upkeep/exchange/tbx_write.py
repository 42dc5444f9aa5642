"""Entries as TBX-Basic, version 3 (ISO 30042:2019), data categories as attributes (DCA).

An entry is a `conceptEntry` with a `langSec` for Arabic and one for English; each form, right or wrong,
is a `termSec`. What TBX-Basic has a category for stands there, so that other tools show it:

    kind                descrip subjectField        the Arabic, first      preferred
    source              admin source                english                preferred, fullForm
    wikidata            xref externalCrossReference aliases, short         admitted
    replaced_by         ref crossReference          variants, spellings    superseded, variant
    hit                 descrip context             wrong, literal         deprecated, phrase

All else is a `note` of the form `key: value`, one for each value: on the concept `status`, `region`,
`requires` and so on; on a term `role`, and on the terms of a mistranslation `rule`, its number, and on
the first of them `safety`, `why`, `requires` and so on. `role` decides when the file is read back.
Categories and levels: the module descriptions of TBX-Basic at tbxinfo.net.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from normalise._version import __version__
from normalise.upkeep.exchange.escape import escape
from normalise.upkeep.exchange.plain import RULE_ORDER, Plain

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
WIKIDATA = "https://www.wikidata.org/wiki/"
CONCEPT_NOTES = ("status", "part", "ambiguous", "case", "requires", "unless", "region", "note")
RULE_NOTES = tuple(key for key in RULE_ORDER if key not in ("wrong", "hit"))
# role -> administrativeStatus, termType ("" where none of TBX-Basic's fits)
ROLES = {
    "english": ("preferredTerm-admn-sts", "fullForm"),
    "variants": ("supersededTerm-admn-sts", "variant"),
    "aliases": ("admittedTerm-admn-sts", ""),
    "short": ("admittedTerm-admn-sts", "shortForm"),
    "spellings": ("supersededTerm-admn-sts", "variant"),
    "literal": ("deprecatedTerm-admn-sts", "phrase"),
    "wrong": ("deprecatedTerm-admn-sts", "phrase"),
}
_SCHEMAS = (
    ("https://raw.githubusercontent.com/LTAC-Global/TBX-Basic_dialect/master/DCA/TBXcoreStructV03_TBX-Basic_integrated.rng",
     "http://relaxng.org/ns/structure/1.0"),
    ("https://raw.githubusercontent.com/LTAC-Global/TBX-Basic_dialect/master/DCA/TBX-Basic_DCA.sch",
     "http://purl.oclc.org/dsdl/schematron"),
)  # fmt: skip


def write_tbx(entries: Iterable[Plain]) -> bytes:
    """Return the entries as one TBX file in UTF-8."""
    listed = [*entries]
    ids = {values["id"] for values in listed}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines += (
        f'<?xml-model href="{schema}" type="application/xml" schematypens="{kind}"?>'
        for schema, kind in _SCHEMAS
    )
    lines += (
        f'<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="{NAMESPACE}">',
        "<tbxHeader><fileDesc><sourceDesc>",
        f"<p>Written by normalise {__version__}: Arabic concepts, their English, and the mistranslations that hide it</p>",
        "</sourceDesc></fileDesc></tbxHeader>",
        "<text><body>",
    )
    for values in listed:
        lines += _concept(values, ids)
    lines += ("</body></text>", "</tbx>", "")
    return "\n".join(lines).encode("utf-8")


def _concept(values: Plain, ids: set[str]) -> Iterator[str]:
    yield f'<conceptEntry id="{_markup(values["id"])}">'
    yield f'  <descrip type="subjectField">{_text(values["kind"])}</descrip>'
    yield f'  <admin type="source">{_text(values["source"])}</admin>'
    if "wikidata" in values:
        target = WIKIDATA + "".join(
            c if c.isascii() and c.isalnum() else "_" for c in values["wikidata"]
        )
        yield f'  <xref type="externalCrossReference" target="{target}">{_text(values["wikidata"])}</xref>'
    if "replaced_by" in values:
        other = values["replaced_by"]
        target = (
            f' target="{_markup(other)}"' if other in ids else ""
        )  # XML knows ids of this file alone
        yield f'  <ref type="crossReference"{target}>{_text(other)}</ref>'
    for key in CONCEPT_NOTES:
        yield from _notes(values, key, "  ")
    arabic = [*_arabic(values)]
    if arabic:
        yield from ('  <langSec xml:lang="ar">', *arabic, "  </langSec>")
    yield '  <langSec xml:lang="en">'
    yield from _english(values)
    yield "  </langSec>"
    yield "</conceptEntry>"


def _arabic(values: Plain) -> Iterator[str]:
    for number, form in enumerate(values.get("arabic", ())):
        yield from _term(form, "preferredTerm-admn-sts" if not number else "admittedTerm-admn-sts")


def _english(values: Plain) -> Iterator[str]:
    # The term of an artefact that is cut out is empty; it stands only where the section had no other.
    rules = values.get("mistranslations", ())
    others = any(key in values for key in ("variants", "aliases", "short", "literal", "spellings"))
    if values["english"] or not (rules or others):
        yield from _term(values["english"], *ROLES["english"], "role: english")
    for key in ("variants", "aliases", "short", "literal"):
        for form in values.get(key, ()):
            yield from _term(form, *ROLES[key], f"role: {key}")
    for region, group in values.get("spellings", {}).items():
        for form in group:
            yield from _term(form, *ROLES["spellings"], f"role: spellings.{region}")
    for number, rule in enumerate(rules, 1):
        notes = [line for key in RULE_NOTES for line in _notes(rule, key, "      ")]
        contexts = [
            f'      <descrip type="context">{_text(hit)}</descrip>' for hit in rule.get("hit", ())
        ]
        for form in rule["wrong"]:
            yield from _term(
                form, *ROLES["wrong"], "role: wrong", f"rule: {number}", after=[*contexts, *notes]
            )
            contexts, notes = [], []


def _term(
    form: str, status: str, kind: str = "", *notes: str, after: Iterable[str] = ()
) -> Iterator[str]:
    yield f"    <termSec><term>{_text(form) if form else ''}</term>"
    if kind:
        yield f'      <termNote type="termType">{kind}</termNote>'
    yield f'      <termNote type="administrativeStatus">{status}</termNote>'
    yield from (f"      <note>{note}</note>" for note in notes)
    yield from after
    yield "    </termSec>"


def _notes(values: Plain, key: str, pad: str) -> Iterator[str]:
    value = values.get(key)
    if value is None:
        return
    for item in value if isinstance(value, list) else [value]:
        written = str(item).lower() if isinstance(item, bool) else item
        yield f"{pad}<note>{key}: {_text(written)}</note>"


def _text(text: str) -> str:
    return _markup(escape(text))


def _markup(text: str) -> str:
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )
