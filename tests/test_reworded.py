"""Names in other words than anyone listed: proposed, in their region, and linked to the Arabic that the words say."""

import json
from pathlib import Path

import pytest
from conftest import edits_on
from hypothesis import given
from hypothesis import strategies as st

import normalise
from normalise.lexicon.compiled import compiled, unpack_index
from normalise.lexicon.entry import Entry
from normalise.lexicon.glosses import Gloss, Glosses
from normalise.lexicon.reworded import fills
from normalise.lexicon.store import Lexicon

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "reworded.jsonl").read_text().splitlines()
]
GLOSSES = Glosses(
    {
        "اتحاد": (Gloss("اتحاد", "noun", ("union",)),),
        "عمل": (Gloss("عمل", "noun", ("work", "labor")),),
        "وطني": (Gloss("وطني", "adjective", ("national",)),),
    }
)
UNION = Entry(
    "org.union",
    "organisation",
    "UGT",
    ("اتحاد العمل", "اتحاد العمل الوطني"),
    region=("TN",),
    source="s",
)
PLACE = Entry("place.tunis", "place", "Tunis", ("تونس",), region=("TN",), source="s")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict) -> None:
    document = normalise.run(case["text"], origin="mt")
    found = edits_on(document, case["surface"])
    assert [edit.entry for edit in found] == ([case["entry"]] if case["entry"] else [])
    assert not any(edit.applied for edit in found)
    if case["entry"]:
        assert [link.arabic for link in document.links if link.span == found[0].span] == [
            case["arabic"]
        ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_nothing_where_the_text_is_no_translation(case: dict) -> None:
    document = normalise.run(case["text"], origin="human")
    assert not [edit for edit in document.edits if edit.kind == "mistranslation"]


def test_the_rule_tells_the_arabic_that_was_read() -> None:
    lexicon = Lexicon(compiled([UNION, PLACE], GLOSSES))
    document = normalise.run(
        "In Tunis, the National Labour Unions met.", lexicon=lexicon, origin="mt"
    )
    assert [(edit.after, edit.applied) for edit in document.edits] == [("UGT", False)]
    assert "اتحاد العمل الوطني" in {link.arabic for link in document.links}


def test_without_glosses_there_is_no_index() -> None:
    assert unpack_index(compiled([UNION]).reworded).names == ()


WORDS = st.lists(st.sampled_from("abcdef"), max_size=5)


@given(WORDS, st.lists(st.frozensets(st.sampled_from("abcdef")), max_size=5))
def test_words_fill_sets_in_any_order(words: list[str], sets: list[frozenset[str]]) -> None:
    if len(words) == len(sets):
        assert fills(words, sets) == fills(words[::-1], sets) == fills(words, sets[::-1])


@given(st.permutations(["National", "Labour", "Union", "of", "the"]), st.text(max_size=8))
def test_every_stretch_found_is_of_the_text(words: list[str], tail: str) -> None:
    lexicon = Lexicon(compiled([UNION, PLACE], GLOSSES))
    text = f"In Tunis {' '.join(words)}{tail}"
    for hit in lexicon.read(text).hits:
        assert hit.span.of(text) == hit.owners.words


HOMS = Entry(
    "place.homs", "place", "Homs", ("حمص",), literal=("chickpeas",), region=("SY",), source="s"
)
SYRIA = Entry("place.syria", "place", "Syria", ("سوريا",), region=("SY",), source="s")


@pytest.mark.parametrize(
    ("text", "surface", "after"),
    [
        ("In Syria they shelled the city of chickpeas.", "city of chickpeas", "city of Homs"),
        ("In Syria the Chickpeas refinery burnt.", "the Chickpeas refinery", "Homs refinery"),
        ("In Syria they met north of the chickpeas.", "the chickpeas", "Homs"),
        ("In Syria they ate chickpeas.", None, None),
        ("In Syria a city without chickpeas starved.", None, None),
        ("In Peru they shelled the city of chickpeas.", None, None),
        ("In Syria the city of Homs has chickpeas.", None, None),
    ],
)
def test_a_place_read_as_a_word_is_proposed_beside_words_of_places(
    text: str, surface: str | None, after: str | None
) -> None:
    lexicon = Lexicon(compiled([HOMS, SYRIA], GLOSSES))
    document = normalise.run(text, lexicon=lexicon, origin="mt")
    found = [(edit.span.of(text), edit.after, edit.applied) for edit in document.edits]
    assert found == ([(surface, after, False)] if surface else [])
    assert not normalise.run(text, lexicon=lexicon, origin="human").edits
