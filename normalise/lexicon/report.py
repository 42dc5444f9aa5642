"""Write problems for a person, a program, or a code host (SARIF 2.1.0)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal
from urllib.parse import quote

import orjson

from normalise._version import __version__
from normalise.lexicon.source import Problem

ReportFormat = Literal["text", "json", "sarif"]
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def report(problems: Sequence[Problem], form: ReportFormat, codes: Mapping[str, str]) -> str:
    """Return the problems in the asked-for form, without a line end.

    >>> report([Problem("a.yaml", 3, "LX012", "no source", "place.x")], "text", {})
    'a.yaml:3: LX012 no source [place.x]'
    """
    if form == "json":
        rows = [problem._asdict() for problem in problems]
        return orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode()
    if form == "sarif":
        return orjson.dumps(_sarif(problems, codes), option=orjson.OPT_INDENT_2).decode()
    return "\n".join(
        f"{problem}{f' [{problem.entry}]' if problem.entry else ''}" for problem in problems
    )


def _sarif(problems: Sequence[Problem], codes: Mapping[str, str]) -> dict[str, Any]:
    rules = [{"id": code, "shortDescription": {"text": text}} for code, text in codes.items()]
    results = [
        {
            "ruleId": problem.code,
            "level": "error",
            "message": {
                "text": f"{problem.message}{f' [{problem.entry}]' if problem.entry else ''}"
            },
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(problem.file.replace("\\", "/"))},
                        "region": {"startLine": problem.line},
                    }
                }
            ],
        }
        for problem in problems
    ]
    driver = {"name": "normalise lexicon", "version": __version__, "rules": rules}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
