"""Build very many objects at once without the garbage collector walking over them again and again.

Reading YAML makes a hundred thousand nodes that all live until the file is read: the collector finds
nothing among them, and takes two thirds of the time to look.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the garbage collector rest; also a decorator: ``@uncollected()``.

    >>> with uncollected():
    ...     gc.isenabled()
    False
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
