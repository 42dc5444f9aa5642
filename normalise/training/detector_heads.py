"""Learn the linear heads of the detector, and what n-grams are usual in translated English."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from normalise.detection.model import COLUMNS, COMMON_BITS, SENTENCE
from normalise.training.detector_rows import Mask, Rows

VIEWS = ("words", "letters")
_PART = {"words": 1.0, "letters": 0.7}  # how far each view may go: measured on FLORES by article
_USUAL = 4  # times an n-gram is met in translations before it counts as usual
_ENOUGH = 4_000  # rows of one engine and subject that an expert needs
_MOST = 4  # experts
Weights = NDArray[np.float64]
Report = Callable[[str], None]


@dataclass(frozen=True)
class Head:
    """What one head is taught: rows with y = 1 against y = 0, by weight; 0 leaves a row out.

    `contrast` is the floor of the scale by the log ratio of the classes (Wang & Manning 2012), None
    for none: with it a head is sharper on engines and subjects it knows, and worse on others.
    """

    name: str
    positive: Mask
    weights: Weights
    contrast: float | None
    strength: float


@dataclass(frozen=True)
class Heads:
    """Trained heads: a column of weights for each, by view, on the scale of an ordinary sentence."""

    names: tuple[str, ...]
    weights: dict[str, NDArray[np.float32]]

    def sums(self, rows: Rows, where: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return for each row and view the sums of all heads: (rows, views, heads)."""
        parts = [getattr(rows, view)[where] @ self.weights[view] for view in VIEWS]
        return np.stack(parts, axis=1).astype(float)


def head_names(rows: Rows) -> tuple[str, ...]:
    """Return the heads that the rows can teach, the experts last."""
    names = ["general"]
    if len({str(d) for d in rows.domain[rows.arabic]}) > 1:
        names.append("level")
    names.append("any")
    if (rows.mt & ~rows.arabic).any():
        names.append("source")
    sizes: dict[str, int] = {}
    pairs = zip(rows.domain[rows.arabic], rows.engine[rows.arabic], strict=True)
    for domain, engine in pairs:
        sizes[f"{domain}:{engine}"] = sizes.get(f"{domain}:{engine}", 0) + 1
    large = sorted((-size, name) for name, size in sizes.items() if size >= _ENOUGH)
    return (*names, *sorted(name for _, name in large[: min(_MOST, COLUMNS - len(names))]))


def learn(
    rows: Rows, where: NDArray[np.int64], names: tuple[str, ...], report: Report = lambda line: None
) -> Heads:
    """Learn the named heads from the rows at `where`."""
    views = {view: getattr(rows, view)[where] for view in VIEWS}
    even = {view: _evened(matrix) for view, matrix in views.items()}
    part = _Part(rows, where)
    found: dict[str, list[NDArray[np.float32]]] = {view: [] for view in VIEWS}
    for name in names:
        head = part.head(name)
        column = _fit(head, views, even)
        if name == "general":  # engines that are harder to tell weigh more, in a second pass
            column = _fit(part.harder(head, column, even), views, even)
        for view in VIEWS:
            found[view].append(column[view])
        report(f"  {name}: {int((head.weights > 0).sum())} rows")
    scale = {view: 1 / np.sqrt(SENTENCE[view]) for view in VIEWS}
    return Heads(names, {v: (np.stack(found[v], 1) * scale[v]).astype(np.float32) for v in VIEWS})


