"""What several test files use."""

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
