"""Impact and suggestions as pages to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from normalise.io.pages import in_context, page, table, words
from normalise.upkeep.impact import Deed, Effect, Impact
from normalise.upkeep.suggest import Suggestion, Suggestions

_WHAT = ("gained", "lost", "changed")


Names = Mapping[str, tuple[str, str]]  # of an entry: its English and its Arabic


def impact_page(found: Impact, old: str, new: str, names: Names | None = None) -> str:
    """Return what a change does as a page: a table of entries, then samples in context."""
    return page("What the change does", _impact_body(found, old, new, names or {}))


def _impact_body(found: Impact, old: str, new: str, names: Names) -> Iterator[str]:
    yield f"<p>{found.texts:,} texts; {found.differing:,} come out otherwise. Old: <code>{words(old)}</code>, new: <code>{words(new)}</code>.</p>"
    ranked = found.ranked()
    if not ranked:
        yield "<p>Nothing changes.</p>"
        return
    rows: list[tuple[str | int, ...]] = [
        (
            f'<a href="#{words(effect.entry)}">{words(effect.entry)}</a>',
            *map(words, names.get(effect.entry, ("", ""))),
            *(effect.counts[what] for what in _WHAT),
        )
        for effect in ranked
    ]
    yield table(("entry", "English", "Arabic", *_WHAT), rows)
    for effect in ranked:
        yield from _effect(effect)


def _effect(effect: Effect) -> Iterator[str]:
    yield f'<h2 id="{words(effect.entry)}">{words(effect.entry)}</h2>'
    for what in _WHAT:
        for sample in effect.samples.get(what, ()):
            context = in_context(sample.before, sample.words, sample.behind)
            yield f'<p class="sample"><b>{what}</b> {_deeds(sample.old, sample.new)}<br>{context} <span class="soft">{words(sample.where)}</span></p>'


def _deeds(old: Deed | None, new: Deed | None) -> str:
    parts = []
    if old:
        parts.append(f"<del>{_deed(old)}</del>")
    if new:
        parts.append(f"<ins>{_deed(new)}</ins>")
    return " → ".join(parts)


def _deed(deed: Deed) -> str:
    after = f"{deed.state} as {words(deed.after)}" if deed.after else deed.state
    return f"{after} {words(deed.arabic)}"


def suggest_page(found: Suggestions) -> str:
    """Return what a corpus suggests as a page."""
    return page("What the corpus suggests", _suggest_body(found))


def _suggest_body(found: Suggestions) -> Iterator[str]:
    yield f"<p>{found.texts:,} texts. Nothing is added by itself: what is right goes into an entry.</p>"
    yield "<h2>Spellings that may be names which are known</h2>"
    yield _suggestions(found.spellings)
    yield "<h2>Literal renderings of known names</h2>"
    yield _suggestions(found.renderings)


def _suggestions(ones: list[Suggestion]) -> str:
    rows = [
        (
            f"<b>{words(one.form)}</b>",
            one.count,
            words(one.english),
            words(one.arabic),
            f'<code>{words(one.entry)}</code><br><span class="soft">{words(one.why)}</span>',
            "<br>".join(
                in_context(place.before, place.words, place.behind) for place in one.samples[:2]
            ),
        )
        for one in ones
    ]
    return (
        table(("form", "times", "may be", "Arabic", "entry", "where"), rows)
        if rows
        else "<p>None.</p>"
    )
