"""A Latin name in Arabic letters: attested first, then generated, ranked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalise.errors import ModelError
from normalise.names.attested import Attested
from normalise.names.generate import arabic
from normalise.names.weights import PACKAGED, packaged, read

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases/names_arabic.jsonl").read_text("utf8").splitlines()
]
NOTHING = Attested()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['label']}: {case['name']}")
def test_the_arabic_is_among_the_first(case: dict[str, object]) -> None:
    found = [candidate.arabic for candidate in arabic(case["name"], case["top"], lexicon=NOTHING)]
    assert case["expect"] in found if case["expect"] else not found


def test_attested_forms_come_first() -> None:
    known = Attested({"zyx": ("زيكس", "زكس")})
    found = arabic("Zyx", 4, lexicon=known)
    assert {candidate.arabic for candidate in found[:2]} == {"زيكس", "زكس"}
    assert [candidate.evidence for candidate in found] == ["attested"] * 2 + ["generated"] * 2


def test_a_whole_name_of_the_lexicon_comes_first() -> None:
    known = Attested(wholes={"ali baba": ("علي بابا",)})
    assert arabic("Ali Baba", 1, lexicon=known)[0].arabic == "علي بابا"
    assert len(arabic("Ali Baba", 3, lexicon=known)) == 3


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=12), st.integers(1, 6))
def test_candidates_are_ranked(name: str, top: int) -> None:
    found = arabic(name, top, lexicon=NOTHING)
    assert len(found) <= top
    assert len({candidate.arabic for candidate in found}) == len(found)
    for kind in ("attested", "generated"):
        scores = [candidate.score for candidate in found if candidate.evidence == kind]
        assert scores == sorted(scores, reverse=True)
    assert sum(candidate.score for candidate in found) <= 1.001


def test_the_weights_are_small() -> None:
    assert PACKAGED.stat().st_size < 8_000_000
    assert len(packaged().digest) == 8


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="normalise train names"):
        read(tmp_path / "none.npz")
