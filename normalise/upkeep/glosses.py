"""The gloss dictionary: what the words of Arabic names mean, likeliest English first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from normalise.errors import LexiconError
from normalise.lexicon.files import GLOSS_FOLDER, packaged_folder
from normalise.script.arabic import fold, without_article
from normalise.script.english import plural

PartOfSpeech = Literal["noun", "adjective", "verb", "particle"]
_TA_MARBUTA = "ه"  # as folded
# Endings that make other forms of a word, with what they say of it.
_ENDINGS = (
    ("ات", "plural"),
    ("ون", "plural"),
    ("ين", "plural"),
    ("ان", "plural"),
    (_TA_MARBUTA, ""),
    ("يه", ""),
    ("ي", ""),
)


@dataclass(frozen=True, slots=True)
class Gloss:
    """One reading of an Arabic word: its part of speech and what it is called in English."""

    arabic: str
    pos: PartOfSpeech
    english: tuple[str, ...]
    plural: bool = False


@dataclass(frozen=True)
class Glosses:
    """Glosses by folded Arabic word, without its article."""

    table: Mapping[str, tuple[Gloss, ...]]

    def of(self, word: str) -> tuple[Gloss, ...]:
        """Return the readings of a word, its own first, then those of the word it is formed from.

        >>> glosses = Glosses({fold("ثائر"): (Gloss("ثائر", "noun", ("rebel",)),)})
        >>> glosses.of("الثائرين")[0].english
        ('rebels',)
        """
        whole = fold(word)
        bare = whole[2:] if whole.startswith("ال") and len(whole) > 3 else whole
        own = self.table.get(bare) or self.table.get(whole, ())
        if own:
            return own
        for ending, number in _ENDINGS:
            if bare.endswith(ending) and len(bare) > len(ending) + 1:
                stem = bare[: -len(ending)]
                for base in (stem, stem + _TA_MARBUTA, *((stem[:-1],) if stem[-1:] == "ي" else ())):
                    found = self.table.get(base, ())
                    if found:
                        return tuple(_formed(gloss, number == "plural", ending) for gloss in found)
        return ()


def _formed(gloss: Gloss, several: bool, ending: str) -> Gloss:
    """A word formed from a known one: its plural, or its adjective in -i."""
    if several and gloss.pos == "noun" and not gloss.plural:
        return Gloss(
            gloss.arabic, gloss.pos, tuple(plural(word) or word for word in gloss.english), True
        )
    if ending in ("ي", "يه") and gloss.pos == "noun":
        return Gloss(gloss.arabic, "adjective", gloss.english)
    return gloss


def read_glosses(folder: Path) -> Glosses:
    """Read the gloss files of a folder.

    Raises:
        LexiconError: for a line that is no gloss, with its file.
    """
    table: dict[str, list[Gloss]] = defaultdict(list)
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    for file in sorted(folder.glob("*.yaml")):
        rows = yaml.load(file.read_text(encoding="utf8"), Loader=loader) or []  # noqa: S506 - strings only
        for row in rows:
            try:
                gloss = Gloss(
                    row["arabic"], row["pos"], tuple(row["english"]), row.get("number") == "plural"
                )
            except (TypeError, KeyError) as error:
                raise LexiconError(f"{file}: {row!r} is no gloss: it lacks {error}") from None
            table[without_article(fold(gloss.arabic))].append(gloss)
    return Glosses({word: tuple(found) for word, found in table.items()})


@lru_cache(maxsize=1)
def packaged_glosses() -> Glosses:
    """Return the glosses that ship, read once."""
    return read_glosses(packaged_folder() / "arabic" / GLOSS_FOLDER)


def is_noun(readings: Sequence[Gloss]) -> bool:
    """Tell whether a word can be a noun, or is not known and so may be a name."""
    return not readings or any(gloss.pos != "adjective" for gloss in readings)
