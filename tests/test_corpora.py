"""Corpora as a user runs them: tables, filters, workers, shards, and what may go wrong on the way."""

import csv
import gzip
import json
import resource
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import said
from hypothesis import given, settings
from hypothesis import strategies as st

from normalise.io.batches import batches
from normalise.io.inputs import Input
from normalise.io.pieces import Cut
from normalise.io.read import items
from normalise.io.records import Record
from normalise.io.schema import strangers
from normalise.io.separated import fields_of, row_of

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "lexicons_good" / "small.yaml"
QUICK = ("--lexicon", str(SMALL), "--only")  # a lexicon that loads at once
TEXTS = [
    "In Baghdad the popular crowd met.",
    "Mustafa al-Kazimi left. Al-Kazemi is in Baghdad.",
    'She said "no",\nand left;\tthat was all.',
    "",
    "Plain words \U0001f600 and e\u0301.",
]


def normalise(*arguments: object, stdin: bytes = b"", cwd: Path | None = None, limit: int = 0):
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-m", "normalise", *map(str, arguments)],
        input=stdin, capture_output=True, cwd=cwd or ROOT, check=False,
        preexec_fn=limited if limit else None,
    )  # fmt: skip


def lines(count: int, start: int = 0) -> bytes:
    rows = ({"id": n, "text": TEXTS[n % len(TEXTS)]} for n in range(start, start + count))
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def rows(data: bytes) -> list:
    return [json.loads(line) for line in data.splitlines()]


# Tables


def table() -> pa.Table:
    count = len(TEXTS)
    return pa.table(
        {
            "id": pa.array(range(count), pa.int32()),
            "text": pa.array(TEXTS, pa.large_string()),
            "tags": pa.array([["a"], [], None, ["b", "c"], ["d"]], pa.list_(pa.string())),
            "when": pa.array([0, 1, None, 3, 4], pa.timestamp("us")),
        },
        metadata={"made": "by hand"},
    )


def test_parquet_keeps_its_columns_and_gets_one(tmp_path: Path) -> None:
    pq.write_table(table(), tmp_path / "in.parquet", row_group_size=2)
    done = normalise("run", tmp_path / "in.parquet", "-o", tmp_path / "out.parquet", *QUICK)
    assert done.returncode == 0, said(done)
    out = pq.read_table(tmp_path / "out.parquet")
    assert out.column_names == [*table().column_names, "normalise"]
    assert out.schema.field("text").type == pa.large_string()
    assert out.schema.metadata[b"made"] == b"by hand"
    assert out.drop_columns(["text", "normalise"]).equals(table().drop_columns(["text"]))
    assert out["text"][0].as_py() == "In Baghdad the Popular Mobilization Forces met."
    assert out["normalise"][0].as_py()["edits"][0]["before"] == "popular crowd"
    again = normalise("run", tmp_path / "out.parquet", "-o", tmp_path / "two.parquet", *QUICK)
    assert again.returncode == 0, said(again)
    assert pq.read_table(tmp_path / "two.parquet").equals(out)
    restored = normalise("restore", tmp_path / "out.parquet", "-o", tmp_path / "back.parquet")
    assert restored.returncode == 0, said(restored)
    assert pq.read_table(tmp_path / "back.parquet").equals(table())


def test_parquet_and_json_lines_say_the_same(tmp_path: Path) -> None:
    pq.write_table(table().select(["id", "text"]), tmp_path / "in.parquet")
    plain = [{"id": n, "text": text} for n, text in enumerate(TEXTS)]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, plain)))
    outs = [normalise("run", tmp_path / f"in.{kind}", *QUICK) for kind in ("parquet", "jsonl")]
    assert outs[0].stdout == outs[1].stdout != b""


def test_bad_rows_of_parquet_are_rejected(tmp_path: Path) -> None:
    pq.write_table(pa.table({"n": [1, 2], "text": ["a", None]}), tmp_path / "in.parquet")
    done = normalise("run", tmp_path / "in.parquet", "-o", tmp_path / "out.parquet", *QUICK)
    assert done.returncode == 3
    assert pq.read_table(tmp_path / "out.parquet")["n"].to_pylist() == [1]
    (row,) = rows((tmp_path / "out.parquet.rejects.jsonl").read_bytes())
    assert row["line"] == 2
    assert json.loads(row["raw"]) == {"n": 2, "text": None}


