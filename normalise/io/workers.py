"""Do batches in several processes, and give the outcomes back in the order of the batches.

A worker is a new Python that makes its own pipeline from paths and options; a batch goes to it as raw
bytes when it is idle, and only a few wait for an earlier one, so that memory stays bounded whatever the
input. Workers do not hear Ctrl-C: the main process stops them. When it is gone, so are their pipes, and
they end by themselves.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from normalise.errors import NormaliseError
from normalise.io.job import Job, Outcome, Recipe
from normalise.io.pieces import Batch

SMALL = 8 * 1024 * 1024  # bytes of input that are done before other processes would have started
_WINDOW = 4  # batches a worker that may be under way or done before their turn
_WINDOW_BYTES = 64 * 1024 * 1024  # of them all: very long documents are few at a time


class WorkerError(NormaliseError):
    """A worker failed or was killed."""


def outcomes(
    batches: Iterable[Batch],
    job: Job,
    recipe: Recipe,
    workers: int,
    *,
    known: int | None = None,
) -> Generator[tuple[Batch, Outcome], None, None]:
    """Yield each batch with its outcome, in order.

    What is small is done here, `known` is the size of the inputs in
    bytes, where it is known. Of what is not known the first megabytes are done here.

    Raises:
        WorkerError: when a worker failed or was killed.
    """
    batches = iter(batches)
    done_here = 0
    if workers < 2 or known is None or known < SMALL:
        for batch in batches:
            yield batch, job.run(batch, recipe.pipeline)
            done_here += batch.size
            if workers > 1 and known is None and done_here >= SMALL:
                break
        else:
            return
    with _Pool(job, recipe, workers) as pool:
        yield from pool.run(batches)


def check(batch: Batch, outcome: Outcome) -> None:
    """Make sure that every record that was cut from the input was done.

    Raises:
        NormaliseError: where the two counts differ.
    """
    done = outcome.tally.records_in + outcome.tally.blank
    if batch.count != done:
        raise NormaliseError(
            f"{batch.source.name}: {batch.count} records read after line {batch.start.line}, "
            f"{done} done: please report this"
        )


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    number: int | None = None  # of the batch it is at
    ready: bool = False


class _Pool:
    """Processes with a pipe to each; they are killed when the block ends."""

    def __init__(self, job: Job, recipe: Recipe, workers: int) -> None:
        self._work = (job, recipe)
        self._count = workers
        self._workers: list[_Worker] = []

    def __enter__(self) -> _Pool:
        context = multiprocessing.get_context("spawn")
        try:
            with _inherited():
                for _ in range(self._count):
                    ours, theirs = context.Pipe()
                    process = context.Process(
                        target=_serve, args=(theirs, *self._work), daemon=True
                    )
                    process.start()
                    theirs.close()
                    self._workers.append(_Worker(process, ours))
        except BaseException:  # Ctrl-C came meanwhile
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()

    def run(self, batches: Iterator[Batch]) -> Iterator[tuple[Batch, Outcome]]:
        """Yield the outcomes in order."""
        waiting: dict[int, Batch] = {}  # handed out, or done before their turn
        done: dict[int, Outcome] = {}
        number = turn = 0
        ended = False
        while True:
            idle = [one for one in self._workers if one.ready and one.number is None]
            while idle and not ended and self._has_room(waiting):
                batch = next(batches, None)
                if batch is None:
                    ended = True
                    break
                waiting[number] = batch
                self._send(idle.pop(), number, batch)
                number += 1
            while turn in done:
                yield waiting.pop(turn), done.pop(turn)
                turn += 1
            if ended and turn == number:
                return
            if any(one.number is not None or not one.ready for one in self._workers):
                self._hear(waiting, done)

    def _has_room(self, waiting: dict[int, Batch]) -> bool:
        """Whether another batch may be read: few wait, and few bytes."""
        size = sum(batch.size for batch in waiting.values())
        return len(waiting) < _WINDOW * len(self._workers) and size < _WINDOW_BYTES

    @staticmethod
    def _send(worker: _Worker, number: int, batch: Batch) -> None:
        worker.number = number
        with contextlib.suppress(OSError):  # it is dead: that is noticed when it is heard
            worker.pipe.send(batch)

    def _hear(self, waiting: dict[int, Batch], done: dict[int, Outcome]) -> None:
        """Wait until a worker has something to say, or has died."""
        by_pipe = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(by_pipe)):
            worker = by_pipe[pipe]  # type: ignore[index]
            at = waiting.get(worker.number) if worker.number is not None else None
            try:
                answer = worker.pipe.recv()
            except (EOFError, OSError):
                raise WorkerError(_death(worker.process, at)) from None
            if isinstance(answer, str):
                raise WorkerError(answer)
            if not worker.ready:
                worker.ready = True
            elif worker.number is not None:
                done[worker.number] = answer
                worker.number = None


def _death(process: BaseProcess, batch: Batch | None) -> str:
    process.join(5)
    where = f" at {batch.source.name}, after line {batch.start.line}" if batch else ""
    code = process.exitcode
    if code is not None and code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
        hint = (
            ", as the kernel does when memory runs out: use fewer --workers" if code == -9 else ""
        )
        return f"a worker was killed ({name}{hint}){where}"
    return f"a worker ended with exit code {code}{where}"


@contextlib.contextmanager
def _inherited() -> Iterator[None]:
    """Let new processes inherit that they do not hear Ctrl-C, and that one core is theirs."""
    blas = {name: os.environ.get(name) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    before = None
    if hasattr(signal, "pthread_sigmask"):
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        for name, value in blas.items():
            os.environ[name] = value or "1"
        yield
    finally:
        for name, value in blas.items():
            if value is None:
                del os.environ[name]
        if before is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, job: Job, recipe: Recipe) -> None:
    """Be a worker: make the process, then do one batch after the other until the pipe is closed."""
    with contextlib.suppress(OSError, EOFError):
        try:
            process = recipe.pipeline
            pipe.send(True)
            while True:
                pipe.send(job.run(pipe.recv(), process))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            pass  # the main process is gone
        except NormaliseError as error:
            pipe.send(str(error))
        except MemoryError:
            pipe.send("a worker has no memory left: use fewer --workers, or a lower --max-chars")
        except Exception as error:
            pipe.send(f"a worker failed ({type(error).__name__}: {error}): please report this")
    os._exit(0)  # nothing to tidy up; the main process may be gone
