"""Time every step and the whole beside what others need, on one core, and write the page.

    python benchmarks/speed.py [DATA.jsonl.gz] [--rounds 5] [--quick] [--only steps,...]

Without DATA the documents are made of the lexicon's test sentences and the sample article by a seeded
generator. All contestants of a table take turns in one process, round by round; figures are medians
of CPU time, so that a busy machine disturbs them less, and "times flashtext" is the median of the
ratios within a round. Writes benchmarks/results/speed.md, and a chart as SVG and PNG where matplotlib
is installed (`uv sync --all-extras --group bench` installs all that is measured).
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
from speed_page import Row, Section, draw, steps_section, write_page
from speed_peers import peers
from speed_texts import Sentences, given, made_entries

from normalise.document import Document
from normalise.findings import find
from normalise.io.result import result
from normalise.lexicon.store import Lexicon
from normalise.pipeline import Pipeline, default_lexicon
from normalise.script.latin import fold

RESULTS = Path(__file__).parent / "results"
SECTIONS = ("steps", "peers", "growth", "lexicon", "density", "command")
EDITING = ("repair", "names", "link")
Work = Callable[[str], object]
Curves = dict[str, list[tuple[float, float]]]


@dataclass(frozen=True)
class Together:
    """A pipeline over texts that are read together, as the command reads them."""

    pipeline: Pipeline
    write: Callable[[str, Document], object] = lambda text, document: document

    def __call__(self, text: str) -> object:
        """Do one text."""
        return self.write(text, self.pipeline(text))

    def all(self, texts: Sequence[str]) -> None:
        """Do texts, some at a time."""
        for document in self.pipeline.documents(texts):
            self.write(document.text, document)


def do_all(work: Work, texts: Sequence[str]) -> None:
    """Do all texts, together where that can be done."""
    if isinstance(work, Together):
        work.all(texts)
        return
    for text in texts:
        work(text)


def race(
    contestants: Sequence[tuple[str, str, Work]], texts: Sequence[str], rounds: int
) -> list[Row]:
    """Let all work on the same texts, in turns; return the medians."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    for _, _, work in contestants:  # what is made or remembered at the first use is no part of it
        do_all(work, texts)
    seconds: dict[str, list[float]] = {name: [] for name, _, _ in contestants}
    for _ in range(rounds):
        for name, _, work in contestants:
            gc.collect()
            began = time.process_time()
            do_all(work, texts)
            seconds[name].append(time.process_time() - began)
    reference = seconds.get("flashtext")
    rows = []
    for name, what, _ in contestants:
        median = statistics.median(seconds[name])
        ratio = (
            statistics.median(a / b for a, b in zip(reference, seconds[name], strict=True))
            if reference and name != "flashtext"
            else None
        )
        rows.append(Row(name, what, size / median, len(texts) / median, ratio))
    return rows


def ours(lexicon: Lexicon) -> list[tuple[str, str, Work]]:
    """Return our steps and wholes as contestants."""
    editing = Pipeline(lexicon, steps=EDITING, origin="mt")
    whole = Pipeline(lexicon)
    register = editing._register

    def record(text: str, document: Document) -> bytes:
        data = orjson.loads(orjson.dumps({"id": "a", "text": text}))
        return orjson.dumps({**data, "text": document.fixed, "normalise": result(document)})

    return [
        ("fold", "folded copy with the way back", fold),
        (
            "lexicon",
            "fold, scan, decide which forms stand there",
            lambda text: lexicon.listed([fold(text)]),
        ),
        ("lexicon, other words", "and names that stand there in other words", lexicon.read),
        ("find", "and what they mean in their context, persons", lambda text: find(text, register)),
        ("repair + names + link", "all edits and links, origin mt", Together(editing)),
        (
            "detect",
            "reads the text and judges it",
            Together(Pipeline(lexicon, steps=("detect",))),
        ),
        ("all steps", "as `normalise run`", Together(whole)),
        ("all steps, JSON", "record in, record out, as bytes", Together(whole, record)),
    ]


