"""The tables of the romanisation schemes: what each writes for a letter and where it parts words.

Sources: ALA-LC 1997 (Library of Congress romanisation tables, Arabic); BGN/PCGN 1956; UN resolution
XI/3 of 2017; ISO 233:1984 and ISO 233-2:1993; DIN 31635:1982; the IJMES transliteration chart; the
ODNI (IC) standard of 2004 and 2015; Buckwalter 2002; Habash, Soudi and Buckwalter 2007 (HSB).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهويپچگڨڴڤ"


def _table(row: str) -> dict[str, str]:
    return dict(zip(_LETTERS, row.split(), strict=True))


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a scheme writes vowelled Arabic.

    `long` are the long a, i and u; `maqsura` is the a written as ya. `feminine` is the ending of
    ta marbuta at a pause and before a genitive. `article` stands before a word, in small letters;
    with `assimilates` its l becomes the sun letter that follows. `geminate_i` and `geminate_u` are
    a doubled ya after i and a doubled waw after u. `last_i` is the nisba. Without `endings`, the
    short vowels of inflection are left out. `doubles_digraphs`: a double sh is shsh.
    `alif_after_a` and `alif_alone` are a long alif with and without a written a before it, where
    that differs from the long a.
    """

    letters: Mapping[str, str]
    long: tuple[str, str, str] = ("ā", "ī", "ū")
    maqsura: str = "á"
    hamza: str = "’"
    feminine: tuple[str, str] = ("ah", "at")
    article: str = "al-"
    capital_article: bool = False
    assimilates: bool = False
    geminate_i: str = "īy"
    geminate_u: str = "ūw"
    last_i: str = "ī"
    endings: bool = False
    doubles: bool = True
    doubles_digraphs: bool = True
    allah: str = "Allāh"
    alif_after_a: str | None = None
    alif_alone: str | None = None
    joins_servant: bool = False


_ALA_LC = Scheme(
    _table("b t th j ḥ kh d dh r z s sh ṣ ḍ ṭ ẓ ‘ gh f q k l m n h w y p ch g g g v"), endings=True
)
_BGN = Scheme(
    _table("b t th j ḩ kh d dh r z s sh ş ḑ ţ z̧ ‘ gh f q k l m n h w y p ch g g g v"),
    article="al ",
    capital_article=True,
    assimilates=True,
    allah="Allāh",
)
_UN = replace(
    _BGN,
    letters=_table("b t th j ẖ kh d dh r z s sh s̱ ḏ ṯ d͟h ‘ gh f q k l m n h w y p ch g g g v"),
    hamza="'",
)
_DIN_LETTERS = _table("b t ṯ ǧ ḥ ḫ d ḏ r z s š ṣ ḍ ṭ ẓ ʿ ġ f q k l m n h w y p č g g g v")
_ISO_LETTERS = _table("b t ṯ ǧ ḥ ẖ d ḏ r z s š ṣ ḍ ṭ ẓ ‘ ġ f q k l m n h w y p č g g g v")
_PLAIN = _table("b t th j h kh d dh r z s sh s d t z ’ gh f q k l m n h w y p ch g g g v")

SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {
        "ala-lc": _ALA_LC,
        "bgn-pcgn": _BGN,
        "un-2017": _UN,
        "iso-233": Scheme(
            _ISO_LETTERS,
            long=("â", "iy", "uw"),
            maqsura="ỳ",
            feminine=("aẗ", "aẗ"),
            article="al ",
            capital_article=True,
            assimilates=True,
            geminate_i="iy",
            geminate_u="uw",
            last_i="iy",
            doubles=False,
            alif_after_a="a’",
            allah="Allâh",
        ),
        "iso-233-2": Scheme(
            _ISO_LETTERS,
            maqsura="ỳ",
            feminine=("aẗ", "aẗ"),
            geminate_i="iyy",
            geminate_u="uww",
            alif_alone="â",
        ),
        "din-31635": Scheme(
            _DIN_LETTERS,
            maqsura="ā",
            hamza="ʾ",
            feminine=("a", "at"),
            assimilates=True,
            geminate_i="īy",
            endings=True,
        ),
        "ijmes": Scheme(
            _ALA_LC.letters,
            maqsura="ā",
            feminine=("a", "at"),
            geminate_i="iyy",
            geminate_u="uww",
            endings=True,
        ),
        # The standard writes no macrons and no dots under h; the vectors keep the dots of ṣ ḍ ṭ ẓ.
        "odni": Scheme(
            _PLAIN | {"ص": "ṣ", "ض": "ḍ", "ط": "ṭ", "ظ": "ẓ"},
            long=("a", "i", "u"),
            maqsura="a",
            article="al ",
            capital_article=True,
            geminate_i="iy",
            geminate_u="uw",
            last_i="i",
            doubles_digraphs=False,
            allah="Allah",
            joins_servant=True,
        ),
        "press": Scheme(
            _PLAIN | {"ع": "", "ظ": "dh"},
            long=("a", "i", "u"),
            maqsura="a",
            hamza="",
            feminine=("a", "at"),
            geminate_i="iy",
            geminate_u="uww",
            last_i="i",
            doubles_digraphs=False,
            allah="Allah",
            joins_servant=True,
        ),
    }
)

_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640\u0671"
# Letter for letter, marks too: these two can be turned back.
BUCKWALTER: Mapping[str, str] = MappingProxyType(
    dict(zip("اأإآءؤئبتثجحخدذرزسشصضطظعغفقكلمنهويةى" + _MARKS, "A><|'&}btvjHxd*rzs$SDTZEgfqklmnhwypYFNKaui~o`_{", strict=True))
)  # fmt: skip
HSB: Mapping[str, str] = MappingProxyType(
    dict(zip("اأإآءؤئبتثجحخدذرزسشصضطظعغفقكلمنهويةى" + _MARKS, "AÂĂĀ'ŵŷbtθjHxdðrzsšSDTĎςγfqklmnhwyħýãũĩaui~.á_Ä", strict=True))
)  # fmt: skip
LETTER_FOR_LETTER: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"buckwalter": BUCKWALTER, "hsb": HSB}
)
NAMES = (*SCHEMES, *LETTER_FOR_LETTER)
SUN_LETTERS = frozenset("تثدذرزسشصضطظلن")
