"""`normalise names`: compare names, spell them in Arabic and in Latin letters, cluster a corpus."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click
import orjson

from normalise.errors import InputError

if TYPE_CHECKING:
    from normalise.io.inputs import Input
    from normalise.io.rows import Row

INPUTS = click.argument("inputs", nargs=-1, metavar="[INPUT]...")
FORMAT = click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "text"]),
    help="What INPUT is, where its ending does not say: JSON Lines, or text with a name a line.",
)
OUT = click.option(
    "-o", "--output", "out", metavar="OUT", help="File to write; standard output without it."
)
REJECTS = click.option(
    "--rejects",
    metavar="FILE",
    help="Where rows that cannot be read go.  [default: standard error]",
)
LEXICONS = click.option(
    "--lexicon",
    "paths",
    multiple=True,
    metavar="PATH",
    help="Use these lexicons instead of those that ship.",
)


@click.group("names")
def command() -> None:
    """Compare names, spell them in Arabic and in Latin letters, cluster the spellings of a corpus.

    INPUT is JSON Lines, a file, a folder or - for standard input; every row comes out with its answer
    added. A row that cannot be read is set aside with its file, line and reason, the rest goes on, and
    the exit code is 3.
    """


@command.command("match")
@INPUTS
@click.option(
    "--names", "pair", nargs=2, metavar="A B", help="Compare these two names instead of rows."
)
@FORMAT
@OUT
@REJECTS
@LEXICONS
def match_command(pair: tuple[str, str] | None, paths: tuple[str, ...], **options: Any) -> int:
    """Say whether two names may be one: rows {"a", "b"} get `same`, `score` (0..1) and `why`.

    normalise names match --names Kazimi Kadhimi
    """
    from normalise.names.match import match

    known = _known(paths)

    def answer(row: Row) -> Row:
        found = match(row["a"], row["b"], lexicon=known)
        return {"same": found.same, "score": round(found.score, 4), "why": found.why}

    single = {"a": pair[0], "b": pair[1]} if pair else None
    return _answered(("a", "b"), answer, single, options)


@command.command("arabic")
@INPUTS
@click.option("--name", help="Answer for this name instead of rows.")
@click.option(
    "--top", type=click.IntRange(1, 50), default=5, show_default=True, help="How many candidates."
)
@FORMAT
@OUT
@REJECTS
@LEXICONS
def arabic_command(name: str | None, top: int, paths: tuple[str, ...], **options: Any) -> int:
    """Spell Latin names in Arabic: rows {"name"} get `candidates`, best first.

    Each candidate has its Arabic form, a score, and whether it is attested in the lexicon or generated.

      normalise names arabic --name Boatha
    """
    from normalise.names.generate import arabic

    known = _known(paths)

    def answer(row: Row) -> Row:
        found = arabic(row["name"], top, lexicon=known)
        return {
            "candidates": [
                {"arabic": one.arabic, "score": one.score, "evidence": one.evidence}
                for one in found
            ]
        }

    return _answered(("name",), answer, {"name": name} if name else None, options)


@command.command("romanise")
@INPUTS
@click.option("--name", help="Answer for this Arabic name instead of rows.")
@click.option(
    "--scheme",
    default="ala-lc",
    show_default=True,
    help="ala-lc, bgn-pcgn, un-2017, iso-233, din-31635, ijmes, odni, buckwalter, hsb or press.",
)
@FORMAT
@OUT
@REJECTS
@LEXICONS
def romanise_command(name: str | None, scheme: str, paths: tuple[str, ...], **options: Any) -> int:
    """Write Arabic names in Latin letters: rows {"arabic"} get `latin` and its `evidence`.

    The evidence says whether the vowels stood there (vowelled), are known from the lexicon (attested) or
    were guessed (generated). A field `found`, where a row has one, is the spelling that `odni` gives in
    parentheses.
    """
    from normalise.names.romanise import romanise

    known = _known(paths)

    def answer(row: Row) -> Row:
        found = row.get("found")
        latin = romanise(
            row["arabic"], scheme, found=found if isinstance(found, str) else None, lexicon=known
        )
        return {"latin": str(latin), "evidence": latin.evidence}

    romanise("", scheme, lexicon=known)  # an unknown scheme is said before anything is read
    return _answered(("arabic",), answer, {"arabic": name} if name else None, options)


@command.command("cluster")
@INPUTS
@click.option(
    "--least",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="How often a name must be met.",
)
@click.option(
    "--text-key", default="name", show_default=True, help="Field of the name, in JSON Lines."
)
@click.option(
    "--generate", is_flag=True, help="Guess the Arabic of names that the lexicon does not know."
)
@FORMAT
@OUT
@REJECTS
@LEXICONS
def cluster_command(
    least: int, text_key: str, generate: bool, paths: tuple[str, ...], **options: Any
) -> int:
    """Group the spellings of a corpus that are one name, and propose one spelling for each.

    INPUT is JSON Lines with a field "name", or text with a name a line. Each group comes out as
    {"name", "count", "spellings": {spelling: count}, "arabic", "evidence"}, the commonest first.
    The Arabic is the lexicon's ("attested"); where it knows no form there is none (null), or with
    --generate the likeliest guess ("generated"; one or two milliseconds for each).
    """
    from normalise.names.cluster import cluster

    with ExitStack() as stack:
        rejects = _Rejects(options["rejects"], stack)
        groups = cluster(
            _mentions(_inputs(options), text_key, rejects),
            lexicon=_known(paths),
            least=least,
            generate=generate,
        )
        sink = stack.enter_context(_sink(options["out"]))
        for group in groups:
            row = {
                "name": group.name,
                "count": group.count,
                "spellings": dict(group.spellings),
                "arabic": group.arabic,
                "evidence": group.evidence,
            }
            sink.write(orjson.dumps(row) + b"\n")
    return rejects.code


def _mentions(inputs: list[Input], key: str, rejects: _Rejects) -> Any:
    from normalise.io.records import Reject
    from normalise.io.rows import rows

    for row in rows(inputs, (key,)):
        if isinstance(row, Reject):
            rejects.add(row)
        else:
            yield row[key]


def _answered(
    fields: tuple[str, ...],
    answer: Callable[[Row], Row],
    single: Row | None,
    options: dict[str, Any],
) -> int:
    """Answer one row from the options, or every row of the inputs."""
    if (single is None) == (not options["inputs"]):
        raise click.UsageError("give INPUT, or a name as an option")
    if single is not None:
        click.echo(orjson.dumps({**single, **answer(single)}))
        return 0
    from normalise.io.records import Reject, dump
    from normalise.io.rows import rows

    with ExitStack() as stack:
        rejects = _Rejects(options["rejects"], stack)
        sink = stack.enter_context(_sink(options["out"]))
        for row in rows(_inputs(options), fields):
            if isinstance(row, Reject):
                rejects.add(row)
            else:
                sink.write(dump({**row, **answer(row)}))
    return rejects.code


class _Rejects:
    """Counts the rows that cannot be read, and writes them down."""

    def __init__(self, name: str | None, stack: ExitStack) -> None:
        self.code = 0
        self._sink = stack.enter_context(_sink(name)) if name else None

    def add(self, reject: Any) -> None:
        from normalise.cli.stream import REJECTED

        self.code = REJECTED
        row = orjson.dumps(reject.row()) + b"\n"
        if self._sink:
            self._sink.write(row)
        else:
            click.echo(b"rejected: " + row, err=True, nl=False)


def _inputs(options: dict[str, Any]) -> list[Input]:
    from normalise.io.inputs import inputs_of

    if not options["inputs"]:
        raise click.UsageError("name at least one INPUT: a file, or - for standard input")
    found = inputs_of(options["inputs"], options["format_"])[0]
    if not found:
        raise InputError("nothing to read in " + ", ".join(options["inputs"]))
    return found


def _sink(name: str | None) -> Any:
    from normalise.io.outputs import output

    return output(name)


def _known(paths: tuple[str, ...]) -> Any:
    """The lexicon of the options; None is the one that ships."""
    from normalise.lexicon.store import Lexicon

    return Lexicon.load(*paths) if paths else None
