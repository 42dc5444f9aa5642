"""Compile the lexicon when the package is built, so that its first start is as quick as the next.

Named in pyproject.toml as a build hook of hatchling. What it writes holds for the Python that built it
and for these lexicon files; where either differs it is passed over, and the files are read.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent.parent


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc,type-arg,unused-ignore] # untyped
    """Adds the compiled lexicon to a wheel, or writes it beside an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the lexicons before the build."""
        sys.path.insert(0, str(ROOT))
        try:
            from normalise.lexicon import cache  # noqa: PLC0415 - only now on the path
            from normalise.lexicon.compiled import compiled  # noqa: PLC0415
            from normalise.lexicon.files import files_of, gloss_files_of  # noqa: PLC0415
            from normalise.lexicon.glosses import read_glosses  # noqa: PLC0415
            from normalise.lexicon.source import read  # noqa: PLC0415
        finally:
            sys.path.remove(str(ROOT))
        files = files_of([ROOT / "lexicons"])
        source = read(files)
        if source.problems:  # the tests say what is wrong; a build goes on without
            return
        target = cache.packaged_copy()
        glosses = gloss_files_of([ROOT / "lexicons"])
        content = compiled(source.usable(), read_glosses(glosses))
        cache.write(target, cache.key_of((*files, *glosses)), content)
        build_data["force_include"][str(target)] = str(target.relative_to(ROOT))
