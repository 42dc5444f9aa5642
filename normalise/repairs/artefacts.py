"""Put right what engines leave behind in single characters: Arabic punctuation and digits.

Only between Latin words: Arabic that is quoted on purpose keeps its own signs. Undoing Moses
tokenisation marks (`@-@`, `&apos;`) is an edit like any other.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from normalise.document import Edit, Span
from normalise.script.arabic import is_arabic

_SIGNS = {
    "\N{ARABIC COMMA}": ",",
    "\N{ARABIC SEMICOLON}": ";",
    "\N{ARABIC QUESTION MARK}": "?",
    "\N{ARABIC PERCENT SIGN}": "%",
    "\N{ARABIC FULL STOP}": ".",
}
_DIGITS = "".join(chr(code) for base in (0x0660, 0x06F0) for code in range(base, base + 10))
_DECIMAL = {"\N{ARABIC DECIMAL SEPARATOR}": ".", "\N{ARABIC THOUSANDS SEPARATOR}": ","}
_SIGN = re.compile(rf"[ \u00a0]*[{''.join(_SIGNS)}]")
_NUMBER = re.compile(rf"[{_DIGITS}](?:[{_DIGITS}{''.join(_DECIMAL)}.,]*[{_DIGITS}])?")
_TO_ASCII = str.maketrans(
    {digit: str(index % 10) for index, digit in enumerate(_DIGITS)} | _DECIMAL
)
_MOSES_JOIN = re.compile(r" @(?P<mark>[-/,.])@ ")
_MOSES_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#91|#93|#124);")
_MOSES = re.compile(r" @[-/,.]@ |&(?:apos|quot|#91|#93|#124);")
_REACH = 12  # code points to either side in which an Arabic letter makes the sign Arabic text


def artefacts(text: str) -> Iterator[Edit]:
    """Yield the edits of leftover signs, digits and marks.

    >>> from normalise.document import render, settle
    >>> from dataclasses import replace
    >>> text = "He said\\u060c \\u0663\\u0663 rockets fell."
    >>> render(text, [replace(edit, applied=True) for edit in settle(artefacts(text))])
    'He said, 33 rockets fell.'
    """
    if not _may_have_artefacts(text):
        return
    for match in _SIGN.finditer(text):
        if not _amid_arabic(text, match.start(), match.end()):
            sign = match.group().strip()
            yield _edit(
                match,
                _SIGNS[sign],
                "arabic-punctuation",
                "Arabic punctuation between English words",
            )
    for match in _NUMBER.finditer(text):
        if not _amid_arabic(text, match.start(), match.end()):
            yield _edit(
                match,
                match.group().translate(_TO_ASCII),
                "arabic-digits",
                "Arabic digits between English words",
            )
    if " @-@ " in text or "&apos;" in text or "&quot;" in text:  # a Moses-tokenised text
        for match in _MOSES_JOIN.finditer(text):
            yield _edit(match, match["mark"], "moses-join", "a mark of the Moses tokeniser")
        for match in _MOSES_ENTITY.finditer(text):
            yield _edit(
                match, html.unescape(match.group()), "moses-entity", "a mark of the Moses tokeniser"
            )


def _may_have_artefacts(text: str) -> bool:
    """Tell whether to look closer: for single characters `in` is much quicker than a pattern."""
    if not text.isascii():
        for sign in (*_SIGNS, *_DIGITS):
            if sign in text:
                return True
    return ("@" in text or "&" in text) and bool(_MOSES.search(text))


def _edit(match: re.Match[str], after: str, name: str, why: str) -> Edit:
    return Edit(Span(*match.span()), after, f"artefact.{name}", "artefact", "fix", why)


def _amid_arabic(text: str, start: int, end: int) -> bool:
    return is_arabic(text[max(0, start - _REACH) : start]) or is_arabic(text[end : end + _REACH])
