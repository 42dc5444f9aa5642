"""Pages to look at: plain HTML that needs nothing from anywhere, with Arabic set right to left.

What comes from a text is escaped; a page has no script and asks for no file, so it can be mailed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from normalise.script.arabic import is_arabic

_STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --was: #c62828; --now: #2e7d32; --link: #00796b; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th { text-align: start; font-weight: 600; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
del { color: var(--was); } ins { color: var(--now); text-decoration: none; font-weight: 600; }
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
    """Return text as HTML; Arabic is isolated and set right to left.

    >>> words("a < b"), words("بغداد")
    ('a &lt; b', '<bdi lang="ar" dir="rtl">بغداد</bdi>')
    """
    safe = escape(text)
    return f'<bdi lang="ar" dir="rtl">{safe}</bdi>' if is_arabic(text) else safe


def table(heads: Sequence[str], rows: Iterable[Sequence[str | int | float]]) -> str:
    """Return a table; numbers stand to the right, text is escaped unless it is HTML from here."""
    lines = ["<table>", f"<tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>"]
    for row in rows:
        cells = [
            f'<td class="number">{cell:,}</td>'
            if isinstance(cell, int | float)
            else f"<td>{cell}</td>"
            for cell in row
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join((*lines, "</table>"))


def in_context(before: str, found: str, behind: str) -> str:
    """Return words in their context, the found ones marked."""
    return f"…{escape(before)}<mark>{words(found)}</mark>{escape(behind)}…"
