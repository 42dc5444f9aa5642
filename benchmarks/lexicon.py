"""Time the lexicon: lint, load from the cache, compile, and the scan as the lexicon grows.

    python benchmarks/lexicon.py [--text FILE.jsonl] [--rounds 5]

Prints medians of several rounds, in seconds of one core, so that what else the machine does counts
little. The scan is measured side by side, in one run, with the lexicon that
ships and with generated entries added to it, over the same text; without --text, over the sample
article again and again.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from normalise.lexicon import cache
from normalise.lexicon.compiled import compiled
from normalise.lexicon.entry import Entry
from normalise.lexicon.files import files_of, packaged_folder
from normalise.lexicon.lint import lint
from normalise.lexicon.source import read
from normalise.lexicon.store import Lexicon
from normalise.upkeep.exchange.plain import plain
from normalise.upkeep.exchange.yaml_text import yaml_text

ROOT = Path(__file__).parent.parent
SYLLABLES = [
    "ka",
    "zi",
    "mi",
    "sha",
    "rou",
    "qa",
    "deh",
    "bur",
    "al",
    "han",
    "tal",
    "ji",
    "wad",
    "ne",
    "far",
]


def generated(count: int, seed: int = 7) -> list[Entry]:
    """Return made-up entries with made-up names of two words."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()

    return [
        Entry(
            f"place.made-{number}",
            "place",
            f"{word()} {word()}",
            ("اسم",),
            (f"{word()} {word()}",),
            source="made",
        )
        for number in range(count)
    ]


def median(action: Callable[[], object], rounds: int) -> float:
    """Return the median seconds of an action."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        action()
        times.append(time.process_time() - began)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    rounds = options.rounds
    files = files_of([packaged_folder()])
    source = read(files)
    entries = source.usable()
    print(f"{len(entries):,} entries that ship")
    print(f"read their YAML and lint: {median(lambda: lint(read(files)), 3):.2f} s")
    print(f"compile them: {median(lambda: compiled(entries), 3):.2f} s")

    two_thousand = entries[:: max(1, len(entries) // 2000)][:2000]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "two_thousand.yaml"
        ordered = sorted(two_thousand, key=lambda entry: entry.id)
        file.write_text(yaml_text(map(plain, ordered)), encoding="utf8")
        linted = median(lambda: lint(read([file]), entries), 3)
        print(f"read the YAML of 2,000 of them and lint: {linted:.2f} s")
        place = Path(folder) / "lexicon.bin"
        cache.write(place, "k", compiled(two_thousand))

        def load() -> None:
            found = cache._read(place, "k")
            assert found
            Lexicon(found).read("Baghdad")

        print(
            f"load 2,000 entries from the cache, and read a first text: {1000 * median(load, rounds):.0f} ms"
        )

    many = generated(100_000)
    began = time.process_time()
    large = Lexicon.of([*entries, *many])
    large.read("Baghdad")
    print(f"compile 100,000 generated entries beside them: {time.process_time() - began:.1f} s")

    if options.text:
        with options.text.open(encoding="utf8") as lines:
            text = "\n\n".join(json.loads(line)["text"] for line in lines)[:4_000_000]
    else:
        article = (ROOT / "seeds" / "000_60faa55ba668a20b.txt").read_text(encoding="utf8")
        text = "\n\n".join([article] * 400)
    small = Lexicon.of(entries)
    small.read(text)
    ratios, speeds = [], []
    for _ in range(rounds):
        one, other = median(lambda: small.read(text), 1), median(lambda: large.read(text), 1)
        ratios.append(one / other)
        speeds.append(len(text) / one / 1e6)
    print(
        f"scan (fold and find all forms): {statistics.median(speeds):.1f} MB/s; with 100,000 entries more, {statistics.median(ratios):.2f} of that speed"
    )


if __name__ == "__main__":
    main()
