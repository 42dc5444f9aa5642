"""`normalise lexicon`: what a linguist needs to keep the entries true."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from normalise.lexicon.source import Source

FOUND = 1
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="For a person, a program or a code host.",
)
PATHS = click.argument("paths", nargs=-1, metavar="[PATH]...")


@click.group("lexicon")
def command() -> None:
    """Check, test and look into the lexicons.

    PATH is a YAML file or a folder of them; without one, the lexicons that ship.
    """


def read_sources(paths: tuple[str, ...]) -> Source:
    """Read the lexicon files that the arguments name."""
    from normalise.lexicon.files import files_of, packaged_folder
    from normalise.lexicon.source import read

    folders = [Path(path) for path in paths] or [packaged_folder()]
    root = None if paths else packaged_folder().parent
    return read(files_of(folders), root)


@command.command("lint")
@PATHS
@FORMAT
@click.option("--codes", is_flag=True, help="List the codes and what they mean.")
def lint_command(paths: tuple[str, ...], form: Any, codes: bool) -> int:
    """Find faults in entries: schema, order, duplicates, contradictions. Exit code 1 where there are any."""
    from normalise.lexicon.lint import CODES, lint
    from normalise.lexicon.report import report

    if codes:
        click.echo("\n".join(f"{code} {meaning}" for code, meaning in CODES.items()))
        return 0
    source = read_sources(paths)
    beside = read_sources(()).usable() if paths else ()
    problems = lint(source, beside)
    if problems or form != "text":
        click.echo(report(problems, form, CODES))
    _conclude(len(problems), _entries(len(source.entries)))
    return FOUND if problems else 0


@command.command("test")
@PATHS
@FORMAT
def test_command(paths: tuple[str, ...], form: Any) -> int:
    """Run every hit and miss sentence through the whole repair. Exit code 1 where one fails.

    With a PATH its entries are tried beside those that ship, as `run --lexicon PATH` uses them.
    """
    from normalise.lexicon.report import report
    from normalise.lexicon.store import Lexicon
    from normalise.lexicon.trial import CODES, trial
    from normalise.pipeline import Pipeline

    source = read_sources(paths)
    shipped = read_sources(()).usable() if paths else ()
    lexicon = Lexicon.of([*shipped, *source.usable()])
    process = Pipeline(lexicon, ("repair", "names"), origin="mt")
    problems = sorted(trial(source.entries, process, Pipeline(lexicon, ("detect",))))
    if problems or form != "text":
        click.echo(report(problems, form, CODES))
    rules = [rule for located in source.entries for rule in located.entry.mistranslations]
    sentences = sum(len(rule.hit) + len(rule.miss) for rule in rules)
    _conclude(len(problems), f"{sentences:,} sentences of {len(rules):,} rules")
    return FOUND if problems else 0


def _entries(count: int) -> str:
    return f"{count:,} {'entry' if count == 1 else 'entries'}"


def _conclude(problems: int, of_what: str) -> None:
    said = "no faults" if not problems else f"{problems:,} fault{'' if problems == 1 else 's'}"
    click.echo(f"{said} in {of_what}", err=True)


@command.command("show")
@click.argument("form")
@click.option(
    "--lexicon",
    "paths",
    multiple=True,
    metavar="PATH",
    help="Look here instead of in the lexicons that ship.",
)
@click.option("--all", "whole", is_flag=True, help="Show long lists of forms whole.")
def show_command(form: str, paths: tuple[str, ...], whole: bool) -> int:
    """Say what a form means here, from either language, and why. Exit code 1 where nothing is known."""
    from normalise.cli.entries import explain
    from normalise.lexicon.store import Lexicon

    lines = explain(Lexicon.load(*paths), form, whole=whole)
    if not lines:
        print(f"nothing is known of {form!r}", file=sys.stderr)
        return FOUND
    click.echo("\n".join(lines))
    return 0


def _register() -> None:
    """Add the verbs that live in files of their own."""
    from normalise.cli.exchange import export_command, import_command
    from normalise.cli.upkeep import impact_command, stats_command, suggest_command

    for verb in (stats_command, impact_command, suggest_command, export_command, import_command):
        command.add_command(verb)


_register()
