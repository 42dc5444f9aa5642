"""Judge a text: what the model holds of it, what the lexicon adds, and how sure that is.

>>> judge("Short.").label, judge("Short.").reason
('unsure', 'too short to tell')
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from normalise.detection.gate import unfit
from normalise.detection.model import Model, loaded
from normalise.detection.reading import paragraphs
from normalise.detection.wording import wording_cues
from normalise.document import Cue, Label, Passage, Span, Verdict

MOST_CUES = 6.0  # log-odds that all cues of the lexicon may add together


def judge(text: str, *, cues: Sequence[Cue] = (), model: Model | None = None) -> Verdict:
    """Return the verdict on a text; `cues` are what the lexicon found in it.

    Each cue of the lexicon adds its weight to the log-odds of the model. A text that is no English
    prose, or too short, is `unsure`, and the reason says so.
    """
    model = model or loaded()
    reading = model.reader.read(text)
    reason = unfit(text, reading)
    if reason:
        return Verdict("unsure", 0.5, 0.5, 0.5, tuple(cues), reason)
    held = model.log_odds(reading)
    added = min(MOST_CUES, sum(cue.weight for cue in cues))
    human, mt = model.thresholds(reading.words, held.home)
    label: Label = "unsure"
    if held.mt + added >= mt:
        label = "mt"
    elif held.mt + added <= human and not cues:
        label = "human"
    # Where nothing was decided, no wording decided it.
    wording = [] if label == "unsure" else wording_cues(text, reading, model)
    evidence = (*cues, *wording)
    score, chance, arabic = (_chance(log_odds + added) for log_odds in held[:3])
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
    found = []
    for start, end in paragraphs(text):
        span = Span(start, end)
        inside = [
            Cue(Span(cue.span.start - start, cue.span.end - start), cue.cue, cue.weight)
            for cue in cues
            if span.covers(cue.span)
        ]
        found.append(Passage(span, judge(span.of(text), cues=inside, model=model)))
    return tuple(found)


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
