"""Calibrate the heads by length, and set the limits of the labels.

All of it is learnt on texts that the heads did not see: each row is summed by heads that were
trained without its document.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from normalise.detection.heads import raw_log_odds
from normalise.detection.model import OUTPUTS, SIDES
from normalise.training.detector_fitting import Weights
from normalise.training.detector_heads import Known, learn, sums_of
from normalise.training.detector_rows import Places, Rows, joined

FOLDS = 3
SIZES = (1, 2, 5, 10, 20)  # rows to a text
LENGTHS = (12, 25, 50, 100, 200, 400)  # words at which the answers are calibrated
_NEAR = 1.7  # a text counts for a length within this factor
_OTHER_MT = 0.25  # what translations from other languages weigh against texts by people in `score`
_ONLY_PEOPLE = 0.3  # what a subject weighs in which nothing is machine-translated
# Of texts by people how many may be labelled `mt`, and of translations how many `human`.
_FALSE, _MISSED = 0.01, 0.05
_FEW = 20  # texts by people, below which nothing is said of a subject
# Log-odds above what was measured: texts by people are few, and abroad are subjects that nobody has seen.
_MARGIN = {"home": 0.3, "abroad": 1.3}
_LEAST = 1.5  # log-odds below which nothing is labelled `mt`
_UNKNOWN = 4.0  # log-odds from which a text is `mt` where no text by people was seen
Curves = dict[str, list[float]]
Report = Callable[[str], None]
Sums = NDArray[np.float64]


@dataclass(frozen=True)
class Held:
    """What heads that did not see a row make of it, and how much it is of the home subject."""

    sums: Sums
    home: Sums
    gate: dict[str, float]


@dataclass(frozen=True)
class Texts:
    """Joined rows: `raw` has their log-odds by text, side and output."""

    raw: Sums
    words: NDArray[np.int64]
    home: Sums
    domain: NDArray[np.str_]
    group: NDArray[np.str_]

    def where(self, kept: NDArray[np.bool_]) -> Texts:
        """Return those texts that are kept."""
        names = ("raw", "words", "home", "domain", "group")
        return Texts(*(getattr(self, name)[kept] for name in names))


def cross_sums(rows: Rows, where: Places, known: Known, report: Report = lambda line: None) -> Sums:
    """Return the sums of each row at `where` by head and of its chains, learnt without its document."""
    folds = rows.folds(FOLDS)[where]
    sums = np.zeros((len(rows.texts), len(known.names) + 1))
    for fold in range(FOLDS):
        report(f"fold {fold + 1} of {FOLDS}")
        seen, unseen = where[folds != fold], where[folds == fold]
        sums[unseen] = sums_of(rows, unseen, learn(rows, seen, known))
    return sums


def home_sums(rows: Rows, weights: Weights) -> Sums:
    """Return for each row how much its units speak for the home subject."""
    found: Sums = np.asarray(rows.units @ weights)
    return found


def texts_of(rows: Rows, where: Places, held: Held, known: Known, sizes: Sequence[int]) -> Texts:
    """Return the texts joined from the rows at `where`, `sizes` of them to a text."""
    mask, gate = np.zeros(len(rows.texts), bool), held.gate
    mask[where] = True
    sums, words, homes, domains, groups = [], [], [], [], []
    for size in sizes:
        for (domain, group), runs in joined(rows, mask, size).items():
            for run in runs:
                count = int(rows.length[run].sum())
                likeness = float(held.home[run].sum()) / max(1, count)
                sums.append(held.sums[run].sum(axis=0))
                words.append(count)
                homes.append(1 / (1 + np.exp(-(gate["slope"] * likeness + gate["offset"]))))
                domains.append(domain)
                groups.append(group)
    return Texts(
        raw_log_odds(np.array(sums), known.heads),
        *(np.array(words), np.array(homes), np.array(domains), np.array(groups)),
    )


def calibrate(rows: Rows, where: Places, held: Held, known: Known) -> dict[str, Any]:
    """Return the facts that turn sums into answers: calibration and limits."""
    texts = texts_of(rows, where, held, known, SIZES)
    facts: dict[str, Any] = {"lengths": list(LENGTHS), "calibration": {}}
    for output in OUTPUTS:
        facts["calibration"][output] = _by_side(texts, partial(_calibration, output=output))
    # Two offsets would rank a text by how much it is at home, where that is not clear.
    offset = facts["calibration"]["score"]["offset"]
    middle = float(np.mean([offset[side] for side in SIDES]))
    facts["calibration"]["score"]["offset"] = dict.fromkeys(SIDES, [middle] * len(LENGTHS))
    log_odds = calibrated(facts, texts, "mt")
    calm = replace(texts, raw=np.broadcast_to(log_odds[:, None, None], texts.raw.shape))
    return facts | {"limits": _by_side(calm, _limits)}


def _by_side(texts: Texts, curves: Callable[[Texts, int], Curves]) -> dict[str, dict[str, Any]]:
    """Return the curves at home and abroad; where one side is not known, all texts stand for it."""
    home = texts.home > 0.5
    found = [
        curves(texts.where(side) if side.any() else texts, place)
        for place, side in enumerate((home, ~home))
    ]
    return {
        curve: {name: values[curve] for name, values in zip(SIDES, found, strict=True)}
        for curve in found[0]
    }


def calibrated(facts: dict[str, Any], texts: Texts, output: str) -> Sums:
    """Return the calibrated log-odds of texts."""
    place, lengths = np.log(np.maximum(texts.words, 1)), np.log(facts["lengths"])
    curve = facts["calibration"][output]
    sides = []
    for side, name in enumerate(SIDES):
        slope, offset = (
            np.interp(place, lengths, curve[part][name]) for part in ("slope", "offset")
        )
        sides.append(np.clip(slope * texts.raw[:, side, OUTPUTS.index(output)] + offset, -12, 12))
    found: Sums = texts.home * sides[0] + (1 - texts.home) * sides[1]
    return found


def target(texts: Texts, output: str) -> tuple[NDArray[np.bool_], Sums]:
    """Return what the answer should be, and what each text weighs: as much in each class and subject."""
    mt = np.char.startswith(texts.group, "mt")
    arabic = np.char.startswith(texts.group, "mt:ar:")
    positive = mt if output == "mt" else arabic
    part = np.ones(len(mt))
    if output == "score":
        part = np.where(mt & ~arabic, _OTHER_MT, 1.0)
    weights = np.zeros(len(mt))
    for domain in sorted(set(texts.domain)):
        here = texts.domain == domain
        mixed = (here & positive).any()
        for side in (positive, ~positive & mt, ~positive & ~mt):
            mine = here & side
            if mine.any():
                groups, index, counts = np.unique(
                    texts.group[mine], return_inverse=True, return_counts=True
                )
                share = (part[mine] / counts[index]) / len(groups)
                weights[mine] = share * (1.0 if mixed else _ONLY_PEOPLE)
    for side in (positive, ~positive):
        weights[side] /= max(weights[side].sum(), 1e-9)
    return positive, weights * len(weights) / 2


def _calibration(texts: Texts, side: int, output: str) -> Curves:
    """Return slope and offset at each length (Platt 1999); dependent sentences say less than sums.

    Those of `score` are the same at each length: it is to rank, and one sum ranks best.
    """
    curve: Curves = {"slope": [], "offset": []}
    for length in LENGTHS:
        near = texts if output == "score" else texts.where(_near(texts, length))
        slope, offset = 1.0, 0.0
        if len(near.words):
            positive, weights = target(near, output)
            if positive.any() and not positive.all():
                raw = near.raw[:, side, OUTPUTS.index(output)]
                model = LogisticRegression(C=100.0, max_iter=1000)
                model.fit(raw[:, None], positive, sample_weight=weights)
                slope, offset = max(0.0, float(model.coef_[0, 0])), float(model.intercept_[0])
        curve["slope"].append(slope)
        curve["offset"].append(offset)
    return curve


def _limits(texts: Texts, side: int) -> Curves:
    """Return, for each length, up to where a text is `human` and from where it is `mt`.

    The label `mt` has to be right in each subject that people wrote in, not only on average.
    """
    limits: Curves = {"human": [], "mt": []}
    mt, log_odds = np.char.startswith(texts.group, "mt"), texts.raw[:, side, 0]
    for length in LENGTHS:
        near = _near(texts, length)
        translated = log_odds[near & mt]
        human = float(np.quantile(translated, _MISSED)) if len(translated) else 0.0
        people = [log_odds[near & ~mt & (texts.domain == name)] for name in set(texts.domain)]
        upper = [float(np.quantile(found, 1 - _FALSE)) for found in people if len(found) >= _FEW]
        limits["human"].append(min(human, 0.0))
        limits["mt"].append(max(_LEAST, _MARGIN[SIDES[side]] + max(upper)) if upper else _UNKNOWN)
    return limits


def _near(texts: Texts, length: int) -> NDArray[np.bool_]:
    near: NDArray[np.bool_] = np.abs(np.log(np.maximum(texts.words, 1) / length)) < np.log(_NEAR)
    return near
