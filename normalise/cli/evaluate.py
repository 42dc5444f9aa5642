"""`normalise eval`: measure the models on labelled data that they were not trained on."""

from __future__ import annotations

from pathlib import Path

import click

DATA = click.argument("data", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.group("eval")
def command() -> None:
    """Measure a model on labelled data, on rows that took no part in its training."""


@command.command("names", short_help="On the tables of names, with other programs beside.")
@DATA
def names_command(data: tuple[Path, ...]) -> int:
    """Measure the names: pairs of spellings, Latin to Arabic, full names against lists.

    DATA is the folder with the tables of names (their dev splits are measured on), and lists of your
    own: JSON Lines with "latin" and "arabic". Programs to compare with (metaphone, nomenklatura) stand in
    the table where they are installed. Takes some minutes; prints Markdown.

      normalise eval names DATA tests/cases/names_lists.jsonl
    """
    from normalise.training.names_measure import evaluate

    for line in evaluate(data):
        click.echo(line)
    return 0
