"""Clitics by camel-tools, on a small database of its own format, and without one; never the network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from normalise.links.morphology import DATABASE

SMALL = Path(__file__).parent / "camel" / "morphology.db"
# A process of its own: camel-tools decides on import where its data is.
SCRIPT = """
import json, socket
def closed(*_, **__): raise AssertionError("the network was opened")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = closed
import normalise
from normalise.links.morphology import installed
split = installed()
words = ["وليد", "ووليد", "وللكاظمي", "الكاظمي", "وفلاغستاف"]
text, source = "Walid thanked Kadhimi.", "شكر وليد الكاظمي."
links = normalise.run(text, source_text=source, origin="mt").links
print(json.dumps({
    "stems": {word: split(word) for word in words} if split else None,
    "links": [link.source_span.of(source) for link in links if link.source_span],
    "signature": normalise.run(text, source_text=source).signature,
}))
"""


def _answers(home: Path) -> dict[str, object]:
    environment = {**os.environ, "HOME": str(home), "CAMELTOOLS_DATA": str(home / "camel")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCRIPT],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers: dict[str, object] = json.loads(done.stdout)
    return answers


@pytest.mark.skipif(
    find_spec("camel_tools") is None, reason="camel-tools (extra `arabic`) is not installed"
)
def test_the_morphology_splits_what_it_knows_and_the_rules_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "camel" / "data" / "morphology_db" / DATABASE
    folder.mkdir(parents=True)
    shutil.copy(SMALL, folder / "morphology.db")
    catalogue = {"version": "1.5.0", "packages": {}, "components": {}}
    (tmp_path / "camel" / "catalogue.json").write_text(json.dumps(catalogue))
    answers = _answers(tmp_path)
    stems = answers["stems"]
    assert isinstance(stems, dict)
    assert stems.pop("وفلاغستاف")[1] == [1, "فلاغستاف"]  # unknown: by the rules
    assert stems == {
        "وليد": [[0, "وليد"]],  # a name, and no "and"
        "ووليد": [[0, "ووليد"], [1, "وليد"]],
        "وللكاظمي": [[0, "وللكاظمي"], [2, "كاظمي"]],
        "الكاظمي": [[0, "كاظمي"]],
    }
    assert answers["links"] == ["وليد", "الكاظمي"]
    assert f"|morphology:{DATABASE}" in str(answers["signature"])


def test_without_a_database_the_rules_do_it(tmp_path: Path) -> None:
    answers = _answers(tmp_path)
    assert answers["stems"] is None
    assert answers["links"] == ["وليد", "الكاظمي"]
    assert "morphology" not in str(answers["signature"])
