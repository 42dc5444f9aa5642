"""Lists of full names in Arabic, with Latin spellings to find in them.

A list is JSON Lines with `latin` and `arabic`. Beside lists of true names one is drawn up from the
attested spellings of single parts (the dev split of variant_groups.jsonl): full names of two to five
parts as the UN's lists write them, with kin in the list: brothers, and fathers who are part of their
sons' names. In the Latin a title may stand before, the surname may come first, a part may be missing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from normalise.errors import InputError
from normalise.training.names_data import files

_COUNT = 184  # names, as many as the list of the reference in the project's table of measures
_KIN = 0.4  # of the names have a brother or a father in the list
_NISBA = 5  # letters of a family name in -i, at least
_MISSING, _SURNAME_FIRST, _TITLE, _CAPITALS, _BIN = 0.25, 0.1, 0.15, 0.1, 0.25


@dataclass(frozen=True, slots=True)
class Listed:
    """A name in Latin letters and the Arabic name in the list."""

    latin: str
    arabic: str


@dataclass(frozen=True, slots=True)
class _Piece:
    arabic: str
    spellings: tuple[str, ...]

    @property
    def is_family(self) -> bool:
        return self.arabic.endswith("ي") and len(self.arabic) >= _NISBA


def read_list(path: Path) -> list[Listed]:
    """Return the names of a list.

    Raises:
        InputError: where a line is not {"latin", "arabic"}.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        try:
            row = json.loads(line)
            found.append(Listed(str(row["latin"]), str(row["arabic"])))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f'{path}:{number}: a line of a list is {{"latin", "arabic"}}'
            ) from error
    return found


def drawn_up(paths: Sequence[Path], seed: int = 0) -> list[Listed]:
    """Return a list of full names put together from single parts; empty where the table is missing."""
    given: list[_Piece] = []
    family: list[_Piece] = []
    for path in files(paths, "variant_groups.jsonl"):
        for line in path.read_text(encoding="utf8").splitlines():
            row = json.loads(line)
            spellings = tuple(sorted(set(row["variants"]) - set(row["silver"])))
            if row["split"] == "dev" and spellings:
                piece = _Piece(row["ar"], spellings)
                (family if piece.is_family else given).append(piece)
    if not given or not family:
        return []
    chance = Random(seed)
    persons: dict[tuple[_Piece, _Piece], tuple[_Piece, ...]] = {}
    while len(persons) < _COUNT:
        one = (*chance.sample(given, chance.choice((1, 2, 2, 2, 3, 3, 4))), chance.choice(family))
        kin = (chance.choice(given), *one[1:]) if chance.random() < 0.5 else one[1:]
        for person in (one, kin) if chance.random() < _KIN and len(one) > 2 else (one,):
            # Who is called alike from first to last cannot be told from him by any spelling.
            persons.setdefault((person[0], person[-1]), person)
    return [_written(person, chance) for person in persons.values()]


def _written(person: tuple[_Piece, ...], chance: Random) -> Listed:
    *givens, family = person
    bins = [chance.random() < _BIN for _ in givens]
    bins[0] = False
    arabic = [
        f"بن {piece.arabic}" if son else piece.arabic
        for piece, son in zip(givens, bins, strict=True)
    ]
    latin = [chance.choice(piece.spellings).title() for piece in givens]
    latin = [
        f"bin {name}" if son and chance.random() < 0.5 else name
        for name, son in zip(latin, bins, strict=True)
    ]
    if len(latin) > 1 and chance.random() < _MISSING:
        del latin[chance.randrange(1, len(latin))]
    surname = "al-" + chance.choice(family.spellings).removeprefix("al").lstrip("-").title()
    if chance.random() < _CAPITALS:
        surname = surname.upper()
    name = (
        f"{surname}, {' '.join(latin)}"
        if chance.random() < _SURNAME_FIRST
        else " ".join((*latin, surname))
    )
    if "," not in name and chance.random() < _TITLE:
        name = f"{chance.choice(('Dr.', 'General', 'Sheikh', 'Major General'))} {name}"
    return Listed(name, " ".join((*arabic, "ال" + family.arabic.removeprefix("ال"))))
