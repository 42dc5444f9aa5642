"""Which Arabic a link gives: of the forms of an entry the one that the English words stand for."""

import json
from pathlib import Path

import pytest

import normalise

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "links.jsonl").read_text().splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_the_arabic_of_a_link(case: dict[str, str]) -> None:
    document = normalise.run(case["text"], origin="mt")
    links = {link.span.of(case["text"]): link.arabic for link in document.links}
    assert links.get(case["surface"]) == case["arabic"]
    assert case["arabic"] or not any(case["surface"] in words for words in links)


def test_a_name_inside_a_title_stands_in_the_source_where_the_title_does() -> None:
    document = normalise.run(
        "The commander of the Quds Force in Iran said so.",
        origin="mt",
        source_text="وقال قائد فيلق القدس في إيران ذلك",
    )
    name = next(link for link in document.links if link.entry == "org.quds-force")
    assert name.source_span
    assert name.source_span.of(document.source_text or "") == name.arabic


def test_a_name_inside_a_title_is_linked_in_good_english_too() -> None:
    document = normalise.run("The commander of the Quds Force said so.", origin="human")
    assert [link.entry for link in document.links] == ["org.quds-force"]


def test_a_river_is_no_part_of_an_operation() -> None:
    document = normalise.run("The Euphrates Shield operation began in northern Syria.", origin="mt")
    assert "place.euphrates" not in [link.entry for link in document.links]


def test_a_place_in_the_source_has_the_noun_that_stands_there() -> None:
    document = normalise.run(
        "The army left Aleppo airport.", origin="mt", source_text="غادر الجيش مطار حلب"
    )
    links = {link.span.of(document.text): link for link in document.links}
    assert links["Aleppo airport"].arabic == "مطار حلب"
    assert links["Aleppo airport"].source_span == normalise.document.Span(11, 19)


def test_an_adjective_is_not_what_an_office_is_of() -> None:
    document = normalise.run(
        "A representative of the Supreme Reference in Najaf called for calm.", origin="mt"
    )
    assert "representative" not in [link.span.of(document.text) for link in document.links]
