"""Show which wording spoke for a verdict: runs of a few words, with where they stand and their weight."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from normalise.detection.model import Model
from normalise.detection.reading import Reading
from normalise.document import Cue, Span

TRANSLATED, NATIVE = "translated wording", "native wording"
_LENGTHS = (3,)  # words that are shown together
_LEAST = 0.05  # log-odds below which nothing is worth showing
_TRIED = 3  # for each cue that is shown


def wording_cues(text: str, reading: Reading, model: Model, most: int = 5) -> list[Cue]:
    """Return the wording that spoke most for and against, `most` of the stronger side, then two."""
    if reading.words < max(_LENGTHS):
        return []
    windows = _windows(reading, model)
    total = sum(float(weights.sum()) for weights in windows.values())
    sides = [(1, most), (-1, 2)] if total >= 0 else [(-1, most), (1, 2)]
    found: list[Cue] = []
    for sign, wanted in sides:
        kept: list[Cue] = []
        for start, end, weight in _strongest(windows, sign, wanted):
            span = _place(text, model.reader.surface(reading, start, end))
            if span and not any(span.overlaps(cue.span) for cue in (*found, *kept)):
                name = TRANSLATED if sign > 0 else NATIVE
                kept.append(Cue(span, f"{name}:{' '.join(span.of(text).split())}", weight))
            if len(kept) == wanted:
                break
        found += kept
    return found


def _windows(reading: Reading, model: Model) -> dict[int, NDArray[np.float64]]:
    """Return, for each length, the weight of the n-grams inside the words from each place on."""
    unit, unit_pair, unit_triple, word, word_pair = model.word_weights(reading)
    singles, pairs, triples = (
        np.concatenate(([0.0], np.cumsum(line)))
        for line in (unit + word, unit_pair + word_pair, unit_triple)
    )
    # Words that may not be at an edge: marks; and nothing reaches across a sentence end.
    mark = model.reader.marks(reading)
    sentence = np.zeros(reading.words, np.int64)
    sentence[reading.sentences[1:]] = 1
    sentence = np.cumsum(sentence)
    found = {}
    for length in _LENGTHS:
        starts = np.arange(reading.words - length + 1)
        ends = starts + length
        weight = singles[ends] - singles[starts] + pairs[ends] - pairs[starts + 1]
        if length > 2:
            weight = weight + triples[ends] - triples[starts + 2]
        whole = (sentence[starts] == sentence[ends - 1]) & ~mark[starts] & ~mark[ends - 1]
        found[length] = np.where(whole, weight, 0.0)
    return found


def _strongest(
    windows: dict[int, NDArray[np.float64]], sign: int, wanted: int
) -> Iterator[tuple[int, int, float]]:
    """Yield runs of words on one side, the strongest first."""
    tried: list[tuple[float, int, int]] = []
    for length, weights in windows.items():
        many = min(wanted * _TRIED, len(weights))
        best = np.argpartition(-sign * weights, many - 1)[:many].tolist()
        tried += ((-sign * float(weights[start]), start, start + length) for start in best)
    for against, start, end in sorted(tried):
        if -against > _LEAST:
            yield start, end, -sign * against


def _place(text: str, surface: str) -> Span | None:
    """Return where whole words stand first in a text; None where they are written otherwise."""
    start = text.find(surface)
    while start >= 0:
        end = start + len(surface)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            return Span(start, end)
        start = text.find(surface, start + 1)
    return None
