"""Read the labelled names that the weights are trained on and measured with.

A folder holds the tables by their names (`../shared/data/README.md` describes them); a table that
is missing is passed over, so that a model can be trained on what one has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from normalise.names.letters import START, arabic, folded, latin

_LONGEST = 18  # letters of a name that is learnt from


@dataclass(frozen=True, slots=True)
class Pair:
    """A Latin name and its Arabic form, in the letters of the networks, and the table it is from."""

    latin: str
    arabic: str
    table: str

    @property
    def text(self) -> str:
        """The Latin name as the networks read it."""
        return START + self.latin


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two Latin spellings, whether they are one name, and the Arabic form of each."""

    one: str
    other: str
    same: bool
    arabic_one: str
    arabic_other: str
    kind: str


def rows(paths: Sequence[Path], name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of the table with this name, by their header; none where there is no such file."""
    for path in paths:
        file = path / name if path.is_dir() else path
        if file.name == name and file.is_file():
            header, *lines = file.read_text(encoding="utf8").splitlines()
            for line in lines:
                if line:
                    yield dict(zip(header.split("\t"), line.split("\t"), strict=False))


def _pair(latin_name: str, arabic_name: str, table: str) -> Iterator[Pair]:
    one, other = latin(latin_name), arabic(arabic_name)
    if (
        one
        and other
        and len(one) <= _LONGEST
        and " " not in latin_name.strip() + arabic_name.strip()
    ):
        yield Pair(one, other, table)


def training_pairs(paths: Sequence[Path]) -> list[Pair]:
    """Return the pairs of the train splits, in a fixed order."""
    found: list[Pair] = []
    for row in rows(paths, "wikidata_en_ar.tsv"):
        if row["split"] == "train":
            found += _pair(row["en"], row["ar"], "wikidata")
    for row in rows(paths, "google_ar_en.tsv"):
        if row["split"] == "train":
            found += _pair(row["en"], row["ar"], "google")
    for row in rows(paths, "gaza_dict_ar_en.tsv"):
        found += _pair(row["en"], row["ar"], "gaza")
    for row in rows(paths, "curated_names_mit.tsv"):
        for spelling in (row["en"], *row.get("alts", "").split("|")):
            found += _pair(spelling, row["ar"], "curated")
    return list(dict.fromkeys(found))


def held_out(paths: Sequence[Path]) -> dict[str, dict[str, set[str]]]:
    """Return the names of the dev splits with their Arabic forms as written, by table."""
    found: dict[str, dict[str, set[str]]] = {"wikidata dev": {}, "google eval": {}}
    for row in rows(paths, "wikidata_en_ar.tsv"):
        if row["split"] == "dev":
            found["wikidata dev"].setdefault(row["en"], set()).add(row["ar"])
    for row in rows(paths, "google_ar_en.tsv"):
        if row["split"] == "eval":
            found["google eval"].setdefault(row["en"], set()).add(row["ar"])
    return found


def labelled_pairs(paths: Sequence[Path], split: str) -> list[LabelledPair]:
    """Return pairs of spellings, of one split."""
    return [
        LabelledPair(row["a"], row["b"], row["label"] == "1", row["ar_a"], row["ar_b"], row["kind"])
        for row in rows(paths, "variant_pairs.tsv")
        if row["split"] == split
    ]


def forms_of_pairs(paths: Sequence[Path]) -> frozenset[str]:
    """Return all Arabic forms, folded, that a pair of spellings of either split stands for."""
    return frozenset(
        folded(form)
        for row in rows(paths, "variant_pairs.tsv")
        for form in (row["ar_a"], row["ar_b"])
    )
