"""The manifest of a job: what it reads and how, and each shard that is safely written.

A file of JSON lines that only grows. The first line says what the job is; each further line names a shard
whose files are on the disk under their own names; the last one says that all is done. A line that was cut
off by a crash does not count, so whatever moment the job dies at, the manifest tells what holds.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from normalise.errors import OutputError
from normalise.io.inputs import STDIN, Input
from normalise.io.job import Tally
from normalise.io.pieces import Place

NAME = "_manifest.jsonl"
FORMAT = 1


@dataclass
class Manifest:
    """What stands in a manifest."""

    header: dict[str, Any]
    shards: list[dict[str, Any]] = field(default_factory=list)
    done: bool = False

    @property
    def end(self) -> Place:
        """Where the next shard begins."""
        return place_of(self.shards[-1]["to"]) if self.shards else Place()

    @property
    def tally(self) -> Tally:
        """What went through so far."""
        total = Tally()
        for shard in self.shards:
            total.merge(Tally.of(shard["tally"]))
        return total


def header_of(signature: str, options: dict[str, str], inputs: Sequence[Input]) -> dict[str, Any]:
    """Return the first line of a manifest: what a job is."""
    return {
        "manifest": FORMAT,
        "signature": signature,
        "options": options,
        "inputs": [_stamp(source) for source in inputs],
    }


def _stamp(source: Input) -> dict[str, Any]:
    row: dict[str, Any] = {"name": source.name, "format": source.format}
    if source.name != STDIN:
        try:
            found = source.path.stat()
        except OSError:  # it vanished since it was listed: told when it is read
            return row
        row |= {"bytes": found.st_size, "time": found.st_mtime_ns}
    return row


def place_row(place: Place, inputs: Sequence[Input]) -> dict[str, Any]:
    """Return a place as it stands in a manifest."""
    name = inputs[place.source].name if place.source < len(inputs) else None
    return {"source": place.source, "input": name, "offset": place.offset, "line": place.line}


def place_of(row: dict[str, Any]) -> Place:
    """Return the place of a row."""
    return Place(row["source"], row["offset"], row["line"])


def read(path: Path) -> tuple[Manifest | None, int]:
    """Return what a manifest holds, and how many of its bytes; None where there is none to speak of.

    Raises:
        OutputError: where the file is none of ours.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None, 0
    whole = raw[: raw.rfind(b"\n") + 1]
    if not whole:
        return None, 0
    try:
        header, *rows = [orjson.loads(line) for line in whole.splitlines()]
        known = header["manifest"] == FORMAT
        shards = [row for row in rows if "shard" in row]
        found = Manifest(header, shards, any("done" in row for row in rows))
    except (orjson.JSONDecodeError, KeyError, TypeError):
        known = False
    if not known:
        raise OutputError(f"{path}: is no manifest of this version of normalise") from None
    return found, len(whole)


def append(stream: BinaryIO, row: dict[str, Any]) -> None:
    """Add a line and see to it that it is on the disk."""
    stream.write(orjson.dumps(row) + b"\n")
    stream.flush()
    os.fsync(stream.fileno())


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Return, in words, how a job that is to go on differs from the one that began.

    The time of a file alone is no difference: its content is compared then.
    """
    found = [
        f"{name} is {now}, was {was}"
        for name, was, now in _pairs(_signed(old["signature"]), _signed(new["signature"]))
    ]
    found += [
        f"{name} is {now}, was {was}" for name, was, now in _pairs(old["options"], new["options"])
    ]
    before = {row["name"]: row for row in old["inputs"]}
    after = {row["name"]: row for row in new["inputs"]}
    found += [f"the input {name} is gone" for name in before if name not in after]
    found += [f"the input {name} is new" for name in after if name not in before]
    found += [
        f"the input {name} has {row.get('bytes', 'no')} bytes, had {before[name].get('bytes', 'no')}"
        for name, row in after.items()
        if name in before and row.get("bytes") != before[name].get("bytes")
    ]
    if not found and list(before) != list(after):
        found.append("the inputs come in another order")
    return found


def _signed(signature: str) -> dict[str, str]:
    return dict(part.partition(":")[::2] for part in signature.split("|"))


def _pairs(old: dict[str, str], new: dict[str, str]) -> list[tuple[str, str, str]]:
    return [
        (name, old.get(name, "nothing"), new.get(name, "nothing"))
        for name in (*old, *(name for name in new if name not in old))
        if old.get(name) != new.get(name)
    ]
