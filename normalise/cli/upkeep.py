"""`normalise lexicon stats|impact|suggest`: numbers, what a change does, what a corpus suggests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

if TYPE_CHECKING:
    from normalise.io.inputs import Input
    from normalise.upkeep.impact import Impact
    from normalise.upkeep.suggest import Suggestion, Suggestions

HTML = click.option("--html", metavar="FILE", help="Write a page to look at, too.")


@click.command("stats")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def stats_command(paths: tuple[str, ...], form: str) -> int:
    """Count entries by kind, region and status, and what lacks a source or a second spelling."""
    from normalise.cli.lexicon import read_sources
    from normalise.upkeep.stats import stats

    found = stats(read_sources(paths).usable())
    if form == "json":
        click.echo(orjson.dumps(found.as_dict(), option=orjson.OPT_INDENT_2))
        return 0
    rules = ", ".join(f"{count:,} {safety}" for safety, count in found.rules.most_common())
    click.echo(f"{found.entries:,} entries, {found.matched_forms:,} forms that are matched")
    click.echo(
        f"{sum(found.rules.values()):,} mistranslations ({rules}), {found.wrong_forms:,} wrong forms, {found.sentences:,} hit and miss sentences"
    )
    for title, counts in (
        ("kind", found.by_kind),
        ("status", found.by_status),
        ("region", found.by_region),
    ):
        click.echo(f"\nby {title}")
        for key, count in counts.most_common():
            click.echo(f"  {key:14} {count:6,}")
    click.echo("\nlacking")
    for what, ids in found.lacking.items():
        shown = f"  ({', '.join(ids[:3])}{', ...' if len(ids) > 3 else ''})" if ids else ""
        click.echo(f"  {what:16} {len(ids):6,}{shown}")
    return 0


@click.command("impact")
@click.argument("old")
@click.argument("new")
@click.argument("corpus", nargs=-1, required=True)
@click.option(
    "--origin",
    type=click.Choice(["auto", "mt", "human"]),
    default="mt",
    show_default=True,
    help="What the corpus is taken as.",
)
@click.option(
    "--samples",
    type=click.IntRange(0, 100),
    default=5,
    show_default=True,
    help="Places shown for each entry and kind of difference.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("--text-key", default="text", show_default=True, help="Field of the English text.")
@HTML
def impact_command(old: str, new: str, corpus: tuple[str, ...], **options: Any) -> int:
    """Show what a change of the lexicon does on a corpus, before it is merged.

    OLD and NEW are lexicon files or folders; CORPUS is text or JSON Lines. For each entry: the hits
    gained, lost and changed, with samples in their context.
    """
    from normalise.lexicon.store import Lexicon
    from normalise.pipeline import Pipeline
    from normalise.upkeep.impact import impact
    from normalise.upkeep.pages import impact_page

    texts = _texts(corpus, options["text_key"])
    lexicons = [Lexicon.load(path) for path in (old, new)]
    pipelines = [Pipeline(lexicon, origin=options["origin"]) for lexicon in lexicons]
    found = impact(texts, *pipelines, samples=options["samples"])
    names = {
        entry.id: (entry.english, entry.arabic[0] if entry.arabic else "")
        for lexicon in lexicons
        for entry in lexicon.entries
    }
    _page(options["html"], lambda: impact_page(found, old, new, names))
    if options["form"] == "json":
        click.echo(orjson.dumps(found.as_dict(), option=orjson.OPT_INDENT_2))
    else:
        click.echo("\n".join(_impact_lines(found)))
    return 0


def _impact_lines(found: Impact) -> Iterator[str]:
    yield f"{found.texts:,} texts, {found.differing:,} come out otherwise"
    for effect in found.ranked():
        parts = [
            f"{effect.counts[what]} {what}"
            for what in ("gained", "lost", "changed")
            if effect.counts[what]
        ]
        yield f"\n{effect.entry}: {', '.join(parts)}"
        for what in ("gained", "lost", "changed"):
            for sample in effect.samples.get(what, ()):
                deed = sample.new or sample.old
                after = f" -> {deed.after}" if deed and deed.after else ""
                flat = " ".join(f"{sample.before}[{sample.words}]{sample.behind}".split())
                yield f"  {what:8}{after}  ...{flat}...  ({sample.where})"


@click.command("suggest")
@click.argument("corpus", nargs=-1)
@click.option(
    "--arabic",
    metavar="NAME",
    help="Instead of a corpus: the literal English that an engine may write for this Arabic name.",
)
@click.option(
    "--top",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    help="How many of each kind.",
)
@click.option(
    "--least",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="How often a form must stand in the corpus.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("--text-key", default="text", show_default=True, help="Field of the English text.")
@click.option(
    "--lexicon",
    "paths",
    multiple=True,
    metavar="PATH",
    help="Use these lexicons instead of those that ship.",
)
@HTML
def suggest_command(corpus: tuple[str, ...], paths: tuple[str, ...], **options: Any) -> int:
    """Suggest what the lexicon lacks, from a corpus; or the literal English of an Arabic name.

    From a corpus: spellings that may be names which are known, and literal renderings of known Arabic
    names, each with how often and where it stands. Nothing is added by itself.
    """
    from normalise.lexicon.glosses import packaged_glosses
    from normalise.lexicon.literal import Meanings, literal, proper_names
    from normalise.lexicon.store import Lexicon
    from normalise.upkeep.pages import suggest_page
    from normalise.upkeep.probe import spelling
    from normalise.upkeep.suggest import suggest

    if bool(corpus) == bool(options["arabic"]):
        raise click.UsageError("give a CORPUS, or an Arabic name with --arabic")
    texts = _texts(corpus, options["text_key"])
    lexicon = Lexicon.load(*paths)
    if options["arabic"]:
        meanings = Meanings(packaged_glosses(), proper_names(lexicon.entries), spelling)
        renderings = literal(options["arabic"], meanings, top=options["top"])
        if options["form"] == "json":
            click.echo(
                orjson.dumps(
                    [rendering._asdict() for rendering in renderings], option=orjson.OPT_INDENT_2
                )
            )
        else:
            click.echo("\n".join(f"{one.score:.3f}  {one.english}" for one in renderings))
        return 0 if renderings else 1
    found = suggest(
        texts,
        lexicon,
        packaged_glosses(),
        least=options["least"],
        top=options["top"],
    )
    _page(options["html"], lambda: suggest_page(found))
    if options["form"] == "json":
        rows = {
            "texts": found.texts,
            "spellings": [one.as_dict() for one in found.spellings],
            "renderings": [one.as_dict() for one in found.renderings],
        }
        click.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2))
    else:
        click.echo("\n".join(_suggest_lines(found)))
    return 0


def _suggest_lines(found: Suggestions) -> Iterator[str]:
    yield f"{found.texts:,} texts"
    sections: tuple[tuple[str, list[Suggestion]], ...] = (
        ("spellings that may be known names", found.spellings),
        ("literal renderings of known names", found.renderings),
    )
    for title, ones in sections:
        yield f"\n{title}"
        for one in ones:
            yield f"  {one.count:5}x  {one.form}  ->  {one.english}  {one.arabic}  [{one.entry}] {one.why}"
            for place in one.samples[:1]:
                yield f"          ...{' '.join(f'{place.before}[{place.words}]{place.behind}'.split())}..."


def _texts(corpus: tuple[str, ...], text_key: str) -> Iterator[tuple[str, str]]:
    """Name the inputs at once, so that a missing one is told before the long work; read them later."""
    from normalise.io.inputs import inputs_of

    return _read(inputs_of(corpus)[0], text_key)


def _read(sources: Sequence[Input], text_key: str) -> Iterator[tuple[str, str]]:
    from normalise.io.read import records
    from normalise.io.records import Fields, Record

    for source in sources:
        for item in records(source, Fields(text=text_key)):
            if isinstance(item, Record):
                name = Path(item.file).name
                yield str(item.data.get("id") or f"{name}:{item.line}"), item.text
            else:
                click.echo(f"passed over {item.file}:{item.line}: {item.reason}", err=True)


def _page(name: str | None, make: Any) -> None:
    if name:
        from normalise.io.outputs import output

        with output(name) as sink:
            sink.write(make().encode("utf-8"))
