"""Read the labelled names that the weights are trained on and measured with.

A folder holds the tables by their names (`../shared/data/README.md` describes them); a table that
is missing is passed over, so that a model can be trained on what one has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from normalise.errors import InputError
from normalise.names.letters import START, arabic, folded, latin

_LABELLED = "a b label ar_a ar_b kind split"
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


def files(paths: Sequence[Path], name: str) -> Iterator[Path]:
    """Yield the files of this name among the paths and in the folders among them."""
    for path in paths:
        file = path / name if path.is_dir() else path
        if file.name == name and file.is_file():
            yield file


def rows(paths: Sequence[Path], name: str, columns: str) -> Iterator[dict[str, str]]:
    """Yield the rows of the table with this name, by their header; none where there is no such file.

    Raises:
        InputError: where the table is not UTF-8 or lacks one of the columns, or a row does.
    """
    wanted = columns.split()
    for file in files(paths, name):
        try:
            header, *lines = file.read_text(encoding="utf8").splitlines() or [""]
        except UnicodeDecodeError as error:
            raise InputError(f"{file}: not UTF-8 at byte {error.start}") from None
        names = header.split("\t")
        missing = [column for column in wanted if column not in names]
        if missing:
            raise InputError(
                f"{file}:1: no column {missing[0]!r}; a tab-separated header names them"
            )
        for number, line in enumerate(lines, 2):
            if line:
                row = dict(zip(names, line.split("\t"), strict=False))
                if any(column not in row for column in wanted):
                    raise InputError(f"{file}:{number}: fewer columns than the header has")
                yield row


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
    for row in rows(paths, "wikidata_en_ar.tsv", "en ar split"):
        if row["split"] == "train":
            found += _pair(row["en"], row["ar"], "wikidata")
    for row in rows(paths, "google_ar_en.tsv", "en ar split"):
        if row["split"] == "train":
            found += _pair(row["en"], row["ar"], "google")
    for row in rows(paths, "gaza_dict_ar_en.tsv", "en ar"):
        found += _pair(row["en"], row["ar"], "gaza")
    for row in rows(paths, "curated_names_mit.tsv", "en ar"):
        for spelling in (row["en"], *row.get("alts", "").split("|")):
            found += _pair(spelling, row["ar"], "curated")
    return list(dict.fromkeys(found))


def held_out(paths: Sequence[Path]) -> dict[str, dict[str, set[str]]]:
    """Return the names of the dev splits with their Arabic forms as written, by table."""
    found: dict[str, dict[str, set[str]]] = {"wikidata dev": {}, "google eval": {}}
    for row in rows(paths, "wikidata_en_ar.tsv", "en ar split"):
        if row["split"] == "dev":
            found["wikidata dev"].setdefault(row["en"], set()).add(row["ar"])
    for row in rows(paths, "google_ar_en.tsv", "en ar split"):
        if row["split"] == "eval":
            found["google eval"].setdefault(row["en"], set()).add(row["ar"])
    return found


def labelled_pairs(paths: Sequence[Path], split: str) -> list[LabelledPair]:
    """Return pairs of spellings, of one split."""
    return [
        LabelledPair(row["a"], row["b"], row["label"] == "1", row["ar_a"], row["ar_b"], row["kind"])
        for row in rows(paths, "variant_pairs.tsv", _LABELLED)
        if row["split"] == split
    ]


def forms_of_pairs(paths: Sequence[Path]) -> frozenset[str]:
    """Return all Arabic forms, folded, that a pair of spellings of either split stands for."""
    return frozenset(
        folded(form)
        for row in rows(paths, "variant_pairs.tsv", _LABELLED)
        for form in (row["ar_a"], row["ar_b"])
    )
