"""Tell whether two names may be one, and why.

Two questions are answered apart. *Can they be the same?* is the chance that the parts they share
are spellings of one Arabic form. *Are they known to differ?* is how surely a part of one stands
where another part of the other stands: an omitted part is no contradiction, a different nisba is.

>>> match("Mustafa al-Kadhimi", "Mustafa Kazimi").same, match("Ali al-Kadhimi", "Mustafa Kazimi").same
(True, False)
>>> match("Kadhimi", "الكاظمي").same
True
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from normalise.lexicon.store import Lexicon
from normalise.names.attested import Attested, knowledge, name_key
from normalise.names.likeness import Likeness, likeness
from normalise.names.particles import Part, names_only
from normalise.names.titles import is_title
from normalise.script.arabic import is_arabic

_SAME = 0.5
_SKIPPED = 0.85  # for parts that only one name has
_BOTH_SKIP = 0.7  # each name has a part that the other lacks, in different places
_SURNAME_ALONE = 0.8  # the last part stands for the whole name
_GIVEN_ALONE = 0.45  # the first part may be anybody's
_FIRST_MISSING = 0.45  # a name begins with the given name; who has another one before it is another
# Of the score where parts contradict each other: always, by the share of parts in common, and by how
# alike the parts are that do; so that the nearest of a list comes first, though none is accepted.
_CLASH = (0.1, 0.2, 0.3)
_NEARLY, _MANY, _NEARLY_ALL = 0.3, 2, 0.7  # a doubtful part is believed beside two sure ones
_TOO_FEW = 0.4  # two names of several parts that share one part only
# Many bear Muhammad before the name they are called by: Muhammad Hosni Mubarak.
_MUHAMMAD = re.compile(r"^(?:m[ou]?h+[ae]m+[ae]d|محمد$)")
_PRIZE = 0.35  # log odds that a pair of parts must beat to be put side by side


@dataclass(frozen=True, slots=True)
class Match:
    """Whether two names may be one; `score` ranks pairs (0..1), `why` says it in words.

    `different` is how surely the two are known to be two names.
    """

    same: bool
    score: float
    why: str
    different: float = 0.0


class _Step(NamedTuple):
    """A pair of parts side by side, or a part of one name that is skipped (the other is None)."""

    one: int | None
    other: int | None


def match(a: str, b: str, *, lexicon: Lexicon | Attested | None = None) -> Match:
    """Return whether two names, each in Latin or Arabic letters, may be one name.

    >>> match("Ahmad Hasan al-Bakr", "Ahmad Hasan").same, match("Ahmad al-Bakr", "Ahmad al-Dulaimi").same
    (True, False)
    >>> match("", "Ali")
    Match(same=False, score=0.0, why='there is no name to compare', different=0.0)
    """
    one, other = names_only(a), names_only(b)
    if not one or not other:
        return Match(False, 0.0, "there is no name to compare")
    known = knowledge(lexicon)
    whole = _whole(a, b, known)
    if whole:
        return whole
    table = [[likeness(left, right, known) for right in other] for left in one]
    steps = _side_by_side(table, len(one), len(other))
    return _judged(one, other, table, steps)


def _whole(a: str, b: str, known: Attested) -> Match | None:
    """Return a match where the lexicon has both names whole, under one Arabic form."""
    forms = [(name,) if is_arabic(name) else known.whole(name) for name in (a, b)]
    if is_arabic(a) and is_arabic(b):
        return None
    keys = {name_key(form) for form in forms[1]}
    shared = next((form for form in forms[0] if name_key(form) in keys), None)
    return Match(True, 0.99, f"the lexicon has both for {shared}") if shared else None


def _side_by_side(table: Sequence[Sequence[Likeness]], rows: int, columns: int) -> list[_Step]:
    """Put the parts of two names side by side, in order, so that the likeliest pairs meet."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            best[row][column] = max(
                best[row - 1][column],
                best[row][column - 1],
                best[row - 1][column - 1] + _gain(table[row - 1][column - 1]),
            )
    steps: list[_Step] = []
    row, column = rows, columns
    while row or column:
        pair = row and column and _gain(table[row - 1][column - 1])
        if pair and pair > 0 and best[row][column] == best[row - 1][column - 1] + pair:
            row, column = row - 1, column - 1
            steps.append(_Step(row, column))
        elif row and best[row][column] == best[row - 1][column]:
            row -= 1
            steps.append(_Step(row, None))
        else:
            column -= 1
            steps.append(_Step(None, column))
    return steps[::-1]


def _gain(found: Likeness) -> float:
    """Return what it is worth to put two parts side by side: nothing where they are unlike."""
    if found.same < _SAME:
        return 0.0
    odds = min(max(found.same, 1e-6), 1 - 1e-6)
    return _PRIZE + math.log(odds / (1 - odds))


