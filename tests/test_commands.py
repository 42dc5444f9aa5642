"""The command as a user meets it: transcripts, bad input, exit codes."""

import bz2
import gzip
import json
import lzma
import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard

ROOT = Path(__file__).parent.parent
TRANSCRIPTS = sorted((Path(__file__).parent / "cli").glob("*.txt"))
GOOD = b'{"id": "a", "text": "Baghdad is quiet."}\n'


def normalise(*arguments: str, stdin: bytes = b"", cwd: Path | None = None, **environment: str):
    return subprocess.run(
        [sys.executable, "-m", "normalise", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd or ROOT,
        env={**os.environ, "COLUMNS": "100", **environment},
        check=False,
    )


def rows(data: bytes) -> list:
    return [json.loads(line) for line in data.splitlines()]


def blocks(file: Path) -> list[tuple[str, str]]:
    """The commands of a transcript, each with what it must print up to the next blank line.

    Lines that stand alone between blank lines are words to the reader.
    """
    found: list[tuple[str, str]] = []
    for block in re.split(r"\n\s*\n", file.read_text(encoding="utf8").strip("\n")):
        first, _, rest = block.partition("\n")
        if first.startswith("$ "):
            found.append((first[2:], rest))
    return found


@pytest.mark.parametrize("file", TRANSCRIPTS, ids=lambda file: file.stem)
def test_transcript(file: Path, tmp_path: Path) -> None:
    """Each command prints what stands below it; a last line [N] is the exit code, if not 0."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    script = bin_folder / "normalise"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m normalise "$@"\n')
    script.chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()
    for command, expected in blocks(file):
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=work,
            capture_output=True,
            text=True,
            env={
                **os.environ,
                "PATH": f"{bin_folder}:{os.environ['PATH']}",
                "COLUMNS": "100",
                "PYTHONPATH": str(ROOT),
                "LEXICONS": str(ROOT / "tests" / "lexicons_good"),
                "BAD": str(ROOT / "tests" / "lexicons_bad"),
            },
            check=False,
        )
        printed = re.sub(r"lexicon:\w+\|model:[\w.-]+", "lexicon:@@", done.stdout + done.stderr)
        if done.returncode:
            printed = printed.rstrip("\n") + f"\n[{done.returncode}]"
        shown = "\n".join(line.rstrip() for line in printed.strip("\n").splitlines())
        assert shown == expected, f"$ {command}"


BAD_RECORDS = {
    "invalid UTF-8": b'{"text": "\xff"}\n',
    "broken JSON": b'{"text": "a"\n',
    "not an object": b'["text"]\n',
    "no text": b'{"id": 1}\n',
    "null text": b'{"text": null}\n',
    "number for text": b'{"text": 7}\n',
    "list for text": b'{"text": ["a"]}\n',
    "lone surrogate": b'{"text": "\\ud800"}\n',
    "lone surrogate beside a long number": b'{"n": 12345678901234567890123, "text": "\\udc00"}\n',
    "raw NUL": b'{"text": "a\x00"}\n',
    "NaN": b'{"text": "a", "n": NaN}\n',
    "number beyond all floats": b'{"text": "a", "n": 1e999}\n',
    "wrong source text": b'{"text": "a", "source_text": 3}\n',
    "foreign field of our name": b'{"text": "a", "normalise": 3}\n',
    "changed after us": b'{"text": "a", "normalise": {"edits": [{"start": 0, "end": 1, "before": "b", "after": "c", "applied": true}]}}\n',
    "deep nesting": b'{"text": "a", "n": ' + b"[" * 5000 + b"]" * 5000 + b"}\n",
}


@pytest.mark.parametrize("kind", BAD_RECORDS)
def test_bad_record_is_set_aside_and_the_rest_goes_on(kind: str, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    bad = BAD_RECORDS[kind]
    done = normalise("run", "-", "--rejects", str(rejects), stdin=GOOD + bad + GOOD)
    assert done.returncode == 3, done.stderr
    assert b"Traceback" not in done.stderr
    assert len(rows(done.stdout)) == 2
    (row,) = rows(rejects.read_bytes())
    assert row["line"] == 2
    assert row["file"] == "-"
    assert row["reason"]
    if row.get("encoding") != "base64":
        assert row["raw"].encode() == bad.rstrip(b"\n")
    allowed = normalise(
        "run", "-", "--rejects", str(rejects), "--allow-rejects", stdin=GOOD + bad + GOOD
    )
    assert allowed.returncode == 0


GOOD_RECORDS = {
    "NUL escape": b'{"text": "a\\u0000b"}\n',
    "big integer": b'{"text": "a", "n": 123456789012345678901234567890}\n',
    "empty text": b'{"text": ""}\n',
    "no line end": b'{"text": "a"}',
    "CRLF": b'{"text": "a\\r\\nb"}\r\n',
    "byte order mark": b'\xef\xbb\xbf{"text": "a"}\n',
    "null source text": b'{"text": "a", "source_text": null}\n',
    "blank lines": b'\n  \n{"text": "a"}\n\n',
}


@pytest.mark.parametrize("kind", GOOD_RECORDS)
def test_odd_but_good_record_comes_through(kind: str) -> None:
    raw = GOOD_RECORDS[kind]
    done = normalise("run", "-", stdin=raw)
    assert done.returncode == 0, done.stderr
    (row,) = rows(done.stdout)
    block = row.pop("normalise")
    assert row == json.loads(raw.decode("utf-8-sig").strip())
    assert block["edits"] == []


def test_running_on_the_output_changes_nothing() -> None:
    text = "In Iraq the popular crowd met Mustafa al-Kazimi, and Al-Kazemi left."
    first = normalise("run", "-", "-q", stdin=json.dumps({"text": text, "n": 1}).encode())
    second = normalise("run", "-", "-q", stdin=first.stdout)
    assert first.stdout == second.stdout
    restored = normalise("restore", "-", stdin=first.stdout)
    assert rows(restored.stdout) == [{"text": text, "n": 1}]
    assert normalise("restore", "-", "--text", stdin=first.stdout).stdout == text.encode()


@pytest.mark.parametrize("origin", ["auto", "mt", "human"])
def test_restore_gives_files_back_byte_for_byte(tmp_path: Path, origin: str) -> None:
    texts = [*(ROOT / "seeds").glob("*.txt"), ROOT / "README.md", Path(__file__)]
    odd = tmp_path / "odd.txt"
    odd.write_bytes("\ufeffa\r\nb\rc\u2028d\x00 \U0001f600 e\u0301 ، ٣٣ Al-Kazemi".encode())
    for file in [*texts, odd]:
        done = normalise("run", str(file), "--format", "text", "--origin", origin, "-q")
        restored = normalise("restore", "-", "--text", stdin=done.stdout)
        assert restored.stdout == file.read_bytes(), file


def test_compressed_in_and_out(tmp_path: Path) -> None:
    data = GOOD * 3
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data))
    (tmp_path / "b.jsonl.bz2").write_bytes(bz2.compress(data))
    (tmp_path / "c.jsonl.xz").write_bytes(lzma.compress(data))
    (tmp_path / "d.jsonl.zst").write_bytes(zstandard.compress(data))
    readers = {"gz": gzip.open, "bz2": bz2.open, "xz": lzma.open, "zst": zstandard.open}
    for ending, reader in readers.items():
        out = tmp_path / f"out.jsonl.{ending}"
        done = normalise("run", str(tmp_path / "*.jsonl.*"), "-o", str(out))
        assert done.returncode == 0, done.stderr
        with reader(out, "rb") as stream:
            assert len(rows(stream.read())) == 12
        out.unlink()


def test_compressed_output_has_no_time_in_it(tmp_path: Path) -> None:
    for name in ("one.jsonl.gz", "two.jsonl.gz"):
        assert normalise("run", "-", "-o", str(tmp_path / name), stdin=GOOD).returncode == 0
    assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "two.jsonl.gz").read_bytes()


def test_truncated_archive_loses_only_what_is_gone(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(b'{"text": "number %d"}\n' % n for n in range(20_000)))
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.jsonl").write_bytes(GOOD)
    out = tmp_path / "out.jsonl"
    done = normalise("detect", str(tmp_path), "-o", str(out))
    assert done.returncode == 3
    (row,) = rows((tmp_path / "out.jsonl.rejects.jsonl").read_bytes())
    assert "after line" in row["reason"]
    kept = rows(out.read_bytes())
    assert len(kept) > 5_000
    assert kept[-1]["id"] == "a"
    assert kept[0]["text"] == "number 0"


def test_damaged_archive_and_vanished_file_are_rejects(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(b"no gzip at all")
    (tmp_path / "b.jsonl.zst").write_bytes(b"no zstd at all")
    (tmp_path / "c.jsonl.xz").write_bytes(b"no xz at all")
    (tmp_path / "d.jsonl").symlink_to(tmp_path / "gone.jsonl")
    (tmp_path / "e.jsonl").write_bytes(GOOD)
    done = normalise(
        "run",
        *(str(tmp_path / name) for name in ("a.jsonl.gz", "b.jsonl.zst", "c.jsonl.xz", "e.jsonl")),
    )
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert len(rows(done.stdout)) == 1
    assert done.stderr.count(b"rejected: {") == 3


def test_file_that_vanishes_between_listing_and_reading(tmp_path: Path) -> None:
    from normalise.io.inputs import Input
    from normalise.io.read import records
    from normalise.io.records import Reject

    (item,) = records(Input(str(tmp_path / "gone.jsonl"), "jsonl"))
    assert isinstance(item, Reject)
    assert "No such file" in item.reason


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run"], "INPUT"),
        (["run", "nowhere.jsonl"], "no such file"),
        (["run", "pyproject.toml"], "--format"),
        (["run", "normalise"], "nothing to read"),
        (["run", "seeds", "--origin", "moon"], "moon"),
        (["run", "seeds", "--steps", "dance"], "dance"),
        (["run", "seeds", "--lexicon", "nowhere"], "nowhere"),
        (["run", "seeds", "--only"], "--lexicon"),
        (["run", "seeds", "-o", "/nowhere/out.jsonl"], "cannot be written"),
        (["run", "seeds", "-o", "seeds"], "folder"),
        (["run", "seeds", "--lexicon", "tests/lexicons_bad/LX003.yaml"], "LX003"),
        (["restore", "nowhere.jsonl"], "no such file"),
        (["show", "nowhere.txt"], "no such file"),
        (["dance"], "no verb"),
        (["lexicon", "lint", "nowhere"], "nowhere"),
    ],
)
def test_wrong_usage_is_one_clear_message(arguments: list[str], said: str) -> None:
    done = normalise(*arguments)
    assert done.returncode == 2, done.stderr
    message = done.stderr.decode()
    assert said in message
    assert "Traceback" not in message
    assert not done.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_unwritable_folder(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IREAD | stat.S_IEXEC)
    done = normalise("run", "seeds", "-o", str(tmp_path / "out.jsonl"))
    assert done.returncode == 2


def test_full_disk_leaves_no_half_file() -> None:
    done = normalise("run", "seeds", "-o", "/dev/full/x.jsonl")
    assert done.returncode == 2
    full = subprocess.run(
        ["bash", "-c", f"{shlex.quote(sys.executable)} -m normalise run seeds > /dev/full"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert full.returncode == 2
    assert b"Traceback" not in full.stderr


def test_closed_pipe_is_no_fault(tmp_path: Path) -> None:
    big = tmp_path / "big.jsonl"
    big.write_bytes(GOOD * 3000)
    done = subprocess.run(
        ["bash", "-c", f"{shlex.quote(sys.executable)} -m normalise run {big} -q | head -n 1; exit ${{PIPESTATUS[0]}}"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    assert len(rows(done.stdout)) == 1


def test_empty_inputs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.jsonl").write_bytes(b"")
    done = normalise("run", str(tmp_path))
    assert done.returncode == 0
    (row,) = rows(done.stdout)
    assert row["text"] == ""
    assert row["normalise"]["verdict"]["label"] == "unsure"


def test_very_long_line(tmp_path: Path) -> None:
    big = tmp_path / "big.jsonl"
    big.write_bytes(
        json.dumps({"text": "In Iraq the popular crowd. " * 1_900_000}).encode() + b"\n" + GOOD
    )
    done = normalise("run", str(big), "-o", str(tmp_path / "out.jsonl"))
    assert done.returncode == 3
    assert len(rows((tmp_path / "out.jsonl").read_bytes())) == 1
    with (tmp_path / "out.jsonl.rejects.jsonl").open("rb") as stream:
        row = json.loads(stream.readline())
    assert "--max-chars" in row["reason"]
    assert len(row["raw"]) == big.stat().st_size - len(GOOD) - 1


def test_standoff_points_into_the_original() -> None:
    text = "In Iraq the popular crowd met Mustafa al-Kazimi."
    done = normalise(
        "run",
        "-",
        "--standoff",
        "--origin",
        "mt",
        stdin=json.dumps({"id": 7, "text": text}).encode(),
    )
    (row,) = rows(done.stdout)
    assert set(row) == {"id", "normalise"}
    assert row["id"] == 7
    for edit in row["normalise"]["edits"]:
        assert text[edit["start"] : edit["end"]] == edit["before"]


def test_other_field_names() -> None:
    record = {"key": 1, "body": "In Iraq.", "ar": "في العراق", "text": 3}
    done = normalise(
        "run",
        "-",
        "--text-key",
        "body",
        "--id-key",
        "key",
        "--source-key",
        "ar",
        stdin=json.dumps(record).encode(),
    )
    (row,) = rows(done.stdout)
    block = row.pop("normalise")
    assert row == record
    assert block["links"][0]["arabic"] == "العراق"


def test_own_lexicon_beside_and_alone(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "- {id: place.zed, kind: place, arabic: [زد], english: Zedville, variants: [Zetville], source: s, status: approved}\n",
        encoding="utf8",
    )
    record = json.dumps({"text": "Zetville is near Baghdad."}).encode()
    both = rows(normalise("run", "-", "--lexicon", str(own), stdin=record).stdout)[0]
    alone = rows(normalise("run", "-", "--lexicon", str(own), "--only", stdin=record).stdout)[0]
    assert both["text"] == alone["text"] == "Zedville is near Baghdad."
    assert len(both["normalise"]["links"]) == 2
    assert len(alone["normalise"]["links"]) == 1
    assert both["normalise"]["signature"] != alone["normalise"]["signature"]


def test_cache_may_be_missing_damaged_or_unwritable(tmp_path: Path) -> None:
    places = [str(tmp_path / "new"), "/dev/null/no", "", str(tmp_path / "new")]
    answers = [normalise("run", "-", stdin=GOOD, NORMALISE_CACHE=place) for place in places]
    for kept in (tmp_path / "new").glob("*.json"):
        kept.write_bytes(b'[{"id": "broken"')
    answers.append(normalise("run", "-", stdin=GOOD, NORMALISE_CACHE=str(tmp_path / "new")))
    assert {answer.returncode for answer in answers} == {0}
    assert len({answer.stdout for answer in answers}) == 1


def test_help_of_each_verb() -> None:
    listed = normalise("--help").stdout.decode()
    from normalise.cli.main import VERBS

    for verb in VERBS:
        assert f"  {verb}" in listed
        done = normalise(verb, "--help")
        assert done.returncode == 0
        assert done.stdout.decode().startswith(f"Usage: normalise {verb}")
