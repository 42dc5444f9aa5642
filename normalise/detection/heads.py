"""The heads of the model: which is which, and how their sums become three log-odds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

# How far `any` speaks for `mt` and against Arabic: measured on held-out documents.
_ANY, _NOT_ARABIC = 0.3, 0.2
_ELSEWHERE = 5.0  # log-odds that translations from elsewhere must have before they lower `score`
_NOTHING = -120.0  # log-odds of what there is no head for


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


def raw_log_odds(sums: Sequence[float], heads: Heads) -> tuple[list[float], list[float]]:
    """Return the uncalibrated log-odds of all outputs at home, where experts are heard, and abroad."""
    general, any_ = sums[0], sums[1]
    abroad = [general, general + _ANY * any_, general - _NOT_ARABIC * any_]
    if not heads.arabic:
        return abroad, abroad
    arabic = _joined([sums[place] for place in heads.arabic])
    other = _joined([sums[place] for place in heads.other])
    score = arabic - _joined([0.0, other - _ELSEWHERE])
    return [score, _joined([arabic, other]), arabic - _joined([0.0, other])], abroad


def _joined(values: Sequence[float]) -> float:
    """Return the log of the sum of exponentials; of none, something very small."""
    peak = max(values, default=_NOTHING)
    return peak + math.log(sum(math.exp(value - peak) for value in values) or 1.0)
