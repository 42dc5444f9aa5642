"""Names that no entry knows: cases as data, and what holds for every text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import normalise
from normalise.names.strangers import guessed

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "strangers.jsonl").read_text("utf8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case) -> None:
    text = case["text"]
    document = normalise.run(text, origin="mt")
    links = [link for link in document.links if link.method == "generated"]
    found = {link.span.of(text) for link in links}
    assert set(case["links"]) <= found if case["links"] else not found
    for link in links:
        assert link.candidates
        assert link.arabic == link.candidates[0].arabic
        scores = [candidate.score for candidate in link.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
    assert document.fixed == (case["fixed"] or text)
    proposed = {(e.span.of(text), e.after) for e in document.edits if not e.applied}
    assert {tuple(pair) for pair in case["proposed"]} <= proposed


def test_half_of_the_cases_say_leave_it_alone() -> None:
    assert sum(not case["links"] for case in CASES) * 2 >= len(CASES)


NAMES = st.sampled_from(
    [
        "Talal Barazi", "Barazi", "Barrazi", "Talal Barrazi", "al-Jayrudi", "Hussein Jabouri", "Juburi",
        "said", "and", ".", "\n", "Hussain Juburi", "Ahmed Abu Khattala", "Khatallah", "The", "\u2019s",
    ]
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(NAMES | st.text(max_size=4), max_size=12).map(" ".join))
def test_what_is_sure_is_done_once(text: str) -> None:
    document = normalise.run(text, origin="human")
    again = normalise.run(document.fixed, origin="human")
    assert not [edit for edit in again.edits if edit.applied]
    spans = [link.span for link in document.links]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_a_guess_keeps_article_and_kunya() -> None:
    assert guessed("al-Jayrudi")[0][0].startswith("ال")
    assert guessed("Abu Khattala")[0][0].startswith("أبو ")
    assert guessed("...") == ()
