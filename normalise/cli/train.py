"""`normalise train`: rebuild the trained models from labelled data."""

from __future__ import annotations

from pathlib import Path

import click

DATA = click.argument("data", nargs=-1, required=True, type=click.Path(path_type=Path))
OUT = click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="File of weights to write.",
)


@click.group("train")
def command() -> None:
    """Rebuild a model from labelled data: the same data give the same bytes.

    Training needs the extra `train`; a model once trained does not.
    """


@command.command("detector", short_help='From rows {"text", "label"}, label mt, ht or original.')
@DATA
@OUT
def detector_command(data: tuple[Path, ...], out: Path) -> int:
    """Learn to tell machine-translated texts from rows {"text", "label"}.

    DATA is JSON Lines, plain or .gz. `label` is mt, ht (translated by a person) or original. Optional:
    `src_lang` (the language a row was translated from; ar is what the verdict is about), `system` (its
    engine), `domain`, and `doc` (rows of one document are never split between training and test).

      normalise train detector rows.jsonl -o mine.npz

      normalise detect news.jsonl --model mine.npz
    """
    needs_training()
    from normalise.training.detector import train

    train(data, out, tell)
    return 0


@command.command("names", short_help="From the tables of names.")
@DATA
@OUT
def names_command(data: tuple[Path, ...], out: Path) -> int:
    """Learn to write Latin names in Arabic letters, and which spellings are one name.

    DATA is the folder with the tables of names.
    """
    needs_training()
    from normalise.training.names import train

    train(data, out, tell)
    return 0


def tell(line: str) -> None:
    """Say on standard error how far the work is."""
    click.echo(line, err=True)


def needs_training() -> None:
    """Say what to install where scikit-learn is missing.

    Raises:
        MissingExtra: then.
    """
    from importlib.util import find_spec

    from normalise.errors import MissingExtra

    if not find_spec("sklearn"):
        raise MissingExtra("train", "scikit-learn", "to train and to measure models")
