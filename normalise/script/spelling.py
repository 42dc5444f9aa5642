"""British and American spelling: a form of the lexicon stands for both.

>>> other_spelling("popular mobilisation"), other_spelling("ministry of defense")
('popular mobilization', 'ministry of defence')
"""

from __future__ import annotations

import re
from functools import lru_cache

# Beginnings of words, and what may not follow: a laboratory has no u.
_TWINS = tuple(
    (british, american, re.compile(but) if but else None)
    for british, american, but in (
        ("armour", "armor", ""),
        ("behaviour", "behavior", ""),
        ("centre", "center", "[^s]"),
        ("colour", "color", "a"),
        ("defence", "defense", ""),
        ("favour", "favor", ""),
        ("harbour", "harbor", ""),
        ("honour", "honor", "[ai](?!n)"),
        ("labour", "labor", "[ai](?!n)"),
        ("manoeuvre", "maneuver", "[^s]"),
        ("neighbour", "neighbor", ""),
        ("offence", "offense", ""),
        ("programme", "program", "[mr]"),
        ("rumour", "rumor", ""),
        ("theatre", "theater", "[^s]"),
    )
)
# What goes on with -ise or -ize, and its nouns: no terrorist, no realism, no surprise.
_ISE = re.compile(
    "((?:de|dis|re|un)?(?:arab|author|central|character|civil|colon|critic|custom|democrat|equal|final"
    "|general|harmon|hospital|immun|individual|international|islam|jeopard|judai|legal|liberal|local"
    "|mechan|memor|militar|mobil|modern|monopol|national|natural|neutral|normal|optim|organ|penal|polar"
    "|politic|privat|radical|rational|real|recogn|regular|sanit|scrutin|social|special|stabil|standard"
    "|steril|subsid|symbol|sympath|terror|util|victim|weapon)i)([sz])(?=[aei])"
)


def other_spelling(form: str) -> str | None:
    """Return a folded form as the other side of the Atlantic spells it; None where it is the same.

    >>> other_spelling("neighbourhood centres"), other_spelling("surprise at the laboratory")
    ('neighborhood centers', None)
    """
    other = " ".join(map(_other_word, form.split(" ")))
    return other if other != form else None


@lru_cache(maxsize=16_384)
def _other_word(word: str) -> str:
    match = _ISE.match(word)
    if match:
        return f"{match[1]}{'z' if match[2] == 's' else 's'}{word[match.end() :]}"
    for british, american, but in _TWINS:
        for one, other in ((british, american), (american, british)):
            if word.startswith(one):
                rest = word[len(one) :]
                return word if but and but.match(rest) else other + rest
    return word
