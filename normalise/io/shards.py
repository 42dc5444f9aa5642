"""Write a job as shards with a manifest, so that it goes on from where it stopped, whatever stopped it.

A folder of shards is the output itself (`-o OUT/`), or lies beside the single file that is asked for
(`OUT.parts`) until all is done and joined. Rejected and dropped records follow the same discipline. What
begins with an underscore is no data to the readers of folders (Spark, Arrow, datasets).
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from normalise.io import manifest
from normalise.io.inputs import Input
from normalise.io.job import Outcome, Tally
from normalise.io.kinds import Kind
from normalise.io.parts import Channel, Part, join, writing
from normalise.io.pieces import Batch, Place

REJECTS = Channel(Kind("jsonl"))
REJECTS_NAME = "_rejects.jsonl"


@dataclass(frozen=True)
class Target:
    """Where a job goes: a folder of shards, or one file whose shards lie beside it for a while."""

    out: Path
    folder: Path
    channels: dict[str, Channel]
    dropped: Path | None = None
    rejects: Path | None = None

    @property
    def single(self) -> bool:
        """Whether one file is asked for."""
        return self.out != self.folder

    def joined(self, name: str) -> Path | None:
        """Return the file that the parts of a channel are joined to; None where they stay."""
        return {
            "out": self.out if self.single else None,
            "dropped": self.dropped,
            "rejects": self.rejects,
        }[name]

    def part(self, name: str, number: int) -> Path:
        """Return the file of a shard in a channel."""
        folder = self.folder if name == "out" else self.folder / f"_{name}"
        return folder / f"part-{number:05}{self.channels[name].kind.suffix}"


@dataclass
class Shards:
    """A job that is being written; `start` is where its reading begins."""

    target: Target
    inputs: Sequence[Input]
    found: manifest.Manifest
    journal: BinaryIO
    start: Place = field(default_factory=Place)
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.start = self._end = self._begun = self.found.end
        self.tally = self.found.tally
        self._parts: dict[str, Part] = {}
        self._shard = Tally()
        self._digest = hashlib.sha256()

    @property
    def done(self) -> bool:
        """Whether all was done before."""
        return self.found.done

    @property
    def number(self) -> int:
        """Of the shard that is being written."""
        return len(self.found.shards)

    def take(self, batch: Batch, outcome: Outcome) -> None:
        """Add what became of a batch."""
        if "out" not in self._parts:
            self._open("out")
        for name, raw in (
            ("out", outcome.out),
            ("dropped", outcome.dropped),
            ("rejects", outcome.rejects),
        ):
            if raw:
                if name not in self._parts:
                    self._open(name)
                self._parts[name].write(raw)
        feed(self._digest, batch)
        self._shard.merge(outcome.tally)
        self._end = batch.end
        if batch.ends_shard:
            self.commit()

    def _open(self, name: str) -> None:
        # A single file has one head; the files of a folder each have their own.
        first = not any(name in shard["files"] for shard in self.found.shards)
        head = first or self.target.joined(name) is None
        path = self.target.part(name, self.number)
        self._parts[name] = Part(path, self.target.channels[name], head=head)

    def commit(self) -> None:
        """End the shard: its files are on the disk, then the manifest says so."""
        self._shard.check()
        files = {
            name: {"name": str(part.path.relative_to(self.target.folder)), "bytes": part.commit()}
            for name, part in self._parts.items()
        }
        row = {
            "shard": self.number,
            "files": files,
            "from": manifest.place_row(self._begun, self.inputs),
            "to": manifest.place_row(self._end, self.inputs),
            "sha256": self._digest.hexdigest(),
            "tally": self._shard.row(),
        }
        with writing(self.target.folder / manifest.NAME):
            manifest.append(self.journal, row)
        self.found.shards.append(orjson.loads(orjson.dumps(row)))
        self.tally.merge(self._shard)
        self._begun = self._end
        self._parts, self._shard, self._digest = {}, Tally(), hashlib.sha256()

    def finish(self) -> None:
        """End the last shard, join what is to be one file, and say in the manifest that all is done."""
        if self._parts or not self.found.shards:
            if not self._parts:
                self._open("out")
            self.commit()
        self.tally.check()
        if not self.found.done:
            for name, channel in self.target.channels.items():
                self._join(name, channel)
            with writing(self.target.folder / manifest.NAME):
                manifest.append(self.journal, {"done": True, "tally": self.tally.row()})
            self.found.done = True
        for name in ("rejects", "dropped"):
            shutil.rmtree(self.target.folder / f"_{name}", ignore_errors=True)
        if self.target.single:
            remove(self.target.folder)

    def _join(self, name: str, channel: Channel) -> None:
        target = self.target.joined(name)
        parts = [
            self.target.folder / shard["files"][name]["name"]
            for shard in self.found.shards
            if name in shard["files"]
        ]
        if target and parts:
            beside = self.target.folder if name == "out" else target.parent
            join(parts, target, channel, beside)

    def abandon(self) -> str:
        """Drop the shard that is not whole; return what is kept, in words, or nothing."""
        for part in self._parts.values():
            part.drop()
        self._parts = {}
        shards = len(self.found.shards)
        if not shards:
            remove(self.target.folder)
            return ""
        one = "1 shard is" if shards == 1 else f"{shards:,} shards are"
        return f"{one} kept in {self.target.folder}; the same command with --resume goes on"


def feed(digest: Any, batch: Batch) -> None:
    """Add what was read to a digest."""
    if isinstance(batch.payload, bytes):
        digest.update(batch.payload)
    elif isinstance(batch.payload, tuple):
        for text in batch.payload:
            digest.update(text.name.encode("utf-8", "surrogateescape"))
            digest.update(text.raw if text.raw is not None else text.reason.encode())
    else:
        digest.update(batch.payload.reason.encode())


def remove(folder: Path) -> None:
    """Remove what we wrote in the folder of a job, its manifest last: without it the rest means nothing."""
    for file in sorted(folder.rglob("*"), reverse=True):
        if file.name != manifest.NAME and (_is_ours(file) or file.name.endswith(".joined")):
            with contextlib.suppress(OSError):
                file.rmdir() if file.is_dir() else file.unlink()
    (folder / manifest.NAME).unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # others have put files there
        folder.rmdir()


def _is_ours(file: Path) -> bool:
    """Whether a file in the folder of a job, which was empty when it began, was put there by us."""
    name = file.name.removeprefix(".")
    return name.startswith("part-") or name in (
        manifest.NAME,
        REJECTS_NAME,
        f"{REJECTS_NAME}.joined",
        "_rejects",
        "_dropped",
    )
