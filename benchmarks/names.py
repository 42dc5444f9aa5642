"""Time the names: clustering a corpus of mentions, spelling a name, comparing two; with peers beside.

    python benchmarks/names.py [--mentions 1000000] [--pairs variant_pairs.tsv] [--rounds 5]

The mentions are made up from the lexicon that ships, so that anyone can repeat it: full names of two
to four parts with the spellings that the lexicon lists, the commoner names met more often (Zipf), and
one name in five with a spelling that no entry has. Clustering runs in a process of its own through the
command, and its greatest memory is what the system says. The rest are medians of the processor time of
several rounds in one process.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from normalise.lexicon.store import Lexicon
from normalise.names import attested, generate, match, pairs
from normalise.training.names_peers import installed

SWAPS = [
    ("i", "e"),
    ("u", "ou"),
    ("a", "e"),
    ("k", "q"),
    ("dh", "z"),
    ("sh", "ch"),
    ("y", "i"),
    ("ee", "i"),
]


def names(count: int, seed: int = 11) -> Iterator[str]:
    """Yield made-up mentions of persons."""
    chance = random.Random(seed)
    entries = list(Lexicon.load().of_kind("name"))
    given = [entry for entry in entries if "given" in entry.part]
    family = [entry for entry in entries if "family" in entry.part]
    chance.shuffle(given)
    chance.shuffle(family)
    persons = [
        (*chance.sample(given, chance.choice((1, 1, 2, 3))), chance.choice(family))
        for _ in range(max(1000, count // 20))
    ]
    weights = [1 / rank for rank in range(1, len(persons) + 1)]
    for person in chance.choices(persons, weights, k=count):
        parts = [chance.choice((entry.english, *entry.all_spellings)) for entry in person]
        if chance.random() < 0.2:
            old, new = chance.choice(SWAPS)
            place = chance.randrange(len(parts))
            parts[place] = parts[place].replace(old, new)
        if chance.random() < 0.5:
            parts[-1] = f"al-{parts[-1].removeprefix('al-')}"
        yield " ".join(parts)


def clustered(count: int) -> str:
    """Return how long the command takes over this many mentions, and its greatest memory."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "mentions.txt"), Path(folder, "groups.jsonl")
        with source.open("w", encoding="utf8") as file:
            file.writelines(f"{name}\n" for name in names(count))
        distinct = len(set(source.read_text(encoding="utf8").splitlines()))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "normalise",
            "names",
            "cluster",
            str(source),
            "-o",
            str(out),
        ]
        subprocess.run(command, check=True)
        spent = time.perf_counter() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
        groups = sum(1 for _ in out.open("rb"))
    return f"| {count:,} | {distinct:,} | {groups:,} | {spent:.1f} | {processor:.1f} | {used.ru_maxrss / 1024:.0f} |"


def median(
    work: Callable[[], object], rounds: int, forget: Callable[[], None] = lambda: None
) -> float:
    """Return the median processor time of some rounds, in seconds; `forget` comes before each."""
    times = []
    for _ in range(rounds):
        forget()
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times)


def forget() -> None:
    """Empty what the room keeps from earlier names."""
    for cached in (generate._spell, pairs.same_latin, pairs.same_arabic, pairs.same_latin_quick):
        cached.cache_clear()


def spelling(rounds: int) -> Iterator[str]:
    """Yield rows: milliseconds a name, attested and new."""
    known = attested.packaged()
    listed = [entry.english for entry in islice(Lexicon.load().of_kind("name"), 500)]
    chance = random.Random(3)
    new = [
        "".join(chance.sample("kzmrdnlb", 1)[0] + chance.choice("aiou") for _ in range(3))
        for _ in range(500)
    ]
    for name in listed:  # what the lexicon answers is kept
        generate.arabic(name, 1, lexicon=known)
    for what, words, top in (("attested", listed, 1), ("new", new, 5)):
        spent = median(
            lambda words=words, top=top: [
                generate.arabic(word, top, lexicon=known) for word in words
            ],
            rounds,
            forget,
        )
        yield f"| Latin to Arabic, {what} ({top}-best) | {1000 * spent / len(words):.3f} |"


def compared(file: Path | None, rounds: int) -> Iterator[str]:
    """Yield rows: milliseconds a pair, ours and the peers'."""
    if file:
        with file.open(encoding="utf8") as rows:
            both = [
                (row["a"], row["b"])
                for row in csv.DictReader(rows, delimiter="\t")
                if row["split"] == "dev"
            ]
    else:
        listed = [
            entry.all_spellings
            for entry in Lexicon.load().of_kind("name")
            if len(entry.all_spellings) > 1
        ]
        both = [(spellings[0], spellings[1]) for spellings in listed[:1000]]
    known = attested.packaged()
    for one, other in both:
        match.match(one, other, lexicon=known)
    spent = median(
        lambda: [match.match(one, other, lexicon=known) for one, other in both], rounds, forget
    )
    yield f"| normalise, new names | {1000 * spent / len(both):.3f} |"
    spent = median(lambda: [match.match(one, other, lexicon=known) for one, other in both], rounds)
    yield f"| normalise, met before | {1000 * spent / len(both):.3f} |"
    for peer in installed():
        peer.score(*both[0])
        spent = median(lambda peer=peer: [peer.score(one, other) for one, other in both], rounds)
        yield f"| {peer.name.partition(',')[0]} | {1000 * spent / len(both):.3f} |"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument(
        "--pairs", type=Path, help="variant_pairs.tsv; without it, pairs of the lexicon"
    )
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(
        "| mentions | distinct | groups | seconds | processor seconds | MB |\n| --- | --- | --- | --- | --- | --- |"
    )
    for count in (options.mentions // 10, options.mentions):
        print(clustered(count), flush=True)
    print("\n| one name | ms |\n| --- | --- |")
    for row in spelling(options.rounds):
        print(row, flush=True)
    print("\n| one pair | ms |\n| --- | --- |")
    for row in compared(options.pairs, options.rounds):
        print(row, flush=True)


if __name__ == "__main__":
    main()
