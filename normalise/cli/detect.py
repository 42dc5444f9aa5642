"""`normalise detect`: the verdict alone."""

from __future__ import annotations

from typing import Any

import click

from normalise.cli.options import lexicon_option, lexicon_paths, reading, writing


@click.command("detect")
@reading
@writing
@lexicon_option
def command(**options: Any) -> int:
    """Judge whether texts were machine-translated from Arabic, and say by what cues.

    The text stays as it is; each record gets a field "normalise" with its verdict.
    """
    from normalise.cli.stream import stream
    from normalise.io.recipe import PipelineRecipe

    paths = lexicon_paths(options["lexicons"], options["only"])
    return stream(PipelineRecipe.of(paths, steps=("detect",)), options)
