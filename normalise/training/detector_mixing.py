"""Weigh the heads, calibrate by length, and set the limits of the labels.

All of it is learnt on texts that the heads did not see: each row is summed by heads that were
trained without its document.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from normalise.detection.model import OUTPUTS, mixture_input
from normalise.training.detector_heads import Heads, learn, usual, usual_counts
from normalise.training.detector_rows import Places, Rows, joined

FOLDS = 4
_SIZES = (2, 5, 10)  # rows to a text, where the mixture is learnt
_ALL_SIZES = (1, 2, 5, 10, 20)
LENGTHS = (12, 25, 50, 100, 200, 400)  # words at which the answers are calibrated
_NEAR = 1.7  # a text counts for a length within this factor
_RIDGE = 0.003
_OTHER_MT = 0.25  # what translations from other languages weigh against texts by people in `score`
_ONLY_PEOPLE = 0.3  # what a subject weighs in which nothing is machine-translated
# Of texts by people at most 1 % are to be labelled `mt`; the limit is set for half of it.
_FALSE, _SIGMAS, _MISSED = 0.005, 2.6, 0.05
Report = Callable[[str], None]
Sums = NDArray[np.float64]


@dataclass(frozen=True)
class Texts:
    """Joined rows as the mixture takes them."""

    inputs: Sums
    words: NDArray[np.int64]
    domain: NDArray[np.str_]
    group: NDArray[np.str_]

    def where(self, kept: NDArray[np.bool_]) -> Texts:
        """Return those texts that are kept."""
        return Texts(self.inputs[kept], self.words[kept], self.domain[kept], self.group[kept])


@dataclass(frozen=True)
class Held:
    """What heads that did not see a row make of it: sums by view and head, and usual n-grams."""

    heads: Sums
    common: NDArray[np.int64]


def cross_sums(
    rows: Rows, where: Places, names: tuple[str, ...], report: Report = lambda line: None
) -> Held:
    """Return the sums of each row at `where` by heads trained without its document."""
    folds = rows.folds(FOLDS)[where]
    heads = np.zeros((len(rows.texts), 2, len(names)))
    common = np.zeros((len(rows.texts), 3), np.int64)
    for fold in range(FOLDS):
        report(f"fold {fold + 1} of {FOLDS}")
        seen, unseen = where[folds != fold], where[folds == fold]
        heads[unseen] = learn(rows, seen, names).sums(rows, unseen)
        common[unseen] = usual_counts(rows, unseen, usual(rows, seen))
    return Held(heads, common)


def sums_of(rows: Rows, where: Places, heads: Heads, common: NDArray[np.uint8]) -> Held:
    """Return the sums of rows that took no part in training."""
    found = np.zeros((len(rows.texts), 2, len(heads.names)))
    counts = np.zeros((len(rows.texts), 3), np.int64)
    found[where] = heads.sums(rows, where)
    counts[where] = usual_counts(rows, where, common)
    return Held(found, counts)


def texts_of(
    rows: Rows,
    where: Places,
    held: Held,
    names: tuple[str, ...],
    sizes: Sequence[int],
    *,
    step: int | None = None,
) -> Texts:
    """Return the texts joined from the rows at `where`."""
    mask = np.zeros(len(rows.texts), bool)
    mask[where] = True
    runs = [
        (*key, run)
        for size in sizes
        for key, found in joined(rows, mask, size, step).items()
        for run in found
    ]
    return texts_of_runs(rows, held, names, runs)


def texts_of_runs(
    rows: Rows, held: Held, names: tuple[str, ...], runs: Sequence[tuple[str, str, Places]]
) -> Texts:
    """Return one text for each run of rows."""
    plain = sum(":" not in name for name in names)
    inputs, words = [], []
    for _, _, run in runs:
        count = int(rows.orders[run, 0].sum())
        inputs.append(
            mixture_input(
                held.heads[run].sum(axis=0),
                held.common[run].sum(axis=0).tolist(),
                rows.shape[run].sum(axis=0).tolist(),
                count,
                plain,
            )
        )
        words.append(count)
    return Texts(
        np.array(inputs),
        np.array(words),
        np.array([domain for domain, _, _ in runs]),
        np.array([group for _, group, _ in runs]),
    )


def mix(rows: Rows, where: Places, held: Held, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the facts that turn sums into answers: mixture, calibration and limits."""
    texts = texts_of(rows, where, held, names, _SIZES)
    mixture = {output: _mixture(texts, output) for output in OUTPUTS}
    every = texts_of(rows, where, held, names, _ALL_SIZES)
    calibration = {output: _calibration(every, output, mixture[output]) for output in OUTPUTS}
    facts = {
        "mixture": {output: found.tolist() for output, found in mixture.items()},
        "lengths": list(LENGTHS),
        "calibration": calibration,
    }
    return facts | {"limits": _limits(every, calibrated(facts, every, "mt"))}


def calibrated(facts: dict[str, Any], texts: Texts, output: str) -> Sums:
    """Return the calibrated log-odds of texts."""
    raw = texts.inputs @ np.array(facts["mixture"][output])
    place, lengths = np.log(np.maximum(texts.words, 1)), np.log(facts["lengths"])
    curve = facts["calibration"][output]
    slope, offset = (np.interp(place, lengths, curve[name]) for name in ("slope", "offset"))
    found: Sums = np.clip(slope * raw + offset, -12, 12)
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


def _mixture(texts: Texts, output: str) -> Sums:
    positive, weights = target(texts, output)
    inputs = texts.inputs
    scale = np.sqrt(np.average(inputs**2, axis=0, weights=weights)) + 1e-9
    model = LogisticRegression(C=_RIDGE, max_iter=5000, tol=1e-6, fit_intercept=False)
    model.fit(inputs / scale, positive, sample_weight=weights)
    found: Sums = model.coef_[0] / scale
    return found


def _calibration(texts: Texts, output: str, mixture: Sums) -> dict[str, list[float]]:
    """Return slope and offset at each length (Platt 1999); dependent sentences say less than sums."""
    curve: dict[str, list[float]] = {"slope": [], "offset": []}
    for length in LENGTHS:
        near = texts.where(np.abs(np.log(texts.words / length)) < np.log(_NEAR))
        slope, offset = 1.0, 0.0
        if len(near.words):
            positive, weights = target(near, output)
            if positive.any() and not positive.all():
                model = LogisticRegression(C=100.0, max_iter=1000)
                model.fit((near.inputs @ mixture)[:, None], positive, sample_weight=weights)
                slope, offset = max(0.0, float(model.coef_[0, 0])), float(model.intercept_[0])
        curve["slope"].append(slope)
        curve["offset"].append(offset)
    return curve


def _limits(texts: Texts, log_odds: Sums) -> dict[str, list[float]]:
    """Return, for each length, up to where a text is `human` and from where it is `mt`."""
    limits: dict[str, list[float]] = {"human": [], "mt": []}
    mt = np.char.startswith(texts.group, "mt")
    for length in LENGTHS:
        near = np.abs(np.log(texts.words / length)) < np.log(_NEAR)
        upper = 0.0
        for domain in sorted(set(texts.domain[near & ~mt])):
            people = log_odds[near & ~mt & (texts.domain == domain)]
            tail = people.mean() + _SIGMAS * people.std()
            upper = max(upper, float(tail), float(np.quantile(people, 1 - _FALSE)))
        translated = log_odds[near & mt]
        limits["human"].append(float(np.quantile(translated, _MISSED)) if len(translated) else 0.0)
        limits["mt"].append(upper)
    return limits
