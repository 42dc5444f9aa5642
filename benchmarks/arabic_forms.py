"""How often the Arabic that the lexicon links stands in the Arabic that the English was translated from.

    python benchmarks/arabic_forms.py UN_CONFLICT_AR_EN.jsonl.gz FLORES_DEV.jsonl.gz [--rows 4000] [--show 30]
                                      [--absent 30]

Rows: JSON Lines with `text`, `label`, `segment`, and `source_text` in one row of each segment; those that
are not machine-translated from Arabic are left out, and of the others some are drawn, seeded. The pipeline
sees the English alone. A link counts where the source has any of the Arabic forms of its entry: it is right
where the form that it gives stands there, whole words but for clitics in front. How many links there are
of whose entry no form stands in the source is given too: some of these mean something else, of others the
source has a word that the entry lacks.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rows import rows

from normalise.lexicon.entry import Entry
from normalise.pipeline import Pipeline, default_lexicon
from normalise.script.arabic import fold

_WORD = re.compile("[\u0621-\u064a]+")
_CLITICS = ("", "و", "ف", "ب", "ك", "ل", "وب", "ول")


def stands(form: str, source: list[str]) -> bool:
    """Tell whether an Arabic form stands among the words of a source."""
    first, *rest = fold(form).split()
    heads = {f"{clitic}{first}" for clitic in _CLITICS}
    if first.startswith("ال"):
        heads |= {f"لل{first[2:]}", f"ولل{first[2:]}"}
    return any(
        word in heads and source[place + 1 : place + 1 + len(rest)] == rest
        for place, word in enumerate(source)
    )


def pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield machine translations from Arabic with their sources, which may stand in another row."""
    found = list(rows(path))
    sources = {row["segment"]: row["source_text"] for row in found if row.get("source_text")}
    for row in found:
        source = sources.get(row["segment"], "")
        if row["label"] == "mt" and row.get("src_lang", "ar") == "ar" and _WORD.search(source):
            yield row["text"], source


def main() -> None:
    """Print the share of right forms by kind of entry, and the commonest wrong ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--rows", type=int, default=4_000)
    parser.add_argument("--show", type=int, default=0, help="the commonest wrong forms")
    parser.add_argument("--absent", type=int, default=0, help="the commonest without any form")
    options = parser.parse_args()
    there_are = [pair for path in options.data for pair in pairs(path)]
    chosen = random.Random(1).sample(there_are, min(options.rows, len(there_are)))
    lexicon = default_lexicon()
    entries: dict[str, Entry] = {entry.id: entry for entry in lexicon.entries}
    pipeline = Pipeline(lexicon, ("link",), origin="mt")
    all_, right, wrong = Counter[str](), Counter[str](), Counter[tuple[str, str, str]]()
    absent = Counter[tuple[str, str, str]]()
    for text, source in chosen:
        words = _WORD.findall(fold(source))
        for link in pipeline(text).links:
            entry = entries.get(link.entry or "")
            if link.method != "lexicon" or not entry or entry.kind == "person":
                continue
            there = [form for form in entry.arabic if stands(form, words)]
            if there:
                good = stands(link.arabic, words)
                all_[entry.kind] += 1
                right[entry.kind] += good
                if not good:
                    wrong[link.span.of(text), link.arabic, " / ".join(there)] += 1
            else:
                absent[link.span.of(text).lower(), link.arabic, entry.id] += 1
    print(f"{len(chosen)} rows, {all_.total()} links: {right.total() / all_.total():.3f} right")
    for kind, count in all_.most_common():
        print(f"{kind:14s} {count:5d} {right[kind] / count:.3f}")
    for (words, arabic, there), count in wrong.most_common(options.show):
        print(f"{count:4d} {words} | {arabic} | in the source: {there}")
    there_is = all_.total() / (all_.total() + absent.total())
    print(f"{there_is:.3f} of all links have a form of their entry in the source")
    for (words, arabic, entry_id), count in absent.most_common(options.absent):
        print(f"{count:4d} {words} | {arabic} | {entry_id}")


if __name__ == "__main__":
    main()
