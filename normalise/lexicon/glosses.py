"""The gloss dictionary: what the words of Arabic names mean, likeliest English first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from normalise.errors import LexiconError
from normalise.lexicon.files import gloss_files_of, packaged_folder
from normalise.script.arabic import fold, without_the
from normalise.script.english import plural

PartOfSpeech = Literal["noun", "adjective", "verb", "particle"]
_TA_MARBUTA = "ه"  # as folded
_TELLING = re.compile("[أإآؤئ]|[ىي]$")  # letters that tell words apart which folding makes one
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
        bare = without_the(word)
        key = fold(bare)
        own = self.table.get(key) or self.table.get(fold(without_the(bare)), ())
        if own:
            exact = tuple(gloss for gloss in own if without_the(gloss.arabic) == bare)
            kept = exact if exact and _TELLING.search(bare) else own
            base = key[:-1] if key.endswith(_TA_MARBUTA) else ""
            masculine = self.table.get(base, ())
            return kept + tuple(gloss for gloss in masculine if gloss.pos == "adjective")
        return tuple(self._formed(key))

    def compound(self, forms: Sequence[str]) -> tuple[Gloss, ...]:
        """Return the readings of words that stand together, as "the Middle East" does.

        >>> un = Gloss("الأمم المتحدة", "noun", ("United Nations",))
        >>> Glosses({"امم متحده": (un,)}).compound(["الأمم", "المتحدة"]) == (un,)
        True
        """
        return self.table.get(" ".join(fold(without_the(form)) for form in forms), ())

    def _formed(self, bare: str) -> Iterator[Gloss]:
        for ending, made in _ENDINGS:
            if not bare.endswith(ending) or len(bare) < len(ending) + 2:
                continue
            stem = bare[: -len(ending)]
            for base in (stem, stem + _TA_MARBUTA, stem + "ا", stem.removesuffix("ي")):
                found = self.table.get(base, ())
                if found:
                    nouns = [gloss for gloss in found if gloss.pos == "noun"]
                    for gloss in sorted(found, key=nouns.__contains__, reverse=made == "plural"):
                        yield from _forms(gloss, made, alone=not nouns)
                    return


def _forms(gloss: Gloss, made: str, *, alone: bool) -> Iterator[Gloss]:
    """A word formed from a known one: its plural, its feminine, its adjective in -i.

    An adjective stands for people, "the independents", where there is it alone and no noun.
    """
    if made == "nisba" and gloss.pos == "noun":
        yield Gloss(gloss.arabic, "adjective", gloss.english)
    elif made == "plural" and gloss.pos in ("noun", "adjective") and not gloss.plural:
        several = tuple(_people(word) for word in gloss.english)
        if alone or gloss.pos == "noun":
            yield Gloss(gloss.arabic, "noun", several, plural=True)
        if gloss.pos == "adjective":
            yield gloss
    else:
        yield gloss


def _people(word: str) -> str:
    """The plural of a noun, or of an adjective as a noun: Iraqis, the Lebanese, the French."""
    same = word[:1].isupper() and word.endswith(("ese", "sh", "ch"))
    return word if same else plural(word) or word


def read_glosses(files: Iterable[Path]) -> Glosses:
    """Read gloss files.

    Raises:
        LexiconError: for a line that is no gloss, with its file.
    """
    table: dict[str, list[Gloss]] = defaultdict(list)
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    for file in files:
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
            key = " ".join(fold(without_the(word)) for word in gloss.arabic.split())
            table[key].append(gloss)
    return Glosses({word: tuple(found) for word, found in table.items()})


@lru_cache(maxsize=1)
def packaged_glosses() -> Glosses:
    """Return the glosses that ship, read once."""
    return read_glosses(gloss_files_of([packaged_folder()]))
