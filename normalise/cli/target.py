"""Where a job goes, as the options say: a stream, a file, or a folder of shards; and what is kept."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from normalise.io import manifest
from normalise.io.encode import Encoder
from normalise.io.inputs import STDIN, Input
from normalise.io.job import Job
from normalise.io.keep import Keep
from normalise.io.kinds import Kind, kind_of
from normalise.io.parts import Channel
from normalise.io.pieces import Cut
from normalise.io.plan import Heads, heads
from normalise.io.records import MAX_CHARS, Fields
from normalise.io.resume import opened_shards
from normalise.io.shards import REJECTS, REJECTS_NAME, Shards, Target
from normalise.io.streams import Streamed, streamed

if TYPE_CHECKING:
    from normalise.io.recipe import PipelineRecipe


@dataclass(frozen=True)
class Goal:
    """The job, its outputs, and where they go; without `folder` they are streamed."""

    job: Job
    channels: dict[str, Channel]
    out: str | None
    folder: Path | None
    dropped: Path | None
    rejects: Path | None

    @property
    def streams(self) -> bool:
        """Whether the output is a pipe or a device: nothing can be resumed then."""
        return self.folder is None


def goal_of(inputs: list[Input], recipe: PipelineRecipe, options: dict[str, Any]) -> Goal:
    """Return what the options ask for.

    Raises:
        click.UsageError: where they do not fit together.
        InputError: where a table is asked for that the inputs cannot give.
    """
    fields = Fields(options["text_key"], options["id_key"], options["source_key"])
    out = options["out"]
    folder = _folder(out)
    keep = keep_of(options, dict(recipe.options).get("steps", ()))
    kind = _kind(inputs, out, folder, options["to"])
    dropped = Path(options["dropped"]) if options["dropped"] else None
    encoders = [
        Encoder(one, fields, standoff=options["standoff"], quotes=options["quotes"])
        for one in (kind, *((kind_of(dropped.name),) if dropped else ()))
    ]
    found = heads(inputs, [one.kind for one in encoders], fields, quotes=options["quotes"])
    channels = {"out": channel_of(encoders[0], found), "rejects": REJECTS}
    if dropped:
        channels["dropped"] = channel_of(encoders[1], found)
    if options["resume"] and (folder is None or any(one.name == STDIN for one in inputs)):
        raise click.UsageError(
            "--resume needs files to read and a file or a folder to write (-o OUT): what came "
            "from a pipe, or went into one, cannot be had again"
        )
    job = Job(
        encoders[0],
        encoders[1] if dropped else None,
        fields,
        options["max_chars"] or MAX_CHARS,
        options["standoff"],
        options["quotes"],
        keep,
    )
    rejects = _rejects(out, folder, options)
    _check_apart(inputs, None if folder is None else out, dropped, rejects)
    return Goal(job, channels, out, folder, dropped, rejects)


def _check_apart(
    inputs: list[Input], out: str | None, dropped: Path | None, rejects: Path | None
) -> None:
    """Make sure that no output overwrites another, and none that is set aside an input."""
    read = {Path(one.name).resolve() for one in inputs if one.name != STDIN}
    taken: dict[Path, str] = {Path(out).resolve(): "--output"} if out else {}
    for option, path in (("--dropped", dropped), ("--rejects", rejects)):
        if path is None:
            continue
        place = path.resolve()
        if place in read:
            raise click.UsageError(f"{option} {path} would overwrite an input: name another file")
        other = taken.setdefault(place, option)
        if other != option:
            raise click.UsageError(f"{other} and {option} are one file, {path}: name two")


def _folder(out: str | None) -> Path | None:
    """The folder of shards: the output itself, or beside the file; None for a stream."""
    if out is None or out == STDIN:
        return None
    path = Path(out)
    if path.is_dir() or out.endswith("/"):
        return path
    return None if path.exists() and not path.is_file() else path.with_name(f"{path.name}.parts")


def _kind(inputs: list[Input], out: str | None, folder: Path | None, to: str | None) -> Kind:
    if to:
        kind = kind_of(f"out.{to}")
        if kind.suffix != f".{to}":
            raise click.UsageError(
                f"--to {to}: no such kind; there are jsonl, csv, tsv, each also with .gz .zst .bz2 .xz, "
                "and parquet"
            )
        if kind.format == "parquet" and folder is None:
            raise click.UsageError("Parquet needs a file or a folder to write: -o OUT")
        return kind
    if folder is not None and out is not None and folder == Path(out):
        tables = all(source.format == "parquet" for source in inputs)
        return Kind("parquet") if tables else Kind("jsonl")
    return kind_of(out or "out.jsonl")


def _rejects(out: str | None, folder: Path | None, options: dict[str, Any]) -> Path | None:
    if options["rejects"]:
        return Path(options["rejects"])
    if out is None or folder is None:
        return None
    return folder / REJECTS_NAME if folder == Path(out) else Path(f"{out}.rejects.jsonl")


def channel_of(encoder: Encoder, found: Heads) -> Channel:
    """Return the output that an encoder writes to."""
    if encoder.kind.format != "parquet":
        return Channel(encoder.kind, encoder.header(found.names))
    from normalise.io.table import string_schema, written_schema

    if found.schema is None:
        columns = encoder.columns(found.names)
        return Channel(encoder.kind, schema=string_schema(columns, ours=encoder.ours))
    schema = written_schema(
        found.schema, encoder.fields, ours=encoder.ours, standoff=encoder.standoff
    )
    return Channel(encoder.kind, schema=schema)


def keep_of(options: dict[str, Any], steps: tuple[str, ...]) -> Keep:
    """Return the conditions that the options set.

    Raises:
        click.UsageError: where there is no verdict to look at, or nothing that could be dropped.
    """
    keep = Keep(
        frozenset({"mt"} if options["drop_mt"] else ()),
        frozenset(options["keep_only"]),
        options["min_score"],
        options["max_score"],
    )
    if not keep.everything and "detect" not in steps:
        raise click.UsageError("to keep records by their verdict, --steps needs detect")
    if options["dropped"] and keep.everything:
        raise click.UsageError(
            "--dropped needs a condition: --drop-mt, --keep-only, --min-score or --max-score"
        )
    return keep


@contextlib.contextmanager
def opened_target(
    goal: Goal, inputs: list[Input], cut: Cut, recipe: PipelineRecipe, options: dict[str, Any]
) -> Iterator[Shards | Streamed]:
    """Open what the job is written to."""
    if goal.folder is None or goal.out is None:
        files = {"dropped": goal.dropped, "rejects": goal.rejects}
        with streamed(goal.out, goal.channels, files) as stream:
            yield stream
        return
    target = Target(Path(goal.out), goal.folder, goal.channels, goal.dropped, goal.rejects)
    header = manifest.header_of(recipe.signature, _settings(goal, cut), inputs)
    with opened_shards(target, header, inputs, cut, resume=options["resume"]) as store:
        yield store


def _settings(goal: Goal, cut: Cut) -> dict[str, str]:
    """All that decides what is written, in the words of the options."""
    job = goal.job
    return {
        "--text-key": job.fields.text,
        "--id-key": job.fields.id,
        "--source-key": job.fields.source,
        "--max-chars": str(job.max_chars),
        "--standoff": str(job.standoff).lower(),
        "--no-quotes": str(not job.quotes).lower(),
        "--shard-records": str(cut.shard_records),
        "kind of output": job.out.kind.suffix,
        "records kept": str(job.keep),
        "--dropped": str(goal.dropped or "none"),
    }
