"""Mentions found in the Arabic source: cases as data, and what holds for every pair of texts."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import normalise
from normalise.document import Document
from normalise.io.result import original_text, result

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "source_links.jsonl")
    .read_text("utf8")
    .splitlines()
]


def _nth(text: str, words: str, number: int) -> int:
    place = -1
    for _ in range(number + 1):
        place = text.index(words, place + 1)
    return place


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case) -> None:
    text, source = case["text"], case["source_text"]
    document = normalise.run(text, source_text=source, origin="mt")
    found = {
        (link.span.of(text), link.source_span.of(source)): link
        for link in document.links
        if link.source_span
    }
    for surface, arabic, *number in case["links"]:
        assert (surface, arabic) in found, sorted(found)
        for nth in number:
            start = _nth(source, arabic, nth)
            assert any(
                link.source_span.start == start and link.span.start == _nth(text, surface, nth)
                for link in document.links
                if link.source_span
            )
    linked = {link.span.of(text) for link in document.links if link.method == "source"}
    assert not linked & set(case["absent"])
    if case["fixed"] is not None:
        assert document.fixed == case["fixed"]


def test_half_of_the_cases_say_leave_it_alone() -> None:
    assert len(CASES) >= 40
    assert sum(not case["links"] for case in CASES) * 2 >= len(CASES)


ENGLISH = st.sampled_from(
    [
        "Mustafa al-Kazimi", "al-Kadhimi", "popular crowd", "Baghdad", "the", "Pavel Petrov", "said",
        "Abu Hanifa Mosque", "Salim Jubouri", "in", "2019", ".", ",", "\n", "Iraq", "\U0001f600",
        "Duke of Orleans", "Said", "Hezbollah Brigades", "e\u0301", "Gelati monastery",
    ]
)  # fmt: skip
ARABIC = st.sampled_from(
    [
        "مصطفى الكاظمي", "وللكاظمي", "الحشد الشعبي", "بغداد", "في", "بافل بتروف", "قال", "جامع أبي حنيفة",
        "سالم الجبوري", "2019", ".", "،", "\n", "بالعراق", "\U0001f600", "دوق أورليان", "كتائب حزب الله",
        "الكاظِمِيّ", "دير غيلاتي", "للحشد الشعبي", "و", "ل", "لل",
    ]
)  # fmt: skip
slow = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(
    st.lists(ENGLISH | st.text(max_size=4), max_size=12).map(" ".join),
    st.lists(ARABIC | st.text(max_size=4), max_size=12).map(" ".join),
)
@example(  # a name in two words took one of another mention's
    "Mustafa al-Kazimi Mustafa al-Kazimi Mustafa al-Kazimi",
    "مصطفى الكاظمي وللكاظمي و مصطفى الكاظمي",
)
def test_spans_are_true_on_both_sides_and_nothing_is_lost(text: str, source: str) -> None:
    document = normalise.run(text, source_text=source, origin="mt")
    assert original_text(document.fixed, result(document)) == text
    _spans_are_true(document, source)
    again = normalise.run(document.fixed, source_text=source, origin="mt")
    assert not [edit for edit in again.edits if edit.applied and edit.kind == "mistranslation"]
    assert document == normalise.run(text, source_text=source, origin="mt")


def _spans_are_true(document: Document, source: str) -> None:
    taken: list[tuple[int, int]] = []
    for link in document.links:
        assert (link.method == "source") == (link.source_span is not None)
        if link.source_span:
            assert 0 <= link.source_span.start < link.source_span.end <= len(source)
            words = link.source_span.of(source)
            assert link.arabic in (words, f"ا{words}", f"ال{words[1:]}")
            taken.append(link.source_span)
    taken.sort()
    assert all(one[1] <= other[0] for one, other in pairwise(taken))


@pytest.mark.parametrize("source", [None, "", "no Arabic here"])
def test_without_an_arabic_source_nothing_is_linked_to_it(source: str | None) -> None:
    text = "Mustafa al-Kazimi spoke in Baghdad."
    assert normalise.run(text, source_text=source).links == normalise.run(text).links
