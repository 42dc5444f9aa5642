"""The trained model: a table of n-gram weights, and what turns their sums into three judgements.

Each column of the table of n-grams is a head: `general` tells translations from Arabic by any engine
from English by people, `any` translations from anywhere; these are cautious and meant for any text. For
each engine with many rows in one subject (the home subject), two experts say how much a text looks
like that engine's output from Arabic (`ar:ENGINE`) and from elsewhere (`x:ENGINE`). A text comes from
one engine, so experts are joined by a soft maximum, and they are heard only as far as a text is like
the home subject. Chains of whole words, by the ratio of two models of language, are heard beside
all of them. `mt` and `arabic` are calibrated for the length of the text, at home and abroad;
`score` ranks and takes no notice of length.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalise.detection.chains import BITS, Chains
from normalise.detection.heads import Heads, heads_of, raw_log_odds
from normalise.detection.neutral import LETTERS_BITS
from normalise.detection.pieces import Pieces
from normalise.detection.reading import (
    ORDERS,
    WORDS_BITS,
    Places,
    Reader,
    Readings,
)
from normalise.detection.sums import Sums, added, evened
from normalise.errors import ModelError

FORMAT = 5
ARRAYS = ("pieces", "kinds", "codes", "table", "chains", "home", "facts")  # of the file
PACKAGED = Path(__file__).parent / "weights" / "detector.npz"
COLUMNS = 8
OUTPUTS = ("score", "mt", "arabic")
SIDES = ("home", "abroad")
_HALF = np.uint64(0x00FF00FF00FF00FF)
_ROWS = 256  # of bytes that a sum of 16 bits can hold
_FAR = 12.0  # log-odds beyond which nothing is said


class LogOdds(NamedTuple):
    """What the model holds of a text, calibrated, in log-odds.

    Such a text is `human` up to the log-odds of `mt` in `most_human`, and `mt` from `least_mt`.
    """

    score: float
    mt: float
    arabic: float
    most_human: float
    least_mt: float


@dataclass(frozen=True, eq=False)
class Model:
    """Weights for one sentencepiece model.

    `table` has a row of eight biased bytes, packed in one number, for each bucket: first those of
    word n-grams, then those of letters. `chains` are whole words in a row. `home` has a weight for each unit: how much it speaks for
    the home subject.
    """

    pieces: Pieces
    table: NDArray[np.uint64]
    chains: Chains
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

    def rows(self, readings: Readings) -> NDArray[np.uint64]:
        """Return the rows of the table for the n-grams of words, in the shape of `grams`."""
        found: NDArray[np.uint64] = self.table.take(readings.grams)
        return found

    def log_odds(self, readings: Readings, rows: NDArray[np.uint64]) -> list[LogOdds]:
        """Return for each text its calibrated log-odds at equal shares of all origins."""
        length = np.log(np.maximum(np.diff(readings.starts), 1))
        home = self.at_home(readings)
        chains = self.chains.sums(readings.chains, readings.sentences, readings.first_sentence)
        sums = np.column_stack((self.head_sums(readings, rows), chains))
        raw = raw_log_odds(sums, self._heads)
        columns = []
        for place, output in enumerate(OUTPUTS):
            at_home, abroad = (
                self._calibrated(output, name, raw[:, side, place], length)
                for side, name in enumerate(SIDES)
            )
            columns.append(home * at_home + (1 - home) * abroad)
        human, mt = (self._limit(name, length, home) for name in ("human", "mt"))
        columns += [np.minimum(human, mt), mt]
        return [LogOdds(*row) for row in np.stack(columns, axis=1).tolist()]

    def head_sums(self, readings: Readings, rows: NDArray[np.uint64]) -> Sums:
        """Return for each text the sums of weights by head."""
        spelt = readings.letters
        ends = spelt.starts + spelt.counts
        words, spelling = self._scales
        sums = words * text_sums(
            rows,
            readings.sentences,
            np.append(readings.sentences[1:], len(readings.units)),
            readings.first_sentence,
        )
        first = np.searchsorted(spelt.sentences, np.append(spelt.starts, len(spelt.grams) + 4))
        text = np.repeat(np.arange(len(readings)), np.diff(first))
        sums += spelling * text_sums(
            self.table[1 << WORDS_BITS :].take(spelt.grams)[None],
            spelt.sentences,
            np.minimum(np.append(spelt.sentences[1:], ends[-1]), ends[text]),
            first,
        )
        heads: Sums = sums[:, : len(self.facts["heads"])]
        return heads

    def at_home(self, readings: Readings) -> Sums:
        """Return for each text how much it is of the home subject, between 0 and 1."""
        gate = self.facts["gate"]
        sums = added(self.home.take(readings.units).astype(float), readings.starts)
        likeness = sums / np.maximum(np.diff(readings.starts), 1)
        log_odds = np.clip(gate["slope"] * likeness + gate["offset"], -30, 30)
        chances: Sums = 1 / (1 + np.exp(-log_odds))
        return chances

    def slopes(self, readings: Readings) -> Sums:
        """Return for each word how far a step of its n-grams in the cautious head moves `score`.

        Letters and the shape of the text are left aside, and of the experts the cautious heads.
        """
        sizes = np.diff(readings.sentences, append=len(readings.units))
        words = np.diff(readings.starts)
        curve = self.facts["calibration"]["score"]["slope"]["abroad"]
        each = np.interp(np.log(np.maximum(words, 1)), self._lengths, curve) * self._scales[0, 0]
        slopes: Sums = np.repeat(evened(sizes * ORDERS), sizes) * np.repeat(each, words)
        return slopes

    def _calibrated(self, output: str, side: str, log_odds: Sums, length: Sums) -> Sums:
        curve = self.facts["calibration"][output]
        slope, offset = (
            np.interp(length, self._lengths, curve[name][side]) for name in ("slope", "offset")
        )
        found: Sums = np.clip(slope * log_odds + offset, -_FAR, _FAR)
        return found

    def _limit(self, label: str, length: Sums, home: Sums) -> Sums:
        """Return the limit of a label for lengths, between that at home and that abroad."""
        curves = self.facts["limits"][label]
        at_home, abroad = (np.interp(length, self._lengths, curves[side]) for side in SIDES)
        limit: Sums = home * at_home + (1 - home) * abroad
        return limit

    @cached_property
    def _heads(self) -> Heads:
        return heads_of(self.facts["heads"])

    @cached_property
    def _lengths(self) -> list[float]:
        return [math.log(length) for length in self.facts["lengths"]]

    @cached_property
    def _scales(self) -> Sums:
        return np.array(self.facts["scales"])


def text_sums(
    rows: NDArray[np.uint64], starts: Places, ends: Places, first_sentence: Places
) -> Sums:
    """Return for each text the sums of the eight biased bytes over its rows, every sentence evened.

    `rows` has a line for each order of n-grams; `starts` and `ends` say where sentences lie, and
    `first_sentence` which is the first of each text, and of one behind the last. Bytes are added in
    pairs of 16 bits: four times as fast as numpy's own sum over columns of bytes.

    >>> places = (np.array(place) for place in ([0, 1], [1, 2], [0, 1, 2]))
    >>> text_sums(np.array([[0x8182, 0x8083]], np.uint64), *places)[:, :2].tolist()
    [[2.0, 1.0], [3.0, 0.0]]
    """
    orders, count = rows.shape
    # No run is longer than what 16 bits can hold the sum of.
    begins = np.zeros(max(count, ends.max(initial=0)) + 1, bool)
    begins[:: _ROWS // orders] = True
    begins[starts[starts < count]] = True
    begins[ends] = True
    runs = begins[:count].nonzero()[0]
    sums = np.zeros((len(runs) + 1, COLUMNS), np.int64)
    for shift in (0, 1):
        halves = (rows >> np.uint64(8 * shift)) & _HALF
        pairs = np.add.reduceat(halves.sum(axis=0), runs) if count else np.zeros(0, np.uint64)
        np.cumsum(pairs.view(np.uint16).reshape(-1, 4), axis=0, out=sums[1:, shift::2])
    sizes = np.maximum(ends - starts, 0) * orders
    first, last = np.searchsorted(runs, starts), np.searchsorted(runs, np.maximum(starts, ends))
    found = sums[last] - sums[first] - 128 * sizes[:, None]
    return added(found * evened(sizes)[:, None], first_sentence)


def load(path: Path) -> Model:
    """Return the model in a file.

    Raises:
        ModelError: where the file is missing, damaged or made for another version.
    """
    try:
        # Read whole: one large read is faster than many small ones out of the archive.
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            arrays = {name: file[name] for name in ARRAYS}
        facts = json.loads(bytes(arrays["facts"]))
    except OSError as error:
        raise ModelError(f"{path}: no weights of the detector: {error.strerror}") from error
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(
            f"{path}: no weights of the detector ({error}); `normalise train detector` writes them"
        ) from error
    rows = (1 << WORDS_BITS) + (1 << LETTERS_BITS)
    if (
        facts.get("format") != FORMAT
        or len(arrays["table"]) != rows
        or len(arrays["chains"]) != 1 << BITS
    ):
        raise ModelError(
            f"{path}: weights of another version; train them anew: `normalise train detector`"
        )
    pieces = Pieces(bytes(arrays["pieces"]), arrays["kinds"], arrays["codes"])
    chains = Chains(arrays["chains"], facts["chains"])
    return Model(pieces, arrays["table"], chains, arrays["home"], facts)


@cache
def loaded(path: Path | None = None) -> Model:
    """Return the model in a file, read once; without a file that of the package."""
    return load(path or PACKAGED)