def _judged(
    one: Sequence[Part],
    other: Sequence[Part],
    table: Sequence[Sequence[Likeness]],
    steps: Sequence[_Step],
) -> Match:
    pairs = [
        (step.one, step.other) for step in steps if step.one is not None and step.other is not None
    ]
    if pairs and all(one[left].is_initial != other[right].is_initial for left, right in pairs):
        return Match(False, _GIVEN_ALONE, "initials alone may be anybody's", 0.5)
    if len(one) == len(other) == 1:
        found = table[0][0]
        return Match(
            found.same >= _SAME, round(found.same, 4), found.why, round(found.different, 4)
        )
    likely = [table[left][right] for left, right in pairs]
    score = (
        math.prod(found.same for found in likely) ** (1 / max(len(likely), 1)) if likely else 0.0
    )
    clash = _clash(one, other, table, steps)
    reasons = [found.why for found in likely if found.why]
    if not pairs:
        nearest = max((found.same for row in table for found in row), default=0.0)
        return Match(False, round(0.3 * nearest, 4), "no part of one is a part of the other", 0.9)
    coverage = 2 * len(pairs) / (len(one) + len(other))
    if clash and clash.same > _NEARLY and len(pairs) >= _MANY:
        score *= _NEARLY_ALL
        reasons = [f"{clash.why}, which is near enough beside {len(pairs)} parts", *reasons]
    elif clash:
        score *= _CLASH[0] + _CLASH[1] * coverage + _CLASH[2] * clash.same
        reasons = [clash.why, *reasons]
    else:
        factor, reason = _omission(one, other, pairs)
        score *= factor * (coverage if factor == _TOO_FEW else 1)
        reasons += [reason] if reason else []
    different = clash.different if clash else 1 - min(found.same for found in likely)
    return Match(score >= _SAME, round(score, 4), "; ".join(reasons), round(different, 4))


def _clash(
    one: Sequence[Part],
    other: Sequence[Part],
    table: Sequence[Sequence[Likeness]],
    steps: Sequence[_Step],
) -> Likeness | None:
    """Return the surest contradiction: parts of both names between the same neighbours, unlike."""
    worst: Likeness | None = None
    left: list[int] = []
    right: list[int] = []
    for step in [*steps, _Step(-1, -1)]:
        if step.one is not None and step.other is not None:
            if left and right:
                nearest = max(
                    (table[i][j] for i in left for j in right), key=lambda found: found.same
                )
                i, j = left[-1], right[-1]
                different = 0.95 if nearest.same < 0.2 else 0.8
                if worst is None or different > worst.different:
                    worst = Likeness(
                        nearest.same, different, f"{one[i]} stands where {other[j]} stands"
                    )
            left, right = [], []
        elif step.one is not None:
            left.append(step.one)
        elif step.other is not None:
            right.append(step.other)
    return worst


def _omission(
    one: Sequence[Part], other: Sequence[Part], pairs: Sequence[tuple[int, int]]
) -> tuple[float, str]:
    """Return what is left of the score where a name lacks parts of the other, and why."""
    if len(one) == len(other) == len(pairs):
        return 1.0, ""
    if len(pairs) == 1:
        return _one_shared(one, other, pairs[0])
    before = [*one[: pairs[0][0]], *other[: pairs[0][1]]]
    both_lack = len(pairs) < len(one) and len(pairs) < len(other)
    if before and (both_lack or any(not _may_be_left_out(part) for part in before)):
        return _FIRST_MISSING, f"one begins with {before[0]}, as the son of the other would"
    if both_lack:
        return _BOTH_SKIP, "each lacks a part of the other"
    missing = abs(len(one) - len(other))
    return _SKIPPED ** min(missing, 2), "a part that is left out is no contradiction"


def _one_shared(
    one: Sequence[Part], other: Sequence[Part], pair: tuple[int, int]
) -> tuple[float, str]:
    """Return the same for two names that have one part in common."""
    if min(len(one), len(other)) > 1:
        return _TOO_FEW, "they share one part only"
    short, long, place = (one, other, pair[1]) if len(one) == 1 else (other, one, pair[0])
    if place == len(long) - 1:
        return _SURNAME_ALONE, f"{short[0]} stands alone, as a surname does"
    return _GIVEN_ALONE, f"{short[0]} alone may be anybody"


def _may_be_left_out(part: Part) -> bool:
    """Tell whether a part may be missing at the beginning: a kunya, a title, or the first Muhammad.

    >>> [_may_be_left_out(part) for part in (Part("ali", "abu"), Part("sheikh"), Part("qusay"))]
    [True, True, False]
    """
    return part.head in ("abu", "umm") or is_title(part.text) or bool(_MUHAMMAD.match(part.text))
