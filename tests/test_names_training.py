"""Training and measuring the names: the same tables give the same bytes, and bad tables are named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from normalise.errors import InputError
from normalise.lexicon.store import Lexicon
from normalise.names.generate import ranked
from normalise.names.weights import read
from normalise.training.names import train
from normalise.training.names_data import LabelledPair, held_out, training_pairs
from normalise.training.names_lists import drawn_up, read_list
from normalise.training.names_measure import best_bar, evaluate, found_in, verdicts
from normalise.training.names_network import Shape

LISTS = Path(__file__).parent / "cases" / "names_lists.jsonl"
SMALL = Shape(hidden=32, passes=6)
WIKIDATA, PAIRS = "wikidata_en_ar.tsv", "variant_pairs.tsv"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small tables of names, from the lexicon that ships."""
    folder = tmp_path_factory.mktemp("tables")
    names = list(_single_words())[:350]
    rows = [f"{spelling}\t{form}\ttrain" for form, spellings in names for spelling in spellings]
    rows += ["kazimi\tكاظمي\tdev"]
    (folder / WIKIDATA).write_text("\n".join(["en\tar\tsplit", *rows]), encoding="utf8")
    pairs = [
        f"{one}\t{other}\t1\t{form}\t{form}\tsame_form\t{split}"
        for number, (form, spellings) in enumerate(names[:60])
        for one, other in combinations(spellings[:3], 2)
        for split in ("dev" if number % 20 == 0 else "train",)
    ]
    pairs += [
        f"{one[1][0]}\t{other[1][0]}\t0\t{one[0]}\t{other[0]}\thard_consonant\t{split}"
        for number, (one, other) in enumerate(pairwise(names[:60]))
        for split in ("dev" if number % 20 == 0 else "train",)
    ]
    header = "a\tb\tlabel\tar_a\tar_b\tkind\tsplit"
    (folder / PAIRS).write_text("\n".join([header, *pairs]), encoding="utf8")
    groups = (
        {"ar": form, "split": "dev", "variants": {s: ["x"] for s in spellings}, "silver": []}
        for form, spellings in names
    )
    text = "\n".join(json.dumps(group, ensure_ascii=False) for group in groups)
    (folder / "variant_groups.jsonl").write_text(text, encoding="utf8")
    return folder


def _single_words() -> Iterator[tuple[str, list[str]]]:
    for entry in Lexicon.load().of_kind("name"):
        spellings = [one.lower() for one in entry.all_spellings if one.isascii() and one.isalpha()]
        if len(spellings) > 2 and " " not in entry.arabic[0]:
            yield entry.arabic[0], spellings[:6]


def test_the_same_tables_give_the_same_bytes(tables: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.npz", tmp_path / "other.npz"
    weights = train([tables], one, shape=SMALL)
    train([tables / WIKIDATA, tables / PAIRS], other, shape=SMALL)
    assert one.read_bytes() == other.read_bytes()
    assert read(one).digest != ""
    assert ranked("salim", weights)


def test_no_row_of_a_measuring_split_is_trained_on(tables: Path) -> None:
    trained = {pair.latin for pair in training_pairs([tables])}
    assert trained
    assert "kazimi" in held_out([tables])["wikidata dev"]
    assert not any(
        pair.latin == "kazimi" and pair.table == "wikidata" for pair in training_pairs([tables])
    )


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (WIKIDATA, b"en\tar\nali\t\xd8\xb9", "no column 'split'"),
        (WIKIDATA, b"en\tar\tsplit\nali", ":2: fewer columns"),
        (WIKIDATA, b"en\tar\tsplit\n\xff", "not UTF-8"),
        (WIKIDATA, b"", "no column 'en'"),
        ("other.tsv", b"a", "no wikidata_en_ar.tsv"),
    ],
)
def test_a_bad_table_is_named(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=says):
        train([tmp_path], tmp_path / "out.npz")
    assert not (tmp_path / "out.npz").exists()


def test_the_protocol_is_printed(tables: Path, tmp_path: Path) -> None:
    few = tmp_path / "list.jsonl"
    few.write_text("".join(LISTS.read_text("utf8").splitlines(keepends=True)[:12]), "utf8")
    text = "\n".join(evaluate([tables / WIKIDATA, tables / PAIRS, few]))
    for part in ("| normalise |", "Jaro-Winkler", "wikidata dev", "list.jsonl | 12"):
        assert part in text


def test_nothing_to_measure_on_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(evaluate([tmp_path / "none"]))
    with pytest.raises(InputError, match=r"no variant_pairs\.tsv"):
        list(evaluate([tmp_path]))


def test_a_bad_list_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "list.jsonl"
    bad.write_text('{"latin": "Ali"}\n', encoding="utf8")
    with pytest.raises(InputError, match=r"list\.jsonl:1"):
        read_list(bad)


def test_figures_are_right() -> None:
    rows = [LabelledPair("a", "b", same, "", "", kind) for same, kind in
            ((True, "x"), (True, "x"), (False, "near"), (False, "far"))]  # fmt: skip
    found = verdicts(rows, [0.9, 0.4, 0.6, 0.1], [True, False, True, False])
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)
    assert found.average == pytest.approx((1 + 2 / 3) / 2)
    assert found.accepted == {"far": 0.0, "near": 1.0}
    assert best_bar(rows, [0.9, 0.4, 0.6, 0.1]) == 0.4


def test_a_list_is_drawn_up_the_same_way_each_time(tables: Path) -> None:
    drawn = drawn_up([tables])
    assert drawn == drawn_up([tables])
    assert len({row.arabic for row in drawn}) > 150
    first, _, wrong = found_in(drawn[:30])
    assert first >= 0.9
    assert wrong <= 0.1
