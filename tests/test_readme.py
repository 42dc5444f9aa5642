"""The README says what is so: its example, its commands, its Python, its map."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

import normalise

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf8")


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """Return the commands a reader may copy, without their comments."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    found = [line.split("  #")[0].strip() for line in lines]
    return [line for line in found if line.startswith("normalise ")]


def example() -> dict[str, str]:
    """Return the parts of the example at the top."""
    parts: dict[str, str] = {}
    key = ""
    for line in blocks("text")[0].splitlines():
        key = line[:8].strip() or key
        parts[key] = f"{parts.get(key, '')} {line[8:].strip()}".strip()
    return parts


def test_example_is_what_comes_out() -> None:
    shown = example()
    document = normalise.run(shown["before"], origin="mt")
    assert document.fixed == shown["after"]
    assert set(shown["links"].split(" · ")) <= {link.arabic for link in document.links}


@pytest.mark.parametrize("code", blocks("python"))
def test_python_runs_and_gives_what_it_says(code: str) -> None:
    names: dict[str, object] = {}
    for line in code.splitlines():
        expression, _, said = line.partition("  # ")
        if said.strip().startswith(("'", '"', "[", "(", "True", "False")):
            assert repr(eval(expression, names)) == said.strip(), line
        elif expression.strip():
            exec(expression, names)


@pytest.mark.parametrize("command", commands())
def test_command_works(command: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    article = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf8")
    row = {"text": article, "name": "Kadhimi", "a": "Kazimi", "b": "Kadhimi"}
    for name in ("news.jsonl", "names.jsonl"):
        (tmp_path / name).write_bytes(orjson.dumps(row) + b"\n")
    define = f'normalise() {{ {shlex.quote(sys.executable)} -m normalise "$@"; }}; '
    for line in ("gzip -k news.jsonl; normalise run -q news.jsonl -o fixed.jsonl.gz", command):
        done = subprocess.run(
            ["bash", "-c", define + line],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"


def test_map_names_what_there_is() -> None:
    table = README[README.index("## Map") :]
    mapped = set(re.findall(r"^\| `([\w./]+)`", table, re.MULTILINE))
    assert all((ROOT / path).exists() for path in mapped), mapped
    rooms = {
        f"normalise/{path.name}/" for path in (ROOT / "normalise").iterdir()
        if path.is_dir() and (path / "__init__.py").exists()
    }  # fmt: skip
    assert rooms <= mapped, f"not in the map: {sorted(rooms - mapped)}"
