"""Labelled rows, read and kept as counts of n-grams, and the texts that are joined from them."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray
from scipy import sparse

from normalise.detection.neutral import LETTERS_BITS
from normalise.detection.reading import ORDERS, WORDS_BITS, Reader, Reading
from normalise.detection.sums import evened
from normalise.errors import InputError

Mask = NDArray[np.bool_]
_COLUMNS = (
    *("domain", "group", "system", "key", "grams", "units", "chains", "opens"),
    *("length", "sentences", "shape"),
)
Places = NDArray[np.int64]
_TOGETHER = 256  # rows that are read at once
GRAMS = (1 << WORDS_BITS) + (1 << LETTERS_BITS)


def read_rows(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Return the rows of the files in a fixed order: by file, then segment, then id.

    Raises:
        InputError: where a file cannot be read or a row lacks text or label.
    """
    rows: list[dict[str, Any]] = []
    for path in sorted(paths, key=lambda path: path.name):
        found = list(_lines(path))
        found.sort(key=lambda row: (str(row["domain"]), row["segment"], str(row["id"])))
        rows += found
    if not rows:
        raise InputError("no labelled rows to learn from")
    return rows


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rb") as lines:
            for number, line in enumerate(lines, 1):
                row = orjson.loads(line)
                if not isinstance(row.get("text"), str) or row.get("label") not in {
                    "mt",
                    "ht",
                    "original",
                }:
                    raise InputError(
                        f"{path}:{number}: a row needs `text` and a `label`: mt, ht or original"
                    )
                row.setdefault("id", f"{path.name}:{number}")
                row.setdefault("domain", path.name.split(".")[0])
                row.setdefault("system", "unknown")
                row.setdefault("src_lang", "unknown")
                row.setdefault("segment", number)
                row.setdefault("doc", row["id"])
                yield row
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error


def engine_of(system: str) -> str:
    """Return the engine of a system: the letters its name starts with.

    >>> engine_of("google-cloud-translate-v2"), engine_of("OPUS-MT"), engine_of("opusmt")
    ('google', 'opus', 'opus')
    """
    found = re.match("[a-z]+", system.lower())
    return found[0].removesuffix("mt") or system if found else system


@dataclass(frozen=True)
class Rows:
    """Rows with their n-grams, one line of each matrix for a row, every sentence evened."""

    texts: tuple[str, ...]
    domain: NDArray[np.str_]
    group: NDArray[np.str_]  # "original", "ht", or "mt:SOURCE:SYSTEM"
    system: NDArray[np.str_]
    key: NDArray[np.str_]  # what may not be split between training and test
    grams: sparse.csr_matrix  # of words, then of letters, in the order of the table
    units: sparse.csr_matrix
    chains: NDArray[np.object_]  # of each row the keys of its chains
    opens: NDArray[np.object_]  # of each row where its sentences start among its words
    length: NDArray[np.int64]  # words and marks
    sentences: NDArray[np.int64]
    shape: NDArray[np.int64]

    @cached_property
    def mt(self) -> Mask:
        """Whether a row is machine-translated."""
        return np.char.startswith(self.group, "mt")

    @cached_property
    def arabic(self) -> Mask:
        """Whether a row is machine-translated from Arabic."""
        return np.char.startswith(self.group, "mt:ar:")

    @cached_property
    def engine(self) -> NDArray[np.str_]:
        """The engine of a row, empty for what people wrote."""
        names = [engine_of(s) if m else "" for s, m in zip(self.system, self.mt, strict=True)]
        return np.array(names)

    def taken(self, where: Places) -> Rows:
        """Return the rows at `where` alone."""
        return Rows(
            tuple(self.texts[place] for place in where),
            *(getattr(self, name)[where] for name in _COLUMNS),
        )

    def folds(self, count: int, salt: str = "") -> Places:
        """Return a number below `count` for each row; rows of one key share it."""
        return np.array([zlib.crc32((salt + key).encode()) % count for key in self.key], np.int64)


def rows_of(raw: Sequence[dict[str, Any]], reader: Reader) -> Rows:
    """Read the texts of rows into counts."""
    texts = [row["text"] for row in raw]
    together = [
        reader.read_all(texts[start : start + _TOGETHER])
        for start in range(0, len(texts), _TOGETHER)
    ]
    readings = [found.of(place) for found in together for place in range(len(found))]
    # Translations of one text carry its `doc`, so nothing of a document is on both sides of a split.
    keys = [f"{row['domain']}:{row['doc']}" for row in raw]
    return Rows(
        tuple(texts),
        np.array([row["domain"] for row in raw]),
        np.array(
            [f"mt:{r['src_lang']}:{r['system']}" if r["label"] == "mt" else r["label"] for r in raw]
        ),
        np.array([row["system"] for row in raw]),
        np.array(keys),
        _matrix([_grams(reading) for reading in readings], GRAMS),
        _matrix([_units(reading) for reading in readings], reader.pieces.units),
        _ragged([reading.chains for reading in readings]),
        _ragged([reading.sentences for reading in readings]),
        np.array([reading.words for reading in readings]),
        np.array([len(reading.sentences) for reading in readings]),
        np.array([reading.shape for reading in readings]),
    )


Weighed = tuple[Places, NDArray[np.float64]]


def _grams(reading: Reading) -> Weighed:
    words = np.diff(reading.sentences, append=reading.words)
    letters = np.diff(reading.letter_sentences, append=len(reading.letters))
    return (
        np.concatenate((reading.grams.ravel(), reading.letters + (1 << WORDS_BITS))),
        np.concatenate(
            (
                np.tile(np.repeat(evened(words * ORDERS), words), ORDERS),
                np.repeat(evened(letters), letters),
            )
        ),
    )


def _units(reading: Reading) -> Weighed:
    return reading.units, np.ones(reading.words)


def _ragged(found: Sequence[NDArray[Any]]) -> NDArray[np.object_]:
    rows = np.empty(len(found), object)
    for place, row in enumerate(found):
        rows[place] = row
    return rows


def _matrix(found: Sequence[Weighed], width: int) -> sparse.csr_matrix:
    ends = np.cumsum([0, *(len(places) for places, _ in found)])
    places = np.concatenate([places for places, _ in found]).astype(np.int32)
    weights = np.concatenate([weights for _, weights in found]).astype(np.float32)
    matrix = sparse.csr_matrix((weights, places, ends), shape=(len(found), width))
    matrix.sum_duplicates()
    return matrix


def joined(
    rows: Rows, where: Mask, size: int, step: int | None = None
) -> dict[tuple[str, str], list[Places]]:
    """Return runs of `size` rows of one domain and group, in order: class, engine and size alone differ."""
    found: dict[tuple[str, str], list[Places]] = {}
    for domain in sorted(set(rows.domain[where])):
        for group in sorted(set(rows.group[where & (rows.domain == domain)])):
            places = np.flatnonzero(where & (rows.domain == domain) & (rows.group == group))
            runs = [
                places[start : start + size]
                for start in range(0, len(places) - size + 1, step or size)
            ]
            if runs:
                found[str(domain), str(group)] = runs
    return found
