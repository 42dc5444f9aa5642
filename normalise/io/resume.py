"""Begin a job, or go on with one: only where lexicon, version, options and inputs are still the same."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from normalise.errors import OutputError
from normalise.io import manifest
from normalise.io.batches import batches
from normalise.io.inputs import Input
from normalise.io.parts import sync_folder, writing
from normalise.io.pieces import Cut
from normalise.io.shards import Shards, Target, feed


@contextlib.contextmanager
def opened_shards(
    target: Target, header: dict[str, Any], inputs: Sequence[Input], cut: Cut, *, resume: bool
) -> Iterator[Shards]:
    """Open a job to be written: begin it, or go on with it.

    Raises:
        OutputError: where the folder cannot be used, holds another job, or is being written.
    """
    folder = target.folder
    path = folder / manifest.NAME
    if folder.is_dir() and not path.exists() and any(folder.iterdir()):
        raise OutputError(
            f"{folder}: is a folder that holds other files; name a new folder for shards, or a file"
        )
    with contextlib.ExitStack() as stack:
        with writing(target.out):
            folder.mkdir(exist_ok=True)
            journal = stack.enter_context(path.open("ab"))
        _lock(journal, target)
        found, size = manifest.read(path)
        if found and not found.shards and not found.done:
            found, size = None, 0  # it died before anything was done
        if found:
            _check(found, header, target, resume=resume)
            if found.header["inputs"] != header["inputs"] and not found.done:
                _check_content(found, inputs, cut, target)
        with writing(path):
            journal.truncate(size)
            if not found:
                found = manifest.Manifest(header)
                manifest.append(journal, header)
                sync_folder(folder)
        _clear(target, found)
        yield Shards(target, inputs, found, journal)


def _check(
    found: manifest.Manifest, header: dict[str, Any], target: Target, *, resume: bool
) -> None:
    """Make sure that this job is the one that began, and that its shards are as it left them."""
    folder = target.folder
    state = "finished" if found.done else "unfinished"
    again = _again(target)
    if not resume:
        go_on = "" if found.done else "add --resume to go on with it, or "
        article = "a" if found.done else "an"
        raise OutputError(f"{folder}: holds {article} {state} job: {go_on}{again}")
    different = manifest.differences(found.header, header)
    if different:
        raise OutputError(f"{folder}: holds another {state} job: {'; '.join(different)}; {again}")
    for shard in found.shards:
        for name, file in shard["files"].items():
            gone = found.done and (target.single or name != "out")  # joined, and removed
            path = folder / file["name"]
            if not gone and (not path.is_file() or path.stat().st_size != file["bytes"]):
                raise OutputError(f"{path}: is not as it was written; {again}")


def _again(target: Target) -> str:
    return f"remove {target.folder} to begin again"


def _check_content(
    found: manifest.Manifest, inputs: Sequence[Input], cut: Cut, target: Target
) -> None:
    """Read anew what was read, because the time of a file changed."""
    digest = hashlib.sha256()
    shards = iter(found.shards)
    shard = next(shards, None)
    for batch in batches(inputs, cut):
        if shard is None:
            return
        feed(digest, batch)
        if batch.ends_shard or batch.end == manifest.place_of(shard["to"]):
            if digest.hexdigest() != shard["sha256"]:
                name = batch.source.name
                raise OutputError(f"{name}: was changed since the job began; {_again(target)}")
            digest, shard = hashlib.sha256(), next(shards, None)


def _lock(journal: BinaryIO, target: Target) -> None:
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    try:
        fcntl.flock(journal, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise OutputError(f"{target.folder}: another normalise is writing there") from None


def _clear(target: Target, found: manifest.Manifest) -> None:
    """Remove files of shards that the manifest does not know: they were being written."""
    known = {file["name"] for shard in found.shards for file in shard["files"].values()}
    for file in target.folder.rglob("*"):
        name = str(file.relative_to(target.folder))
        if file.is_file() and file.name.lstrip(".").startswith("part-") and name not in known:
            file.unlink()