def growth(pipeline: Pipeline, texts: Sequence[str], *, quick: bool) -> tuple[Section, Curves]:
    """Time single documents from 1 KB to 50 MB."""
    text = "\n\n".join(texts)
    points = []
    for size in (1_000, 10_000, 100_000, 1_000_000) + (() if quick else (10_000_000, 50_000_000)):
        document = (text * (size // len(text) + 1))[:size]
        turns = max(1, 300_000 // size)
        times = []
        for _ in range(3 if size <= 1_000_000 else 1):
            gc.collect()
            began = time.process_time()
            for _ in range(turns):
                pipeline(document)
            times.append((time.process_time() - began) / turns)
        points.append((size / 1e3, len(document.encode()) / statistics.median(times) / 1e6))
    table = [(f"{size:,.0f}", f"{speed:.2f}") for size, speed in points]
    section = Section("One document, repair + names + link", ("KB", "MB/s"), table)
    return section, {"size of one document, KB": points}


def by_lexicon(texts: Sequence[str], *, quick: bool) -> tuple[Section, Curves]:
    """Time lexicons of made forms: to compile, to build the automaton, to scan."""
    rows, points = [], []
    for count in (1_000, 10_000, 100_000) + (() if quick else (1_000_000,)):
        entries = made_entries(count)
        gc.collect()
        began = time.process_time()
        lexicon = Lexicon.of(entries)
        compiled = time.process_time()
        lexicon.read(texts[0])
        scanned = time.process_time()
        speed = race([("", "", lexicon.read)], texts, 3)[0].speed
        forms = len(lexicon._forms)
        points.append((float(forms), speed))
        seconds = (f"{compiled - began:.2f}", f"{scanned - compiled:.2f}")
        rows.append((f"{forms:,}", *seconds, f"{speed:.1f}"))
    head = ("forms", "compile, s", "automaton, s", "scan, MB/s")
    return Section("Lexicons of made forms", head, rows), {"made forms in the lexicon": points}


def by_density(pipeline: Pipeline, sentences: Sentences) -> tuple[Section, Curves]:
    """Time documents with few and with many links."""
    points = []
    for share in (0.0, 0.1, 0.25, 0.5, 1.0):
        some = sentences.documents(100, share)
        count = sum(len(pipeline(text).links) for text in some) / len(some)
        points.append((count, race([("", "", pipeline)], some, 3)[0].speed))
    table = [(f"{count:.0f}", f"{speed:.2f}") for count, speed in points]
    section = Section("Density of matches, repair + names + link", ("links", "MB/s"), table)
    return section, {"links in a document of 2.5 KB": points}


def command(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Time the command itself: cold start, one and two workers, memory."""

    def run(*arguments: str) -> float:
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "normalise", *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return time.perf_counter() - began

    def median(*arguments: str, times: int = 5) -> float:
        return statistics.median(run(*arguments) for _ in range(times))

    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder) / "one.jsonl", Path(folder) / "many.jsonl"
        rows = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts)]
        one.write_text(rows[0] + "\n", encoding="utf8")
        copies = max(1, 10_000_000 // sum(map(len, rows)))
        many.write_text("".join(f"{row}\n" for row in rows) * copies, encoding="utf8")
        size = many.stat().st_size / 1e6
        out = str(Path(folder) / "out.jsonl")
        run("run", str(one))  # the cache is there from now on
        start = median("--version")
        single = median("run", str(one), "-o", out)
        first = median("run", str(many), "-o", out, "--workers", "1", times=3)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        second = median("run", str(many), "-o", out, "--workers", "2", times=3)
    return [
        ("`normalise --version`", f"{start:.2f} s"),
        ("`normalise run` on one document, cold", f"{single:.2f} s"),
        (f"`normalise run --workers 1` on {size:.0f} MB", f"{size / first:.2f} MB/s"),
        ("the most memory it took", f"{memory:.0f} MB"),
        ("`--workers 2`", f"{size / second:.2f} MB/s, {first / second:.2f} times one"),
    ]


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="?", type=Path, help="JSON Lines with `text`, also .gz")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--quick", action="store_true", help="leave the largest sizes out")
    parser.add_argument("--only", default=",".join(SECTIONS), help=f"of {', '.join(SECTIONS)}")
    parser.add_argument("--out", type=Path, default=RESULTS / "speed.md")
    options = parser.parse_args()
    wanted = options.only.split(",")
    lexicon = default_lexicon()
    sentences = Sentences(lexicon)
    if options.data:
        texts, corpus = given(options.data, options.documents), options.data.name
    else:
        texts, corpus = sentences.documents(options.documents), "made of the lexicon's sentences"
    if not texts:
        parser.error(f"{options.data}: no document of 2,500 characters in it")
    editing = Pipeline(lexicon, steps=EDITING, origin="mt")
    links = sum(len(editing(text).links) for text in texts) / len(texts)
    opening = (
        f"# Speed\n\n{len(texts)} documents, {corpus}: {sum(map(len, texts)) // len(texts):,} "
        f"characters and {links:.0f} links each on average. Lexicon: "
        f"{len(lexicon._forms):,} forms. Python {sys.version.split()[0]}, one core, medians "
        f"of {options.rounds} rounds of CPU time; the command in time that passed."
    )
    # The command first: a child of a big process is counted as big, and peers hold gigabytes.
    makers: dict[str, Callable[[], tuple[Section, Curves]]] = {
        "command": lambda: (Section("The command", ("", ""), command(texts)), {}),
        "growth": lambda: growth(editing, texts, quick=options.quick),
        "density": lambda: by_density(editing, sentences),
        "lexicon": lambda: by_lexicon(texts, quick=options.quick),
    }
    tables: list[Section] = []
    curves: Curves = {}
    for name, make in makers.items():
        if name in wanted:
            section, points = make()
            tables.append(section)
            curves |= points
    contestants = ours(lexicon) if "steps" in wanted else []
    names = [name for name, _, _ in contestants]
    missing: list[tuple[str, ...]] = []
    for name, what, work in peers(lexicon, texts) if "peers" in wanted else ():
        if isinstance(work, str):
            missing.append((name, work))
        else:
            contestants.append((name, what, work))
    rows = race(contestants, texts, options.rounds)
    title = "Steps, and others on the same texts, in one run"
    sections = [*([steps_section(title, rows)] if rows else []), *tables]
    if missing:
        sections.append(Section("Not measured", ("peer", "why"), missing))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    write_page(options.out, opening, sections)
    drawn = draw(options.out, [(row.name, row.speed, row.name in names) for row in rows], curves)
    print(options.out.read_text(encoding="utf8"))
    print(
        f"written to {options.out}"
        + ("" if drawn else "; no chart: that takes steps or peers, and matplotlib")
    )


if __name__ == "__main__":
    main()
