"""Long jobs and what befalls them: kill -9 at every moment, signals, dead workers, full disks, changes."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import said, tree

from normalise.errors import InputError
from normalise.io.batches import batches
from normalise.io.encode import Encoder
from normalise.io.inputs import Input
from normalise.io.job import Job
from normalise.io.kinds import Kind
from normalise.io.pieces import Cut
from normalise.io.recipe import PipelineRecipe
from normalise.io.records import Fields, Reject
from normalise.io.workers import SMALL, outcomes

ROOT = Path(__file__).parent.parent
LEXICON = ROOT / "tests" / "lexicons_good" / "small.yaml"
QUICK = ("--lexicon", LEXICON, "--only", "--steps", "names,link")  # loads at once
TEXTS = [
    "In Baghdad the popular crowd met.",
    "Mustafa al-Kazimi left. Al-Kazemi is in Baghdad.",
    'She said "no",\nand left;\tthat was all.',
    "",
]
LINUX = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "normalise", *map(str, arguments)]


def normalise(*arguments: object, stdin: bytes = b"", cwd: Path | None = None, limit: int = 0):
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        command(*arguments), input=stdin, capture_output=True, cwd=cwd or ROOT, check=False,
        preexec_fn=limited if limit else None,
    )  # fmt: skip


def lines(count: int) -> bytes:
    """Records, every tenth damaged."""
    return b"".join(
        b"{damaged\n"
        if n % 10 == 9
        else json.dumps({"id": n, "text": TEXTS[n % len(TEXTS)]}).encode() + b"\n"
        for n in range(count)
    )


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Input enough for processes to start: few long records of plain words, cheap to read."""
    words = "plain words of no interest to anyone at all "
    path = tmp_path_factory.mktemp("big") / "big.jsonl"
    with path.open("wb") as stream:
        for number in range(300):
            if number % 50 == 7:
                stream.write(b"{damaged\n")
            text = f"{TEXTS[number % len(TEXTS)]} {words * 800}"
            stream.write(json.dumps({"id": number, "text": text}).encode() + b"\n")
    assert path.stat().st_size > SMALL
    return path


# Workers


