"""Measure `lexicon suggest --arabic`: is the literal English among the first 20 renderings?

    python benchmarks/suggest.py [--engines FOLDER] [--split dev|test] [--misses]

Two lists stand in organisation_names.jsonl, and each is split in half by a digest of the Arabic name:

- `news`: names of the Arab news, with the English that a literal engine writes, likeliest first, set
  down before any was tried. "First" counts the first of them alone, "any" each.
- `corpus`: names found in the Arabic of a parallel corpus. With --engines, a folder that holds
  un_conflict_ar_en.jsonl.gz and flores_dev.jsonl.gz, a rendering counts where an engine wrote it in
  its translation of a sentence that has the name.

A name that an entry has a mistranslation for is left out: the weights were set on those. Glosses were
added after looking at the misses of dev; those of test are not looked at, and --misses does not print
them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rows import rows

from normalise.lexicon.glosses import packaged_glosses
from normalise.lexicon.literal import Meanings, literal, proper_names
from normalise.lexicon.store import Lexicon
from normalise.script.arabic import fold
from normalise.script.latin import fold_form
from normalise.upkeep.probe import spelling

NAMES = Path(__file__).with_name("organisation_names.jsonl")
CORPORA = ("un_conflict_ar_en", "flores_dev")
RANKS = (1, 5, 10, 20)
_JOINED = "[وفبلك]?(?:ال)?"  # what may stand joined before a name in a sentence


def split_of(arabic: str) -> str:
    """Return the half that a name belongs to, by its letters alone."""
    return "test" if hashlib.sha256(fold(arabic).encode()).digest()[0] % 2 else "dev"


def same(english: str) -> str:
    """Return a phrase without capitals, marks and articles, which say nothing of a literal reading."""
    words = fold_form(english).split()
    return " ".join(word for word in words if word not in ("the", "al", "el"))


def engine_outputs(folder: Path, names: Iterable[str]) -> Mapping[str, list[str]]:
    """Return for each Arabic name what engines wrote for sentences with it."""
    patterns = {name: re.compile(rf"\b{_JOINED}{re.escape(fold(name))}\b") for name in names}
    found: dict[str, list[str]] = defaultdict(list)
    for corpus in CORPORA:
        sources: dict[int, str] = {}
        outputs: dict[int, list[str]] = defaultdict(list)
        for row in rows(folder / f"{corpus}.jsonl.gz"):
            if row.get("source_text"):
                sources[row["segment"]] = fold(row["source_text"])
            if row["label"] == "mt" and row["src_lang"] == "ar":
                outputs[row["segment"]].append(f" {same(row['text'])} ")
        for segment, source in sources.items():
            for name, pattern in patterns.items():
                if pattern.search(source):
                    found[name] += outputs[segment]
    return found


def rank_of(renderings: Iterable[str], wanted: list[str], outputs: list[str]) -> int | None:
    """Return at which place the first rendering stands that is wanted or in an output."""
    for place, rendering in enumerate(map(same, renderings), 1):
        if rendering in wanted or any(f" {rendering} " in output for output in outputs):
            return place
    return None


def table(name: str, ranks: list[int | None]) -> Iterator[str]:
    """One line of figures."""
    shares = [sum(rank is not None and rank <= top for rank in ranks) for top in RANKS]
    figures = "  ".join(
        f"{top:>2}-best {share / len(ranks):.2f}" for top, share in zip(RANKS, shares, strict=True)
    )
    yield f"{name:22} {len(ranks):4} names  {figures}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--engines", type=Path, metavar="FOLDER")
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--misses", action="store_true", help="print those of dev")
    options = parser.parse_args()
    lexicon = Lexicon.load()
    meanings = Meanings(packaged_glosses(), proper_names(lexicon.entries), spelling)
    seen = {
        fold(arabic)
        for entry in lexicon.entries
        if any(not rule.derived for rule in entry.mistranslations)
        for arabic in entry.arabic
    }
    rows = [json.loads(line) for line in NAMES.read_text(encoding="utf8").splitlines()]
    rows = [row for row in rows if split_of(row["arabic"]) == options.split]
    unseen = [row for row in rows if fold(row["arabic"]) not in seen]
    print(f"{options.split}: {len(rows)} names, {len(rows) - len(unseen)} left out as seen")
    outputs: Mapping[str, list[str]] = {}
    if options.engines:
        named = [row["arabic"] for row in unseen if row["kind"] == "corpus"]
        outputs = engine_outputs(options.engines, named)
    ranks: dict[str, list[int | None]] = defaultdict(list)
    for row in unseen:
        arabic, wanted = row["arabic"], [same(one) for one in row["english"]]
        if not wanted and not outputs.get(arabic):
            continue
        found = [one.english for one in literal(arabic, meanings)]
        rank = rank_of(found, wanted, outputs.get(arabic, []))
        if wanted:
            ranks["news, first"].append(rank_of(found, wanted[:1], []))
        ranks["news, any" if wanted else "corpus, engines"].append(rank)
        if options.misses and options.split == "dev" and rank is None:
            print(f"  {arabic}: wanted {row['english'][:2]}, found {found[:4]}")
    for name, values in ranks.items():
        print(*table(name, values), sep="\n")


if __name__ == "__main__":
    main()
