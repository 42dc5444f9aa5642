"""Learn the heads and chains of the detector, and which texts are of the subject that the experts know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from normalise.detection.chains import Chains, Keys
from normalise.detection.heads import Heads, heads_of
from normalise.detection.model import COLUMNS
from normalise.errors import InputError
from normalise.training.detector_chains import learn_chains
from normalise.training.detector_fitting import Fit, Taught, Weights, softmax
from normalise.training.detector_rows import Places, Rows

Report = Callable[[str], None]
Sums = NDArray[np.float64]
# Measured by article on FLORES (cautious) and by segment on UN (sharp): benchmarks/README.md.
_CAUTIOUS = Fit(1.5, 0.75, contrast=2.0, joined=1, passes=8, rate=0.1, calm=1.0)
# Learnt from single rows experts know their engine best, from joined ones also a rare engine: their mean
# is better than any (benchmarks/README.md).
_SHARP = [Fit(2.0, 2.0, contrast=1.0, joined=size, passes=10, rate=0.05) for size in (1, 2, 3)]
_ENOUGH = 4_000  # rows of one engine and subject that an expert needs
_EXPERTS = (COLUMNS - 2) // 2  # engines, each with one expert for Arabic and one for other sources
_GATE_TEXT = 4  # rows on which the gate is fitted
_CLEARLY, _SHARPER = 3.5, 2.0  # experts are heard where a text is clearly of their subject
_STRANGE = 0.01  # of the texts of the only subject, how many may look like another one
_SURE = 6.0  # log-odds of the subject for a text in the middle of it
_FAR = 2.0  # what one unit may say for or against the home subject


@dataclass(frozen=True)
class Known:
    """What the rows can teach: the names of the heads, and the subject of the experts."""

    names: tuple[str, ...]
    home: str

    @property
    def heads(self) -> Heads:
        """Where the experts stand."""
        return heads_of(self.names)


@dataclass(frozen=True)
class Learnt:
    """A column of weights for each head, and the chains."""

    weights: Weights
    chains: Chains


def known_from(rows: Rows) -> Known:
    """Return what the rows can teach.

    Raises:
        InputError: where there is nothing to tell apart.
    """
    if not rows.arabic.any() or rows.mt.all():
        raise InputError(
            "the rows need both texts by people (`label` original or ht) and machine translations "
            "from Arabic (`label` mt, `src_lang` ar)"
        )
    sizes: dict[tuple[str, str], int] = {}
    for domain, engine in zip(rows.domain[rows.arabic], rows.engine[rows.arabic], strict=True):
        sizes[str(domain), str(engine)] = sizes.get((str(domain), str(engine)), 0) + 1
    totals = {domain: 0 for domain, _ in sizes}
    for (domain, _), size in sizes.items():
        totals[domain] += size
    home = min(totals, key=lambda domain: (-totals[domain], domain))
    large = sorted(
        (-size, engine)
        for (domain, engine), size in sizes.items()
        if domain == home and size >= _ENOUGH
    )
    engines = sorted(engine for _, engine in large[:_EXPERTS])
    others = {str(e) for e in rows.engine[rows.mt & ~rows.arabic & (rows.domain == home)]}
    names = (
        *("general", "any"),
        *(f"ar:{engine}" for engine in engines),
        *(f"x:{engine}" for engine in engines if engine in others),
    )
    return Known(names, home)


def learn(rows: Rows, where: Places, known: Known, report: Report = lambda line: None) -> Learnt:
    """Learn the heads and the chains from the rows at `where`."""
    part = rows.taken(where)
    subjects = np.isin(part.domain, sorted({str(d) for d in part.domain[part.mt]}))
    columns = []
    for name, positive in (("general", part.arabic), ("any", part.mt)):
        kept = np.flatnonzero((positive | ~part.mt) & subjects)
        report(f"  {name}: {len(kept)} rows")
        columns.append(softmax(_taught(part, kept, positive[kept].astype(np.int64)), _CAUTIOUS))
    names = known.names[2:]
    if names:
        # Engines without an expert make two more classes: they teach what people do not write.
        kept = np.flatnonzero(part.domain == known.home)
        report(f"  experts: {len(kept)} rows")
        origin = np.char.add(np.where(part.arabic, "ar:", "x:"), part.engine)[kept]
        machine, arabic = part.mt[kept], part.arabic[kept]
        classes = np.where(machine, np.where(arabic, len(names) + 1, len(names) + 2), 0)
        for place, name in enumerate(names, 1):
            classes[machine & (origin == name)] = place
        found, classes = np.unique(classes, return_inverse=True)
        taught = _taught(part, kept, classes.astype(np.int64))
        learnt = np.mean([softmax(taught, how) for how in _SHARP], axis=0)
        columns.append(learnt[:, found[1:] <= len(names)])
    kept = np.flatnonzero((part.arabic | ~part.mt) & subjects)
    report(f"  chains: {len(kept)} rows")
    sizes = part.length[kept]
    opens = np.zeros(int(sizes.sum()), bool)
    opens[_starts(part, kept)] = True
    chains = learn_chains(_keys(part, kept), opens, np.repeat(part.arabic[kept], sizes))
    return Learnt(np.concatenate(columns, axis=1), chains)


def _keys(rows: Rows, where: Places) -> Keys:
    """Return the keys of the chains in the rows at `where`, one row after the other."""
    keys: Keys = np.concatenate(list(rows.chains[where]), axis=1)
    return keys


def _starts(rows: Rows, where: Places) -> Places:
    """Return where sentences start among the words of the rows at `where`."""
    behind = np.cumsum(rows.length[where]) - rows.length[where]
    starts: Places = np.concatenate(
        [opens + start for opens, start in zip(rows.opens[where], behind, strict=True)]
    )
    return starts


def _taught(rows: Rows, where: Places, classes: NDArray[np.int64]) -> Taught:
    kinds = np.char.add(np.char.add(rows.domain[where], " "), rows.group[where])
    return Taught(
        rows.grams[where],
        classes,
        _balanced(rows, where, classes),
        np.unique(kinds, return_inverse=True)[1].astype(np.int64),
    )


def _balanced(rows: Rows, where: Places, classes: NDArray[np.int64]) -> Sums:
    """Weigh the rows so that in each subject each class weighs the same, and in it each engine.

    A subject weighs by the root of its size.
    """
    domain, group = rows.domain[where], rows.group[where]
    weights = np.zeros(len(where))
    for subject in sorted(set(domain)):
        here = domain == subject
        total = float(np.sqrt((here & (classes == 0)).sum()))
        for kind in sorted(set(classes[here])):
            mine = here & (classes == kind)
            groups = sorted(set(group[mine]))
            for name in groups:
                rows_of_group = mine & (group == name)
                weights[rows_of_group] = total / len(groups) / int(rows_of_group.sum())
    return weights


def home_weights(rows: Rows, where: Places, known: Known) -> tuple[Weights, dict[str, float]]:
    """Return how much each unit speaks for the home subject, and the gate that is made of it."""
    home = rows.domain[where] == known.home
    units = rows.units[where]
    if home.all():
        return _alone(units, rows.length[where])
    counts = [np.asarray(units[side].sum(axis=0)).ravel() + 1.0 for side in (home, ~home)]
    ratio = np.log(counts[0] / counts[0].sum()) - np.log(counts[1] / counts[1].sum())
    weights = np.clip(ratio, -_FAR, _FAR).astype(np.float32)
    likeness, sides = [], []
    for side in (home, ~home):
        places = np.flatnonzero(side)
        runs = places[: len(places) // _GATE_TEXT * _GATE_TEXT].reshape(-1, _GATE_TEXT)
        sums = (units @ weights)[runs].sum(axis=1)
        likeness.append(sums / np.maximum(rows.length[where][runs].sum(axis=1), 1))
        sides.append(np.full(len(runs), side is home))
    gate = LogisticRegression(C=100.0, class_weight="balanced")
    gate.fit(np.concatenate(likeness)[:, None], np.concatenate(sides))
    slope, offset = float(gate.coef_[0, 0]), float(gate.intercept_[0])
    return weights, {"slope": _SHARPER * slope, "offset": _SHARPER * (offset - _CLEARLY)}


def _alone(units: sparse.csr_matrix, length: NDArray[np.int64]) -> tuple[Weights, dict[str, float]]:
    """Return weights and gate where no other subject is known: what is rarer than usual is elsewhere."""
    counts = np.asarray(units.sum(axis=0)).ravel() + 1.0
    weights = np.log(counts / counts.sum()).astype(np.float32)
    runs = np.arange(len(length) // _GATE_TEXT * _GATE_TEXT).reshape(-1, _GATE_TEXT)
    if not len(runs):
        return np.zeros_like(weights), {"slope": 0.0, "offset": _SURE}
    likeness = (units @ weights)[runs].sum(axis=1) / np.maximum(length[runs].sum(axis=1), 1)
    least, middle = np.quantile(likeness, (_STRANGE, 0.5))
    slope = _SURE / max(1e-3, float(middle - least))
    return weights, {"slope": slope, "offset": -slope * float(least)}


def sums_of(rows: Rows, where: Places, learnt: Learnt) -> Sums:
    """Return the sums of all heads for the rows at `where`, and those of the chains in a last column."""
    first = np.cumsum([0, *(len(opens) for opens in rows.opens[where])])
    chains = learnt.chains.sums(_keys(rows, where), _starts(rows, where), first)
    return np.column_stack((np.asarray(rows.grams[where] @ learnt.weights, float), chains))