@pytest.mark.parametrize("kind", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    source = Input(str(tmp_path / "in.jsonl"), "jsonl")
    source.path.write_bytes(lines(200))
    recipe = PipelineRecipe.of((str(LEXICON),), steps=("names", "link"))
    job = Job(Encoder(Kind("jsonl", kind.removeprefix("jsonl")), Fields()))
    found = {
        workers: [
            outcome
            for _, outcome in outcomes(
                batches([source], Cut(size=500)), job, recipe, workers, known=SMALL
            )
        ]
        for workers in (1, 2, 3)
    }
    assert len(found[1]) > 20
    assert found[1] == found[2] == found[3]


def test_workers_of_the_command(tmp_path: Path, big: Path) -> None:
    for workers in (1, 2):
        out = tmp_path / str(workers) / "out.jsonl"
        out.parent.mkdir()
        done = normalise("run", big, "-o", out, "--workers", workers, "--shard-records", 90, *QUICK)
        assert done.returncode == 3, said(done)
        assert "300 records; " in said(done)
        assert "6 records rejected" in said(done)
    assert tree(tmp_path / "1", manifest=False) == tree(tmp_path / "2", manifest=False)


def test_a_process_that_fails_on_a_record_costs_that_record(tmp_path: Path) -> None:
    class Fragile:
        def pipeline(self, text: str, source: str | None, held: object = None) -> None:
            raise ZeroDivisionError(text)

    source = Input(str(tmp_path / "in.jsonl"), "jsonl")
    source.path.write_bytes(b'{"text": "a"}\n')
    job = Job(Encoder(Kind(), Fields()))
    ((_, outcome),) = outcomes(batches([source]), job, Fragile(), 1)
    assert outcome.tally.rejected == 1
    row = json.loads(outcome.rejects)
    assert "ZeroDivisionError: a" in row["reason"]
    assert json.loads(row["raw"]) == {"text": "a"}


def children(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                line = (entry / "cmdline").read_text()
                if int(fields[1]) == pid and "spawn_main" in line:
                    found.append(int(entry.name))
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(holds, what: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.02)


def _hear_interrupts() -> None:
    """Tests that a shell put into the background hand on that SIGINT is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def at_work(tmp_path: Path, big: Path) -> Iterator[tuple[subprocess.Popen, list[int]]]:
    """A job with two workers that has written its first shards, and waits there to be continued."""
    out, parts = tmp_path / "out.jsonl", tmp_path / "out.jsonl.parts"
    for _ in range(5):
        started = subprocess.Popen(
            command("run", big, "-o", out, "--workers", 2, "--shard-records", 10, *QUICK),
            stderr=subprocess.PIPE, cwd=ROOT, preexec_fn=_hear_interrupts,  # noqa: PLW1509 - no threads here
        )  # fmt: skip
        until(lambda: len(list(parts.glob("part-*"))) > 1, "no shard came")
        started.send_signal(signal.SIGSTOP)  # else it may be done before anything can happen to it
        if 1 < len(list(parts.glob("part-*"))) < 20:
            break
        # Of 30: on a busy machine it may have come too far already. Begin again.
        started.kill()
        started.communicate()
        shutil.rmtree(tmp_path)
        tmp_path.mkdir()
    yield started, children(started.pid)
    started.kill()
    started.wait()
    if started.stderr:
        started.stderr.close()


def assert_resumes(tmp_path: Path, big: Path) -> None:
    plain = tmp_path / "plain" / "out.jsonl"
    plain.parent.mkdir()
    options = ("--workers", 1, "--shard-records", 10, *QUICK)
    assert normalise("run", big, "-o", plain, *options).returncode == 3
    out = tmp_path / "out.jsonl"
    done = normalise("run", big, "-o", out, "--resume", *options)
    assert done.returncode == 3, said(done)
    assert "300 records; " in said(done)
    assert out.read_bytes() == plain.read_bytes()
    rejects = [path.with_name("out.jsonl.rejects.jsonl").read_bytes() for path in (out, plain)]
    assert rejects[0] == rejects[1]
    assert not (tmp_path / "out.jsonl.parts").exists()


@LINUX
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_a_stopped_job_goes_on(
    name: str, tmp_path: Path, big: Path, at_work: tuple[subprocess.Popen, list[int]]
) -> None:
    started, workers = at_work
    assert len(workers) == 2
    started.send_signal(signal.Signals[name])
    started.send_signal(signal.SIGCONT)
    _, message = started.communicate(timeout=60)
    until(lambda: not any(map(alive, workers)), "workers are left")
    if name == "SIGKILL":
        assert started.returncode == -9
    else:
        assert started.returncode == 130
        (line,) = message.decode().splitlines()
        assert line.startswith("normalise: stopped; ")
        assert "--resume" in line
        assert_resumes(tmp_path, big)


@LINUX
def test_a_killed_worker_is_one_line_and_the_job_goes_on(
    tmp_path: Path, big: Path, at_work: tuple[subprocess.Popen, list[int]]
) -> None:
    started, workers = at_work
    os.kill(workers[0], signal.SIGKILL)
    started.send_signal(signal.SIGCONT)
    _, message = started.communicate(timeout=60)
    assert started.returncode == 2
    (line,) = message.decode().splitlines()
    assert "a worker was killed (SIGKILL" in line
    assert "--resume" in line
    assert not any(map(alive, workers))
    assert_resumes(tmp_path, big)


# Kill -9


@pytest.mark.parametrize("out", ["out.jsonl.gz", "out.jsonl.zst", "out.parquet", "shards/"])
def test_kill_at_every_file_operation_then_resume(tmp_path: Path, out: str) -> None:
    if out.endswith("parquet"):
        texts = pa.table({"text": [*TEXTS, None] * 2})
        source = tmp_path / "in.parquet"
        pq.write_table(texts, source, row_group_size=4)
    else:
        source = tmp_path / "in.jsonl"
        source.write_bytes(lines(13))
    work = tmp_path / "work"
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "crash.py"), str(work), "run", str(source), "-q",
         "-o", f"{work}/{out}", "--shard-records", "6", *map(str, QUICK)],
        capture_output=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert int(done.stdout) > 20


def test_kill_at_random_moments_then_resume(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(lines(1_500))
    options = ("--shard-records", 40, "--drop-mt", "--dropped")
    quick = ("--lexicon", LEXICON, "--only", "--workers", 1)
    plain, killed = tmp_path / "plain", tmp_path / "killed"
    for folder in (plain, killed):
        folder.mkdir()
    began = time.monotonic()
    whole = normalise("run", source, "-o", "o.jsonl", *options, "d.csv.gz", *quick, cwd=plain)
    assert whole.returncode == 2  # JSON Lines make no CSV
    whole = normalise("run", source, "-o", "o.jsonl", *options, "d.jsonl", *quick, cwd=plain)
    seconds = time.monotonic() - began
    chance = random.Random(6)
    for _ in range(6):
        started = subprocess.Popen(
            command("run", source, "-o", "o.jsonl", *options, "d.jsonl", *quick, "--resume", "-q"),
            cwd=killed,
        )
        try:
            started.wait(chance.uniform(0.3, 0.9) * seconds / 2)
        except subprocess.TimeoutExpired:
            started.kill()
        if started.wait() >= 0:
            break
    done = normalise(
        "run", source, "-o", "o.jsonl", *options, "d.jsonl", *quick, "--resume", cwd=killed
    )
    assert done.returncode == whole.returncode == 3, said(done)
    assert tree(killed, manifest=False) == tree(plain, manifest=False)
    assert said(done) == said(whole)


# What else may happen


def test_a_full_disk_is_one_line_and_the_job_goes_on(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(lines(200))
    source.write_bytes(lines(200) + json.dumps({"text": "b" * 50_000}).encode() + b"\n")
    out = tmp_path / "out"
    options = ("-o", f"{out}/", "--shard-records", 20, *QUICK)
    done = normalise("run", source, *options, limit=30_000)
    assert done.returncode == 2
    (line,) = said(done).splitlines()
    assert "cannot be written: File too large; 10 shards are kept" in line
    assert normalise("run", source, *options, "--resume").returncode == 3
    plain = tmp_path / "plain"
    normalise("run", source, "-o", f"{plain}/", *options[2:])
    assert tree(out, manifest=False) == tree(plain, manifest=False)


def test_a_full_disk_while_parquet_is_written(tmp_path: Path) -> None:
    texts = [random.Random(n).randbytes(2000).hex() for n in range(40)]
    pq.write_table(pa.table({"text": texts}), tmp_path / "in.parquet")
    done = normalise(
        "run", tmp_path / "in.parquet", "-o", tmp_path / "out.parquet", *QUICK, limit=20_000
    )
    assert done.returncode == 2
    (line,) = said(done).splitlines()
    assert "out.parquet" in line
    assert "cannot be written" in line
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet"]


@LINUX
def test_an_input_that_cannot_be_read_stops_a_job_that_can_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(20))
    broken = tmp_path / "b.jsonl"
    broken.symlink_to("/proc/self/mem")  # opens, and cannot be read: EIO
    out = tmp_path / "out"
    options = ("--shard-records", 10, *QUICK)
    done = normalise("run", tmp_path / "a.jsonl", broken, "-o", f"{out}/", *options)
    assert done.returncode == 2
    (line,) = said(done).splitlines()
    assert "b.jsonl: cannot be read: Input/output error; 2 shards are kept" in line
    streamed = normalise("run", tmp_path / "a.jsonl", broken, *options)
    assert streamed.returncode == 3
    assert len(streamed.stdout.splitlines()) == 18


def test_an_input_that_vanished(tmp_path: Path) -> None:
    gone = Input(str(tmp_path / "gone.jsonl"), "jsonl")
    with pytest.raises(InputError, match=r"gone\.jsonl: cannot be read: No such file"):
        list(batches([gone], Cut(strict=True)))
    (batch,) = batches([gone], Cut())
    assert isinstance(batch.payload, Reject)


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A folder with an input, and a job over it that a full disk stopped."""
    source = tmp_path / "in.jsonl"
    source.write_bytes(lines(40) + json.dumps({"text": "b" * 50_000}).encode() + b"\n")
    done = normalise(
        "run", source, "-o", tmp_path / "out.jsonl", "--shard-records", 20, *QUICK, limit=30_000
    )
    assert "2 shards are kept" in said(done)
    return tmp_path


REFUSED = {
    "no resume": ((), "add --resume"),
    "other steps": (("--resume", "--steps", "link"), "steps is link, was names,link"),
    "other origin": (("--resume", "--origin", "mt"), "origin is mt, was auto"),
    "other shards": (("--resume", "--shard-records", "7"), "--shard-records is 7, was 20"),
    "other records": (
        ("--resume", "--steps", "detect,names,link", "--drop-mt"),
        "records kept is not mt, was all",
    ),
    "other fields": (("--resume", "--id-key", "key"), "--id-key is key, was id"),
    "more inputs": (("--resume", str(ROOT / "seeds")), "is new"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_another_job_does_not_go_on(begun: Path, kind: str) -> None:
    options, message = REFUSED[kind]
    done = normalise(
        "run", begun / "in.jsonl", "-o", begun / "out.jsonl",
        "--lexicon", LEXICON, "--only", "--steps", "names,link", "--shard-records", 20, *options,
    )  # fmt: skip
    assert done.returncode == 2
    (line,) = said(done).splitlines()
    assert message in line
    assert (begun / "out.jsonl.parts").is_dir()


def test_another_lexicon_or_version_does_not_go_on(begun: Path) -> None:
    own = begun / "own.yaml"
    own.write_text(
        "- {id: place.zed, kind: place, arabic: [زد], english: Zed, source: s, status: approved}\n",
        encoding="utf8",
    )
    options = (begun / "in.jsonl", "-o", begun / "out.jsonl", "--shard-records", 20, "--resume")
    done = normalise("run", *options, *QUICK, "--lexicon", own)
    assert done.returncode == 2
    assert "lexicon is " in said(done)
    manifest = begun / "out.jsonl.parts" / "_manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes().replace(b"normalise:0.", b"normalise:9."))
    done = normalise("run", *options, *QUICK)
    assert done.returncode == 2
    assert "normalise is 0." in said(done)


def test_a_changed_input_does_not_go_on_and_a_touched_one_does(begun: Path) -> None:
    source = begun / "in.jsonl"
    options = (source, "-o", begun / "out.jsonl", "--shard-records", 20, "--resume", *QUICK)
    raw = source.read_bytes()
    source.write_bytes(raw + b"\n")
    assert "bytes, had" in said(normalise("run", *options))
    source.write_bytes(raw.replace(b"Baghdad", b"Bagdhad", 1))
    assert "was changed since the job began" in said(normalise("run", *options))
    source.write_bytes(raw)
    assert normalise("run", *options).returncode == 3


def test_damaged_shards_do_not_go_on(begun: Path) -> None:
    part = begun / "out.jsonl.parts" / "part-00001.jsonl"
    part.write_bytes(part.read_bytes()[:-1])
    done = normalise(
        "run",
        begun / "in.jsonl",
        "-o",
        begun / "out.jsonl",
        "--shard-records",
        20,
        "--resume",
        *QUICK,
    )
    assert done.returncode == 2
    assert "part-00001.jsonl: is not as it was written" in said(done)


def test_a_finished_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(40))
    options = (tmp_path / "in.jsonl", "-o", f"{tmp_path / 'out'}/", "--shard-records", 15, *QUICK)
    first = normalise("run", *options)
    before = tree(tmp_path, manifest=False)
    again = normalise("run", *options)
    assert again.returncode == 2
    assert "holds a finished job" in said(again)
    resumed = normalise("run", *options, "--resume")
    assert (resumed.returncode, said(resumed)) == (3, said(first))
    assert tree(tmp_path, manifest=False) == before
    assert sorted(before) == [
        "in.jsonl",
        "out/_rejects.jsonl",
        *(f"out/part-0000{n}.jsonl" for n in range(3)),
    ]
    restored = normalise("restore", tmp_path / "out")
    assert [json.loads(line) for line in restored.stdout.splitlines()] == [
        json.loads(line) for line in lines(40).splitlines() if line != b"{damaged"
    ]


def test_shards_of_others_are_not_touched(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(4))
    other = tmp_path / "out" / "part-00007.jsonl"
    other.parent.mkdir()
    other.write_bytes(b"theirs")
    for options in ((), ("--resume",)):
        done = normalise("run", tmp_path / "in.jsonl", "-o", other.parent, *options, *QUICK)
        assert done.returncode == 2
        assert "holds other files" in said(done)
        assert tree(other.parent, manifest=False) == {"part-00007.jsonl": b"theirs"}


def test_two_jobs_do_not_write_to_one_folder(begun: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    with (begun / "out.jsonl.parts" / "_manifest.jsonl").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = normalise(
            "run",
            begun / "in.jsonl",
            "-o",
            begun / "out.jsonl",
            "--shard-records",
            20,
            "--resume",
            *QUICK,
        )
    assert done.returncode == 2
    assert "another normalise is writing there" in said(done)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-", "-o", "out.jsonl", "--resume"], "--resume needs files"),
        (["in.jsonl", "--resume"], "--resume needs files"),
        (["in.jsonl", "-o", "."], "holds other files"),
        (["in.jsonl", "--to", "parquet"], "Parquet needs a file"),
        (["in.jsonl", "--to", "docx"], "no such kind"),
        (["in.jsonl", "-o", "out.jsonl", "--rejects", "./out.jsonl"], "are one file"),
        (["in.jsonl", "--rejects", "in.jsonl"], "would overwrite an input"),
    ],
)
def test_what_cannot_be_resumed_or_written(
    tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(3))
    done = normalise("run", *arguments, *QUICK, cwd=tmp_path)
    assert done.returncode == 2
    assert message in said(done)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl"]


def test_a_header_that_is_no_csv_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_bytes(b"id,text\r1,a\r")
    done = normalise("run", "old.csv", *QUICK, cwd=tmp_path)
    assert done.returncode == 2
    assert "old.csv: the header cannot be read" in said(done)


def test_what_a_job_writes_is_no_input_of_it(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(20))
    for out in ("out.jsonl", "shards/", "shards/"):
        done = normalise("run", ".", "-o", out, "--resume", *QUICK, cwd=tmp_path)
        assert done.returncode == 3, said(done)
        (tmp_path / "out.jsonl").unlink(missing_ok=True)
        (tmp_path / "out.jsonl.rejects.jsonl").unlink(missing_ok=True)
    assert (tmp_path / "shards" / "part-00000.jsonl").read_bytes().count(b"\n") == 18


def test_long_documents_are_held_few_at_a_time(tmp_path: Path) -> None:
    """A document of 12 MB comes through whole, between small ones, by workers as well."""
    source = Input(str(tmp_path / "in.jsonl"), "jsonl")
    long = json.dumps({"text": "word " * 2_400_000}).encode()
    source.path.write_bytes(b"\n".join([b'{"text": "a"}', long, b'{"text": "b"}', long]))
    recipe = PipelineRecipe.of((str(LEXICON),), steps=("link",))
    found = list(
        outcomes(batches([source]), Job(Encoder(Kind(), Fields())), recipe, 2, known=SMALL)
    )
    assert [outcome.tally.records_out for _, outcome in found] == [1, 1, 1, 1]


def test_standard_input_is_answered_at_once() -> None:
    started = subprocess.Popen(
        command("run", "-", *QUICK), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    assert started.stdin
    assert started.stdout
    for number in range(3):
        started.stdin.write(b'{"text": "Baghdad"}\n')
        started.stdin.flush()
        assert b"Baghdad" in started.stdout.readline(), number
    started.communicate()


def test_a_device_is_written_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    done = normalise("run", "-", "-o", pipe, *QUICK, stdin=b'{"text": "Baghdad"}\n')
    assert done.returncode == 0, said(done)
    assert b"Baghdad" in reader.communicate()[0]
    assert pipe.is_fifo()
