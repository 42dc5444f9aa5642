"""`normalise show`: one document for the eye."""

from __future__ import annotations

import sys
from typing import Any

import click

from normalise.cli.options import lexicon_option, load_lexicon


@click.command("show")
@click.argument("file")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "text", "csv", "tsv", "parquet"]),
    help="What the file is, where its ending does not say.",
)
@click.option(
    "--origin",
    type=click.Choice(["auto", "mt", "human"]),
    default="auto",
    show_default=True,
    help="auto: the detector decides; mt, human: take it as that.",
)
@click.option(
    "--apply",
    "apply_",
    type=click.Choice(["fix", "review", "none"]),
    default="fix",
    show_default=True,
    help="Which edits are done.",
)
@click.option(
    "--width", type=click.IntRange(40, 400), help="Columns; the terminal's own without it."
)
@click.option("--color/--no-color", default=None, help="Colour; on a terminal by itself.")
@lexicon_option
def command(**options: Any) -> int:
    """Show one document for the eye: what changed, why, and the Arabic.

    FILE is a text file or a file of records, of which the first ten are shown; - is standard input.
    """
    from rich.console import Console

    from normalise.cli.view import view
    from normalise.errors import InputError
    from normalise.io.inputs import inputs_of
    from normalise.io.read import records
    from normalise.io.records import Record
    from normalise.pipeline import Pipeline

    pipeline = Pipeline(
        load_lexicon(options["lexicons"], options["only"]),
        origin=options["origin"],
        apply=options["apply_"],
    )
    colour = {None: None, True: True, False: False}[options["color"]]
    console = Console(
        width=options["width"], force_terminal=colour, no_color=colour is False, highlight=False
    )
    shows_colour = console.color_system is not None and not console.no_color
    shown = 0
    for source in inputs_of([options["file"]], options["format_"])[0]:
        for item in records(source):
            if not isinstance(item, Record):
                print(f"normalise: {item.file}:{item.line}: {item.reason}", file=sys.stderr)
                continue
            if shown == 10:
                print(
                    "normalise: ten records shown; `normalise run` does them all", file=sys.stderr
                )
                return 0
            name = str(item.data.get("id") or f"{item.file}:{item.line}")
            console.print(view(pipeline(item.text, item.source_text), name, colour=shows_colour))
            shown += 1
    if not shown:
        raise InputError(f"{options['file']}: nothing to show")
    return 0
