"""Which Arabic letters each Latin letter of a name stands for, learnt from pairs of names.

Every Latin letter stands for no, one or two Arabic letters; the mark before the name may stand for
the article. The chances are found by expectation maximisation, the alignment by Viterbi search, as
in the many-to-many aligner of Jiampojamarn, Kondrak and Sherif (2007).

>>> table = learn([("<ali", "علي"), ("<lila", "ليلا"), ("<il", "يل"), ("<al", "ال")] * 3)
>>> align(table, "<lila", "ليلا").chunks
('', 'ل', 'ي', 'ل', 'ا')
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from normalise.names.letters import START

ARTICLE = "ال"
_LONGEST = 2  # Arabic letters that one Latin letter may stand for
_FIRST_GUESS = (0.25, 0.65, 0.08)  # by the number of Arabic letters
_LONG_CHUNK = (
    0.5  # what is left of the chance of two letters after each round: one for one is usual
)
_UNSEEN = 1e-7
_ROUNDS = 5
Table = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The chunk of Arabic for each Latin letter, and the mean log chance of a letter."""

    chunks: tuple[str, ...]
    score: float


def _chunks(letter: str, target: str, start: int) -> Iterator[str]:
    """Yield the chunks at this place of the target that a letter may stand for."""
    if letter == START:
        yield ""
        if target.startswith(ARTICLE, start):
            yield ARTICLE
        return
    for length in range(min(_LONGEST, len(target) - start) + 1):
        yield target[start : start + length]


def learn(pairs: Sequence[tuple[str, str]]) -> Table:
    """Return the chance of each chunk for each letter."""
    table: dict[tuple[str, str], float] = {}
    for _ in range(_ROUNDS):
        counts: Counter[tuple[str, str]] = Counter()
        totals: Counter[str] = Counter()
        for source, target in pairs:
            for key, weight in _expected(table, source, target).items():
                counts[key] += weight  # type: ignore[assignment]
                totals[key[0]] += weight  # type: ignore[assignment]
        table = {
            key: weight / totals[key[0]] * (_LONG_CHUNK if len(key[1]) > 1 else 1.0)
            for key, weight in counts.items()
            if weight > 0.01
        }
    return table


def _chance(table: Table, letter: str, chunk: str) -> float:
    return table.get((letter, chunk), _UNSEEN) if table else _FIRST_GUESS[len(chunk)]


def _expected(table: Table, source: str, target: str) -> dict[tuple[str, str], float]:
    """Return how often each chunk is expected in this pair: forward and backward sums."""
    rows, columns = len(source), len(target)
    forward = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    forward[0][0] = 1.0
    steps: list[list[tuple[int, str, float]]] = []
    for row, letter in enumerate(source):
        here: list[tuple[int, str, float]] = []
        for column, reached in enumerate(forward[row]):
            if reached:
                for chunk in _chunks(letter, target, column):
                    chance = _chance(table, letter, chunk)
                    here.append((column, chunk, chance))
                    forward[row + 1][column + len(chunk)] += reached * chance
        steps.append(here)
    whole = forward[rows][columns]
    found: dict[tuple[str, str], float] = {}
    if whole <= 0:
        return found
    behind = [0.0] * columns + [1.0]
    for row in range(rows - 1, -1, -1):
        before = [0.0] * (columns + 1)
        for column, chunk, chance in steps[row]:
            rest = chance * behind[column + len(chunk)]
            if rest:
                before[column] += rest
                key = (source[row], chunk)
                found[key] = found.get(key, 0.0) + forward[row][column] * rest / whole
        behind = before
    return found


def align(table: Table, source: str, target: str) -> Alignment | None:
    """Return the likeliest alignment; None where there is none."""
    rows, columns = len(source), len(target)
    best: list[dict[int, tuple[float, str]]] = [{0: (0.0, "")}]
    for letter in source:
        reached: dict[int, tuple[float, str]] = {}
        for column, (score, _) in best[-1].items():
            for chunk in _chunks(letter, target, column):
                total = score + math.log(_chance(table, letter, chunk))
                end = column + len(chunk)
                if end not in reached or total > reached[end][0]:
                    reached[end] = (total, chunk)
        best.append(reached)
    if columns not in best[rows]:
        return None
    column, chunks = columns, []
    for row in range(rows, 0, -1):
        chunk = best[row][column][1]
        chunks.append(chunk)
        column -= len(chunk)
    return Alignment(tuple(reversed(chunks)), best[rows][columns][0] / max(rows, 1))
