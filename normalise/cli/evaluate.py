"""`normalise eval`: measure the models on labelled data that they were not trained on."""

from __future__ import annotations

from pathlib import Path

import click

DATA = click.argument("data", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.group("eval")
def command() -> None:
    """Measure a model on labelled data, on rows that took no part in its training."""


@command.command("detector", short_help="AUROC, calibration, false positives: the whole protocol.")
@DATA
@click.option(
    "--folds",
    type=click.IntRange(1, 5),
    default=1,
    show_default=True,
    help="How many fifths of the documents are held out in turn; each costs a training.",
)
@click.option(
    "--native",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Rows by people that calibrate too, but for the part that is measured; may be repeated.",
)
def detector_command(data: tuple[Path, ...], folds: int, native: tuple[Path, ...]) -> int:
    """Measure the detector on rows {"text", "label", ...}, as for `normalise train detector`.

    Models are trained anew, each without the rows that are then measured: in domain, engine left out,
    domain left out. Subjects without machine translations from Arabic are never trained on: there,
    false positives are counted. It takes a minute or two for each training.
    """
    from normalise.cli.train import needs_training, tell

    needs_training()
    from normalise.training.detector_trials import evaluate

    for line in evaluate(data, folds, tell, native):
        click.echo(line)
    return 0


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
