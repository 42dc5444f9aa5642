"""Record batch in, record batch out: the whole job, for whatever engine hands out the batches.

>>> import pyarrow as pa
>>> step = ArrowStep(origin="mt")
>>> batch = pa.RecordBatch.from_pylist([{"text": "In Iraq the popular crowd met."}])
>>> step(batch).to_pylist()[0]["text"]
'In Iraq the Popular Mobilization Forces met.'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any

from normalise.errors import RecordError
from normalise.io.inputs import arrow
from normalise.io.job import read_ahead, record_out
from normalise.io.recipe import PipelineRecipe
from normalise.io.records import MAX_CHARS, OUR_KEY, Fields, Record, record_of
from normalise.io.table import check_schema, python_rows, written_batch, written_schema
from normalise.pipeline import ApplyOption, Pipeline
from normalise.steps import STEP_NAMES, OriginOption


@dataclass(frozen=True)
class ArrowStep:
    """All steps over record batches with a column of text; small, and may be sent to any worker.

    A batch (or table) comes back with the same rows in the same order: the text repaired, and a struct
    column `normalise` at the end, as in Parquet that the command writes. A row that is no record (its
    text is null, or longer than `max_chars`) stays as it is, with null in `normalise`.

    What travels to a worker is this object without its pipeline: paths, options, and the signature that
    the pipeline must have there. Each process makes the pipeline once.

    Args:
        steps: which of detect, repair, names and link.
        origin: `auto`, `mt` or `human`, as in the command.
        apply: `fix`, `review` or `none`.
        lexicons: files or folders, which every worker must see; none for the lexicon that ships.
        fields: the names of the columns.
        max_chars: the longest text, in code points.

    Raises:
        OptionError: for a wrong option.
        LexiconError: where a lexicon cannot be read.
    """

    steps: Sequence[str] = STEP_NAMES
    origin: OriginOption = "auto"
    apply: ApplyOption = "fix"
    lexicons: tuple[str, ...] = ()
    fields: Fields = field(default_factory=Fields)
    max_chars: int = MAX_CHARS
    recipe: PipelineRecipe = field(init=False)

    def __post_init__(self) -> None:
        arrow("to read record batches")
        recipe = PipelineRecipe.of(
            self.lexicons, steps=tuple(self.steps), origin=self.origin, apply=self.apply
        )
        object.__setattr__(self, "recipe", recipe)

    def __call__(self, batch: Any) -> Any:
        """Return a `pyarrow.RecordBatch` or `pyarrow.Table` with its text repaired and `normalise`.

        Raises:
            InputError: where there is no column of text.
        """
        pa = arrow("to read record batches")
        if isinstance(batch, pa.Table):
            done = [self(part) for part in batch.to_batches()]
            return pa.Table.from_batches(done, schema=self.schema(batch.schema))
        rows = list(enumerate(self.rows(python_rows(batch))))
        return written_batch(batch, rows, self.schema(batch.schema), self.fields.text)

    def stream(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Yield each batch as it is done."""
        return map(self, batches)

    def schema(self, schema: Any) -> Any:
        """Return the schema that comes out for the schema of a table.

        Raises:
            InputError: where it has no column of text.
        """
        check_schema(schema, "this table", self.fields)
        return written_schema(schema, self.fields)

    def rows(self, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield each row, or it as it came with null in `normalise` where it is no record.

        Some rows are read ahead: together they are quicker done.
        """
        records = ((row, self._record(row)) for row in rows)
        for (row, record), ahead in read_ahead(records, self.pipeline, itemgetter(1)):
            if record is None:
                yield {**row, OUR_KEY: None}
            else:
                document = self.pipeline(record.text, record.source_text, ahead)
                yield record_out(record, document, self.fields)

    def _record(self, row: dict[str, Any]) -> Record | None:
        try:
            return record_of(row, "", 0, self.fields, self.max_chars)
        except RecordError:
            return None

    @cached_property
    def pipeline(self) -> Pipeline:
        """The pipeline of this process."""
        return _made(self.recipe)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the pipeline at home."""
        return {name: value for name, value in vars(self).items() if name != "pipeline"}


@lru_cache(maxsize=4)
def _made(recipe: PipelineRecipe) -> Pipeline:
    """The pipeline of a recipe: an engine may unpickle a step for each batch."""
    return recipe.pipeline
