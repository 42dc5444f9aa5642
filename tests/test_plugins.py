"""The doors to engines, each with its real engine: the same records as the command writes."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest

from normalise.errors import InputError, OptionError
from normalise.io.records import Fields
from normalise.io.schema import unfilled

pa = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")

from normalise.plugins.arrow import ArrowStep  # noqa: E402

ROOT = Path(__file__).parent.parent
ROWS = 10_000
_SENTENCES = (
    "The popular crowd, formed by a fatwa in Iraq, entered Mosul.",
    "Mustafa al-Kazimi left Baghdad. Al-Kazemi will be back on Friday.",
    "She sang to a popular crowd of festival fans in Leeds.",
    "Ministers met in Brussels to talk about fish.",
    "Caf\u00e9 \U0001f600 \u0627\u0644\u0643\u0627\u0638\u0645\u064a.",
)


def documents(count: int) -> list[dict[str, Any]]:
    """Return records that differ, some with an Arabic original, with a field of their own."""
    article = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf8")
    sentences = ("", *_SENTENCES)
    return [
        {
            "id": str(number),
            "text": article if number % 500 == 3 else sentences[number % 6],
            "source_text": "قال مصطفى الكاظمي" if number % 10 == 1 else None,
            "year": 2000 + number % 20,
        }
        for number in range(count)
    ]


@cache
def commanded(count: int, origin: str = "mt") -> list[dict[str, Any]]:
    """Return the records that the command writes."""
    lines = b"".join(orjson.dumps(row) + b"\n" for row in documents(count))
    done = subprocess.run(
        [sys.executable, "-m", "normalise", "run", "-q", "--origin", origin, "-"],
        input=lines,
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return [orjson.loads(line) for line in done.stdout.splitlines()]


def as_json(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows read from Arrow as JSON has them."""
    return [{**row, "normalise": unfilled(row["normalise"])} for row in rows]


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(as_json(rows), key=lambda row: int(row["id"]))


def test_batch() -> None:
    batch = pa.RecordBatch.from_pylist(documents(100))
    assert as_json(ArrowStep(origin="mt")(batch).to_pylist()) == commanded(100)


def test_table_keeps_its_columns_and_order() -> None:
    table = pa.Table.from_pylist(documents(50)).select(["year", "text", "id", "source_text"])
    done = ArrowStep(origin="mt")(table)
    assert done.column_names == ["year", "text", "id", "source_text", "normalise"]
    assert done["year"] == table["year"]


def test_running_again_changes_nothing() -> None:
    step = ArrowStep(origin="mt")
    once = step(pa.Table.from_pylist(documents(50)))
    assert step(once).to_pylist() == once.to_pylist()


def test_row_that_is_no_record_stays_as_it_is() -> None:
    rows = [{"text": "a"}, {"text": None}, {"text": "too long"}]
    done = ArrowStep(max_chars=3)(pa.RecordBatch.from_pylist(rows)).to_pylist()
    assert [row["text"] for row in done] == ["a", None, "too long"]
    assert [row["normalise"] is None for row in done] == [False, True, True]


def test_empty_batch() -> None:
    empty = pa.RecordBatch.from_pylist([], schema=pa.schema([("text", pa.string())]))
    done = ArrowStep()(empty)
    assert (done.num_rows, done.schema.names) == (0, ["text", "normalise"])


def test_names_of_columns() -> None:
    step = ArrowStep(origin="mt", fields=Fields(text="body"))
    done = step(pa.RecordBatch.from_pylist([{"body": "In Iraq the popular crowd met."}]))
    assert "Popular Mobilization" in done.to_pylist()[0]["body"]


