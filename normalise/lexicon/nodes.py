"""Turn the nodes of YAML into entries, and note every fault of form with its line."""

from __future__ import annotations

from typing import Any

import yaml

from normalise.lexicon.entry import (
    CHOICES,
    ENTRY_KEYS,
    LIST_KEYS,
    MISTRANSLATION_KEYS,
    REQUIRED_ENTRY_KEYS,
    REQUIRED_MISTRANSLATION_KEYS,
    SPELLING_KEYS,
    Entry,
    Mistranslation,
)
from normalise.lexicon.located import Located, Problem

_NULLS = frozenset({"", "null", "~", "Null", "NULL"})


class EntryReader:
    """Turns one YAML node into an entry, noting every fault on the way."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.name = name
        self.problems = problems
        self.lines: dict[str, int] = {}
        self.id = ""
        self.sound = True

    def problem(self, node: yaml.Node, code: str, message: str) -> None:
        self.sound = False
        line = node.start_mark.line + 1
        self.problems.append(Problem(self.name, line, code, message, self.id))

    def entry(self, node: yaml.Node) -> Located | None:
        values = self.mapping(node, "", ENTRY_KEYS, "an entry")
        if values is None:
            return None
        for key in REQUIRED_ENTRY_KEYS:
            if key not in values or (key != "english" and not str(values[key] or "").strip()):
                code = "LX012" if key == "source" else "LX003"
                self.problem(node, code, f"entry without `{key}`: {_REQUIRED_WHY[key]}")
        if not self.sound:
            return None
        rules = values.pop("mistranslations", None) or ()
        entry = Entry(
            **{**values, "english": values["english"] or ""}, mistranslations=tuple(rules)
        )
        return Located(entry, self.name, node.start_mark.line + 1, self.lines)

    def mapping(
        self, node: yaml.Node, path: str, known: frozenset[str], what: str
    ) -> dict[str, Any] | None:
        if not isinstance(node, yaml.MappingNode):
            self.problem(node, "LX004", f"{what} is a list of `key: value` lines")
            return None
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
            if key == "id" and isinstance(value_node, yaml.ScalarNode) and not path:
                self.id = value_node.value
            if key not in known:
                self.problem(
                    key_node,
                    "LX002",
                    f"unknown key `{key}` in {what}: known are {', '.join(sorted(known))}",
                )
            elif key in values:
                self.problem(key_node, "LX013", f"key `{key}` stands twice in {what}: keep one")
            else:
                here = f"{path}{key}"
                self.lines[here] = key_node.start_mark.line + 1
                values[key] = self.value(key, value_node, here)
        return {
            key: value for key, value in values.items() if value is not None or key == "english"
        }

    def value(self, key: str, node: yaml.Node, path: str) -> Any:
        if isinstance(node, yaml.ScalarNode) and node.style in (None, "") and node.value in _NULLS:
            return None if key not in LIST_KEYS else ()
        if key == "mistranslations":
            return self.mistranslations(node)
        if key == "spellings":
            return self.spellings(node)
        if key in LIST_KEYS:
            return self.strings(node, path)
        return self.scalar(key, node)

    def scalar(self, key: str, node: yaml.Node) -> str | bool | None:
        if not isinstance(node, yaml.ScalarNode):
            self.problem(node, "LX004", f"`{key}` is one value, not a list")
            return None
        if key in CHOICES and node.value not in CHOICES[key]:
            self.problem(
                node, "LX004", f"`{key}: {node.value}` is none of {', '.join(CHOICES[key])}"
            )
        if key == "alone":
            if node.value not in ("true", "false"):
                self.problem(node, "LX004", "`alone` is true or false")
            return bool(node.value == "true")
        return str(node.value)

    def strings(self, node: yaml.Node, path: str) -> tuple[str, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self.problem(node, "LX004", f"`{path.rpartition('.')[2]}` is a list: write [one, two]")
            return ()
        strings = []
        for index, item in enumerate(node.value):
            self.lines[f"{path}.{index}"] = item.start_mark.line + 1
            if not isinstance(item, yaml.ScalarNode):
                self.problem(
                    item, "LX004", "a list here holds words: quote one that has ': ' in it"
                )
            elif not item.value.strip():
                self.problem(item, "LX018", "an empty form: take it out")
            else:
                strings.append(item.value)
        return tuple(strings)

    def spellings(self, node: yaml.Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
        values = self.mapping_of_lists(node)
        return tuple((key, values[key]) for key in SPELLING_KEYS if key in values)

    def mapping_of_lists(self, node: yaml.Node) -> dict[str, tuple[str, ...]]:
        if not isinstance(node, yaml.MappingNode):
            self.problem(
                node, "LX004", "`spellings` is a list of `region: [spelling, spelling]` lines"
            )
            return {}
        values = {}
        for key_node, value_node in node.value:
            if key_node.value not in SPELLING_KEYS:
                self.problem(
                    key_node,
                    "LX002",
                    f"unknown key `{key_node.value}` in spellings: known are {', '.join(SPELLING_KEYS)}",
                )
            values[key_node.value] = self.strings(value_node, f"spellings.{key_node.value}")
        return values

    def mistranslations(self, node: yaml.Node) -> list[Mistranslation]:
        if not isinstance(node, yaml.SequenceNode):
            self.problem(node, "LX004", "`mistranslations` is a list: begin each with '- wrong: '")
            return []
        rules = []
        for index, item in enumerate(node.value):
            path = f"mistranslations.{index}"
            self.lines[path] = item.start_mark.line + 1
            values = self.mapping(item, f"{path}.", MISTRANSLATION_KEYS, "a mistranslation")
            if values is None:
                continue
            missing = [key for key in REQUIRED_MISTRANSLATION_KEYS if not values.get(key)]
            for key in missing:
                self.problem(item, "LX003", f"mistranslation without `{key}`: {_REQUIRED_WHY[key]}")
            if not missing and self.sound:
                rules.append(Mistranslation(**values))
        return rules


_REQUIRED_WHY = {
    "id": "write a stable name such as place.baghdad",
    "kind": f"one of {', '.join(CHOICES['kind'])}",
    "english": 'the form to write ("" for an artefact that is cut out)',
    "source": "say where the English and the Arabic form are attested",
    "status": f"one of {', '.join(CHOICES['status'])}",
    "wrong": "list the literal English that engines write",
    "safety": f"one of {', '.join(CHOICES['safety'])}",
    "why": "say in a line how the engine went wrong",
}
