"""Drive a job from the command line: inputs, output, rejects, progress, summary, exit code."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from normalise.cli.progress import progress
from normalise.cli.target import Goal, goal_of, opened_target
from normalise.errors import InputError, NormaliseError
from normalise.io import manifest
from normalise.io.batches import batches
from normalise.io.inputs import COMPRESSIONS, STDIN, Input, inputs_of
from normalise.io.pieces import SHARD_RECORDS, Cut
from normalise.io.records import Fields

if TYPE_CHECKING:
    from normalise.io.recipe import PipelineRecipe

REJECTED = 3
STOPPED = 130


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
        click.echo(f"passed over (no records by their ending): {names}{more}", err=True)
    inputs = [
        source
        for source in inputs
        if source.name in options["inputs"] or not _written(source, options)
    ]
    if not inputs:
        raise InputError("nothing to read in " + ", ".join(options["inputs"]))
    return inputs


def _written(source: Input, options: dict[str, Any]) -> bool:
    """Whether an input that was found in a folder is what this job, or one before it, writes there."""
    out = options.get("out")
    if out in (None, STDIN):
        return False
    path, target = _absolute(source.name), _absolute(out)
    files = (options.get("rejects") or f"{out}.rejects.jsonl", options.get("dropped"))
    if path in (target, *(_absolute(name) for name in files if name)):
        return True
    folders = (target, target.with_name(f"{target.name}.parts"))
    return any(folder in path.parents and (folder / manifest.NAME).exists() for folder in folders)


def _absolute(name: str) -> Path:
    return Path(os.path.abspath(name))  # noqa: PTH100 - without a look at the disk for each file


def stream(recipe: PipelineRecipe, options: dict[str, Any]) -> int:
    """Send all records of the inputs through the pipeline and return the exit code."""
    from normalise.io.workers import check, outcomes

    inputs = find_inputs(options)
    goal = goal_of(inputs, recipe, options)
    cut = Cut(
        shard_records=options["shard_records"] or SHARD_RECORDS,
        eager=goal.streams and any(source.name == STDIN for source in inputs),
        strict=not goal.streams,
        quotes=options["quotes"],
    )
    with _stoppable(), opened_target(goal, inputs, cut, recipe, options) as target:
        try:
            size = size_of(inputs)
            left = batches(inputs, cut, target.start) if not target.done else ()
            workers = options["workers"] or os.cpu_count() or 1
            with (
                progress(options, size, target.tally, to_terminal=not goal.streams) as step,
                closing(outcomes(left, goal.job, recipe, workers, known=size)) as done,
            ):
                for batch, outcome in done:
                    check(batch, outcome)
                    target.take(batch, outcome)
                    step(batch, outcome.tally)
            target.finish()
        except NormaliseError as error:
            kept = target.abandon()
            raise NormaliseError(f"{error}; {kept}") if kept else error from None
        except KeyboardInterrupt:
            kept = target.abandon()
            click.echo(f"normalise: stopped{'; ' if kept else ''}{kept}", err=True)
            return STOPPED
        except BaseException:
            target.abandon()
            raise
    return _summary(goal, target.tally, options)


def _summary(goal: Goal, tally: Any, options: dict[str, Any]) -> int:
    if not options["quiet"]:
        where = f" (see {goal.rejects})" if tally.rejected and goal.rejects else ""
        click.echo(f"{tally}{where}", err=True)
    return REJECTED if tally.rejected and not options["allow_rejects"] else 0


def size_of(inputs: list[Input]) -> int | None:
    """Return about how many bytes of text the inputs hold; None where that is not known."""
    total = 0
    for source in inputs:
        if source.name == STDIN:
            return None
        with contextlib.suppress(OSError):
            found = source.path.stat()
            packed = source.path.suffix.lower() in (*COMPRESSIONS, ".parquet")
            total += found.st_size * (3 if packed else 1)  # prose shrinks to about a third
    return total


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Take SIGTERM as Ctrl-C: what is done is kept either way."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
