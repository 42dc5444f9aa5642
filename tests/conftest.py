"""What several test files use."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from normalise.cli.main import main
from normalise.document import Document, Edit, Span

ROOT = Path(__file__).parent.parent


class Done(NamedTuple):
    """How a command ended and what it printed."""

    returncode: int
    stdout: bytes
    stderr: bytes


def edits_on(document: Document, surface: str) -> list[Edit]:
    """Return the edits of a document that touch the first place where these words stand."""
    start = document.text.index(surface)
    span = Span(start, start + len(surface))
    return [edit for edit in document.edits if edit.span.overlaps(span)]


def said(done: subprocess.CompletedProcess | Done) -> str:
    """What a command said on standard error, which is never a traceback."""
    message = done.stderr.decode()
    assert "Traceback" not in message
    return message


def tree(folder: Path, *, manifest: bool = True) -> dict[str, bytes]:
    """The files of a folder; a manifest holds the times of the inputs, so that it may be left out."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and (manifest or not file.name.startswith("_manifest"))
    }


@pytest.fixture
def command(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Done]:
    """Run the command in this process, which is much quicker than a new one; from the root, or `cwd`."""

    def run(*arguments: str, cwd: Path = ROOT) -> Done:
        monkeypatch.chdir(cwd)
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*arguments])
        return Done(int(ended.value.code or 0), *capfdbinary.readouterr())

    return run
