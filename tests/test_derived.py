"""Literal renderings that nobody entered: proposed, never done, and only where nothing else is known."""

import json
from pathlib import Path

import pytest
from conftest import edits_on

import normalise
from normalise.lexicon.compiled import compiled, unpack
from normalise.lexicon.entry import Entry, Mistranslation
from normalise.lexicon.glosses import Gloss, Glosses

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "derived.jsonl").read_text().splitlines()
]
GLOSSES = Glosses(
    {
        "اصحاب": (Gloss("أصحاب", "noun", ("owners", "companions"), True),),
        "كهف": (Gloss("كهف", "noun", ("cave",)),),
    }
)
CAVE = Entry("group.ashab", "group", "Ashab al-Kahf", ("أصحاب الكهف",), region=("IQ",), source="s")


def derived(*entries: Entry) -> list[Mistranslation]:
    """Return the rules that nobody entered."""
    kept = [unpack(values) for values in compiled(entries, GLOSSES).entries]
    return [rule for entry in kept for rule in entry.mistranslations if rule.derived]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict) -> None:
    document = normalise.run(case["text"], origin="mt")
    found = edits_on(document, case["surface"])
    assert [edit.entry for edit in found] == ([case["entry"]] if case["entry"] else [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_nothing_derived_where_the_text_is_no_translation(case: dict) -> None:
    document = normalise.run(case["text"], origin="human")
    assert not [edit for edit in document.edits if edit.kind == "mistranslation"]


def test_rule_is_a_proposal_within_the_region() -> None:
    (rule,) = derived(CAVE)
    assert {"cave owners", "companions of the cave"} <= set(rule.wrong)
    assert (rule.safety, rule.requires) == ("review", ("region:IQ",))


@pytest.mark.parametrize("key", ["aliases", "variants"])
def test_a_form_that_is_right_somewhere_is_not_derived(key: str) -> None:
    other = Entry("group.b", "group", "B", ("ب",), source="s", **{key: ("cave owners",)})
    (rule,) = derived(CAVE, other)
    assert "cave owners" not in rule.wrong


def test_two_concepts_of_one_arabic_name_have_none() -> None:
    other = Entry("place.cave", "place", "Seven Sleepers", ("أصحاب الكهف",), source="s")
    assert derived(CAVE, other) == []


@pytest.mark.parametrize("kind", ["term", "title", "person", "idiom"])
def test_other_kinds_have_none(kind: str) -> None:
    assert derived(Entry(f"{kind}.x", kind, "X", ("أصحاب الكهف",), source="s")) == []


def test_without_glosses_nothing_is_derived() -> None:
    assert not any(unpack(v).mistranslations for v in compiled([CAVE]).entries)
    assert not any(unpack(v).mistranslations for v in compiled([CAVE], Glosses({})).entries)
