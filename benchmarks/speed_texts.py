"""Texts to time with: made of the lexicon's own sentences, so that anyone can run it, or given ones."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from pathlib import Path

from rows import rows

from normalise.lexicon.entry import Entry
from normalise.lexicon.files import files_of, packaged_folder
from normalise.lexicon.source import read
from normalise.lexicon.store import Lexicon

LENGTH = 2_500  # characters of a document, as of a news item
ROOT = Path(__file__).parent.parent
SYLLABLES = "ka zi mi sha rou qa deh bur al han tal ji wad ne far ou sem dri".split()


class Sentences:
    """Sentences of the sample articles and of the lexicon's tests, those with many hits apart."""

    def __init__(self, lexicon: Lexicon) -> None:
        sentences: list[str] = []
        for entry in read(files_of([packaged_folder()])).usable():
            for rule in entry.mistranslations:
                sentences += (*rule.hit, *rule.miss)
        for path in sorted((ROOT / "seeds").glob("*.txt")):
            sentences += re.split(r"(?<=[.!?])\s+", path.read_text(encoding="utf8"))
        self.dense: list[str] = []
        self.plain: list[str] = []
        for sentence in dict.fromkeys(sentences):
            matters = any(
                hit.owners.right or hit.owners.wrong for hit in lexicon.read(sentence).hits
            )
            (self.dense if matters else self.plain).append(sentence)

    def documents(
        self, count: int, dense: float = 0.5, seed: int = 7, length: int = LENGTH
    ) -> list[str]:
        """Return documents in which a share of the sentences is dense."""
        chance = random.Random(seed)
        documents = []
        for _ in range(count):
            pieces: list[str] = []
            size = 0
            while size < length:
                pool = self.dense if chance.random() < dense else self.plain
                pieces.append(chance.choice(pool))
                size += len(pieces[-1]) + 1
            documents.append(" ".join(pieces))
        return documents


def given(path: Path, most: int) -> list[str]:
    """Return documents of a JSON Lines file: neighbouring rows of one system, up to the length."""
    waiting: dict[str, list[str]] = defaultdict(list)
    documents: list[str] = []
    for row in rows(path):
        together = waiting[str(row.get("system"))]
        together.append(row["text"])
        if sum(map(len, together)) >= LENGTH:
            documents.append(" ".join(together))
            together.clear()
        if len(documents) >= most:
            break
    return documents


def made_entries(count: int, seed: int = 7) -> list[Entry]:
    """Return made-up places with made-up names of two words, one form each."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()

    names = {f"{word()} {word()}" for _ in range(count)}
    while len(names) < count:
        names.add(f"{word()} {word()}")
    return [
        Entry(f"place.made-{number}", "place", name, ("اسم",), source="made")
        for number, name in enumerate(sorted(names))
    ]
