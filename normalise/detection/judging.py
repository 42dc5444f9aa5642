"""Judge a text: what the model holds of it, what the lexicon adds, and how sure that is.

>>> judge("Short.").label, judge("Short.").reason
('unsure', 'too short to tell')
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalise.detection.gate import unfit
from normalise.detection.model import LogOdds, Model, loaded
from normalise.detection.reading import Reading, paragraphs
from normalise.detection.wording import run_weights, wording_cues
from normalise.document import Cue, Label, Passage, Span, Verdict

MOST_CUES = 6.0  # log-odds that all cues of the lexicon may add together


class Held(NamedTuple):
    """What was read in a text, what the model holds of it, and what spoke for that."""

    reading: Reading
    log_odds: LogOdds
    runs: NDArray[np.float64]  # as `run_weights` has them


def hold(texts: Sequence[str], model: Model | None = None) -> list[Held]:
    """Return what the model holds of texts: of many at once far quicker than of one after another.

    >>> [held.reading.words for held in hold(["He said so.", "So it goes, he said."])]
    [4, 7]
    """
    if not texts:
        return []
    model = model or loaded()
    readings = model.reader.read_all(texts)
    rows = model.rows(readings)
    runs = np.split(run_weights(readings, rows, model), readings.starts[1:-1])
    return [
        Held(readings.of(place), log_odds, weights)
        for place, (log_odds, weights) in enumerate(
            zip(model.log_odds(readings, rows), runs, strict=True)
        )
    ]


def judge(
    text: str,
    *,
    cues: Sequence[Cue] = (),
    model: Model | None = None,
    held: Held | None = None,
) -> Verdict:
    """Return the verdict on a text; `cues` are what the lexicon found in it.

    Each cue of the lexicon adds its weight to the log-odds of the model. A text that is no English
    prose, or too short, is `unsure`, and the reason says so. Where many texts are judged, :func:`hold`
    them together first.
    """
    model = model or loaded()
    reading, log_odds, runs = held or hold([text], model)[0]
    reason = unfit(text, reading)
    if reason:
        return Verdict("unsure", 0.5, 0.5, 0.5, tuple(cues), reason)
    added = min(MOST_CUES, sum(cue.weight for cue in cues))
    label: Label = "unsure"
    if log_odds.mt + added >= log_odds.least_mt:
        label = "mt"
    elif log_odds.mt + added <= log_odds.most_human and not cues:
        label = "human"
    # Where nothing was decided, no wording decided it.
    wording = [] if label == "unsure" else wording_cues(text, reading, runs, model.reader)
    evidence = (*cues, *wording)
    score, chance, arabic = (_chance(value + added) for value in log_odds[:3])
    return Verdict(
        label,
        score,
        chance,
        arabic,
        tuple(sorted(evidence, key=lambda cue: (cue.span, cue.cue))),
        "too close to call" if label == "unsure" else None,
    )


def judge_passages(
    text: str, *, cues: Sequence[Cue] = (), model: Model | None = None
) -> tuple[Passage, ...]:
    """Return a verdict for each paragraph of a text."""
    model = model or loaded()
    spans = [Span(*edges) for edges in paragraphs(text)]
    passages = [span.of(text) for span in spans]
    return tuple(
        Passage(
            span,
            judge(
                passage,
                cues=[_moved(cue, span.start) for cue in cues if span.covers(cue.span)],
                model=model,
                held=held,
            ),
        )
        for span, passage, held in zip(spans, passages, hold(passages, model), strict=True)
    )


def _moved(cue: Cue, start: int) -> Cue:
    return Cue(Span(cue.span.start - start, cue.span.end - start), cue.cue, cue.weight)


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
