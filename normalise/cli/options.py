"""The options that several verbs share, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable
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
                type=click.Choice(["jsonl", "text"]),
                help="What the inputs are, where their ending does not say.",
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
                help="File to write (.jsonl, also .gz .zst .bz2 .xz); standard output without it.",
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


def load_lexicon(paths: tuple[str, ...], only: bool) -> Lexicon:
    """Return the lexicon that the options ask for."""
    from normalise.lexicon.files import packaged_folder
    from normalise.lexicon.store import Lexicon

    if only and not paths:
        raise click.UsageError("--only needs at least one --lexicon PATH")
    return Lexicon.load(*(() if only else (packaged_folder(),)), *paths)
