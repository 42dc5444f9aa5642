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
