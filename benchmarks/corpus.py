"""Time a big job and watch its memory: does `normalise run` stay flat, linear, and use two cores?

    python benchmarks/corpus.py [--sizes 100 500] [--workers 1 2] [--damaged 0] [--folder DIR]
                                [--rounds 1] [-- OPTION ...]

Writes a corpus of JSON Lines to a folder (a temporary one without --folder), runs the command over it as a
process of its own, and prints for each size and number of workers: seconds, seconds of processor time, MB/s
of input (the median of the rounds), and the most memory that the main process and any worker held (their resident set, looked at five
times a second). What stands behind -- is passed on, such as `--steps link`.

The corpus follows from --seed and the lexicons alone: documents of about 2.5 KB, in which one sentence of
five is drawn from the sample article in seeds/ and the test sentences of the lexicons, and the others are
made of their words in small letters, so that there are about as many names as in news; and --damaged lines
that are no JSON, spread over it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from normalise.lexicon.files import files_of, packaged_folder
from normalise.lexicon.source import read

ROOT = Path(__file__).parent.parent
DOCUMENT = 2_500  # characters


def sentences() -> list[str]:
    """Return what documents are made of."""
    found = [
        sentence.strip()
        for file in sorted((ROOT / "seeds").glob("*.txt"))
        for sentence in file.read_text(encoding="utf8").replace("\n", " ").split(". ")
    ]
    for entry in read(files_of([packaged_folder()])).usable():
        for rule in entry.mistranslations:
            found += rule.miss or rule.hit
    return [sentence.rstrip(".") + "." for sentence in found if sentence]


def documents(size: int, seed: int, length: int) -> Iterator[bytes]:
    """Yield lines of JSON, about so many bytes in all."""
    chance = random.Random(seed)
    known = sentences()
    common = [word for sentence in known for word in sentence.rstrip(".").split() if word.islower()]
    number = written = 0
    while written < size:
        words: list[str] = []
        while sum(map(len, words)) < length:
            plain = " ".join(chance.choices(common, k=18)).capitalize() + "."
            words.append(chance.choice(known) if chance.random() < 0.2 else plain)
        line = json.dumps({"id": number, "text": " ".join(words)}, ensure_ascii=False).encode()
        yield line + b"\n"
        number += 1
        written += len(line) + 1


def write(path: Path, size: int, seed: int, length: int, damaged: int) -> int:
    """Write a corpus and return how many records it has."""
    every = max(1, size // (length + 200) // damaged) if damaged else 0
    count = 0
    with path.open("wb") as stream:
        for number, line in enumerate(documents(size, seed, length)):
            stream.write(line)
            count += 1
            if every and number % every == every // 2 and damaged:
                stream.write(line[: len(line) // 2] + b"\n")
                damaged -= 1
                count += 1
    return count


@dataclass
class Figures:
    """What a run took."""

    seconds: float
    processor: float
    main: float
    worker: float
    summary: str


def run(source: Path, out: Path, workers: int, options: list[str]) -> Figures:
    """Run the command and watch it."""
    command = ["run", str(source), "-o", str(out), "--workers", str(workers), *options]
    began = time.monotonic()
    job = subprocess.Popen(
        [sys.executable, "-m", "normalise", *command], stderr=subprocess.PIPE, text=True
    )
    most: dict[int, float] = {}
    watcher = threading.Thread(target=watch, args=(job, most), daemon=True)
    watcher.start()
    assert job.stderr
    message = job.stderr.read()
    _, status, used = os.wait4(job.pid, 0)
    seconds = time.monotonic() - began
    job.returncode = os.waitstatus_to_exitcode(status)
    watcher.join()
    if job.returncode not in (0, 3):
        raise SystemExit(message)
    others = [size for pid, size in most.items() if pid != job.pid]
    return Figures(
        seconds,
        used.ru_utime + used.ru_stime,
        most.get(job.pid, 0.0),
        max(others, default=0.0),
        message.strip(),
    )


def watch(job: subprocess.Popen[str], most: dict[int, float]) -> None:
    """Note the resident set of the job and its children, in MB, until it ends."""
    while job.returncode is None:
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
                if job.pid not in (int(entry.name), int(parent)):
                    continue
                pages = int((entry / "statm").read_text().split()[1])
            except OSError:
                continue
            size = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
            most[int(entry.name)] = max(most.get(int(entry.name), 0.0), size)
        time.sleep(0.2)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", nargs="+", type=int, default=[100, 500], help="in MB")
    parser.add_argument("--workers", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--document", type=int, default=DOCUMENT, help="characters")
    parser.add_argument("--damaged", type=int, default=0)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("options", nargs="*")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(exist_ok=True)
        print("   MB  workers  seconds  processor   MB/s  main MB  worker MB")
        for size in asked.sizes:
            source = folder / f"corpus-{size}.jsonl"
            count = write(source, size * 1_000_000, asked.seed, asked.document, asked.damaged)
            rounds: dict[int, list[Figures]] = {workers: [] for workers in asked.workers}
            for _ in range(asked.rounds):
                for workers in asked.workers:
                    out = folder / "out.jsonl"
                    rounds[workers].append(run(source, out, workers, asked.options))
                    out.unlink()
            for workers, found in rounds.items():
                middle = sorted(found, key=lambda one: one.seconds)[len(found) // 2]
                print(
                    f"{size:5}  {workers:7}  {middle.seconds:7.1f}  {middle.processor:9.1f}"
                    f"  {size / middle.seconds:5.2f}  {max(one.main for one in found):7.0f}"
                    f"  {max(one.worker for one in found):9.0f}",
                    flush=True,
                )
            print(f"       {count:,} records in; {middle.summary}")
            for workers in asked.workers[1:]:
                best = [min(one.seconds for one in rounds[n]) for n in (asked.workers[0], workers)]
                print(
                    f"       {workers} workers against {asked.workers[0]}, best of {asked.rounds}: "
                    f"{best[0] / best[1]:.2f} times as fast",
                    flush=True,
                )
            source.unlink()


if __name__ == "__main__":
    main()
