"""Plain entries as YAML in the style of the shipped files.

Lists stand in brackets on one line, `hit` and `miss` in double quotes, the rest is quoted where YAML, or
another reader of YAML, would take it for something else. Invisible characters are written as escapes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from normalise.upkeep.exchange.plain import Plain

# A letter or digit first; no indicator of YAML 1.1 where it would count.
_PLAIN = re.compile(r"\w(?:[\w.,;()/+!?'\"’‘“”–—…&=$%ʿʾ-]|:(?=\w)| (?=\S))*")
_SENTENCE_KEYS = frozenset({"hit", "miss"})
_RESOLVERS: dict[str, list[tuple[str, re.Pattern[str]]]] = yaml.SafeLoader.yaml_implicit_resolvers
# What YAML 1.1 allows unescaped in double quotes, without its other line ends.
_UNPRINTABLE = re.compile(
    r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def yaml_text(entries: Iterable[Plain]) -> str:
    """Return a lexicon file, one blank line between entries.

    >>> print(yaml_text([{"id": "term.no", "arabic": ["لا"], "english": "No"}]), end="")  # la: no
    - id: term.no
      arabic: [لا]
      english: "No"
    """
    return "\n".join("".join(f"{line}\n" for _, line in entry_lines(values)) for values in entries)


def entry_lines(values: Plain) -> list[tuple[str, str]]:
    """Return the lines of one entry, each with the path of what it says ("mistranslations.0.why")."""
    return _dashed([*_mapping(values, "  ", "")], "", "") or [("", "- {}")]


def _mapping(values: Plain, pad: str, path: str) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        here = f"{path}{key}"
        head = f"{pad}{scalar(key)}:"
        if isinstance(value, dict) and value:
            yield here, head
            yield from _mapping(value, f"{pad}  ", f"{here}.")
        elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
            yield here, head
            for index, item in enumerate(value):
                inside = f"{here}.{index}"
                if isinstance(item, dict) and item:
                    lines = [*_mapping(item, f"{pad}    ", f"{inside}.")]
                    yield from _dashed(lines, f"{pad}  ", inside)
                else:
                    yield inside, f"{pad}  - {_flow(item, key)}"
        else:
            yield here, f"{head} {_flow(value, key)}"


def _dashed(lines: list[tuple[str, str]], pad: str, path: str) -> list[tuple[str, str]]:
    """Begin the first of these lines with a dash."""
    return [
        (path if number == 0 else where, f"{pad}- {line[len(pad) + 2 :]}" if number == 0 else line)
        for number, (where, line) in enumerate(lines)
    ]


def _flow(value: Any, key: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            write = quoted if key in _SENTENCE_KEYS else in_brackets
            return f"[{', '.join(write(item) for item in value)}]"
        return f"[{', '.join(_flow(item, key) for item in value)}]"
    items = (f"{in_brackets(inner)}: {_flow(item, inner)}" for inner, item in value.items())
    return f"{{{', '.join(items)}}}"


def scalar(text: str) -> str:
    """Return text as a YAML value, quoted where it must be.

    >>> scalar("press usage, 2014"), scalar("1.0"), scalar("a: b"), scalar("")
    ('press usage, 2014', '"1.0"', '"a: b"', '""')
    """
    if not _PLAIN.fullmatch(text) or _means_something(text) or not _ordinary(text):
        return quoted(text)
    return text


def in_brackets(text: str) -> str:
    """Return text as an item of a list in brackets.

    >>> in_brackets("region:IQ"), in_brackets("one, two")
    ('region:IQ', '"one, two"')
    """
    return quoted(text) if "," in text else scalar(text)


def quoted(text: str) -> str:
    r"""Return text in double quotes, with escapes for all that cannot be seen.

    >>> quoted("a\"b\N{RIGHT-TO-LEFT MARK}")
    '"a\\"b\\u200F"'
    """
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    if _ordinary(text):
        return f'"{text}"'
    return '"' + "".join(c if _visible(c) else _escape(c) for c in text) + '"'


def _means_something(text: str) -> bool:
    """Whether a reader of YAML would take the bare text for a number, a date or a truth value."""
    return any(pattern.match(text) for _, pattern in _RESOLVERS.get(text[:1], []))


def _ordinary(text: str) -> bool:
    return (text.isascii() and text.isprintable()) or all(map(_visible, text))


def _visible(character: str) -> bool:
    return not _UNPRINTABLE.match(character) and unicodedata.category(character) != "Cf"


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"
