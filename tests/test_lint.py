"""Each lint code has a small bad file; the lexicons that ship have no fault."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from normalise.lexicon.files import files_of, packaged_folder
from normalise.lexicon.lint import CODES, lint
from normalise.lexicon.report import report
from normalise.lexicon.source import Problem, read, read_text

BAD = Path(__file__).parent / "lexicons_bad"


@pytest.mark.parametrize("code", sorted(CODES))
def test_planted_fault_is_found_with_file_and_line(code: str) -> None:
    file = BAD / f"{code}.yaml"
    head = file.read_text(encoding="utf8").splitlines()[0]
    line = int(re.search(r"at line (\d+)", head)[1])
    found = lint(read([file]))
    assert (code, line, str(file)) in {(p.code, p.line, p.file) for p in found}, found


CASES = [
    json.loads(line)
    for line in (BAD.parent / "cases" / "lint.jsonl").read_text(encoding="utf8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict) -> None:
    found = [[problem.code, problem.line] for problem in lint(read_text(case["text"]))]
    if case["expect"]:
        assert case["expect"] in found
    else:
        assert not found


def test_no_bad_file_without_a_code() -> None:
    assert {file.stem for file in BAD.glob("*.yaml")} == set(CODES)


def test_each_fault_says_what_to_do() -> None:
    for file in BAD.glob("*.yaml"):
        for problem in lint(read([file])):
            assert len(problem.message) > 15


@pytest.mark.parametrize(
    "text",
    [
        "- {id: place.no, kind: place, arabic: [نو], english: No, source: s, status: approved}",
        "- {id: term.yes, kind: term, arabic: [نعم], english: 'yes', source: s, status: approved}",
        "",
        "# nothing yet\n",
    ],
)
def test_good_text_has_no_fault(text: str) -> None:
    assert lint(read_text(text)) == []


def test_scalars_are_strings() -> None:
    text = "- {id: place.no, kind: place, arabic: [نو], english: No, variants: [1.0, on], source: s, status: approved}"
    entry = read_text(text).entries[0].entry
    assert (entry.english, entry.variants) == ("No", ("1.0", "on"))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("- &a {id: x}\n- *a\n", "anchors"),
        ("- !!python/object/apply:os.system ['true']\n", "list of `key: value`"),
        ("just words", "list of entries"),
        ("- just words", "list of `key: value`"),
        ("a: b", "list of entries"),
        ("- [\x01]", "not readable as YAML"),
    ],
)
def test_unfit_yaml_is_refused_in_words(text: str, what: str) -> None:
    problems = read_text(text).problems
    assert what in problems[0].message
    assert problems[0].line >= 1


def test_not_utf8_is_a_fault_of_its_file_alone(tmp_path: Path) -> None:
    bad = tmp_path / "a.yaml"
    bad.write_bytes(b"- id: place.x\n  english: \xff\n")
    good = tmp_path / "b.yaml"
    good.write_text((BAD / "LX020.yaml").read_text(encoding="utf8"), encoding="utf8")
    source = read([bad, good])
    assert [(p.code, p.line) for p in source.problems] == [("LX001", 2)]
    assert len(source.entries) == 1


def test_shipped_lexicons_have_no_fault() -> None:
    folder = packaged_folder()
    assert [str(p) for p in lint(read(files_of([folder]), folder.parent))] == []


@pytest.mark.parametrize("text", ["- " + "[" * 9_000, "- " + "{a: " * 9_000])
def test_depth_is_refused(text: str) -> None:
    assert [problem.code for problem in read_text(text).problems] == ["LX001"]


def test_sarif_has_what_code_hosts_ask_for() -> None:
    """The required properties of SARIF 2.1.0, and places as URIs."""
    problem = Problem("my files/بغداد.yaml", 3, "LX012", "no source", "place.x")
    log = json.loads(report([problem], "sarif", CODES))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"]
    assert [rule["id"] for rule in rules] == [*CODES]
    assert all(rule["shortDescription"]["text"] for rule in rules)
    (result,) = run["results"]
    assert result["ruleId"] in CODES
    assert result["level"] in ("none", "note", "warning", "error")
    assert "no source" in result["message"]["text"]
    (place,) = result["locations"]
    assert place["physicalLocation"]["region"] == {"startLine": 3}
    uri = place["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", uri)
    assert unquote(uri) == problem.file
