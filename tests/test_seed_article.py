"""The sample article: what must come of it, and what must not."""

import json
from pathlib import Path

import pytest

import normalise
from normalise.script.arabic import fold

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "seeds" / "000_60faa55ba668a20b.txt").read_text(encoding="utf8")
GOLD = [
    json.loads(line)
    for line in (ROOT / "tests" / "cases" / "seed_article.jsonl").read_text("utf8").splitlines()
]


@pytest.fixture(scope="module", params=["mt", "auto"])
def document(request):
    return normalise.run(TEXT, origin=request.param)


@pytest.mark.parametrize("row", GOLD, ids=lambda row: f"{row['surface']} {row['start']}")
def test_gold_row(document, row) -> None:
    assert TEXT[row["start"] : row["end"]] == row["surface"]
    span = normalise.document.Span(row["start"], row["end"])
    if row["fixed"] is not None:
        right = [
            edit
            for edit in document.edits
            if edit.span.overlaps(span)
            and (row["fixed"].lower() in edit.after.lower() if row["fixed"] else edit.after == "")
        ]
        assert right
        assert right[0].applied == (row["safety"] == "fix")
    if row["kind"] != "artefact":
        links = [link for link in document.links if link.span.overlaps(span)]
        assert any(fold(row["arabic"]) in fold(link.arabic) for link in links), links


def test_verdict(document) -> None:
    assert document.verdict.label == "mt"
    assert document.verdict.score > 0.9


def test_nothing_else_is_changed(document) -> None:
    """Every applied edit stands on a gold row: the rest of the article is good English."""
    spans = [normalise.document.Span(row["start"], row["end"]) for row in GOLD]
    extra = [
        edit
        for edit in document.edits
        if edit.applied and not any(edit.span.overlaps(span) for span in spans)
    ]
    assert not extra


def test_reads_well(document) -> None:
    fixed = document.fixed
    for words in (
        'the "Ashab al-Kahf" groups',
        "Kata'ib Hezbollah is part of the Popular Mobilization Forces",
        "Prime Minister Mustafa al-Kadhimi",
        "head of the Service",
        "Agence France-Presse stated",
    ):
        assert words in fixed
    for words in ("the the ", "The Kata'ib Hezbollah is", "  "):
        assert words not in fixed
