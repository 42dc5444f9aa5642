"""Two names are one, or are not, with a reason."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalise.names.attested import Attested
from normalise.names.match import Match, match
from normalise.names.particles import names_only, parts

CASES = Path(__file__).parent / "cases"
NAMES = [json.loads(line) for line in (CASES / "names_match.jsonl").read_text("utf8").splitlines()]
LISTS = [json.loads(line) for line in (CASES / "names_lists.jsonl").read_text("utf8").splitlines()]
PARTS = [json.loads(line) for line in (CASES / "names_parts.jsonl").read_text("utf8").splitlines()]
NOTHING = Attested()  # no lexicon: the sounds and the networks alone
LEXICON = Attested(
    forms={
        "said": ("سعيد", "سيد"),
        "sayyid": ("سيد",),
        "salim": ("سليم", "سالم"),
        "salem": ("سالم", "سليم"),
        "abadi": ("عبادي",),
        "obaidi": ("عبيدي",),
        "saadi": ("سعدي", "ساعدي"),
        "saedi": ("ساعدي",),
        "hasan": ("حسن",),
        "hassan": ("حسن", "حسان"),
        "kazimi": ("كاظمي",),
        "kadhimi": ("كاظمي",),
    },
    headwords={"salim": ("سليم",), "salem": ("سالم",), "saadi": ("سعدي", "ساعدي")},
)
texts = st.text(alphabet="abdhiklmrsu' -عبدحسن", max_size=14)


@pytest.mark.parametrize("case", NAMES, ids=lambda case: case["label"])
def test_names_are_one_or_two(case: dict[str, object]) -> None:
    wrong = [
        (one, other, match(one, other))
        for one, other in combinations(case["names"], 2)
        if match(one, other).same != (case["expect"] == "one")
    ]
    assert not wrong


@pytest.mark.parametrize("case", PARTS, ids=lambda case: case["label"])
def test_a_name_is_taken_apart(case: dict[str, object]) -> None:
    assert [str(part) for part in parts(case["name"])] == case["expect"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Said", "Sayyid"),
        ("Said", "سيد"),
        ("Salim", "Salem"),
        ("Salem", "سليم"),
        ("Abadi", "Obaidi"),
        ("Hasan", "حسّان"),
    ],
)
def test_what_the_lexicon_knows_apart_is_apart(one: str, other: str) -> None:
    found = match(one, other, lexicon=LEXICON)
    assert not found.same
    assert found.different > 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [("Saadi", "Saedi"), ("Hasan", "Hassan"), ("Hassan", "حسان"), ("Salim", "سالم")],
)
def test_what_a_spelling_leaves_open_is_said(one: str, other: str) -> None:
    found = match(one, other, lexicon=LEXICON)
    assert found.same
    assert "leaves open" in found.why


def test_the_reason_names_the_arabic_form() -> None:
    assert match("Kazimi", "Kadhimi", lexicon=LEXICON).why == "both كاظمي"


def test_the_right_one_of_a_list_comes_first() -> None:
    """UN-style names against a list of Arabic names; issue 5 asks for 95 % and 8 %."""
    first = accepted = 0
    for case in LISTS[::2]:
        answers = {
            row["arabic"]: match(case["latin"], row["arabic"], lexicon=NOTHING) for row in LISTS
        }
        right = answers.pop(case["arabic"])
        first += all(right.score > answer.score for answer in answers.values())
        accepted += any(answer.same for answer in answers.values())
    asked = len(LISTS[::2])
    assert first / asked >= 0.95
    assert accepted / asked <= 0.08


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_order_makes_no_difference(one: str, other: str) -> None:
    there, back = match(one, other, lexicon=NOTHING), match(other, one, lexicon=NOTHING)
    assert (there.same, there.score) == (back.same, back.score)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_a_name_is_itself(name: str) -> None:
    found = match(name, name, lexicon=NOTHING)
    assert found.same == bool(names_only(name))
    assert isinstance(found, Match)


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_every_answer_has_a_reason(one: str, other: str) -> None:
    found = match(one, other, lexicon=NOTHING)
    assert found.why
    assert 0 <= found.score <= 1
    assert 0 <= found.different <= 1
