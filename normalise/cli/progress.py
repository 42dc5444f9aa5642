"""How far a job is: a bar on a terminal, a line now and then where `--progress` asks for it."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from normalise.io.job import Tally
    from normalise.io.pieces import Batch

_EVERY = 10.0  # seconds between lines

Step = Callable[["Batch", "Tally"], None]


@contextlib.contextmanager
def progress(
    options: dict[str, Any], size: int | None, before: Tally, *, to_terminal: bool
) -> Iterator[Step]:
    """Show progress on standard error; `size` is about how many bytes there are to read."""
    if options["quiet"]:
        yield lambda batch, tally: None
    elif sys.stderr.isatty() and (to_terminal or options["progress"]):
        with _bar(size, before) as step:
            yield step
    elif options["progress"]:
        yield _lines(size, before)
    else:
        yield lambda batch, tally: None


def _lines(size: int | None, before: Tally) -> Step:
    began = shown = time.monotonic()
    records, read = before.records_in, 0

    def step(batch: Batch, tally: Tally) -> None:
        nonlocal shown, records, read
        records += tally.records_in
        read += batch.size
        now = time.monotonic()
        if now - shown >= _EVERY:
            shown = now
            total = f" of about {size / 1e6:,.0f}" if size else ""
            speed = read / 1e6 / (now - began)
            line = f"{records:,} records, {read / 1e6:,.0f}{total} MB read, {speed:.1f} MB/s"
            click.echo(line, err=True)

    return step


@contextlib.contextmanager
def _bar(size: int | None, before: Tally) -> Iterator[Step]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TransferSpeedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[records]:,} records"),
        *((BarColumn(),) if size else ()),
        TransferSpeedColumn(),
        TimeElapsedColumn(),
    )
    records = before.records_in
    with (
        contextlib.suppress(BrokenPipeError),
        Progress(*columns, console=Console(stderr=True), transient=True) as bar,
    ):
        task = bar.add_task("", total=size, records=records)

        def step(batch: Batch, tally: Tally) -> None:
            nonlocal records
            records += tally.records_in
            bar.update(task, advance=batch.size, records=records)

        yield step
