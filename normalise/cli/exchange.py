"""`normalise lexicon export` and `normalise lexicon import`: entries out to other tools, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from normalise.upkeep.exchange.formats import ExchangeFormat

FOUND = 1
_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "xlsx", "tbx", "json", "yaml"]),
    help="Where the ending of the file does not say it.",
)


@click.command("export")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "-o", "--output", "out", metavar="OUT", help="File to write; standard output without it."
)
@_FORMAT
def export_command(paths: tuple[str, ...], out: str | None, form: ExchangeFormat | None) -> int:
    """Write entries as CSV, XLSX, TBX-Basic (version 3), JSON or YAML, by the ending of OUT.

    PATH is a YAML file or a folder of them; without one, the lexicons that ship. A table has one row an
    entry and one more for each mistranslation. What a format has no place for is listed; exit code 1
    where there is any.
    """
    from normalise.cli.lexicon import read_sources
    from normalise.io.outputs import output
    from normalise.upkeep.exchange.formats import format_of, written

    if out is None and form is None:
        raise click.UsageError(
            "say what to write: -o OUT.xlsx (.csv, .tbx, .json, .yaml), or --format"
        )
    form = form or format_of(str(out))
    entries = read_sources(paths).usable()
    result = written(entries, form)
    with output(out) as stream:
        stream.write(result.data)
    for line in result.lost:
        click.echo(line, err=True)
    click.echo(f"{len(entries):,} entries, {_lost(len(result.lost))}", err=True)
    return FOUND if result.lost else 0


def _lost(count: int) -> str:
    return f"{count:,} values left out" if count else "nothing left out"


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "-o", "--output", "out", metavar="OUT", help="YAML file to write; standard output without it."
)
@_FORMAT
@click.option("--replace", is_flag=True, help="Overwrite OUT; its comments are lost.")
def import_command(file: str, out: str | None, form: ExchangeFormat | None, replace: bool) -> int:
    """Turn a file of entries (CSV, XLSX, TBX-Basic, JSON, YAML) into YAML, sorted and in house style.

    The entries are read and checked as `lint` checks them. Where one has a fault nothing is written, and
    each fault is told with its line or row; exit code 2.
    """
    from normalise.cli.lexicon import read_sources
    from normalise.errors import InputError, OutputError
    from normalise.io.outputs import output
    from normalise.upkeep.exchange.checked import checked
    from normalise.upkeep.exchange.formats import format_of, read_file

    form = form or format_of(file)
    if not Path(file).is_file():
        raise InputError(f"{file}: no such file")
    if out not in (None, "-") and not replace and Path(str(out)).exists():
        raise OutputError(
            f"{out}: is there already; name a new file, or say --replace to lose what it holds"
        )
    found = read_file(Path(file), form)
    result = checked(found)
    if any(problem.code == "LX014" for problem in result.problems):  # refers to entries that ship?
        result = checked(found, read_sources(()).usable())
    text = result.sound(file)
    with output(out) as stream:
        stream.write(text.encode("utf-8"))
    if found.passed_over:
        click.echo(f"passed over: {', '.join(found.passed_over)}", err=True)
    click.echo(f"no faults in {len(result.entries):,} entries", err=True)
    return 0
