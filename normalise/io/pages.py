"""Pages to look at: plain HTML that needs nothing from anywhere, with Arabic set right to left.

What comes from a text is escaped; a page has no script and asks for no file, so it can be mailed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

# Arabic with what stands between its words; Latin letters end it.
_ARABIC = re.compile("[\u0600-\u06ff](?:[^A-Za-z]*[\u0600-\u06ff])?")
_NUMBER, _NIL, _CONTEXT = (f' class="{name}"' for name in ("number", "number nil", "context"))
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --was: #c62828; --now: #2e7d32; --link: #00796b; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } th { text-align: start; font-weight: 600; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; } td.nil { opacity: .35; }
td.context { min-width: 18rem; }
del { color: var(--was); } del bdi[lang=ar] { display: inline-block; color: inherit; } ins { color: var(--now); text-decoration: none; font-weight: 600; }
mark { background: #ffd54f88; color: inherit; } .soft { opacity: .7; } code { font-size: .9em; }
bdi[lang=ar] { font: 1.15em/1.6 "Noto Naskh Arabic", "Geeza Pro", "Traditional Arabic", serif; color: var(--link); }
p.sample { margin: .3rem 0; padding: .3rem .6rem; background: var(--soft); border-radius: .3rem; }
"""


def page(title: str, body: Iterable[str]) -> str:
    """Return a whole page; the title is escaped, the body is HTML already."""
    inside = "\n".join(body)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n{inside}\n</body>\n</html>\n"
    )


def words(text: str) -> str:
    """Return text as HTML; the Arabic in it is isolated and set right to left.

    >>> words("a < b"), words("both بغداد: a")
    ('a &lt; b', 'both <bdi lang="ar" dir="rtl">بغداد</bdi>: a')
    """
    pieces: list[str] = []
    end = 0
    for found in _ARABIC.finditer(text):
        pieces += (escape(text[end : found.start()]), _right_to_left(found.group()))
        end = found.end()
    return "".join((*pieces, escape(text[end:])))


def _right_to_left(arabic: str) -> str:
    return f'<bdi lang="ar" dir="rtl">{escape(arabic)}</bdi>'


def table(heads: Sequence[str], rows: Sequence[Sequence[str | int | float]]) -> str:
    """Return a table; numbers stand to the right, text is HTML already.

    >>> table(("entry", "hits"), [("a", 0)]).splitlines()[2]
    '<tr><td>a</td><td class="number nil">0</td></tr>'
    """
    titles = "".join(
        f"<th{_NUMBER if _counts(rows, column) else ''}>{escape(head)}</th>"
        for column, head in enumerate(heads)
    )
    lines = ['<div class="wide"><table>', f"<tr>{titles}</tr>"]
    lines += [f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows]
    return "\n".join((*lines, "</table></div>"))


def _counts(rows: Sequence[Sequence[str | int | float]], column: int) -> bool:
    return bool(rows) and isinstance(rows[0][column], int | float)


def _cell(cell: str | int | float) -> str:
    if isinstance(cell, int | float):
        return f"<td{_NUMBER if cell else _NIL}>{cell:,}</td>"
    return f"<td{_CONTEXT if '<mark>' in cell else ''}>{cell}</td>"


def in_context(before: str, found: str, behind: str) -> str:
    """Return words in their context, the found ones marked."""
    return f"…{words(before)}<mark>{words(found)}</mark>{words(behind)}…"
