"""Write a job to a stream: standard output, a pipe, a device. What went there cannot be taken back."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from normalise.errors import OutputError
from normalise.io.inputs import STDIN
from normalise.io.job import Outcome, Tally
from normalise.io.parts import Channel, Part, Sink
from normalise.io.pieces import Batch, Place


class Streamed:
    """A job that is being written to a stream; rejects without a file go to standard error."""

    def __init__(
        self, stream: BinaryIO, channels: dict[str, Channel], files: dict[str, Path | None]
    ) -> None:
        self.tally = Tally()
        self.start = Place()
        self.done = False
        self._stream = stream
        self._channels = channels
        self._files = files
        self._sink: Sink | None = None
        self._parts: dict[str, Part] = {}

    def take(self, batch: Batch, outcome: Outcome) -> None:
        """Add what became of a batch, and hand it on at once."""
        if self._sink is None:
            self._begin()
        if outcome.out and self._sink:
            self._sink.write(outcome.out)
            self._stream.flush()
        for name, raw in (("dropped", outcome.dropped), ("rejects", outcome.rejects)):
            path = self._files.get(name)
            if raw and path:
                if name not in self._parts:
                    self._parts[name] = Part(path, self._channels[name])
                self._parts[name].write(raw)
            elif raw and name == "rejects":
                for line in raw.splitlines(keepends=True):
                    sys.stderr.buffer.write(b"rejected: " + line)
                sys.stderr.buffer.flush()
        self.tally.merge(outcome.tally)

    def _begin(self) -> None:
        channel = self._channels["out"]
        self._sink = channel.sink(self._stream)
        if channel.head:
            self._sink.write(channel.kind.member(channel.head))

    def finish(self) -> None:
        """Write what is left."""
        self.tally.check()
        if self._sink is None:
            self._begin()
        if self._sink:
            self._sink.close()
        self._stream.flush()
        for part in self._parts.values():
            part.commit()

    def abandon(self) -> str:
        """Forget what is not whole; nothing is kept to go on with."""
        for part in self._parts.values():
            part.drop()
        return ""


@contextlib.contextmanager
def streamed(
    name: str | None, channels: dict[str, Channel], files: dict[str, Path | None]
) -> Iterator[Streamed]:
    """Open standard output, or a pipe or a device by its name."""
    if name in (None, STDIN):
        yield Streamed(sys.stdout.buffer, channels, files)
    else:
        with Path(str(name)).open("wb") as stream:
            yield Streamed(stream, channels, files)


@contextlib.contextmanager
def written(out: str | None, channel: Channel) -> Iterator[Callable[[bytes], object]]:
    """Open one output and yield what takes the bytes of batches: a file is whole in the end or not there.

    Raises:
        OutputError: when it cannot be written.
    """
    if out is None or out == STDIN or (Path(out).exists() and not Path(out).is_file()):
        with contextlib.ExitStack() as stack:
            stream = sys.stdout.buffer if out in (None, STDIN) else None
            path = Path(str(out))
            if stream is None and path.is_dir():
                raise OutputError(f"{out}: is a folder; name a file, such as {path / 'out.jsonl'}")
            sink = channel.sink(stream or stack.enter_context(path.open("wb")))
            sink.write(channel.kind.member(channel.head))
            yield sink.write
            sink.close()
        return
    part = Part(Path(out), channel)
    try:
        yield part.write
        part.commit()
    except BaseException:
        part.drop()
        raise
