"""Show which wording spoke for a verdict: runs of a few words, with where they stand and their weight."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from normalise.detection.model import COLUMNS, Model
from normalise.detection.reading import Reader, Reading, Readings
from normalise.document import Cue, Span

TRANSLATED, NATIVE = "translated wording", "native wording"
RUN = 3  # words that are shown together
_LEAST = 0.05  # log-odds below which nothing is worth showing
_TRIED = 3  # for each cue that is shown
Weights = NDArray[np.float64]


def run_weights(readings: Readings, rows: NDArray[np.uint64], model: Model) -> Weights:
    """Return, for each word, what the n-grams inside the run of words that it begins add to `score`.

    A run across a sentence end, or with a mark at its edge, has no weight. `rows` are those of the
    model's table.
    """
    count = len(readings.units)
    found = np.zeros(count)
    if count < RUN:
        return found
    steps = rows.view(np.uint8)[:, ::COLUMNS].astype(np.int16) - 128
    unit, pair, triple, word, word_pair = steps
    single, double = unit + word, pair + word_pair
    runs = triple[2:] + double[1:-1] + double[2:] + single[:-2] + single[1:-1] + single[2:]
    whole = ~model.reader.marks(readings)
    opens = np.zeros(count, bool)
    opens[readings.sentences] = True
    inside = whole[2:] & whole[:-2] & ~opens[2:] & ~opens[1:-1]
    found[:-2] = runs * inside * model.slopes(readings)[:-2]
    return found


def wording_cues(
    text: str, reading: Reading, weights: Weights, reader: Reader, most: int = 5
) -> list[Cue]:
    """Return the wording that spoke most for and against, `most` of the stronger side, then two.

    `weights` are the :func:`run_weights` of the text.
    """
    sides = [(1, most), (-1, 2)] if float(weights.sum()) >= 0 else [(-1, most), (1, 2)]
    found: list[Cue] = []
    taken: list[int] = []  # where their runs begin
    for sign, wanted in sides:
        enough = len(found) + wanted
        for start, weight in _strongest(weights, sign, wanted):
            if any(abs(start - other) < RUN for other in taken):
                continue
            span = _place(text, reader.surface(reading, start, start + RUN))
            if span and not any(span.overlaps(cue.span) for cue in found):
                name = TRANSLATED if sign > 0 else NATIVE
                taken.append(start)
                found.append(Cue(span, f"{name}:{' '.join(span.of(text).split())}", weight))
                if len(found) == enough:
                    break
    return found


def _strongest(weights: Weights, sign: int, wanted: int) -> Iterator[tuple[int, float]]:
    """Yield where runs on one side begin, the strongest first."""
    many = min(wanted * _TRIED, len(weights))
    if not many:
        return
    against = -sign * weights
    best = np.argpartition(against, many - 1)[:many]
    for weight, start in sorted(zip(against[best].tolist(), best.tolist(), strict=True)):
        if -weight > _LEAST:
            yield start, -sign * weight


def _place(text: str, surface: str) -> Span | None:
    """Return where whole words stand first in a text; None where they are written otherwise."""
    start = text.find(surface)
    while start >= 0:
        end = start + len(surface)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            return Span(start, end)
        start = text.find(surface, start + 1)
    return None
