"""Read TBX-Basic, version 3, as :mod:`normalise.upkeep.exchange.tbx_write` writes it.

Other tools add what a lexicon has no place for (dates, persons, definitions): it is passed over and
counted, and the command says so. A term without its role is refused: what is to be rewritten, and what
is to be left alone, cannot be guessed.
"""

from __future__ import annotations

from collections import Counter

from normalise.lexicon.entry import LIST_KEYS
from normalise.upkeep.exchange.escape import unescape
from normalise.upkeep.exchange.plain import Draft, Drafts, Plain
from normalise.upkeep.exchange.tbx_write import CONCEPT_NOTES, ROLES, RULE_NOTES
from normalise.upkeep.exchange.xml_tree import Node, tree

_NAMESPACES = "urn:iso:std:iso:30042:ed"  # ed-2 as published; drafts of the schema write ed:3.0
_CATEGORIES = {
    ("descrip", "subjectField"): "kind",
    ("admin", "source"): "source",
    ("xref", "externalCrossReference"): "wikidata",
    ("ref", "crossReference"): "replaced_by",
}
_TERM_NOTES = ("termType", "administrativeStatus")  # said again, and better, by the role


def read_tbx(data: bytes, name: str) -> Drafts:
    """Return the drafts of a TBX file; lines are those of the file.

    Raises:
        LexiconError: when it is not TBX-Basic version 3 in DCA style, or holds a document type.
    """
    found = Drafts(name)
    root = tree(data, found)
    if root.name == "martif":
        raise found.refusal(root.line, "TBX version 2: export it as TBX-Basic, version 3, DCA")
    if root.name != "tbx" or not root.attributes[" namespace"].startswith(_NAMESPACES):
        raise found.refusal(
            root.line, f"<{root.name}> is not TBX version 3: export it as TBX-Basic, DCA"
        )
    if root.attributes.get("style", "dca") != "dca":
        raise found.refusal(root.line, "TBX in DCT style: export it as TBX-Basic in DCA style")
    passed: Counter[str] = Counter()
    for text in root.all("text"):
        for body in text.all("body"):
            for concept in body.children:
                if concept.name == "conceptEntry":
                    found.drafts.append(_Concept(found, passed).draft(concept))
                else:
                    passed[concept.name] += 1
    found.passed_over = [f"{what} ({count:,})" for what, count in sorted(passed.items())]
    return found


class _Concept:
    """Reads one concept, noting faults and what it passes over."""

    def __init__(self, found: Drafts, passed: Counter[str]) -> None:
        self.found = found
        self.passed = passed
        self.values: Plain = {}
        self.lines: dict[str, int] = {}
        self.rules: dict[int, Plain] = {}
        self.rule_lines: dict[int, int] = {}

    def draft(self, concept: Node) -> Draft:
        self.values = {"id": concept.attributes.get("id", ""), "english": ""}
        if not self.values["id"]:
            self.problem(concept, "LX003", 'a conceptEntry without id: write id="kind.slug"')
        for child in concept.children:
            if child.name == "langSec":
                self.language(child)
            elif child.name == "note":
                self.note(child, self.values, CONCEPT_NOTES)
            elif key := _CATEGORIES.get((child.name, child.attributes.get("type", ""))):
                self.put(self.values, key, unescape(child.text), child)
            else:
                self.pass_over(child)
        for place, number in enumerate(sorted(self.rules)):
            self.values.setdefault("mistranslations", []).append(self.rules[number])
            self.lines[f"mistranslations.{place}"] = self.rule_lines[number]
        return Draft(self.values, concept.line, self.lines)

    def problem(self, node: Node, code: str, message: str) -> None:
        self.found.problem(node.line, code, message, str(self.values.get("id", "")))

    def pass_over(self, node: Node) -> None:
        self.passed[f"{node.name} {node.attributes.get('type', '')}".strip()] += 1

    def put(self, values: Plain, key: str, value: str, node: Node) -> None:
        if key in LIST_KEYS:
            values.setdefault(key, []).append(value)
        elif values.get(key):
            self.problem(node, "LX013", f"`{key}` stands twice: keep one")
        else:
            values[key] = value
        self.lines.setdefault(key, node.line)

    def note(self, node: Node, values: Plain, known: tuple[str, ...]) -> None:
        key, colon, value = node.text.partition(":")
        if not colon or key.strip() not in known:
            self.problem(
                node,
                "LX002",
                f"note {node.text[:40]!r}: a note here is `key: value`, and the key one of {', '.join(known)}",
            )
        else:
            self.put(values, key.strip(), unescape(value), node)

    def language(self, section: Node) -> None:
        language = section.attributes.get("lang", "").lower().partition("-")[0]
        for child in section.children:
            if child.name != "termSec" or language not in ("ar", "en"):
                self.passed[f"{child.name} in {language or 'no language'}"] += 1
            elif language == "ar":
                self.arabic(child)
            else:
                self.english(child)

    def arabic(self, section: Node) -> None:
        for child in section.children:
            if child.name == "term":
                self.put(self.values, "arabic", unescape(child.text), child)
            elif child.attributes.get("type") not in _TERM_NOTES:
                self.pass_over(child)

    def english(self, section: Node) -> None:
        form, role, number = "", "", 0
        about: Plain = {}
        for child in section.children:
            kind = child.attributes.get("type", "")
            if child.name == "term":
                form = unescape(child.text)
            elif child.name == "note":
                key, _, value = (part.strip() for part in child.text.partition(":"))
                if key == "role":
                    role = value
                elif key == "rule" and value.isdecimal() and len(value) < 6:
                    number = int(value)
                else:
                    self.note(child, about, (*RULE_NOTES, "role", "rule (a number)"))
            elif (child.name, kind) == ("descrip", "context"):
                about.setdefault("hit", []).append(unescape(child.text))
            elif kind not in _TERM_NOTES:
                self.pass_over(child)
        self.form(section, form, role, number, about)

    def form(self, section: Node, form: str, role: str, number: int, about: Plain) -> None:
        key, _, region = role.partition(".")
        if key not in ROLES or bool(region) != (key == "spellings"):
            self.problem(
                section,
                "LX003",
                f"term {form!r} without a note `role: …` ({', '.join(ROLES)}; spellings.press and so on)",
            )
        elif key == "wrong":
            self.wrong(section, form, number, about)
        elif about:
            self.problem(
                section, "LX002", f"term {form!r}: {', '.join(about)} belong to a wrong form"
            )
        elif key == "spellings":
            self.values.setdefault(key, {}).setdefault(region, []).append(form)
        else:
            self.put(self.values, key, form, section)

    def wrong(self, section: Node, form: str, number: int, about: Plain) -> None:
        if not number:
            self.problem(section, "LX003", f"wrong form {form!r} without its note `rule: 1`")
            return
        rule = self.rules.setdefault(number, {"wrong": []})
        self.rule_lines.setdefault(number, section.line)
        rule["wrong"].append(form)
        for key, value in about.items():
            if key in LIST_KEYS:
                rule.setdefault(key, []).extend(value)
            elif key in rule:
                self.problem(section, "LX013", f"`{key}` of rule {number} stands twice: keep one")
            else:
                rule[key] = value
