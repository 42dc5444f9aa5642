"""Which of the training names are Arabic ones, whose vowels may be learnt."""

from __future__ import annotations

# Letters that foreign names hardly have: a name with one of them is taken for an Arabic one.
_ARABIC_ONLY = frozenset("حعصضطظقذةخث")


def is_arabic_name(arabic: str, listed: frozenset[str]) -> bool:
    """Tell whether a name is taken for an Arabic one.

    >>> is_arabic_name("كاظمي", frozenset()), is_arabic_name("بيرسون", frozenset())
    (True, False)
    """
    return arabic in listed or any(letter in _ARABIC_ONLY for letter in arabic)
