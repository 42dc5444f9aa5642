"""`normalise detect`: the verdict alone."""

from __future__ import annotations

from typing import Any

import click

from normalise.cli.options import lexicon_option, lexicon_paths, model_option, reading, writing


@click.command("detect")
@reading
@writing
@click.option(
    "--segments", is_flag=True, help="Add a verdict for each paragraph: `verdict.segments`."
)
@model_option
@lexicon_option
def command(**options: Any) -> int:
    """Judge whether texts were machine-translated from Arabic, and say by what cues.

    The text stays as it is; each record gets a field "normalise" with its verdict.
    """
    from normalise.cli.stream import stream
    from normalise.io.recipe import PipelineRecipe
    from normalise.steps import Detect

    paths = lexicon_paths(options["lexicons"], options["only"])
    detect = Detect(options["model"], options["segments"])
    return stream(PipelineRecipe.of(paths, steps=("detect",), detect=detect), options)
