"""The trained model: a table of n-gram weights, and what turns their sums into three judgements.

Each column of the table is a head: `general` tells translations from Arabic by any engine from
English by people, `any` translations from anywhere; these are cautious and meant for any text. For
each engine with many rows in one subject (the home subject), two experts say how much a text looks
like that engine's output from Arabic (`ar:ENGINE`) and from elsewhere (`x:ENGINE`). A text comes from
one engine, so experts are joined by a soft maximum, and they are heard only as far as a text is like
the home subject. `mt` and `arabic` are calibrated for the length of the text, at home and abroad;
`score` ranks and takes no notice of length.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalise.detection.reading import (
    LETTERS_BITS,
    ORDERS,
    WORDS_BITS,
    Reader,
    Reading,
    evened,
)
from normalise.errors import ModelError

FORMAT = 3
PACKAGED = Path(__file__).parent / "weights" / "detector.npz"
COLUMNS = 8
OUTPUTS = ("score", "mt", "arabic")
SIDES = ("home", "abroad")
_HALF = np.uint64(0x00FF00FF00FF00FF)
_ROWS = 256  # of bytes that a sum of 16 bits can hold
_ANY = 0.2  # how far `any` speaks against Arabic: measured on held-out documents
_FAR = 12.0  # log-odds beyond which nothing is said
Sums = NDArray[np.float64]


class LogOdds(NamedTuple):
    """What the model holds of a text, calibrated, in log-odds, and how much it is at home there."""

    score: float
    mt: float
    arabic: float
    home: float


@dataclass(frozen=True, eq=False)
class Model:
    """Weights for one sentencepiece model.

    `table` has a row of eight biased bytes, packed in one number, for each bucket: first those of
    word n-grams, then those of letters. `home` has a weight for each unit: how much it speaks for
    the home subject.
    """

    pieces: bytes
    table: NDArray[np.uint64]
    home: NDArray[np.float32]
    facts: Mapping[str, Any]

    @cached_property
    def reader(self) -> Reader:
        """Reads texts for this model."""
        return Reader(self.pieces)

    @property
    def digest(self) -> str:
        """Names the weights in a signature."""
        return str(self.facts["digest"])

    def log_odds(self, reading: Reading) -> LogOdds:
        """Return the calibrated log-odds of a text at equal shares of all origins."""
        home = self.at_home(reading)
        sides = raw_log_odds(self.head_sums(reading).tolist(), self._heads)
        length = math.log(max(1, reading.words))
        score, mt, arabic = (
            home * self._calibrated(output, "home", at_home, length)
            + (1 - home) * self._calibrated(output, "abroad", abroad, length)
            for output, at_home, abroad in zip(OUTPUTS, *sides, strict=True)
        )
        return LogOdds(score, mt, arabic, home)

    def thresholds(self, words: int, home: float) -> tuple[float, float]:
        """Return the log-odds of `mt` up to which such a text is `human`, and from which `mt`."""
        length = math.log(max(1, words))
        limits = self.facts["limits"]
        human, mt = (self._between(limits[name], length, home) for name in ("human", "mt"))
        return min(human, mt), mt

    def head_sums(self, reading: Reading) -> Sums:
        """Return the sums of weights by head."""
        grams = self.table.take(reading.grams)
        letters = self.table.take(reading.letters + (1 << WORDS_BITS))[None]
        words, spelling = self._scales
        sums: Sums = sentence_sums(grams, reading.sentences) * words
        sums += sentence_sums(letters, reading.letter_sentences) * spelling
        return sums[: len(self.facts["heads"])]

    def at_home(self, reading: Reading) -> float:
        """Return how much a text is of the home subject, between 0 and 1."""
        gate = self.facts["gate"]
        likeness = float(self.home.take(reading.units).mean()) if reading.words else 0.0
        return _chance(gate["slope"] * likeness + gate["offset"])

    def word_weights(self, reading: Reading) -> Sums:
        """Return what each n-gram of words adds to the log-odds of `score`, in the shape of `grams`.

        Letters and the shape of the text are left aside, and of the experts the cautious heads.
        """
        found = self._pull.take(reading.grams)
        each = evened(reading.sentences, reading.words, ORDERS)
        sizes = np.diff(reading.sentences, append=reading.words)
        length = math.log(max(1, reading.words))
        curve = self.facts["calibration"]["score"]["slope"]
        slope = between(length, self._lengths, curve["abroad"])
        weights: Sums = found * (np.repeat(each, sizes) * slope)
        return weights

    def _calibrated(self, output: str, side: str, log_odds: float, length: float) -> float:
        curve = self.facts["calibration"][output]
        slope, offset = (
            between(length, self._lengths, curve[name][side]) for name in ("slope", "offset")
        )
        return max(-_FAR, min(_FAR, slope * log_odds + offset))

    def _between(self, curve: Mapping[str, Any], length: float, home: float) -> float:
        """Return the value for a length, between that at home and that abroad."""
        at_home, abroad = (between(length, self._lengths, curve[side]) for side in SIDES)
        return home * at_home + (1 - home) * abroad

    @cached_property
    def _heads(self) -> Heads:
        return heads_of(self.facts["heads"])

    @cached_property
    def _lengths(self) -> list[float]:
        return [math.log(length) for length in self.facts["lengths"]]

    @cached_property
    def _scales(self) -> Sums:
        return np.array(self.facts["scales"])

    @cached_property
    def _pull(self) -> NDArray[np.float32]:
        """For each bucket of words, its weight in the cautious head."""
        steps = self.table[: 1 << WORDS_BITS].view(np.uint8)[::COLUMNS]
        weights: Sums = (steps - 128.0) * self._scales[0, 0]
        return weights.astype(np.float32)


def between(place: float, places: Sequence[float], values: Sequence[float]) -> float:
    """Return the value at a place between known ones, or that at the nearer end.

    >>> between(1.5, [1, 2], [10, 20]), between(9, [1, 2], [10, 20])
    (15.0, 20)
    """
    right = bisect_left(places, place)
    if right in {0, len(places)}:
        return values[min(right, len(places) - 1)]
    low, high = places[right - 1], places[right]
    share = (place - low) / (high - low)
    return values[right - 1] * (1 - share) + values[right] * share


class Heads(NamedTuple):
    """Where the experts stand among the heads; `general` and `any` come first."""

    arabic: tuple[int, ...]
    other: tuple[int, ...]


def heads_of(names: Sequence[str]) -> Heads:
    """Return where the experts stand.

    >>> heads_of(["general", "any", "ar:google", "x:google"])
    Heads(arabic=(2,), other=(3,))
    """
    places = [
        tuple(place for place, name in enumerate(names) if name.startswith(start))
        for start in ("ar:", "x:")
    ]
    return Heads(*places)


def sentence_sums(rows: NDArray[np.uint64], starts: NDArray[np.int64]) -> Sums:
    """Return the sum of each of the eight biased bytes over all rows, every sentence evened.

    `rows` has a line for each order of n-grams. Bytes are added in pairs of 16 bits: four times as
    fast as numpy's own sum over columns of bytes.

    >>> sentence_sums(np.array([[0x8182, 0x8083]], np.uint64), np.array([0, 1])).tolist()[:2]
    [5.0, 1.0]
    """
    orders, count = rows.shape
    if not count:
        return np.zeros(COLUMNS)
    each = evened(starts, count, orders)
    sizes = np.diff(starts, append=count)
    most = _ROWS // orders
    runs, weights = starts, each
    if sizes.max() > most:
        runs = np.union1d(starts, np.arange(0, count, most))
        weights = each[np.searchsorted(starts, runs, "right") - 1]
    sums = np.empty(COLUMNS)
    for shift in (0, 1):
        halves = (rows >> np.uint64(8 * shift)) & _HALF
        added = np.add.reduceat(halves.sum(axis=0), runs)
        sums[shift::2] = weights @ added.view(np.uint16).reshape(-1, 4)
    sums -= 128.0 * orders * float(each @ sizes)
    return sums


def raw_log_odds(sums: Sequence[float], heads: Heads) -> tuple[list[float], list[float]]:
    """Return the uncalibrated log-odds of all outputs at home, where experts are heard, and abroad."""
    general, any_ = sums[0], sums[1]
    abroad = [general, general + any_, general - _ANY * any_]
    if not heads.arabic:
        return abroad, abroad
    arabic = _joined([sums[place] for place in heads.arabic])
    other = _joined([sums[place] for place in heads.other])
    score = arabic - _joined([0.0, other])
    return [score, _joined([arabic, other]), score], abroad


def _joined(values: Sequence[float]) -> float:
    """Return the log of the sum of exponentials; of none, something very small."""
    peak = max(values, default=-_FAR * 10)
    return peak + math.log(sum(math.exp(value - peak) for value in values) or 1.0)


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def load(path: Path) -> Model:
    """Return the model in a file.

    Raises:
        ModelError: where the file is missing, damaged or made for another version.
    """
    try:
        # Read whole: one large read is faster than many small ones out of the archive.
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            arrays = {name: file[name] for name in ("pieces", "table", "home", "facts")}
        facts = json.loads(bytes(arrays["facts"]))
    except OSError as error:
        raise ModelError(f"{path}: no weights of the detector: {error.strerror}") from error
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(
            f"{path}: no weights of the detector ({error}); `normalise train detector` writes them"
        ) from error
    rows = (1 << WORDS_BITS) + (1 << LETTERS_BITS)
    if facts.get("format") != FORMAT or len(arrays["table"]) != rows:
        raise ModelError(
            f"{path}: weights of another version; train them anew: `normalise train detector`"
        )
    return Model(bytes(arrays["pieces"]), arrays["table"], arrays["home"], facts)


@cache
def loaded(path: Path | None = None) -> Model:
    """Return the model in a file, read once; without a file that of the package."""
    return load(path or PACKAGED)
