"""The options that several verbs share, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from normalise.lexicon.store import Lexicon

F = TypeVar("F", bound=Callable[..., Any])


def reading(function: F) -> F:
    """Add the inputs and how they are read."""
    for decorate in reversed(
        (
            click.argument("inputs", nargs=-1, metavar="[INPUT]..."),
            click.option(
                "--format",
                "format_",
                type=click.Choice(["jsonl", "text", "csv", "tsv", "parquet"]),
                help="What the inputs are, where their ending does not say.",
            ),
            click.option(
                "--quotes/--no-quotes",
                default=True,
                help="Whether a quote in TSV holds a field together, or is a letter.  [default: quotes]",
            ),
            click.option(
                "--text-key", default="text", show_default=True, help="Field of the English text."
            ),
            click.option(
                "--id-key", default="id", show_default=True, help="Field of the record's id."
            ),
            click.option(
                "--source-key",
                default="source_text",
                show_default=True,
                help="Field of the Arabic original.",
            ),
            click.option(
                "--max-chars",
                type=click.IntRange(min=1),
                default=None,
                help="Longest text in characters; longer ones are rejected.  [default: 20,000,000]",
            ),
        )
    ):
        function = decorate(function)
    return function


def writing(function: F) -> F:
    """Add the output, the reject file and what is written."""
    for decorate in reversed(
        (
            click.option(
                "-o",
                "--output",
                "out",
                metavar="OUT",
                help="File to write (.jsonl .csv .tsv, also with .gz .zst .bz2 .xz; .parquet), or a folder of shards (OUT/); standard output without it.",
            ),
            click.option(
                "--to",
                metavar="KIND",
                help="Kind of output where OUT does not say: jsonl.gz, parquet, ...  [default: parquet for a folder from Parquet, else jsonl]",
            ),
            click.option(
                "--rejects",
                metavar="FILE",
                help="Where records that cannot be read go.  [default: OUT.rejects.jsonl; without -o, standard error]",
            ),
            click.option(
                "--allow-rejects", is_flag=True, help="Exit with 0 though records were rejected."
            ),
            click.option(
                "--standoff",
                is_flag=True,
                help="Write id and findings alone, with offsets into the original.",
            ),
            click.option("--drop-mt", is_flag=True, help="Drop records with the verdict mt."),
            click.option(
                "--keep-only",
                multiple=True,
                type=click.Choice(["mt", "human", "unsure"]),
                help="Keep records with this verdict alone; again for more.",
            ),
            click.option("--min-score", type=float, help="Drop records with a lower score."),
            click.option("--max-score", type=float, help="Drop records with a higher score."),
            click.option(
                "--dropped", metavar="FILE", help="Where dropped records go; nowhere without it."
            ),
            click.option(
                "--workers",
                type=click.IntRange(min=1),
                metavar="N",
                help="Processes; small inputs take one.  [default: all cores]",
            ),
            click.option(
                "--resume", is_flag=True, help="Go on with a job that was stopped, or begin it."
            ),
            click.option(
                "--shard-records",
                type=click.IntRange(min=1),
                metavar="N",
                help="Records to a shard.  [default: 50,000]",
            ),
            click.option(
                "--progress",
                is_flag=True,
                help="A line on standard error every ten seconds, where it is no terminal.",
            ),
            click.option("--quiet", "-q", is_flag=True, help="No summary and no progress."),
        )
    ):
        function = decorate(function)
    return function


def lexicon_option(function: F) -> F:
    """Add the choice of lexicons."""
    for decorate in reversed(
        (
            click.option(
                "--lexicon",
                "lexicons",
                multiple=True,
                metavar="PATH",
                help="A lexicon of your own, file or folder, beside the one that ships; again for more, later ones win.",
            ),
            click.option("--only", is_flag=True, help="Use the lexicons named by --lexicon alone."),
        )
    ):
        function = decorate(function)
    return function


def model_option(function: F) -> F:
    """Add the choice of the model that judges."""
    return click.option(
        "--model",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="PATH",
        help="A model of your own, from `normalise train detector`, in place of the one that ships.",
    )(function)


def lexicon_paths(paths: tuple[str, ...], only: bool) -> tuple[str, ...]:
    """Return the lexicon files and folders that the options ask for."""
    from normalise.lexicon.files import packaged_folder

    if only and not paths:
        raise click.UsageError("--only needs at least one --lexicon PATH")
    return (*(() if only else (str(packaged_folder()),)), *paths)


def load_lexicon(paths: tuple[str, ...], only: bool) -> Lexicon:
    """Return the lexicon that the options ask for."""
    from normalise.lexicon.store import Lexicon

    return Lexicon.load(*lexicon_paths(paths, only))
