"""Hugging Face datasets: a `Dataset` in, the same out with its text repaired and a column `normalise`.

from datasets import load_dataset
from normalise.plugins.datasets import run

fixed = run(load_dataset("parquet", data_files="news/*.parquet", split="train"), num_proc=2)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from normalise.plugins.arrow import ArrowStep

if TYPE_CHECKING:
    from datasets import Dataset


def run(
    dataset: Dataset, *, batch_size: int = 256, num_proc: int | None = None, **options: Any
) -> Dataset:
    """Return the dataset with all steps done on it.

    Args:
        dataset: rows with a column of text.
        batch_size: rows of a batch.
        num_proc: how many processes.
        options: those of :class:`~normalise.plugins.arrow.ArrowStep`.
    """
    from datasets import Features  # noqa: PLC0415 - an extra

    step = ArrowStep(**options)
    features = Features.from_arrow_schema(step.schema(dataset.features.arrow_schema))
    done = dataset.with_format("arrow").map(
        step.__call__, batched=True, batch_size=batch_size, num_proc=num_proc, features=features
    )
    return done.with_format(**dataset.format)
