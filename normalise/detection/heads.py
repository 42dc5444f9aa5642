"""The heads of the model: which is which, and how their sums become three log-odds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# How far `any` speaks for `mt` and against Arabic: measured on held-out documents.
_ANY, _NOT_ARABIC = 0.3, 0.2
# How far `general` and the chains speak beside the experts for `score` and for `mt`, and the chains
# for `arabic`; how far the chains speak beside `general` for any text.
_SCORE, _MT, _ARABIC, _ABROAD = (0.2, 0.2), (0.2, 0.2), 0.2, 0.2
_ELSEWHERE = 2.5  # log-odds that translations from elsewhere must have before they lower `score`
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
        sums: a line for each text, a column for each head and a last one for the chains.
        heads: where the experts stand.

    Returns:
        texts by 2 by 3.

    >>> raw_log_odds(np.array([[1.0, -1.0, 0.0]]), Heads((), ())).round(1).tolist()
    [[[1.0, 0.7, 1.2], [1.0, 0.7, 1.2]]]
    """
    general, any_, chains = sums[:, 0], sums[:, 1], sums[:, -1]
    both = general + _ABROAD * chains
    abroad = np.stack((both, both + _ANY * any_, both - _NOT_ARABIC * any_), axis=1)
    if not heads.arabic:
        return np.stack((abroad, abroad), axis=1)
    arabic = _joined(sums[:, heads.arabic])
    other = _joined(sums[:, heads.other])
    score, mt = (beside[0] * general + beside[1] * chains for beside in (_SCORE, _MT))
    score += arabic - np.logaddexp(0.0, other - _ELSEWHERE)
    mt += np.logaddexp(arabic, other)
    home = np.stack((score, mt, arabic - np.logaddexp(0.0, other) + _ARABIC * chains), axis=1)
    return np.stack((home, abroad), axis=1)


def _joined(values: Sums) -> Sums:
    """Return the log of the sum of exponentials of each line; of none, something very small."""
    joined: Sums = np.logaddexp.reduce(values, axis=1, initial=_NOTHING)
    return joined
