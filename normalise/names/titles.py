"""Titles before names, in Latin and in Arabic letters: what is left out when names are compared."""

from __future__ import annotations

from collections.abc import Sequence

from normalise.names.letters import folded

_TITLES = frozenset(
    (
        "dr doctor mr mrs ms miss sir general gen colonel col major maj brigadier brig lieutenant lt "
        "captain capt marshal admiral commander sergeant sgt staff president premier minister chancellor "
        "senator ambassador secretary governor mayor professor prof engineer eng judge justice ayatollah "
        "hojatoleslam hojjatoleslam mufti mullah maulavi mawlawi molvi martyr king queen caliph h.e "
        "his her excellency highness majesty royal crown grand prime vice deputy field former late"
    ).split()
) | frozenset(
    (
        "الدكتور الدكتورة د السيد السيدة الشيخ اللواء العميد العقيد الفريق المقدم الملازم المشير الركن "
        "الرئيس الوزير السفير الملك الملكة المهندس الاستاذ القاضي الشهيد العماد الرائد النقيب الملا سماحة معالي "
        "سعادة فخامة جلالة سمو"
    ).split()
)
# These are names as well: a title only where two more parts follow.
_PERHAPS_TITLES = frozenset(
    "sheikh shaykh sheik shaikh cheikh sayyid sayed sayyed hajji haji hajj hadj prince emir imam".split()
) | {"الحاج", "الامير", "الامام", "ملا", "شيخ"}
_BEHIND_TITLES = frozenset(("اول", "ركن", "ثان"))  # a first lieutenant general of the staff


def is_title(word: str) -> bool:
    """Tell whether a word in lower case may be a title.

    >>> is_title("sheikh"), is_title("الشيخ"), is_title("salih")
    (True, True, False)
    """
    return folded(word) in _TITLES | _PERHAPS_TITLES


def without_titles(words: Sequence[str]) -> list[str]:
    """Return the words of a name, in lower case, without the titles they begin with.

    >>> without_titles(["sheikh", "ahmad", "yasin"]), without_titles(["sheikh", "ahmad"])
    (['ahmad', 'yasin'], ['sheikh', 'ahmad'])
    """
    left = list(words)
    stripped = False
    while len(left) > 1:
        first = folded(left[0])
        if not (
            first in _TITLES
            or (first in _PERHAPS_TITLES and len(left) > 2)
            or (first in _BEHIND_TITLES and stripped)
        ):
            break
        left, stripped = left[1:], True
    return left