@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_separated_values(tmp_path: Path, kind: str) -> None:
    source = tmp_path / f"in.{kind}"
    with source.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.writer(stream, delimiter="," if kind == "csv" else "\t")
        writer.writerows([["n", "text"], *([n, text] for n, text in enumerate(TEXTS))])
    out, back = tmp_path / f"out.{kind}", tmp_path / f"back.{kind}"
    assert normalise("run", source, "-o", out, *QUICK).returncode == 0
    with out.open(newline="") as stream:
        written = list(csv.DictReader(stream, delimiter="," if kind == "csv" else "\t"))
    assert written[0]["text"] == "In Baghdad the Popular Mobilization Forces met."
    assert json.loads(written[0]["normalise"])["edits"][0]["before"] == "popular crowd"
    assert normalise("restore", out, "-o", back).returncode == 0
    with back.open(newline="") as stream:
        found = list(csv.reader(stream, delimiter="," if kind == "csv" else "\t"))
    assert [row[1] for row in found[1:]] == TEXTS


def test_a_quote_that_is_never_closed_costs_its_own_line(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text('id,text\n1,a\n2,"b\n3,c\n4,"d ""e"""\n5,"f\n6,g,h\n7,i\n')
    done = normalise("run", source, "--rejects", tmp_path / "bad", *QUICK)
    assert [row["id"] for row in rows(done.stdout)] == ["1", "3", "4", "7"]
    assert [row["line"] for row in rows((tmp_path / "bad").read_bytes())] == [3, 6, 7]


def test_tsv_without_quotes(tmp_path: Path) -> None:
    source = tmp_path / "in.tsv"
    source.write_text('id\ttext\n1\t"Baghdad\n2\tis" quiet\n')
    done = normalise("run", source, "--no-quotes", *QUICK)
    assert [row["text"] for row in rows(done.stdout)] == ['"Baghdad', 'is" quiet']


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.lists(CELLS, min_size=1, max_size=4), st.sampled_from(["csv", "tsv"]))
def test_a_row_is_read_as_it_was_written(cells: list[str], kind: str) -> None:
    columns = [str(n) for n in range(len(cells))]
    raw = row_of(dict(zip(columns, cells, strict=True)), columns, kind, quotes=True)
    assert fields_of(raw.decode(), kind) == cells


@pytest.mark.parametrize(
    ("names", "out", "message"),
    [
        (["a.jsonl"], "out.csv", "no fixed columns"),
        (["a.jsonl"], "out.parquet", "no fixed columns"),
        (["a.parquet"], "out.csv", "its columns have types"),
        (["a.csv", "b.csv"], "out.csv", "other columns"),
        (["c.csv"], "out.jsonl", "--text-key"),
        (["c.parquet"], "out.jsonl", "--text-key"),
        (["d.parquet"], "out.jsonl", "int64, not a string"),
        (["a.csv"], "out.parquet.gz", "compresses itself"),
        (["twice.csv"], "out.jsonl", "twice"),
    ],
)
def test_what_makes_no_table_is_refused(
    tmp_path: Path, names: list[str], out: str, message: str
) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(2))
    (tmp_path / "a.csv").write_text("id,text\n1,a\n")
    (tmp_path / "b.csv").write_text("text,id\nb,2\n")
    (tmp_path / "c.csv").write_text("id,body\n3,c\n")
    (tmp_path / "twice.csv").write_text("text,text\n3,c\n")
    pq.write_table(pa.table({"text": ["a"]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"body": ["a"]}), tmp_path / "c.parquet")
    pq.write_table(pa.table({"text": [1]}), tmp_path / "d.parquet")
    done = normalise("run", *(tmp_path / name for name in names), "-o", tmp_path / out, *QUICK)
    assert done.returncode == 2
    assert message in said(done)
    assert not (tmp_path / out).exists()
    assert not (tmp_path / f"{out}.parts").exists()


