"""pandas and polars: a data frame in, the same kind out with its text repaired and `normalise`.

>>> import polars
>>> frame = polars.DataFrame({"text": ["In Iraq the popular crowd met."]})
>>> run(frame, origin="mt")["text"][0]
'In Iraq the Popular Mobilization Forces met.'
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

from normalise.io.inputs import arrow
from normalise.plugins.arrow import ArrowStep

Frame = TypeVar("Frame")  # a pandas.DataFrame or a polars.DataFrame


def run(frame: Frame, **options: Any) -> Frame:
    """Return the frame with all steps done on it; in pandas the index stays.

    Args:
        frame: rows with a column of text.
        options: those of :class:`~normalise.plugins.arrow.ArrowStep`.

    Raises:
        TypeError: where it is a frame of another kind.
    """
    pa = arrow("to read data frames")
    step = ArrowStep(**options)
    kind = type(frame).__module__.partition(".")[0]
    if kind == "polars":
        import polars  # noqa: PLC0415 - the frame is one

        return cast(Frame, polars.from_arrow(step(cast(Any, frame).to_arrow())))
    if kind == "pandas":
        return cast(Frame, step(pa.Table.from_pandas(frame)).to_pandas())
    raise TypeError(f"a pandas or polars DataFrame is needed, not {type(frame).__name__}")
