"""The adjective that ends the Arabic name of a body of a country, and that is left out at home.

>>> is_of_country("اللبناني", ["LB"]), is_of_country("اليمنية", ["YE"]), is_of_country("الإسلامية", ["IQ"])
(True, True, False)
"""

from __future__ import annotations

from collections.abc import Iterable

from normalise.script.arabic import fold

_ADJECTIVES = {
    "AE": ("إماراتي",), "BH": ("بحريني",), "DZ": ("جزائري",), "EG": ("مصري",), "IL": ("إسرائيلي",),
    "IQ": ("عراقي",), "IR": ("إيراني",), "JO": ("أردني",), "KW": ("كويتي",), "LB": ("لبناني",),
    "LY": ("ليبي",), "MA": ("مغربي",), "MR": ("موريتاني",), "OM": ("عماني",), "PS": ("فلسطيني",),
    "QA": ("قطري",), "SA": ("سعودي",), "SD": ("سوداني",), "SY": ("سوري",), "TN": ("تونسي",),
    "TR": ("تركي",), "US": ("أميركي", "أمريكي"), "YE": ("يمني",),
}  # fmt: skip
_FOLDED = {region: frozenset(map(fold, words)) for region, words in _ADJECTIVES.items()}


def is_of_country(word: str, regions: Iterable[str]) -> bool:
    """Tell whether an Arabic word is the adjective of one of some countries, in either gender."""
    bare = fold(word).removeprefix("ال").removesuffix("ه")
    return any(bare in _FOLDED.get(region, ()) for region in regions)
