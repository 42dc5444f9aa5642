"""Take clitics off by the morphology of camel-tools, where its database is installed.

Our own rules take every letter that may be a clitic for one, and leave it to the rest of the alignment
which reading holds. A morphology knows that وليد is a name and no "and". camel-tools looks for a
catalogue on the network when it is imported and finds none, so it is imported only where catalogue
and database are on the disk. Words that it does not know are left to the rules.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from normalise.links.source import Splitter
from normalise.script import arabic
from normalise.script.arabic import Stem

DATABASE = "calima-msa-r13"
_ONE_LETTER = frozenset(
    ["wa_conj", "wa_part", "wa_sub", "fa_conj", "fa_conn", "fa_rc", "fa_sub", "bi_prep", "bi_part", "ka_prep", "li_prep", "li_sub", "la_prep", "la_emph", "la_rc", "sa_fut", "wa_prep", "ta_prep", ">a_ques"]
)  # fmt: skip
_MOST_KEPT = 1 << 16


class Morphology(Protocol):
    """What is asked of camel-tools: the analyses of a word, each a mapping of features."""

    def analyze(self, word: str) -> Iterable[Mapping[str, Any]]:
        """Return the analyses."""
        ...


def splitter_of(morphology: Morphology) -> Splitter:
    """Return how to take clitics off by a morphology; the word as it stands is always a reading.

    >>> class Small:
    ...     def analyze(self, word):
    ...         return [{"prc2": "wa_conj", "prc1": "li_prep", "prc0": "Al_det"}]
    >>> splitter_of(Small())("وللكاظمي")
    (Stem(start=0, key='وللكاظمي'), Stem(start=2, key='كاظمي'))
    """

    @lru_cache(maxsize=_MOST_KEPT)
    def split(word: str) -> tuple[Stem, ...]:
        found = [Stem(0, arabic.key(word))]
        analyses = list(morphology.analyze(word))
        if not analyses or all(analysis.get("source") == "backoff" for analysis in analyses):
            return arabic.stems(word)
        for analysis in analyses:
            before = [analysis.get(name) for name in ("prc3", "prc2", "prc1")]
            letters = sum(clitic in _ONE_LETTER for clitic in before)
            definite = analysis.get("prc0") == "Al_det"
            found.append(arabic.stem_behind(word, letters, article=definite))
        return tuple(dict.fromkeys(sorted(found, key=lambda stem: stem.start)))

    return split


def database_path() -> Path | None:
    """Return where the database of camel-tools is installed; None where it, or the catalogue, is not."""
    home = Path(os.environ.get("CAMELTOOLS_DATA") or Path.home() / ".camel_tools").expanduser()
    database = home / "data" / "morphology_db" / DATABASE / "morphology.db"
    return database if database.is_file() and (home / "catalogue.json").is_file() else None


@lru_cache(maxsize=1)
def installed() -> Splitter | None:
    """Return the splitter of the installed database, read once; None where there is none."""
    database = database_path()
    if database is None:
        return None
    try:
        from camel_tools.morphology.analyzer import Analyzer  # noqa: PLC0415 - an extra, and heavy
        from camel_tools.morphology.database import MorphologyDB  # noqa: PLC0415
    except ImportError:
        return None
    return splitter_of(Analyzer(MorphologyDB(str(database))))
