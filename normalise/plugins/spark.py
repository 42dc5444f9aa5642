"""Spark: a `DataFrame` in, the same out with its text repaired and a column `normalise`.

from normalise.plugins.spark import run

run(spark.read.parquet("news/"), origin="auto").write.parquet("fixed/")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from normalise.io.records import OUR_KEY
from normalise.io.schema import SHAPE
from normalise.plugins.arrow import ArrowStep

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import DataType


def run(frame: DataFrame, **options: Any) -> DataFrame:
    """Return the frame with all steps done on it, lazily, by `mapInArrow`.

    Args:
        frame: rows with a column of text.
        options: those of :class:`~normalise.plugins.arrow.ArrowStep`.
    """
    from pyspark.sql.types import StructField, StructType  # noqa: PLC0415 - an extra

    step = ArrowStep(**options)
    kept = [column for column in frame.schema.fields if column.name != OUR_KEY]
    schema = StructType([*kept, StructField(OUR_KEY, _type(SHAPE))])
    return frame.mapInArrow(step.stream, schema)


def _type(shape: Any) -> DataType:
    from pyspark.sql import types  # noqa: PLC0415 - an extra

    if isinstance(shape, dict):
        return types.StructType(
            [types.StructField(name, _type(inner)) for name, inner in shape.items()]
        )
    if isinstance(shape, list):
        return types.ArrayType(_type(shape[0]))
    names = {"string": "String", "int64": "Long", "float64": "Double", "bool": "Boolean"}
    made: DataType = getattr(types, f"{names[shape]}Type")()
    return made
