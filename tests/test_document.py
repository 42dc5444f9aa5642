"""Properties of documents: order does not matter, nothing is lost, spans stay true."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from normalise.document import Document, Edit, Link, Span, render, restore, settle
from normalise.document.settling import nest

# Beyond the BMP, combining, right to left, line ends of both kinds, and plain letters.
ALPHABET = "abc XYZ.'-\u00e9e\u0301\u0628\u0644\u200f\U0001f600\r\n\t\u0000"
TEXTS = st.text(alphabet=ALPHABET, max_size=60) | st.text(max_size=30)


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(TEXTS)
    edits = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 12)))
        edits.append(
            Edit(
                Span(start, end),
                draw(st.text(alphabet=ALPHABET, max_size=8)),
                draw(st.sampled_from(["org.a", "org.b", "term.c"])),
                draw(st.sampled_from(["name", "mistranslation"])),
                draw(st.sampled_from(["fix", "review"])),
                "why",
                applied=draw(st.booleans()),
            )
        )
    return text, edits


@given(texts_with_edits(), st.randoms())
def test_order_of_proposals_does_not_matter(case, chance) -> None:
    _, edits = case
    shuffled = edits[:]
    chance.shuffle(shuffled)
    assert settle(edits) == settle(shuffled)


@given(texts_with_edits())
def test_settled_edits_do_not_overlap_and_stand_in_order(case) -> None:
    _, edits = case
    chosen = settle(edits)
    for left, right in pairwise(chosen):
        assert left.span.end <= right.span.start
        assert left.span.start < right.span.start
    assert settle(chosen) == chosen
    assert set(chosen) <= set(edits)
    for edit in set(edits) - set(chosen):
        assert any(
            edit.span.overlaps(other.span) or edit.span.start == other.span.start
            for other in chosen
        )


@given(texts_with_edits())
def test_original_comes_back(case) -> None:
    text, edits = case
    document = Document(text).with_edits(edits)
    moved = []
    shift = 0
    for edit in document.edits:
        if edit.applied:
            start = edit.span.start + shift
            moved.append((Span(start, start + len(edit.after)), edit.span.of(text)))
            shift += len(edit.after) - (edit.span.end - edit.span.start)
    assert restore(document.fixed, moved) == text


@given(texts_with_edits(), st.data())
def test_moved_spans_hold_the_same_words(case, data) -> None:
    text, edits = case
    document = Document(text).with_edits(edits)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = Span(start, end)
    touched = [
        edit
        for edit in document.edits
        if edit.applied and edit.span.start <= end and start <= edit.span.end
    ]
    moved = document.moved(span)
    if not touched:
        assert moved is not None
        assert moved.of(document.fixed) == span.of(text)
    elif moved is not None:
        assert 0 <= moved.start <= moved.end <= len(document.fixed)


@given(texts_with_edits())
def test_edited_words_map_to_what_replaced_them(case) -> None:
    text, edits = case
    document = Document(text).with_edits(edits)
    for edit in document.edits:
        if edit.applied and edit.span.start < edit.span.end:
            moved = document.moved(edit.span)
            if edit.after:
                assert moved is not None
                assert moved.of(document.fixed) == edit.after
            else:
                assert moved is None


@given(TEXTS)
def test_without_edits_the_text_stays(text: str) -> None:
    assert Document(text).fixed == text
    assert render(text, []) == text


def test_equal_proposals_are_one() -> None:
    edit = Edit(Span(0, 1), "b", "org.a", "name", "fix", "why")
    assert settle([edit, edit, replace(edit)]) == (edit,)


@given(texts_with_edits(), st.data())
def test_edits_that_follow_do_the_same_at_once(case, data) -> None:
    text, edits = case
    first = Document(text).with_edits([replace(edit, applied=True) for edit in edits])
    length = len(first.fixed)
    proposals = []
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, length))
        end = data.draw(st.integers(start, min(length, start + 10)))
        if end > start:
            proposals.append(
                Edit(
                    Span(start, end),
                    data.draw(st.text(max_size=4)),
                    "org.z",
                    "name",
                    "fix",
                    "",
                    applied=True,
                )
            )
    second = Document(first.fixed).with_edits(proposals)
    both = first.followed_by(second.edits)
    assert both.fixed == second.fixed
    assert both.text == text
    for left, right in pairwise(both.edits):
        assert left.span.end <= right.span.start


@st.composite
def links(draw: st.DrawFn) -> list[Link]:
    spans = draw(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 10)), max_size=12))
    entries = draw(st.lists(st.sampled_from("abc"), min_size=len(spans), max_size=len(spans)))
    return [
        Link(Span(start, start + length), "ا", entry, 1.0, "lexicon")
        for (start, length), entry in zip(spans, entries, strict=True)
    ]


@given(links(), links(), st.randoms())
def test_nested_links_hold_each_other_or_stand_apart(there, proposals, random) -> None:
    settled = settle(there)
    nested = nest(settled, proposals)
    assert set(settled) <= set(nested)
    assert len({link.span for link in nested}) == len(nested)
    for link in nested:
        for other in nested:
            apart = not link.span.overlaps(other.span)
            assert apart or link.span.covers(other.span) or other.span.covers(link.span)
    random.shuffle(shuffled := list(proposals))
    assert nest(settled, shuffled) == nested


@given(links(), links())
def test_what_is_left_out_crosses_a_nested_link_or_stands_on_its_words(there, proposals) -> None:
    nested = nest(settle(there), proposals)
    for proposal in set(proposals) - set(nested):
        span = proposal.span
        assert any(
            span == link.span
            or (
                span.overlaps(link.span)
                and not span.covers(link.span)
                and not link.span.covers(span)
            )
            for link in nested
        )
