"""How many mistranslations are found and linked that nobody had in mind when the entries were written.

    python benchmarks/unseen.py [CASES.jsonl]

Cases: JSON Lines with `kind`, `text`, the wrong words in it (`surface`), what may stand there instead
(`fixed`) and the Arabic behind the words (`arabic`). Found: an edit that overlaps the words writes one of
`fixed`, applied or proposed; linked: a link that overlaps them has this Arabic, folded. Without a file,
`unseen_cases.jsonl`: 250 sentences by two writers who saw neither lexicon nor code; `unseen_cases_later.jsonl`
has 127 by another. Whoever writes entries leaves these files unread, for they are worth something only as
long as nobody has looked at them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from rows import rows

from normalise.document import Span
from normalise.pipeline import Pipeline, default_lexicon
from normalise.script.arabic import fold

CASES = Path(__file__).parent / "unseen_cases.jsonl"


def main() -> None:
    """Print the shares by kind."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", nargs="?", type=Path, default=CASES)
    pipeline = Pipeline(default_lexicon(), origin="mt")
    counts, applied, found, linked = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for case in rows(parser.parse_args().cases):
        text, start = case["text"], case["text"].index(case["surface"])
        span = Span(start, start + len(case["surface"]))
        document = pipeline(text)
        good = [
            edit
            for edit in document.edits
            if edit.span.overlaps(span)
            and any(right.lower() in edit.after.lower() for right in case["fixed"])
        ]
        arabic = [fold(link.arabic) for link in document.links if link.span.overlaps(span)]
        for kind in (case["kind"], "all"):
            counts[kind] += 1
            applied[kind] += any(edit.applied for edit in good)
            found[kind] += bool(good)
            linked[kind] += fold(case["arabic"]) in arabic
    print("kind          cases  applied  found  linked")
    for kind, count in sorted(counts.items(), key=lambda item: item[0] == "all"):
        shares = [number[kind] / count for number in (applied, found, linked)]
        print(f"{kind:12s}  {count:5d}    {shares[0]:.3f}  {shares[1]:.3f}   {shares[2]:.3f}")


if __name__ == "__main__":
    main()
