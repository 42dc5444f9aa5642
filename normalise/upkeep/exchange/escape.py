r"""Write any text into a cell or an XML element so that it comes back as it was.

In a cell the items of a list are joined by " | ". A backslash is written `\\`, a pipe inside an item
`\|`, and characters that a spreadsheet or XML would change (control characters, spaces at the ends)
`\uXXXX`. A text that is there but empty is `\-`. Any other backslash stands for itself, so that what a
person types need not be known to this module.

>>> join(["a|b", "c"])
'a\\|b | c'
>>> split(join(["a|b", "c"]))
['a|b', 'c']
"""

from __future__ import annotations

import re
from collections.abc import Iterable

EMPTY = r"\-"
_CHANGED = re.compile(
    # Control characters and line ends; what XML 1.0 cannot hold; "_x0041_", which Excel reads as "A"
    # (ECMA-376 part 1, 22.9.2.19); a space at an end.
    r"[\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
    r"|_(?=x[0-9A-Fa-f]{4}_)|\A | \Z"
)
_ESCAPED = re.compile(r"\\(?:([\\|])|u([0-9A-Fa-f]{4}))")
_ITEM = re.compile(r"((?:\\[\\|]|[^|])*)(?:\||\Z)")
_SPACE = " \t\r\n"
# OWASP, "CSV injection": = + - @ tab CR, and the full-width forms that some locales take for them.
_RISKY = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def escape(text: str) -> str:
    r"""Return text that survives a cell or an XML element.

    >>> escape(" a\n"), escape("")
    ('\\u0020a\\u000A', '\\-')
    """
    return _CHANGED.sub(_code, text) if text else EMPTY


def _code(match: re.Match[str]) -> str:
    character = match[0]
    return "\\\\" if character == "\\" else f"\\u{ord(character):04X}"


def unescape(text: str) -> str:
    r"""Return what :func:`escape` was given; spaces around it do not count.

    >>> unescape(r" a\u000A "), unescape(r"AC\DC"), unescape(r"\-")
    ('a\n', 'AC\\DC', '')
    """
    text = text.strip(_SPACE)
    if text == EMPTY:
        return ""
    return _ESCAPED.sub(lambda match: match[1] or chr(int(match[2], 16)), text)


def join(items: Iterable[str]) -> str:
    """Return a list as one cell."""
    return " | ".join(escape(item).replace("|", r"\|") for item in items)


def split(cell: str) -> list[str]:
    """Return the items of a cell; empty ones are left out.

    >>> split("one|two | | three ")
    ['one', 'two', 'three']
    """
    items = (match[1].strip(_SPACE) for match in _ITEM.finditer(cell))
    return [unescape(item) for item in items if item]


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("'=1+1"), harmless("'Abd")
    ("'=1+1", "''=1+1", "'Abd")
    """
    return f"'{cell}" if _RISKY.match(cell) else cell


def bare(cell: str) -> str:
    """Return what :func:`harmless` was given.

    >>> bare("'=1+1"), bare("'Abd")
    ('=1+1', "'Abd")
    """
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell) else cell
