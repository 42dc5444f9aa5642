"""Keep entries that were read once, so that the next start need not read the YAML again.

The cache is JSON and holds no code; its name is made of the content of the files, so a stale copy is
never used. It is written to a temporary name and moved, so processes may share it; where it cannot
be written nothing happens.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from normalise.lexicon.entry import ENTRY_KEYS, MISTRANSLATION_KEYS, Entry, Mistranslation

# Raise it when the meaning of a kept field changes; new fields change the key by themselves.
_FORMAT = "1"
_KEPT = 8  # lexicons in the folder; older ones are removed


def folder() -> Path | None:
    """Return the cache folder: NORMALISE_CACHE, else the user's; None where it is switched off."""
    named = os.environ.get("NORMALISE_CACHE")
    if named is not None:
        return Path(named) if named not in ("", "off", "none") else None
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "normalise"
    except RuntimeError:  # no home folder
        return None


def key_of(files: Sequence[Path]) -> str:
    """Return a name made of what the files hold and in which order they come."""
    fields = ",".join((_FORMAT, *sorted(ENTRY_KEYS), *sorted(MISTRANSLATION_KEYS)))
    digest = hashlib.sha256(fields.encode())
    for file in files:
        try:
            digest.update(hashlib.sha256(file.read_bytes()).digest())
        except OSError:
            digest.update(b"unreadable")
    return digest.hexdigest()[:32]


def fetch(key: str) -> tuple[Entry, ...] | None:
    """Return kept entries, or None where there are none or they are damaged."""
    place = folder()
    if place is None:
        return None
    try:
        data = orjson.loads((place / f"lexicon-{key}.json").read_bytes())
        return tuple(_entry(item) for item in data)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep(key: str, entries: Sequence[Entry]) -> None:
    """Keep entries for the next start; do nothing where that cannot be done."""
    place = folder()
    if place is None:
        return
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place, prefix=".lexicon-", delete=False) as file:
            file.write(orjson.dumps(tuple(entries), default=str))
        Path(file.name).replace(place / f"lexicon-{key}.json")
        _forget_old(place)
    except OSError:
        return


def _forget_old(place: Path) -> None:
    kept = sorted(place.glob("lexicon-*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in kept[_KEPT:]:
        file.unlink(missing_ok=True)


_TUPLES = ("arabic", "variants", "aliases", "short", "part", "literal", "requires", "unless", "region")
_RULE_TUPLES = ("wrong", "requires", "requires_near", "unless", "unless_document", "hit", "miss")


def _entry(item: dict[str, Any]) -> Entry:
    for key in _TUPLES:
        item[key] = tuple(item[key])
    if item["spellings"]:
        item["spellings"] = tuple((key, tuple(group)) for key, group in item["spellings"])
    else:
        item["spellings"] = ()
    rules = []
    for rule in item["mistranslations"]:
        for key in _RULE_TUPLES:
            rule[key] = tuple(rule[key])
        rules.append(Mistranslation(**rule))
    item["mistranslations"] = tuple(rules)
    return Entry(**item)
