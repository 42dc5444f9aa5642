"""Drive a job from the command line: inputs, output, rejects, progress, summary, exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

import click
import orjson

from normalise.errors import InputError
from normalise.io.inputs import STDIN, Input, inputs_of
from normalise.io.job import Job, Tally
from normalise.io.outputs import output
from normalise.io.records import MAX_CHARS, Fields, Reject, dump

if TYPE_CHECKING:
    from normalise.io.job import Process

REJECTED = 3


def fields_of(options: dict[str, Any]) -> Fields:
    """Return the names of the fields that the options give."""
    return Fields(options["text_key"], options["id_key"], options["source_key"])


def find_inputs(options: dict[str, Any]) -> list[Input]:
    """Return the inputs that the options name.

    Raises:
        click.UsageError: when none is named.
        InputError: when one does not exist, or nothing readable is there.
    """
    if not options["inputs"]:
        raise click.UsageError(
            "name at least one INPUT: a file, a folder, a glob, or - for standard input"
        )
    inputs, passed = inputs_of(options["inputs"], options["format_"])
    if passed and not options.get("quiet"):
        names = ", ".join(os.path.basename(name) for name in passed[:3])  # noqa: PTH119
        more = f" and {len(passed) - 3} more" if len(passed) > 3 else ""
        click.echo(f"passed over (no text or JSON Lines by their ending): {names}{more}", err=True)
    if not inputs:
        raise InputError("nothing to read in " + ", ".join(options["inputs"]))
    return inputs


def stream(process: Process, options: dict[str, Any]) -> int:
    """Send all records of the inputs through the process and return the exit code."""
    inputs = find_inputs(options)
    out = options["out"]
    job = Job(process, fields_of(options), options["max_chars"] or MAX_CHARS, options["standoff"])
    tally = Tally()
    with ExitStack() as stack:
        rejects = _Rejects(
            options["rejects"] or (f"{out}.rejects.jsonl" if out and out != STDIN else None), stack
        )
        sink = stack.enter_context(output(out))
        step = stack.enter_context(_progress(inputs, quiet=options["quiet"] or not out))
        for item in job.read(inputs):
            tally.records_in += 1
            if isinstance(item, Reject):
                tally.rejected += 1
                rejects.add(item)
            else:
                document, record = job.do(item)
                sink.write(dump(record))
                tally.add(document)
            step()
    tally.check()
    if not options["quiet"]:
        where = f" (see {rejects.name})" if tally.rejected and rejects.name else ""
        click.echo(f"{tally}{where}", err=True)
    return REJECTED if tally.rejected and not options["allow_rejects"] else 0


class _Rejects:
    """The reject file, opened when the first reject comes; without a file, standard error."""

    def __init__(self, name: str | None, stack: ExitStack) -> None:
        self.name = name
        self.stack = stack
        self.sink: BinaryIO | None = None

    def add(self, reject: Reject) -> None:
        row = orjson.dumps(reject.row()) + b"\n"
        if self.name is None:
            sys.stderr.buffer.write(b"rejected: " + row)
            sys.stderr.buffer.flush()
            return
        if self.sink is None:
            self.sink = self.stack.enter_context(output(self.name))
        self.sink.write(row)


@contextmanager
def _progress(inputs: list[Input], *, quiet: bool) -> Iterator[Any]:
    """Show progress where standard error is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:,} records"),
        TimeElapsedColumn(),
    )
    with (
        contextlib.suppress(BrokenPipeError),
        Progress(*columns, console=Console(stderr=True), transient=True) as bar,
    ):
        task = bar.add_task(f"{len(inputs)} inputs", total=None)
        yield lambda: bar.advance(task)
