"""The trained model: tables of n-gram weights, and what turns their sums into three judgements.

Each column of the table is a linear head that was trained by itself: MT from Arabic against English
(`general`; `level`, where all subjects weigh the same), MT from anywhere (`any`), Arabic against
other sources (`source`), and one expert for each engine with enough rows. A text gets the sum of
the weights of its n-grams. The experts are joined by a soft maximum: a text comes from one engine,
not from the mean of all. A small logistic regression weighs these with how common the n-grams are
in translated English and with the shape of the text; it answers in log-odds, which are calibrated
for the length of the text.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalise.detection.reading import LETTERS_BITS, SHAPE_NAMES, Reader, Reading
from normalise.errors import ModelError

FORMAT = 1
PACKAGED = Path(__file__).parent / "weights" / "detector.npz"
WORDS_BITS = 19
COMMON_BITS = 21
COLUMNS = 8
# N-grams in a sentence of ordinary length: the scale on which the heads were trained.
SENTENCE = {"words": 70.0, "letters": 160.0}
OUTPUTS = ("score", "mt", "arabic")
_HALF = np.uint64(0x00FF00FF00FF00FF)
_ROWS = 256  # of bytes that a sum of 16 bits can hold
_FAR = 12.0  # log-odds beyond which nothing is said


class LogOdds(NamedTuple):
    """What the model holds of a text, calibrated, in log-odds."""

    score: float
    mt: float
    arabic: float


@dataclass(frozen=True, eq=False)
class Model:
    """Weights for one sentencepiece model.

    `table` has a row of eight biased bytes, packed in one number, for each bucket: first those of
    word n-grams, then those of letters; `common` tells which word n-grams are usual in translated
    English.
    """

    pieces: bytes
    table: NDArray[np.uint64]
    common: NDArray[np.uint8]
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
        raw = (self._mix @ self.features(reading)).tolist()
        return LogOdds(*(self._calibrated(i, z, reading.words) for i, z in enumerate(raw)))

    def thresholds(self, words: int) -> tuple[float, float]:
        """Return the log-odds of `mt` up to which a text of this length is `human`, and from which `mt`."""
        place = math.log(max(1, words))
        limits = self.facts["limits"]
        human, mt = (
            float(np.interp(place, self._lengths, limits[name])) for name in ("human", "mt")
        )
        return min(human, mt), mt

    def features(self, reading: Reading) -> NDArray[np.float64]:
        """Return what the mixture weighs; its parts grow with the text."""
        heads = self.head_sums(reading)
        common, shape = self.common_counts(reading), reading.shape.tolist()
        return np.array(mixture_input(heads, common, shape, reading.words, len(self._plain)))

    def head_sums(self, reading: Reading) -> NDArray[np.float64]:
        """Return the sums of weights, plain heads first: a row for words and one for letters."""
        words = (reading.grams >> np.uint64(64 - WORDS_BITS)).astype(np.int64)
        letters = reading.letters.astype(np.int64) + (1 << WORDS_BITS)
        found = np.stack([column_sums(self.table.take(part)) for part in (words, letters)])
        counts = np.array([[len(words)], [len(letters)]])
        sums: NDArray[np.float64] = ((found - 128.0 * counts) * self._scales)[
            :, : len(self.facts["heads"])
        ]
        return sums

    def common_counts(self, reading: Reading) -> tuple[int, int, int]:
        """Return how many words, pairs and triples are usual in translated English."""
        usual = self.common.take((reading.grams >> np.uint64(64 - COMMON_BITS)).astype(np.int64))
        one, two, _ = reading.orders
        ends = (
            np.add.reduceat(usual, [0, one, one + two], dtype=np.int64) if len(usual) else (0,) * 3
        )
        return int(ends[0]), int(ends[1]), int(ends[2])

    def gram_weights(self, grams: NDArray[np.uint64]) -> NDArray[np.float64]:
        """Return what each word n-gram adds to the log-odds of `mt`, calibration left aside."""
        rows = self.table.take((grams >> np.uint64(64 - WORDS_BITS)).astype(np.int64))
        bytes_ = rows.view(np.uint8).reshape(len(rows), COLUMNS)[:, : len(self.facts["heads"])]
        weights = (bytes_ - 128.0) * self._scales[0, : len(self.facts["heads"])]
        plain = len(self._plain)
        pull = self._mix[1, :plain]
        experts = weights[:, plain:].mean(axis=1) if weights.shape[1] > plain else 0.0
        total: NDArray[np.float64] = weights[:, :plain] @ pull + experts * self._mix[1, 2 * plain]
        return total

    def _calibrated(self, output: int, log_odds: float, words: int) -> float:
        place = math.log(max(1, words))
        curve = self.facts["calibration"][OUTPUTS[output]]
        slope = float(np.interp(place, self._lengths, curve["slope"]))
        offset = float(np.interp(place, self._lengths, curve["offset"]))
        return max(-_FAR, min(_FAR, slope * log_odds + offset))

    @cached_property
    def _lengths(self) -> NDArray[np.float64]:
        lengths: NDArray[np.float64] = np.log(np.array(self.facts["lengths"], float))
        return lengths

    @cached_property
    def _mix(self) -> NDArray[np.float64]:
        return np.array([self.facts["mixture"][name] for name in OUTPUTS])

    @cached_property
    def _scales(self) -> NDArray[np.float64]:
        return np.array(self.facts["scales"])

    @cached_property
    def _plain(self) -> tuple[str, ...]:
        return tuple(name for name in self.facts["heads"] if ":" not in name)


def column_sums(rows: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return the sum of each of the eight bytes over all rows.

    Bytes are added in pairs of 16 bits, 256 rows at a time: four times as fast as numpy's own sum
    over columns of bytes.

    >>> column_sums(np.array([0x0102, 0x0103], np.uint64)).tolist()
    [5.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    sums = np.zeros(COLUMNS)
    if not len(rows):
        return sums
    starts = np.arange(0, len(rows), _ROWS)
    for shift in (0, 1):
        parts = np.add.reduceat((rows >> np.uint64(8 * shift)) & _HALF, starts)
        sums[shift::2] = parts.view(np.uint16).reshape(-1, 4).sum(axis=0)
    return sums


def mixture_input(
    heads: NDArray[np.float64],
    common: Sequence[int],
    shape: Sequence[int],
    words: int,
    plain: int,
) -> list[float]:
    """Return the parts the mixture weighs, from the sums of the heads and from the shape."""
    by_words, by_letters = heads.tolist()
    experts = [a + b for a, b in zip(by_words[plain:], by_letters[plain:], strict=True)]
    peak = max(experts, default=0.0)
    joined = peak + math.log(sum(math.exp(value - peak) for value in experts) or 1.0)
    counts = (*common, *shape, words)
    return [*by_words[:plain], *by_letters[:plain], joined, *(n / 25 for n in counts), 1.0]


def feature_names(heads: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the parts the mixture weighs."""
    plain = [name for name in heads if ":" not in name]
    return (
        *(f"words {name}" for name in plain),
        *(f"letters {name}" for name in plain),
        "experts",
        *("usual words", "usual pairs", "usual triples"),
        *SHAPE_NAMES,
        "length",
        "one",
    )


def load(path: Path) -> Model:
    """Return the model in a file.

    Raises:
        ModelError: where the file is missing, damaged or made for another version.
    """
    try:
        # Read whole: one large read is faster than many small ones out of the archive.
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            arrays = {name: file[name] for name in ("pieces", "table", "common", "facts")}
        facts = json.loads(bytes(arrays["facts"]))
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(
            f"{path}: no weights for the detector ({error}); run `normalise train detector`"
        ) from error
    rows = (1 << WORDS_BITS) + (1 << LETTERS_BITS)
    if facts.get("format") != FORMAT or len(arrays["table"]) != rows:
        raise ModelError(f"{path}: weights of another version; run `normalise train detector`")
    common = np.unpackbits(arrays["common"])
    return Model(bytes(arrays["pieces"]), arrays["table"], common, facts)


@cache
def packaged() -> Model:
    """Return the model of the package."""
    return load(PACKAGED)
