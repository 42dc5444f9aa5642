"""Run a job again and again, and kill it at the first, the second, the third ... thing it does to a file.

    python tests/crash.py FOLDER ARGUMENT...

Each job is a process of its own (a fork of this one, which has all modules loaded), killed by SIGKILL
right before it opens, renames, links or removes a file in FOLDER for the n-th time, then resumed; the
state that the resumed job leaves must be the same as that of a job that nothing disturbed. Prints how many
moments were tried. `test_faults.py` calls it.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

from normalise.cli.main import _run

EVENTS = {"open", "os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "os.truncate"}


def job(arguments: list[str], folder: Path, moment: int | None) -> int:
    """Return the exit code of a job, or minus the signal that killed it."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = moment

    def watch(event: str, details: tuple) -> None:
        nonlocal left
        if left is None or event not in EVENTS or not _within(folder, details[0]):
            return
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    code = 1
    try:
        code = _run(arguments)
    finally:
        os._exit(code)


def _within(folder: Path, name: object) -> bool:
    if not isinstance(name, str | bytes | os.PathLike):
        return False
    return os.path.abspath(os.fsdecode(name)).startswith(os.path.abspath(folder))  # noqa: PTH100


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, without the times that a manifest holds."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.startswith("_manifest")
    }


def main() -> None:
    """Try all moments."""
    folder, arguments = Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir()
    whole = _run(arguments)  # in this process, so that those to come have all modules loaded
    expected = tree(folder)
    assert expected, "the job wrote nothing"
    moment = 0
    while True:
        shutil.rmtree(folder)
        folder.mkdir()
        code = job(arguments, folder, moment)
        if code != -signal.SIGKILL:
            assert (code, tree(folder)) == (whole, expected), moment
            break
        resumed = job([*arguments, "--resume"], folder, None)
        found = tree(folder)
        assert (resumed, found) == (whole, expected), (moment, resumed, list(found), list(expected))
        moment += 1
    print(moment)


if __name__ == "__main__":
    main()
