"""The particles of romanised Arabic names, and the ways in which one form may write them.

The article is al-, el-, or takes on a sun letter (as-Sadr, ash-Shaabi); "servant of" is Abdul X,
Abdel X, Abd al-X or one word; "son of" is bin, ibn or ben. A form in the lexicon stands for all.

>>> sorted(spellings("Mustafa al-Kadhimi", drop_article=True))
['mustafa al kadhimi', 'mustafa el kadhimi', 'mustafa kadhimi']
>>> "abderrahman" in spellings("Abdul Rahman"), "as sadr" in spellings("al-Sadr")
(True, True)
"""

from __future__ import annotations

import re
from itertools import islice, product

from normalise.script.latin import fold_form

# Which consonant the article takes on, by how the next word begins: ALA-LC 1997, rule 17, and the
# press spellings of it. Longer beginnings first.
_SUN = ("sh", "th", "dh", "zh", "t", "d", "r", "z", "s", "n", "l")
_ARTICLE = re.compile(
    r"(?<![^\s-])(?:[AaEe]l(?=[\s-])|[AaEeIi](?:sh|th|dh|[tdrzsn])(?=-)|[Uu]l(?=-))[\s-]+(?=\S)"
)
_ARTICLE_MARK = "\ue000"  # stands for an article while a form is taken apart; a private character
_LINEAGE = {
    "bin": ("bin", "ibn", "ben"),
    "ibn": ("bin", "ibn", "ben"),
    "ben": ("bin", "ibn", "ben"),
}
_FATHER = {"abu": ("abu", "abou"), "abou": ("abu", "abou")}
# Words inside a name that the press writes small.
PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "as",
        "es",
        "ash",
        "esh",
        "at",
        "et",
        "ath",
        "ad",
        "ed",
        "adh",
        "ar",
        "er",
        "az",
        "ez",
        "an",
        "en",
        "bin",
        "ibn",
        "ben",
        "bint",
        "abd",
        "abdul",
        "abdel",
        "abu",
        "abou",
    ]
)
_MOST = 200  # spellings of one form; more would be a form made of particles alone


def articles(word: str) -> tuple[str, ...]:
    """Return the articles, folded, that may stand before a folded word.

    >>> articles("sadr"), articles("kadhimi")
    (('al', 'el', 'as', 'es'), ('al', 'el'))
    """
    for sun in _SUN:
        if word.startswith(sun):
            return tuple(dict.fromkeys(("al", "el", f"a{sun}", f"e{sun}")))
    return ("al", "el")


def without_article(form: str) -> str:
    """Return a written form without an article before its first word.

    >>> without_article("al-Kadhimi"), without_article("Ali"), without_article("ash-Shaabi")
    ('Kadhimi', 'Ali', 'Shaabi')
    """
    match = _ARTICLE.match(form)
    return form[match.end() :] if match else form


_ARTICLE_BEFORE = re.compile(
    r"(?<![\w'\u2019-])([AaEe]l[- ]|[Aa](?:sh|th|dh|[tdrzsn])-|[Ee](?:sh|[tdrzsn])-)$"
)


def article_start(text: str, start: int) -> int:
    """Return where a name at this place begins, with the article that may stand before it.

    >>> article_start("to al-Sadr", 6), article_start("as Sadr", 3), article_start("Sadr", 0)
    (3, 3, 0)
    """
    match = _ARTICLE_BEFORE.search(text[max(0, start - 5) : start])
    return start - len(match[1]) if match else start


def spellings(form: str, *, drop_article: bool = False) -> set[str]:
    """Return the folded spellings of a written form that differ in its particles alone.

    With `drop_article` an article that is not at the beginning may also be missing, as in the names
    of persons.
    """
    words = fold_form(
        _ARTICLE.sub(f" {_ARTICLE_MARK}", form).replace(_ARTICLE_MARK, " 0article ")
    ).split()
    choices: list[tuple[str, ...]] = []
    position = 0
    while position < len(words):
        word = words[position]
        following = words[position + 1] if position + 1 < len(words) else ""
        if word == "0article" and following:
            kept = tuple(f"{article} {following}" for article in articles(following))
            choices.append((*kept, following) if drop_article and position else kept)
            position += 2
        elif word.startswith("abd") and (servant := _servant(words[position:])):
            ways, used = servant
            choices.append(ways)
            position += used
        else:
            choices.append(_LINEAGE.get(word) or _FATHER.get(word) or (word,))
            position += 1
    return {" ".join(choice) for choice in islice(product(*choices), _MOST)}


def _servant(words: list[str]) -> tuple[tuple[str, ...], int] | None:
    """The spellings of "Abd al-X" at the beginning of these words, and how many words it takes."""
    head, rest = words[0], words[1:]
    if head in (
        "abd",
        "abdul",
        "abdel",
        "abdal",
        "abdol",
        "abdoul",
        "abdur",
        "abder",
        "abdus",
        "abdes",
    ):
        used = 1
        if rest and rest[0] == "0article":
            rest, used = rest[1:], 2
        if not rest or rest[0] in ("allah",):
            return None
        return _servant_ways(rest[0]), used + 1
    match = re.match(r"^abd(?:ul|el|al|oul)([a-z]{4,})$", head)
    if match and match[1] not in ("lah", "llah"):
        return _servant_ways(match[1]), 1
    return None


def _servant_ways(name: str) -> tuple[str, ...]:
    ways = []
    for article in articles(name):
        ways += [f"abd {article} {name}", f"abd{article} {name}", f"abd{article}{name}"]
        if article == "al":
            ways += [f"abdul {name}", f"abdul{name}", f"abdoul {name}", f"abd {name}"]
        elif article.startswith("a") and len(article) == 2:  # Abdurrahman, Abdur Rahman
            ways += [f"abdu{article[1]} {name}", f"abdu{article[1]}{name}"]
    return tuple(dict.fromkeys(ways))
