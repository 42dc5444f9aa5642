"""The field `normalise` as an Arrow struct, and back; one literal says its shape.

>>> from normalise.io.result import result
>>> from normalise.document import Document
>>> block = result(Document("Nothing here."))
>>> unfilled(struct([block]).to_pylist()[0]) == block
True
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from normalise.io.inputs import arrow

_PLACE = dict.fromkeys(("start", "end", "original_start", "original_end"), "int64")
SHAPE: dict[str, Any] = {
    "verdict": {
        "label": "string",
        "score": "float64",
        "mt": "float64",
        "arabic": "float64",
        "reason": "string",
        "evidence": [{**_PLACE, "cue": "string", "weight": "float64"}],
    },
    "edits": [
        {
            **_PLACE,
            "before": "string",
            "after": "string",
            "entry": "string",
            "kind": "string",
            "safety": "string",
            "applied": "bool",
            "why": "string",
        }
    ],
    "links": [
        {
            **_PLACE,
            "surface": "string",
            "arabic": "string",
            "entry": "string",
            "score": "float64",
            "method": "string",
            "source_start": "int64",
            "source_end": "int64",
            "candidates": [{"arabic": "string", "score": "float64", "entry": "string"}],
        }
    ],
    "signature": "string",
}
_OPTIONAL = frozenset({"reason", "source_start", "source_end"})  # left out in JSON, null in Arrow


@cache
def struct_type() -> Any:
    """Return the Arrow type of the field `normalise`."""
    return _type(SHAPE)


def _type(shape: Any) -> Any:
    pa = arrow("to write Parquet")
    if isinstance(shape, dict):
        return pa.struct([(name, _type(inner)) for name, inner in shape.items()])
    if isinstance(shape, list):
        return pa.list_(_type(shape[0]))
    return pa.bool_() if shape == "bool" else getattr(pa, shape)()


def struct(blocks: Sequence[dict[str, Any]]) -> Any:
    """Return blocks as an Arrow array."""
    return arrow("to write Parquet").array(blocks, type=struct_type())


def unfilled(value: Any) -> Any:
    """Return a block read from Arrow as it stands in JSON: what is optional and null is left out."""
    if isinstance(value, dict):
        return {
            name: unfilled(inner)
            for name, inner in value.items()
            if inner is not None or name not in _OPTIONAL
        }
    return [unfilled(inner) for inner in value] if isinstance(value, list) else value


def strangers(value: Any, shape: Any = None, path: str = "") -> list[str]:
    """Return the keys of a block that the shape does not know, which Arrow would lose."""
    shape = SHAPE if shape is None else shape
    if isinstance(value, dict) and isinstance(shape, dict):
        unknown = [f"{path}{key}" for key in value if key not in shape]
        return unknown + [
            found
            for key, inner in value.items()
            if key in shape
            for found in strangers(inner, shape[key], f"{path}{key}.")
        ]
    if isinstance(value, list) and isinstance(shape, list):
        return [found for inner in value for found in strangers(inner, shape[0], path)]
    return []
