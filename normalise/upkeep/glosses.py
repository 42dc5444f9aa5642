"""The gloss dictionary: what the words of Arabic names mean, likeliest English first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from normalise.errors import LexiconError
from normalise.lexicon.files import GLOSS_FOLDER, packaged_folder
from normalise.script.arabic import fold
from normalise.script.english import plural

PartOfSpeech = Literal["noun", "adjective", "verb", "particle"]
_TA_MARBUTA = "ه"  # as folded
_HAMZA = re.compile("[أإآؤئى]")  # letters that keep words apart which folding makes one
# Endings that make other forms of a word, with what they make of it.
_ENDINGS = (
    ("ات", "plural"),
    ("ون", "plural"),
    ("ين", "plural"),
    ("ان", "plural"),
    (_TA_MARBUTA, "feminine"),
    ("يه", "nisba"),
    ("وي", "nisba"),
    ("ي", "nisba"),
)


@dataclass(frozen=True, slots=True)
class Gloss:
    """One reading of an Arabic word or compound: its part of speech and what English calls it."""

    arabic: str
    pos: PartOfSpeech
    english: tuple[str, ...]
    plural: bool = False
    verb: str = ""  # of a verbal noun: liberation, "liberate"


@dataclass(frozen=True)
class Glosses:
    """Glosses by folded Arabic words, without their articles."""

    table: Mapping[str, tuple[Gloss, ...]]

    def of(self, word: str) -> tuple[Gloss, ...]:
        """Return the readings of a word, its own first, then those of the word it is formed from.

        Hamza tells words apart that folding makes one; a word in -a may also be an adjective.

        >>> glosses = Glosses({fold("ثائر"): (Gloss("ثائر", "noun", ("rebel",)),)})
        >>> glosses.of("الثائرين")[0].english
        ('rebels',)
        """
        whole = fold(word)
        bare = without_the(whole)
        own = self.table.get(bare) or self.table.get(whole, ())
        if own:
            written = word[len(whole) - len(bare) :]
            exact = tuple(gloss for gloss in own if gloss.arabic == written)
            kept = exact if exact and _HAMZA.search(written) else own
            base = bare[:-1] if bare.endswith(_TA_MARBUTA) else ""
            masculine = self.table.get(base, ())
            return kept + tuple(gloss for gloss in masculine if gloss.pos == "adjective")
        return tuple(self._formed(bare))

    def compound(self, forms: Sequence[str]) -> tuple[Gloss, ...]:
        """Return the readings of words that stand together, as "the Middle East" does.

        >>> un = Gloss("الأمم المتحدة", "noun", ("United Nations",))
        >>> Glosses({"امم متحده": (un,)}).compound(["الأمم", "المتحدة"]) == (un,)
        True
        """
        return self.table.get(" ".join(without_the(fold(form)) for form in forms), ())

    def _formed(self, bare: str) -> Iterator[Gloss]:
        for ending, made in _ENDINGS:
            if not bare.endswith(ending) or len(bare) < len(ending) + 2:
                continue
            stem = bare[: -len(ending)]
            for base in (stem, stem + _TA_MARBUTA, stem + "ا", stem.removesuffix("ي")):
                found = self.table.get(base, ())
                if found:
                    for gloss in found:
                        yield from _forms(gloss, made)
                    return


def without_the(folded: str) -> str:
    """Return a folded word without its article; unlike names, words of four letters lose it too."""
    return folded[2:] if folded.startswith("ال") and len(folded) > 3 and folded != "الله" else folded


def _forms(gloss: Gloss, made: str) -> Iterator[Gloss]:
    """A word formed from a known one: its plural, its feminine, its adjective in -i."""
    if made == "nisba" and gloss.pos == "noun":
        yield Gloss(gloss.arabic, "adjective", gloss.english)
    elif made == "plural" and gloss.pos in ("noun", "adjective") and not gloss.plural:
        several = tuple(_people(word) for word in gloss.english)
        yield Gloss(gloss.arabic, "noun", several, plural=True)
        if gloss.pos == "adjective":
            yield gloss
    else:
        yield gloss


def _people(word: str) -> str:
    """The plural of a noun, or of an adjective as a noun: Iraqis, the Lebanese, the French."""
    same = word[:1].isupper() and word.endswith(("ese", "sh", "ch"))
    return word if same else plural(word) or word


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
                    row["arabic"],
                    row["pos"],
                    tuple(row["english"]),
                    row.get("number") == "plural",
                    row.get("verb", ""),
                )
            except (TypeError, KeyError) as error:
                raise LexiconError(f"{file}: {row!r} is no gloss: it lacks {error}") from None
            key = " ".join(without_the(word) for word in fold(gloss.arabic).split())
            table[key].append(gloss)
    return Glosses({word: tuple(found) for word, found in table.items()})


@lru_cache(maxsize=1)
def packaged_glosses() -> Glosses:
    """Return the glosses that ship, read once."""
    return read_glosses(packaged_folder() / "arabic" / GLOSS_FOLDER)
