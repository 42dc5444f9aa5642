"""The heads of the model: which is which, and how their sums become three log-odds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# How far `any` speaks for `mt` and against Arabic: measured on held-out documents.
_ANY, _NOT_ARABIC = 0.3, 0.2
_ELSEWHERE = 5.0  # log-odds that translations from elsewhere must have before they lower `score`
_NOTHING = -120.0  # log-odds of what there is no head for
Sums = NDArray[np.float64]


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


def raw_log_odds(sums: Sums, heads: Heads) -> Sums:
    """Return the uncalibrated log-odds of texts: of all outputs, at home, where experts are heard, and abroad.

    Args:
        sums: a line for each text, a column for each head.
        heads: where the experts stand.

    Returns:
        texts by 2 by 3.

    >>> raw_log_odds(np.array([[1.0, -1.0]]), Heads((), ())).round(1).tolist()
    [[[1.0, 0.7, 1.2], [1.0, 0.7, 1.2]]]
    """
    general, any_ = sums[:, 0], sums[:, 1]
    abroad = np.stack((general, general + _ANY * any_, general - _NOT_ARABIC * any_), axis=1)
    if not heads.arabic:
        return np.stack((abroad, abroad), axis=1)
    arabic = _joined(sums[:, heads.arabic])
    other = _joined(sums[:, heads.other])
    score = arabic - np.logaddexp(0.0, other - _ELSEWHERE)
    home = np.stack((score, np.logaddexp(arabic, other), arabic - np.logaddexp(0.0, other)), axis=1)
    return np.stack((home, abroad), axis=1)


def _joined(values: Sums) -> Sums:
    """Return the log of the sum of exponentials of each line; of none, something very small."""
    joined: Sums = np.logaddexp.reduce(values, axis=1, initial=_NOTHING)
    return joined
