"""The doors to engines, each with its real engine: the same records as the command writes."""

from __future__ import annotations

import os
import pickle
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
    "",
)


def documents(count: int) -> list[dict[str, Any]]:
    """Return records that differ, some with an Arabic original, with a field of their own."""
    return [
        {
            "id": str(number),
            "text": f"{_SENTENCES[number % 5]} Report {number}." if number % 7 else "",
            "source_text": "قال مصطفى الكاظمي" if number % 10 == 1 else None,
            "year": 2000 + number % 20,
        }
        for number in range(count)
    ]


@cache
def commanded(count: int) -> list[dict[str, Any]]:
    """Return the records that the command writes."""
    lines = b"".join(orjson.dumps(row) + b"\n" for row in documents(count))
    done = subprocess.run(
        [sys.executable, "-m", "normalise", "run", "-q", "--origin", "mt", "-"],
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


def test_datasets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    datasets = pytest.importorskip("datasets", reason="the extra datasets is not installed")
    from normalise.plugins.datasets import run

    datasets.disable_progress_bars()
    dataset = datasets.Dataset.from_list(documents(100))
    done = run(dataset, origin="mt", batch_size=30)
    assert as_json(done.to_list()) == commanded(100)


@pytest.fixture
def ray() -> Iterator[Any]:
    engine = pytest.importorskip("ray", reason="the extra ray is not installed")
    engine.init(
        num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR",
        runtime_env={"env_vars": {"PYTHONPATH": str(ROOT)}},
    )  # fmt: skip
    yield engine
    engine.shutdown()


@pytest.mark.filterwarnings("ignore")  # of Ray itself
def test_ray(ray: Any) -> None:
    import ray.data

    from normalise.plugins.ray import run

    ray.data.DataContext.get_current().enable_progress_bars = False
    table = pa.Table.from_pylist(documents(ROWS))
    done = run(ray.data.from_arrow(table), origin="mt", batch_size=500)
    assert in_order(done.take_all()) == commanded(ROWS)


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="the extra spark is not installed")
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
    yield session
    session.stop()


@pytest.mark.filterwarnings("ignore")  # of Spark itself
def test_spark(spark: Any) -> None:
    from normalise.plugins.spark import run

    schema = "id string, text string, source_text string, year bigint"
    frame = spark.createDataFrame([tuple(row.values()) for row in documents(ROWS)], schema)
    done = run(frame.repartition(4), origin="mt")
    assert done.schema.names == ["id", "text", "source_text", "year", "normalise"]
    assert in_order([row.asDict(recursive=True) for row in done.collect()]) == commanded(ROWS)


@pytest.mark.filterwarnings("ignore")  # of datatrove itself
def test_datatrove(tmp_path: Path) -> None:
    pytest.importorskip("datatrove", reason="the extra datatrove is not installed")
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from normalise.plugins.datatrove import Normalise, VerdictFilter

    news = tmp_path / "news"
    news.mkdir()
    rows = documents(ROWS)
    (news / "a.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    LocalPipelineExecutor(
        [
            JsonlReader(str(news), default_metadata={}),
            Normalise(origin="mt"),
            VerdictFilter(
                drop=("mt",),
                exclusion_writer=JsonlWriter(str(tmp_path / "dropped"), compression=None),
            ),
            JsonlWriter(str(tmp_path / "kept"), compression=None),
        ],
        logging_dir=str(tmp_path / "logs"),
    ).run()

    def written(folder: str) -> list[dict[str, Any]]:
        files = sorted((tmp_path / folder).rglob("*.jsonl"))
        return [orjson.loads(line) for file in files for line in file.read_bytes().splitlines()]

    kept, dropped = written("kept"), written("dropped")
    # A reader of datatrove leaves out documents without text.
    expected = {row["id"]: row for row in commanded(ROWS) if row["text"]}
    assert {row["id"] for row in kept + dropped} == set(expected)
    for row in kept + dropped:
        command = expected[row["id"]]
        assert (row["text"], row["metadata"]["normalise"]) == (
            command["text"],
            command["normalise"],
        )
    assert {row["metadata"]["normalise"]["verdict"]["label"] for row in kept} <= {"human", "unsure"}
    assert all(row["metadata"]["normalise"]["verdict"]["label"] == "mt" for row in dropped)
