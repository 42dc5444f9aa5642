"""Measure how well mentions are found in the Arabic source of a translation.

    python benchmarks/links.py EAMT_AR_MENTIONS.jsonl [--types Person ...] [--show wrong]

Reads rows with an English sentence (`en`), Arabic references with the span of the mention (`targets`:
`ar`, `mention_ar`, `span`) and `types`; runs `normalise` on the English with each reference as its source, and looks at
the links of method `source`. A mention is *exact* where a link has its Arabic span (leading clitics and
punctuation aside), *overlapping* where one shares at least half of both, *wrong* where the links on the name in
the English (the words with a capital) point elsewhere, and *missed* where there is none. A row with
several references counts as their mean. Without --types: persons and places.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

import normalise
from normalise.document import Link, Span
from normalise.script.arabic import fold, words

PERSONS_AND_PLACES = ("Person", "Landmark", "Place of worship", "Place")
_CAPITALISED = re.compile(
    r"(?<=[\w,'’)] )(?:[\"'(]?[A-ZÀ-ÞĀ-ɏ][\w'’.-]*[ ,]*(?:(?:of|the|de|al|ibn|in)[ -])*)+"
)


def judged(english: str, arabic: str, gold: Span, links: tuple[Link, ...]) -> str:
    """Return what the links make of one mention: exact, overlapping, wrong or missed."""
    found = [link for link in links if link.source_span]
    wanted = _tidy(arabic, gold)
    for link in found:
        if link.source_span and _tidy(arabic, link.source_span) == wanted:
            return "exact"
    for link in found:
        span = link.source_span
        if span and span.overlaps(gold):
            shared = min(span.end, gold.end) - max(span.start, gold.start)
            if 2 * shared >= max(span.end - span.start, gold.end - gold.start):
                return "overlapping"
    mention = max(
        (Span(*match.span()) for match in _CAPITALISED.finditer(english)),
        key=lambda span: span.end - span.start,
        default=Span(0, 0),
    )
    on_mention = [link for link in found if link.span.overlaps(mention)]
    if any(link.source_span and link.source_span.overlaps(gold) for link in on_mention):
        return "partial"
    return "wrong" if on_mention else "missed"


def _tidy(text: str, span: Span) -> str:
    """Return the words at a span, folded, without the alif of an article, which "to" swallows."""
    found = [fold(word.of(span.of(text))) for word in words(span.of(text))]
    return " ".join(found).removeprefix("ا").removeprefix("ل") if found else ""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--types", nargs="*", default=PERSONS_AND_PLACES)
    parser.add_argument("--show", nargs="*", default=[], help="print the rows judged so")
    options = parser.parse_args()
    totals: Counter[str] = Counter()
    rows = 0
    for line in options.data.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        if options.types and not set(row["types"]) & set(options.types):
            continue
        targets = [target for target in row["targets"] if target["span"]]
        if not targets:
            continue
        rows += 1
        for target in targets:
            document = normalise.run(row["en"], source_text=target["ar"], origin="mt")
            gold = Span(*target["span"])
            verdict = judged(row["en"], target["ar"], gold, document.links)
            totals[verdict] += 1 / len(targets)
            if verdict in options.show:
                links = ", ".join(
                    f"{link.span.of(row['en'])}={link.source_span.of(target['ar'])}"
                    for link in document.links
                    if link.source_span
                )
                print(f"{verdict}: {row['en']} | {target['ar']} | {target['mention_ar']} | {links}")
    shares = {
        name: totals[name] / max(1, rows)
        for name in ("exact", "overlapping", "partial", "wrong", "missed")
    }
    print(f"{rows} mentions: " + ", ".join(f"{name} {share:.1%}" for name, share in shares.items()))
    right = shares["exact"] + shares["overlapping"]
    print(f"right span {right:.1%} (exact {shares['exact']:.1%}), wrong span {shares['wrong']:.1%}")


if __name__ == "__main__":
    main()
