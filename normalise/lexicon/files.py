"""Where lexicon files are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from normalise.errors import LexiconError

# Glosses are words that names are made of, not entries.
GLOSS_FOLDER = "glosses"


def packaged_folder() -> Path:
    """Return the folder of the lexicons: inside the package, or beside it in a working copy."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "lexicons"
    return inside if inside.is_dir() else package.parent / "lexicons"


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Return the YAML files of entries in these folders and files, each once, in order of name.

    Raises:
        LexiconError: when a path does not exist or holds no YAML file.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = [
                file
                for file in sorted((*path.rglob("*.yaml"), *path.rglob("*.yml")))
                if GLOSS_FOLDER not in file.relative_to(path).parts
            ]
            if not inside:
                raise LexiconError(f"{path}: no .yaml file in this folder")
            found.update(dict.fromkeys(inside))
        elif path.is_file():
            found[path] = None
        else:
            raise LexiconError(
                f"{path}: no such file or folder; --lexicon takes a YAML file or a folder of them"
            )
    return list(found)


def gloss_files_of(paths: Iterable[Path]) -> list[Path]:
    """Return the YAML files of glosses in these folders, in order of name."""
    return [
        file
        for path in paths
        if path.is_dir()
        for file in sorted(path.rglob(f"{GLOSS_FOLDER}/*.yaml"))
    ]
