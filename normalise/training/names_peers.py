"""Other programs that compare names, to stand beside ours in one table; each only where installed.

Double Metaphone (Philips 2000) and Jaro-Winkler (Winkler 1990) are what record linkage reaches for
first; logic-v2 of nomenklatura (OpenSanctions) is the best open matcher of names in sanctions lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from rapidfuzz.distance import JaroWinkler

Score = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Peer:
    """A way to score two spellings; `bar` is its own for one name, None where it has none."""

    name: str
    score: Score
    bar: float | None


def installed() -> Iterator[Peer]:
    """Yield the peers that can be imported here."""
    yield Peer("Jaro-Winkler (rapidfuzz), best bar on train", JaroWinkler.similarity, None)
    if find_spec("metaphone"):
        yield Peer("Double Metaphone (metaphone), a code in common", _double_metaphone(), 0.5)
    if find_spec("nomenklatura"):
        yield Peer("logic-v2 (nomenklatura), its bar .7", _logic_v2(), 0.7)


def _double_metaphone() -> Score:
    import metaphone  # noqa: PLC0415 - seldom installed

    def score(one: str, other: str) -> float:
        codes = [
            [code for code in metaphone.doublemetaphone(name) if code] for name in (one, other)
        ]
        if codes[0][:1] == codes[1][:1]:
            return 1.0
        return 0.75 if set(codes[0]) & set(codes[1]) else 0.0

    return score


def _logic_v2() -> Score:
    from followthemoney import model  # noqa: PLC0415 - seldom installed
    from nomenklatura.matching import get_algorithm  # noqa: PLC0415 - seldom installed

    algorithm = get_algorithm("logic-v2")
    settings = algorithm.default_config()

    def person(name: str) -> Any:
        made = model.make_entity("Person")
        made.id = name
        made.add("name", name)
        return made

    def score(one: str, other: str) -> float:
        return float(algorithm.compare(person(one), person(other), settings).score)

    return score
