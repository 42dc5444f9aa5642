"""Judge by the lexicon's cues alone, where no model is at hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

from normalise.document import Cue, Verdict

PRIOR = -2.0  # log-odds of a text without any cue
ENOUGH = 3.0  # log-odds from which a text is called machine-translated


def judge(text: str, *, cues: Sequence[Cue] = ()) -> Verdict:
    """Return a verdict that rests on lexicon cues alone; without enough of them `unsure`."""
    total = PRIOR + sum(cue.weight for cue in cues)
    chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    label = "mt" if total >= ENOUGH else "unsure"
    reason = None if label == "mt" else "no known mistranslation says enough"
    return Verdict(label, chance, chance, chance, tuple(cues), reason)  # type: ignore[arg-type]
