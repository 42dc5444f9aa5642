"""`normalise eval`: measure the models on labelled data that they were not trained on."""

from __future__ import annotations

from pathlib import Path

import click

DATA = click.argument("data", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.group("eval")
def command() -> None:
    """Measure a model on labelled data, on rows that took no part in its training."""
