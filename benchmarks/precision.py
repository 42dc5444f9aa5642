"""Count what the toolkit would change in native English, where nothing should be repaired.

    python benchmarks/precision.py DATA.jsonl.gz [MORE ...] [--origin mt] [--show 20]

Reads rows with `text` and `label`, keeps those that are no machine translation, joins the sentences of
one `doc`, and prints, for each file, the applied edits of each kind per million words, and how many of
10,000 words carry a link of a name, and of each method. With --show it prints samples in their context, to be read by eye.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from rows import rows

from normalise.lexicon.entry import NAMED_KINDS
from normalise.pipeline import Pipeline, default_lexicon


def native_documents(path: Path) -> Iterator[str]:
    """Yield the documents of a file that were not machine-translated."""
    documents: dict[str, list[str]] = defaultdict(list)
    for row in rows(path):
        if row.get("label") != "mt":
            documents[str(row.get("doc") or row.get("id"))].append(row["text"])
    for sentences in documents.values():
        yield "\n".join(sentences)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--origin", default="mt", choices=["auto", "mt", "human"])
    parser.add_argument("--show", type=int, default=0, help="samples of each kind to print")
    options = parser.parse_args()
    pipeline = Pipeline(default_lexicon(), origin=options.origin)
    kinds = {entry.id: entry.kind for entry in pipeline.lexicon.entries}
    total: Counter[str] = Counter()
    entries: Counter[str] = Counter()
    samples: list[str] = []
    guesses: list[str] = []
    for path in options.data:
        counts: Counter[str] = Counter()
        for text in native_documents(path):
            document = pipeline(text)
            counts["words"] += len(text.split())
            if document.verdict:
                counts[f"verdict {document.verdict.label}"] += 1
            for edit in document.edits:
                state = "applied" if edit.applied else "proposed"
                counts[f"{edit.kind} {state}"] += 1
                if edit.applied or options.show > 500:
                    entries[f"{edit.kind} {edit.entry}"] += 1
                    around = text[max(0, edit.span.start - 70) : edit.span.end + 50]
                    flat = " ".join(around.split())
                    samples.append(
                        f"{edit.kind} {state} {edit.entry}: [{edit.span.of(text)} -> {edit.after}] ...{flat}..."
                    )
            for link in document.links:
                counts[f"links {link.method}"] += 1
                if link.method == "generated":
                    guesses.append(f"{link.span.of(text)} = {link.arabic}")
            counts["name links"] += sum(
                kinds.get(link.entry or "") in NAMED_KINDS or link.entry is None
                for link in document.links
            )
        report(path.name, counts)
        total += counts
    report("all", total)
    if options.show:
        for entry, count in entries.most_common(40):
            print(f"{count:6d} {entry}")
        step = max(1, len(samples) // options.show)
        print("\n".join(samples[::step][: options.show]))
        print("guessed names:", "; ".join(guesses[: options.show]))


def report(name: str, counts: Counter[str]) -> None:
    """Print the figures of one file."""
    words = counts["words"]
    rates = "  ".join(
        f"{key} {counts[key]} ({1e6 * counts[key] / max(1, words):.1f}/M)"
        for key in sorted(counts)
        if key not in ("words", "name links") and not key.startswith(("verdict", "links"))
    )
    methods = "  ".join(
        f"{key[6:]} {counts[key]} ({1e4 * counts[key] / max(1, words):.2f}/10k)"
        for key in sorted(counts)
        if key.startswith("links")
    )
    labels = " ".join(
        f"{key[8:]} {counts[key]}" for key in sorted(counts) if key.startswith("verdict")
    )
    print(
        f"{name}: words {words:,}  {rates}  name links {1e4 * counts['name links'] / max(1, words):.1f}/10k  links by method: {methods}  [{labels}]",
        flush=True,
    )


if __name__ == "__main__":
    main()
