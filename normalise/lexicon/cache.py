"""Keep a compiled lexicon, so that the next start need not read the YAML again.

The name of a kept file is made of the content of the lexicon files, so a stale copy is never used. It
is written to a temporary name and moved, so processes may share it; where it cannot be written
nothing happens.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from normalise._version import __version__
from normalise.lexicon.compiled import FORMAT, Compiled, from_bytes, to_bytes

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
    """Return a name made of what the files hold, their order, and what reads them."""
    digest = hashlib.sha256(f"{FORMAT} {__version__}".encode())
    for file in files:
        try:
            digest.update(hashlib.sha256(file.read_bytes()).digest())
        except OSError:
            digest.update(b"unreadable")
    return digest.hexdigest()[:32]


def packaged_copy() -> Path:
    """Return where the build of the package puts the lexicon that ships, compiled."""
    return Path(__file__).resolve().parent / "lexicon.bin"


def fetch(key: str) -> Compiled | None:
    """Return a kept lexicon, or None where there is none or it is damaged."""
    place = folder()
    found = _read(place / f"lexicon-{key}.bin", key) if place else None
    return found or _read(packaged_copy(), key)


def _read(file: Path, key: str) -> Compiled | None:
    try:
        with file.open("rb") as stream:
            if stream.read(len(key)) == key.encode():
                return from_bytes(stream.read())
    except OSError:
        pass
    return None


def write(file: Path, key: str, lexicon: Compiled) -> None:
    """Write a compiled lexicon under a temporary name, then give it its own.

    Raises:
        OSError: where it cannot be written.
    """
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".lexicon-", delete=False) as stream:
        stream.write(key.encode() + to_bytes(lexicon))
    Path(stream.name).chmod(0o644)
    Path(stream.name).replace(file)


def keep(key: str, lexicon: Compiled) -> None:
    """Keep a lexicon for the next start; do nothing where that cannot be done."""
    place = folder()
    if place is None:
        return
    try:
        place.mkdir(parents=True, exist_ok=True)
        write(place / f"lexicon-{key}.bin", key, lexicon)
        _forget_old(place)
    except OSError:
        return


def _forget_old(place: Path) -> None:
    kept = sorted(place.glob("lexicon-*.bin"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in kept[_KEPT:]:
        file.unlink(missing_ok=True)
