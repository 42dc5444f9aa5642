"""What gradient boosting over dense features makes of the detector's task, to be held beside what ships.

    python benchmarks/boosting.py UN_CONFLICT_AR_EN.jsonl.gz

Features of a row: shares of the 300 most frequent words and pairs of words, length, length of words,
variety, commas. A fifth of the documents is held out; texts are 1, 5 or 10 rows of one engine in their
order, and the AUROC is against as many rows by people.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from rows import rows
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

from normalise.detection.neutral import neutral

_TOKEN = re.compile(r"[a-z]+|[,;:.]")
_FEATURES, _MOST_ROWS = 300, 40_000


def frequent(found: Sequence[Iterable[Hashable]]) -> dict[Hashable, int]:
    """Return a column for each of what the most texts have."""
    counts = Counter(item for text in found for item in set(text))
    return {item: place for place, (item, _) in enumerate(counts.most_common(_FEATURES))}


def features(texts: Sequence[str]) -> np.ndarray:
    """Return a row of features for each text."""
    words = [_TOKEN.findall(neutral(text).decode("latin-1").lower()) for text in texts]
    pairs = [list(pairwise(text)) for text in words]
    table = np.zeros((len(texts), 2 * _FEATURES + 4), np.float32)
    for offset, found in ((0, words), (_FEATURES, pairs)):
        columns = frequent(found)
        for row, items in enumerate(found):
            for item in items:
                if item in columns:
                    table[row, offset + columns[item]] += 1 / len(words[row])
    for row, text in enumerate(words):
        count = max(len(text), 1)
        shape = (
            count,
            sum(map(len, text)) / count,
            len(set(text)) / count,
            text.count(",") / count,
        )
        table[row, -4:] = shape
    return table


def main() -> None:
    """Print the AUROC by pool: mean over engines, lowest, each."""
    data: list[dict[str, Any]] = list(rows(Path(sys.argv[1])))
    table = features([row["text"] for row in data])
    made = np.array([row["label"] == "mt" for row in data])
    parts = [int(hashlib.sha256(str(row["doc"]).encode()).hexdigest(), 16) % 5 for row in data]
    held_out = np.array(parts) == 0
    learnt = np.random.default_rng(0).permutation(np.flatnonzero(~held_out))[:_MOST_ROWS]
    model = HistGradientBoostingClassifier(
        max_iter=200, early_stopping=True, class_weight="balanced", random_state=0
    )
    model.fit(table[learnt], made[learnt])
    scores: dict[str, list[float]] = {}
    order = sorted(np.flatnonzero(held_out), key=lambda at: (data[at]["doc"], data[at]["segment"]))
    for at, score in zip(order, model.decision_function(table[order]), strict=True):
        scores.setdefault(data[at]["system"] if made[at] else "", []).append(float(score))
    for pool in (1, 5, 10):
        joined = {
            system: [
                float(np.mean(some[first : first + pool]))
                for first in range(0, len(some) - pool + 1, pool)
            ]
            for system, some in scores.items()
        }
        people = joined.pop("")
        found = {
            system: float(roc_auc_score([1] * len(some) + [0] * len(people), some + people))
            for system, some in sorted(joined.items())
        }
        each = ", ".join(f"{system} {area:.3f}" for system, area in found.items())
        print(
            f"pool {pool}: {np.mean(list(found.values())):.3f} ({min(found.values()):.3f}): {each}"
        )


if __name__ == "__main__":
    main()
