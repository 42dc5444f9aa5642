"""The names commands on bad input: a row is set aside with its reason, the rest goes on."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = b'{"a": "Kazimi", "b": "Kadhimi", "name": "Kazimi", "arabic": "\xd9\x83\xd8\xa7\xd8\xb8\xd9\x85\xd9\x8a"}\n'
BAD = {
    "not JSON": b'{"a": "x"\n',
    "a row is a JSON object": b"[1]\n",
    "not UTF-8": b'{"a": "\xff"}\n',
    "is missing": b'{"c": 1}\n',
    "is a number": b'{"a": 1, "b": 2, "name": 3, "arabic": 4}\n',
    "is null": b'{"a": null, "b": null, "name": null, "arabic": null}\n',
    "characters; at most": json.dumps(
        dict.fromkeys(("a", "b", "name", "arabic"), "x" * 1001)
    ).encode()
    + b"\n",
}
ODD = [
    "",
    " ",
    "\U0001f600",
    "Путин",
    "王伟",
    "123",
    "...",
    "-",
    "'",
    "al",
    "A" * 1000,
    "a\u202eb",
    "\x00",
]


def normalise(*arguments: str, stdin: bytes = b"", cwd: Path | None = None):
    return subprocess.run(
        [sys.executable, "-m", "normalise", "names", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        check=False,
    )


@pytest.mark.parametrize("verb", ["match", "arabic", "romanise", "cluster"])
def test_bad_rows_are_set_aside_and_the_rest_goes_on(verb: str, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    content = GOOD + b"".join(BAD.values()) + b"\n" + GOOD
    done = normalise(verb, "-", "--rejects", str(rejects), stdin=content)
    assert done.returncode == 3, done.stderr
    assert b"Traceback" not in done.stderr
    rows = [json.loads(line) for line in rejects.read_text("utf8").splitlines()]
    assert [row["line"] for row in rows] == [2, 3, 4, 5, 6, 7, 8]
    for row, reason in zip(rows, BAD, strict=True):
        assert reason in row["reason"]
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == (1 if verb == "cluster" else 2)


@pytest.mark.parametrize("verb", ["match", "arabic", "romanise", "cluster"])
def test_odd_names_are_answered(verb: str) -> None:
    rows = [{"a": odd, "b": "Ali", "name": odd, "arabic": odd} for odd in ODD]
    content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    done = normalise(verb, "-", stdin=content)
    assert done.returncode == 0, done.stderr
    if verb != "cluster":
        assert len(done.stdout.splitlines()) == len(ODD)


def test_compressed_in_and_out(tmp_path: Path) -> None:
    source, out = tmp_path / "names.jsonl.gz", tmp_path / "out.jsonl.gz"
    source.write_bytes(gzip.compress(GOOD))
    done = normalise("match", str(source), "-o", str(out))
    assert done.returncode == 0, done.stderr
    assert json.loads(gzip.decompress(out.read_bytes()))["same"] is True


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["match", "none.jsonl"], b"none.jsonl: no such file"),
        (["match"], b"give INPUT"),
        (["cluster"], b"name at least one INPUT"),
        (["arabic", "--name", "Ali", "--top", "0"], b"0"),
        (["romanise", "--name", "x", "--scheme", "klingon"], b"ala-lc"),
        (["match", "-", "-o", "missing/out.jsonl"], b"missing"),
    ],
)
def test_wrong_use_is_one_clear_line(arguments: list[str], says: bytes, tmp_path: Path) -> None:
    done = normalise(*arguments, stdin=GOOD, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_truncated_file_is_said(tmp_path: Path) -> None:
    source = tmp_path / "names.jsonl.gz"
    source.write_bytes(gzip.compress(GOOD * 2000)[:-20])
    done = normalise("match", str(source))
    assert done.returncode == 3
    assert b"cannot be read" in done.stderr
