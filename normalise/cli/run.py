"""`normalise run`: all steps over any input."""

from __future__ import annotations

from typing import Any

import click

from normalise.cli.options import lexicon_option, lexicon_paths, model_option, reading, writing

STEPS = "detect,repair,names,link"


@click.command("run")
@reading
@writing
@click.option("--steps", default=STEPS, show_default=True, help="Which steps, with commas.")
@click.option(
    "--origin",
    type=click.Choice(["auto", "mt", "human"]),
    default="auto",
    show_default=True,
    help="auto: the detector decides; mt: take the text as machine-translated; human: repair no mistranslation.",
)
@click.option(
    "--apply",
    "apply_",
    type=click.Choice(["fix", "review", "none"]),
    default="fix",
    show_default=True,
    help="fix: do the safe edits; review: do all; none: only propose.",
)
@click.option(
    "--style",
    default="press",
    show_default=True,
    metavar="STYLE",
    help="How repaired names of persons are written: press (the lexicon's spelling), or romanised: ala-lc, bgn-pcgn, un-2017, iso-233-2, din-31635, ijmes, odni (with the found spelling in parentheses).",
)
@model_option
@lexicon_option
def command(**options: Any) -> int:
    """Detect, repair, write names one way and link to the Arabic.

    Each INPUT is a file, a folder, a glob or - (standard input). A .txt file is one document; .jsonl
    has one JSON object with a field "text" on each line; .csv, .tsv and .parquet have a column "text".
    Every record comes out with its text repaired and a new field "normalise" that says what was found
    and done; `normalise restore` gives the original back.

      normalise run news.jsonl.gz -o fixed.jsonl.gz

    A job that was stopped, by Ctrl-C, a full disk or a crash, goes on with the same command and
    --resume, and gives the same bytes as if nothing had happened.

      normalise run crawl/ -o fixed/ --to jsonl.zst --resume
    """
    from normalise.cli.stream import stream
    from normalise.io.recipe import PipelineRecipe
    from normalise.steps import Detect

    steps = tuple(name.strip() for name in options["steps"].split(",") if name.strip())
    paths = lexicon_paths(options["lexicons"], options["only"])
    recipe = PipelineRecipe.of(
        paths,
        steps=steps,
        origin=options["origin"],
        apply=options["apply_"],
        style=options["style"],
        detect=Detect(options["model"]),
    )
    return stream(recipe, options)