def usual(rows: Rows, where: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return for each fine bucket whether its n-grams are usual in the translations at `where`."""
    matrix = rows.grams[where[rows.mt[where]]]
    counts = np.bincount(matrix.indices, minlength=1 << COMMON_BITS)
    found: NDArray[np.uint8] = (counts >= _USUAL).astype(np.uint8)
    return found


def usual_counts(
    rows: Rows, where: NDArray[np.int64], common: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """Return how many words, pairs and triples of each row are usual."""
    matrix = rows.grams[where]
    ends = np.cumsum(common[matrix.indices], dtype=np.int64)
    ends = np.concatenate(([0], ends))
    starts = matrix.indptr[:-1, None] + np.cumsum(
        np.concatenate((np.zeros((len(where), 1), np.int64), rows.orders[where]), axis=1), axis=1
    )
    found: NDArray[np.int64] = np.diff(ends[starts], axis=1)
    return found


@dataclass(frozen=True)
class _Part:
    """The rows that a run of training may see."""

    rows: Rows
    where: NDArray[np.int64]

    def head(self, name: str) -> Head:
        rows, where = self.rows, self.where
        mt, arabic = rows.mt[where], rows.arabic[where]
        domain, engine = rows.domain[where], rows.engine[where]
        taught = np.isin(
            domain, sorted({str(d) for d in domain[mt]})
        )  # else only people write there
        if name == "source":
            weights = self._balanced(arabic, mt & taught, np.sqrt)
            return Head(name, arabic, weights, 0.4, 10.0)
        if name == "any":
            return Head(name, mt, self._balanced(mt, taught, np.sqrt), None, 3.0)
        if name == "level":
            weights = self._balanced(arabic, (arabic | ~mt) & taught, np.ones_like)
            return Head(name, arabic, weights, None, 2.0)
        if name == "general":
            weights = self._balanced(arabic, (arabic | ~mt) & taught, np.sqrt)
            return Head(name, arabic, weights, None, 2.0)
        subject, own = name.split(":")
        kept = (domain == subject) & (~mt | (arabic & (engine == own)))
        return Head(name, arabic, self._balanced(arabic, kept, np.sqrt), 0.2, 15.0)

    def _balanced(
        self, positive: Mask, kept: Mask, size: Callable[[NDArray[np.float64]], NDArray[np.float64]]
    ) -> Weights:
        """Weigh the rows so that in each subject both classes weigh the same, and each engine too."""
        rows, where = self.rows, self.where
        domain, engine, group = rows.domain[where], rows.engine[where], rows.group[where]
        weights = np.zeros(len(where))
        for subject in sorted(set(domain[kept])):
            here = kept & (domain == subject)
            total = float(size(np.array([(here & ~positive).sum()], float))[0])
            for side in (positive, ~positive):
                kinds = sorted(
                    {
                        (e, g[:6])
                        for e, g in zip(engine[here & side], group[here & side], strict=True)
                    }
                )
                for kind in kinds:
                    mine = here & side & (engine == kind[0]) & np.char.startswith(group, kind[1])
                    weights[mine] = total / len(kinds) / mine.sum()
        return weights

    def harder(
        self, head: Head, column: dict[str, NDArray[np.float32]], even: dict[str, sparse.csr_matrix]
    ) -> Head:
        """Return the head with the engines weighed by the square of their loss."""
        margin = sum(even[view] @ column[view] for view in VIEWS)
        weights = head.weights.copy()
        positive = head.positive & (weights > 0)
        loss = np.log1p(np.exp(-np.asarray(margin)))
        domain, engine = self.rows.domain[self.where], self.rows.engine[self.where]
        for subject in sorted(set(domain[positive])):
            here = positive & (domain == subject)
            before = weights[here].sum()
            for name in sorted(set(engine[here])):
                mine = here & (engine == name)
                weights[mine] *= float(loss[mine].mean()) ** 2
            weights[here] *= before / weights[here].sum()
        return Head(head.name, head.positive, weights, head.contrast, head.strength)


def _evened(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Divide each line by the root of its sum: long sentences say more, but not in proportion."""
    sums = np.asarray(matrix.sum(axis=1)).ravel()
    evened: sparse.csr_matrix = sparse.diags(1 / np.sqrt(np.maximum(sums, 1))) @ matrix
    return evened.tocsr()


def _fit(
    head: Head, views: dict[str, sparse.csr_matrix], even: dict[str, sparse.csr_matrix]
) -> dict[str, NDArray[np.float32]]:
    kept = np.flatnonzero(head.weights > 0)
    target = head.positive[kept]
    weights = head.weights[kept] / head.weights[kept].mean()
    scales = {}
    for view in VIEWS:
        width = views[view].shape[1]
        scales[view] = np.full(width, _PART[view])
        if head.contrast is not None:
            counts = views[view][kept]
            ratio = np.log(
                (counts.T @ (weights * target) + 2) / (counts.T @ (weights * ~target) + 2)
            )
            scales[view] *= head.contrast + np.minimum(np.abs(ratio), 3)
    matrix = sparse.hstack(
        [even[view][kept] @ sparse.diags(scales[view]) for view in VIEWS]
    ).tocsr()
    model = LogisticRegression(
        C=head.strength, solver="liblinear", dual=True, tol=0.02, max_iter=25, random_state=0
    )
    model.fit(matrix, target, sample_weight=weights)
    cut = views[VIEWS[0]].shape[1]
    first, second = model.coef_[0][:cut], model.coef_[0][cut:]
    return {
        VIEWS[0]: (first * scales[VIEWS[0]]).astype(np.float32),
        VIEWS[1]: (second * scales[VIEWS[1]]).astype(np.float32),
    }
