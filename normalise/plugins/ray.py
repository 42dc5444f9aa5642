"""Ray Data: `ray.data.Dataset` in, the same out with its text repaired and a column `normalise`.

import ray
from normalise.plugins.ray import run

run(ray.data.read_parquet("news/"), origin="auto").write_parquet("fixed/")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from normalise.plugins.arrow import ArrowStep

if TYPE_CHECKING:
    from ray.data import Dataset


def run(dataset: Dataset, *, batch_size: int = 256, **options: Any) -> Dataset:
    """Return the dataset with all steps done on it, lazily, in parallel, in its order of blocks.

    Args:
        dataset: rows with a column of text.
        batch_size: rows of a batch.
        options: those of :class:`~normalise.plugins.arrow.ArrowStep`.
    """
    step = ArrowStep(**options)
    return dataset.map_batches(step.__call__, batch_format="pyarrow", batch_size=batch_size)