def test_kinds_may_be_mixed_into_json_lines(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(2))
    (tmp_path / "b.csv").write_text("id,text\nb,Baghdad\n")
    pq.write_table(pa.table({"id": ["c"], "text": ["Basra"]}), tmp_path / "c.parquet")
    (tmp_path / "d.txt").write_text("Mosul")
    done = normalise("run", tmp_path, *QUICK)
    assert [row["id"] for row in rows(done.stdout)] == [0, 1, "b", "c", str(tmp_path / "d.txt")]


def test_missing_extra_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    code = "import sys; sys.modules['pyarrow'] = None; from normalise.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "run", str(tmp_path / "a.parquet"), *QUICK],
        capture_output=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "pip install 'normalise-mt[parquet]'" in said(done)


def test_the_arrow_shape_knows_every_key() -> None:
    done = normalise("run", "seeds")
    for row in rows(done.stdout):
        assert strangers(row["normalise"]) == []


# Filters


def test_filters_drop_and_count(tmp_path: Path) -> None:
    mt = (ROOT / "seeds" / "000_60faa55ba668a20b.txt").read_text(encoding="utf8")
    (tmp_path / "in.jsonl").write_text(
        json.dumps({"id": 1, "text": mt}) + "\n" + json.dumps({"id": 2, "text": "Quiet."}) + "\n{\n"
    )
    source, out, gone = (tmp_path / name for name in ("in.jsonl", "out.jsonl", "gone.jsonl.gz"))
    done = normalise("run", source, "-o", out, "--drop-mt", "--dropped", gone)
    assert done.returncode == 3
    assert "1 record dropped; 1 record rejected" in said(done)
    assert [row["id"] for row in rows(out.read_bytes())] == [2]
    (dropped,) = rows(gzip.decompress(gone.read_bytes()))
    assert dropped["id"] == 1
    assert rows(normalise("restore", gone).stdout) == [{"id": 1, "text": mt}]
    for options, kept in (
        (["--keep-only", "mt"], [1]),
        (["--keep-only", "mt", "--keep-only", "unsure"], [1, 2]),
        (["--min-score", "0.9"], [1]),
        (["--max-score", "0.9"], [2]),
    ):
        found = normalise("detect", source, *options, "-q")
        assert [row["id"] for row in rows(found.stdout)] == kept


@pytest.mark.parametrize("options", [["--drop-mt", "--steps", "link"], ["--dropped", "gone.jsonl"]])
def test_filters_that_cannot_work_are_refused(options: list[str]) -> None:
    done = normalise("run", "seeds", *options)
    assert done.returncode == 2
    assert "needs" in said(done)


# Cutting


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.binary(max_size=6).map(lambda raw: raw.replace(b"\n", b""))),
    st.sampled_from(["jsonl", "csv"]),
    st.builds(Cut, shard_records=st.integers(1, 5), size=st.integers(1, 12)),
    st.booleans(),
)
def test_reading_from_any_shard_on_gives_the_rest(
    tmp_path_factory: pytest.TempPathFactory,
    raws: list[bytes],
    kind: str,
    cut: Cut,
    end: bool,
) -> None:
    """Batches follow from the place alone, and hold every byte once."""
    folder = tmp_path_factory.mktemp("cut")
    body = b"\n".join(raws) + (b"\n" if end else b"")
    head = b'id,"te\nxt"\n' if kind == "csv" else b""
    source = Input(str(folder / f"in.{kind}"), kind)
    source.path.write_bytes(head + body)
    inputs = [source, source]
    whole = list(batches(inputs, cut))
    assert b"".join(batch.payload for batch in whole) == body * 2
    for number, batch in enumerate(whole):
        assert batch.count == len(list(items(batch)))
        if batch.ends_shard:
            assert list(batches(inputs, cut, batch.end)) == whole[number + 1 :]


def test_parquet_is_read_from_any_shard_on(tmp_path: Path) -> None:
    texts = [f"text {n}" for n in range(100)]
    pq.write_table(pa.table({"text": texts}), tmp_path / "in.parquet", row_group_size=30)
    inputs = [Input(str(tmp_path / "in.parquet"), "parquet")] * 2
    cut = Cut(shard_records=7)
    whole = list(batches(inputs, cut))
    found = [item.text for batch in whole for item in items(batch) if isinstance(item, Record)]
    assert found == texts * 2
    for number, batch in enumerate(whole):
        if batch.ends_shard:
            assert list(batches(inputs, cut, batch.end)) == whole[number + 1 :]