@pytest.mark.parametrize(
    ("column", "said"),
    [("words", "no field 'text' .*words"), ("text", "int64, not a string")],
)
def test_table_without_text_is_refused(column: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        ArrowStep()(pa.RecordBatch.from_pylist([{column: 1}]))


def test_wrong_option_is_told_at_once() -> None:
    with pytest.raises(OptionError, match="origin"):
        ArrowStep(origin="perhaps")  # type: ignore[arg-type]


def test_what_travels_is_small_and_does_the_same() -> None:
    step = ArrowStep(origin="mt")
    batch = pa.RecordBatch.from_pylist(documents(20))
    expected = step(batch)
    sent = pickle.dumps(step)
    assert len(sent) < 2_000
    assert pickle.loads(sent)(batch) == expected


def test_polars_and_pandas() -> None:
    pandas = pytest.importorskip("pandas", reason="the extra frames is not installed")
    polars = pytest.importorskip("polars", reason="the extra frames is not installed")
    from normalise.plugins.frames import run

    done = run(polars.DataFrame(documents(100)), origin="mt")
    assert as_json(done.to_dicts()) == commanded(100)
    frame = pandas.DataFrame(documents(100)).set_index("id", drop=False)
    fixed = run(frame, origin="mt")
    assert list(fixed.index) == list(frame.index)
    assert list(fixed["text"]) == [row["text"] for row in commanded(100)]
    with pytest.raises(TypeError, match="DataFrame is needed, not list"):
        run([], origin="mt")


def page(heading: str) -> str:
    """Return the program that stands under a heading of the page."""
    text = (ROOT / "normalise" / "plugins" / "README.md").read_text(encoding="utf8")
    return re.split(r"```(?:python)?\n", text[text.index(f"## {heading}") :])[1]


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with the corpus that the page asks for."""
    from pyarrow import parquet

    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    rows = documents(ROWS)
    for number in range(4):
        table = pa.Table.from_pylist(rows[number * ROWS // 4 : (number + 1) * ROWS // 4])
        parquet.write_table(table, tmp_path / "news" / f"{number}.parquet")
    return tmp_path


def fixed(folder: Path) -> list[dict[str, Any]]:
    """Return what the page's program wrote."""
    from pyarrow import dataset

    place = folder / "fixed" if (folder / "fixed").exists() else folder / "fixed.parquet"
    return in_order(dataset.dataset(place, format="parquet").to_table().to_pylist())


def test_page_of_arrow(news: Path) -> None:
    exec(page("Arrow"), {})
    assert fixed(news) == commanded(ROWS, "auto")


def test_page_of_frames(news: Path) -> None:
    pytest.importorskip("polars", reason="the extra frames is not installed")
    exec(page("pandas and polars"), {})
    assert fixed(news) == commanded(ROWS, "auto")


@pytest.mark.filterwarnings("ignore")  # of datasets itself, which forks
def test_page_of_datasets(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HOME", str(news / "home"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets", reason="the extra datasets is not installed")
    datasets.disable_progress_bars()
    exec(page("Hugging Face"), {})
    assert fixed(news) == commanded(ROWS, "auto")


@pytest.fixture
def ray(news: Path) -> Iterator[None]:  # begins in the folder of the corpus
    engine = pytest.importorskip("ray", reason="the extra ray is not installed")
    engine.init(
        num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR",
        runtime_env={"env_vars": {"PYTHONPATH": str(ROOT)}},
    )  # fmt: skip
    yield
    engine.shutdown()


@pytest.mark.filterwarnings("ignore")  # of Ray itself
@pytest.mark.usefixtures("ray")
def test_page_of_ray(news: Path) -> None:
    exec(page("Ray"), {})
    assert fixed(news) == commanded(ROWS, "auto")


@pytest.fixture
def spark(news: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    sql = pytest.importorskip("pyspark.sql", reason="the extra spark is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    builder = sql.SparkSession.builder.master("local[2]").appName("normalise")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.log.level": "ERROR",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield
    session.stop()


@pytest.mark.filterwarnings("ignore")  # of Spark itself
@pytest.mark.usefixtures("spark")
def test_page_of_spark(news: Path) -> None:
    exec(page("Spark"), {})
    assert fixed(news) == commanded(ROWS, "auto")


@pytest.mark.filterwarnings("ignore")  # of datatrove itself
def test_page_of_datatrove(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("datatrove", reason="the extra datatrove is not installed")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    lines = b"".join(orjson.dumps(row) + b"\n" for row in documents(ROWS))
    (tmp_path / "news" / "a.jsonl").write_bytes(lines)
    exec(page("datatrove"), {})

    def written(folder: str) -> list[dict[str, Any]]:
        files = sorted((tmp_path / folder).rglob("*.jsonl"))
        return [orjson.loads(line) for file in files for line in file.read_bytes().splitlines()]

    kept, dropped = written("fixed"), written("dropped")
    # A reader of datatrove leaves out documents without text.
    expected = {row["id"]: row for row in commanded(ROWS, "auto") if row["text"]}
    assert {row["id"] for row in kept + dropped} == set(expected)
    for row in kept + dropped:
        command = expected[row["id"]]
        assert (row["text"], row["metadata"]["normalise"]) == (
            command["text"],
            command["normalise"],
        )
    labels = {row["metadata"]["normalise"]["verdict"]["label"] for row in kept}
    assert labels <= {"human", "unsure"}
    assert all(row["metadata"]["normalise"]["verdict"]["label"] == "mt" for row in dropped)
    assert dropped
