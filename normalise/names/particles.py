"""Take a full name apart, in Latin or in Arabic letters: what is a name, and what is a particle.

The article is split off (al-, el-, ash-, joined or apart), "servant of", "father of" and "mother
of" are joined to what follows, "al-Din" and "Allah" to what stands before, "son of" is marked, and
titles at the beginning are left out. So Abd al-Rahman, Abdulrahman, Abderrahmane and عبد الرحمن all
are one part: servant of "rahman".

>>> [str(part) for part in parts("Dr. Abdel-Rahman bin Salaheddine al-Kazimi")]
['abd+rahman', 'bin', 'salah+din', 'al-kazimi']
>>> [str(part) for part in parts("عبدالرحمن بن صلاح الدين الكاظمي")]
['abd+رحمن', 'bin', 'صلاح+din', 'al-كاظمي']
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from normalise.names.letters import arabic, folded
from normalise.names.titles import without_titles
from normalise.script.arabic import is_arabic
from normalise.script.latin import APOSTROPHES, HYPHENS


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name: a word, the particle before it, and what is joined to its end.

    `head` is "", "abd", "abu", "umm" or a lineage word ("bin", "bint", "wuld"), `tail` is "", "din"
    or "allah". `text` is a Latin word in lower case or an Arabic word, without its article.
    """

    text: str
    head: str = ""
    tail: str = ""
    article: bool = False

    def __str__(self) -> str:
        """Return the part for the eye."""
        text = f"al-{self.text}" if self.article and not self.head else self.text
        return "+".join(piece for piece in (self.head, text, self.tail) if piece)

    @property
    def is_lineage(self) -> bool:
        """Whether the part says "son of" and names nobody."""
        return self.head in ("bin", "bint", "wuld")

    @property
    def is_initial(self) -> bool:
        """Whether only the first letter of a name stands there: M., M.A.

        >>> Part("m").is_initial, Part("m.a").is_initial, Part("mo").is_initial
        (True, True, False)
        """
        return bool(_INITIAL.match(self.text)) and not self.head and not self.tail

    @property
    def joined(self) -> str:
        """The part in one word, as it is written where nobody sees its particle."""
        tail = {"": "", "din": "uddin", "allah": "allah"}[self.tail]
        return f"{self.head}{'ul' if self.head == 'abd' else ''}{self.text}{tail}"


_INITIAL = re.compile(r"^[a-z](?:\.[a-z])*$")
_LATIN_HEADS = {
    form: head
    for head, forms in {
        "abd": "abd abdul abdel abdal abdol abdoul abdil abdur abder abdus abdes abdu abdoel abdoer",
        "abu": "abu abou abo abi aba ebu ebou aboul abul abil ebul",
        "umm": "umm um oum om ummu",
        "bin": "bin ibn ben",
        "bint": "bint bent",
        "wuld": "ould wuld uld weld wald",
    }.items()
    for form in forms.split()
}
_ARABIC_HEADS = {
    "عبد": "abd", "ابو": "abu", "ابي": "abu", "ابا": "abu", "ام": "umm", "بن": "bin", "ابن": "bin",
    "بنت": "bint", "ولد": "wuld",
}  # fmt: skip
_ARTICLES = frozenset(
    (
        "al el ul il as ash at ath ad adh ar az an es esh et ed er ez en us ush ut uth ud udh ur uz un ol l"
    ).split()
)
_PLAIN_ARTICLES = ("al", "el", "ul")
# A servant's name in one word: the article may have taken on the next letter.
_SERVANT = re.compile(r"^abd(?:[aeou]+|il)(?P<rest>.{4,})$")
_FAITH = re.compile(r"^(?P<name>.{3,}?)(?:ou|oo|[aeiou])?(?:dd|ld)(?:i|e|ee|ei)ne?$")
_GOD = re.compile(r"^(?P<name>.{2,}?)[aou]llah?$")
_DIN = re.compile(r"^d+(?:i|e|ee|ei|ie)ne?$|^[eauo]u?(?:dd|ld)(?:i|ee|ei|ie)ne?$")
_ALLAH = re.compile(r"^[aeu]?ll?ah$")
# The clans of the Euphrates are called Albu X: Al Bu Aitha, Bu Aitha, Boaitha, البو عيثة.
_CLAN = dict.fromkeys(("bu", "bou", "albu", "albo"), "bu") | dict.fromkeys(
    ("بو", "البو", "ألبو"), "بو"
)
_CAMEL = re.compile(r"\b([AE]l)(?=[A-Z][a-z])")
_JOINED_ARABIC_SERVANT = re.compile("^عبدال(?P<rest>.{2,})$")
_JOINED_ARABIC_GOD = re.compile("^(?P<name>.{2,})الله$")
_JOINED_ARABIC_FAITH = re.compile("^(?P<name>.{2,})الدين$")


@lru_cache(maxsize=1 << 16)
def parts(name: str) -> tuple[Part, ...]:
    """Return the parts of a name, in order; "Kazimi, Mustafa" is turned round.

    >>> [str(part) for part in parts("Kazimi, Abu al-Hasan")], str(parts("Nasr Allah")[0])
    (['abu+hasan', 'kazimi'], 'nasr+allah')
    >>> [str(part) for part in parts("Albu Aitha")], [str(part) for part in parts("al")]
    (['al-buaitha'], ['al'])
    """
    before, comma, behind = name.replace("\N{ARABIC COMMA}", ",").partition(",")
    if comma and before.strip() and behind.strip() and "," not in behind:
        name = f"{behind} {before}"
    elif name[1:2].isupper():
        name = _given_name_first(name)
    if not name.isascii() and is_arabic(name):
        return _arabic_parts(without_titles(_arabic_words(name)))
    return _latin_parts(without_titles(_latin_words(name)))


def _given_name_first(name: str) -> str:
    """Turn a name round that begins with its surname in capitals, as lists of the UN and the EU do.

    >>> _given_name_first("AL-SADR Muqtada"), _given_name_first("SADDAM HUSSEIN")
    ('Muqtada AL-SADR', 'SADDAM HUSSEIN')
    """
    words = name.split()
    count = next((place for place, word in enumerate(words) if not word.isupper()), len(words))
    rest = words[count:]
    is_surname = any(len(word) > 2 for word in words[:count])
    if rest and is_surname and all(word[0].isupper() and not word.isupper() for word in rest):
        return " ".join((*rest, *words[:count]))
    return name


def names_only(name: str) -> tuple[Part, ...]:
    """Return the parts that name somebody: all but the lineage words.

    >>> [str(part) for part in names_only("Muhammad bin Salman")]
    ['muhammad', 'salman']
    """
    return tuple(part for part in parts(name) if not part.is_lineage) or parts(name)


_TO_SPACE = str.maketrans(dict.fromkeys(HYPHENS + "_/\u2013\u2014", " "))


def _latin_words(name: str) -> list[str]:
    if not name.isascii():
        name = unicodedata.normalize("NFC", name)
    spaced = _CAMEL.sub(r"\1 ", name).translate(_TO_SPACE).lower()
    return [word for word in map(_bare, spaced.split()) if word]


@lru_cache(maxsize=1 << 16)
def _bare(word: str) -> str:
    """Return a word without the punctuation around it.

    >>> _bare("m."), _bare("(said')"), _bare("…?")
    ('m', 'said', '…')
    """
    word = word.strip('.()[]"“”;:!?')
    return word.rstrip(APOSTROPHES) if len(word) > 1 else word


def _arabic_words(name: str) -> list[str]:
    return [word for word in (arabic(piece) for piece in name.translate(_TO_SPACE).split()) if word]


def _is_article(word: str, behind: str) -> bool:
    """Tell whether a word is the article of the next: al, or a sun letter that the next begins with."""
    if word in _PLAIN_ARTICLES:
        return True
    return word in _ARTICLES and behind.startswith(word[1:])


def _latin_parts(words: list[str]) -> tuple[Part, ...]:
    found: list[Part] = []
    place = 0
    head, article = "", False
    while place < len(words):
        word, last = words[place], place == len(words) - 1
        place += 1
        if not last and _is_article(word, words[place]):
            article = True
        elif not last and not head and word in _CLAN:
            article = article or word.startswith("al")
            words = [*words[:place], _CLAN[word] + words[place], *words[place + 1 :]]
        elif not last and not head and word in _LATIN_HEADS:
            head = _LATIN_HEADS[word]
            if head in ("bin", "bint", "wuld"):
                found.append(Part("", head))
                head, article = "", False
        elif found and not head and not found[-1].tail and (tail := _tail(word, article)):
            # Nobody's son is called Allah or al-Din: it stands alone behind "bin".
            found[-1] = replace(found[-1], tail=tail) if found[-1].text else Part(word)
            article = False
        else:
            found.append(_latin_word(word, head, article))
            head, article = "", False
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _tail(word: str, article: bool) -> str:
    """Return what a word is at the end of the name before it: "din", "allah" or nothing."""
    if _DIN.match(word):
        return "din"
    return "allah" if not article and _ALLAH.match(word) else ""


@lru_cache(maxsize=1 << 16)
def _latin_word(word: str, head: str, article: bool) -> Part:
    """Read one word with what stood before it; an article or a particle may be joined to it."""
    if head:
        return Part("allah" if head == "abd" and _ALLAH.match(word) else word, head, "", article)
    servant = _SERVANT.match(word)
    if servant:
        return Part(_without_joined_l(servant["rest"]), "abd")
    faith = _FAITH.match(word)
    if faith and len(word) > 6:
        return Part(faith["name"], "", "din", article)
    god = _GOD.match(word)
    if god and len(word) > 6:
        return Part(god["name"], "", "allah", article)
    return Part(word, "", "", article)


def _without_joined_l(rest: str) -> str:
    """Return what a servant serves, without the article joined to it.

    >>> _without_joined_l("lrahman"), _without_joined_l("rrahmane"), _without_joined_l("llatif")
    ('rahman', 'rahmane', 'latif')
    """
    if _ALLAH.match(rest) or rest in ("lah", "llah"):
        return "allah"
    if rest[:1] == "l" and len(rest) > 4:
        return rest[1:]
    if len(rest) > 2 and rest[0] == rest[1] and rest[0] not in "aeiou":
        return rest[1:]
    double = re.match(r"^(sh|th|dh)\1", rest)
    return rest[2:] if double else rest


def _arabic_parts(words: list[str]) -> tuple[Part, ...]:
    found: list[Part] = []
    head, article = "", False
    clan = ""
    for place, written in enumerate(words):
        last = place == len(words) - 1
        word, clan = clan + written, ""
        plain = folded(word)
        if not last and not head and word in _CLAN:
            clan, article = _CLAN[word], article or word != "بو"
        elif not last and not head and plain in _ARABIC_HEADS:
            head = _ARABIC_HEADS[plain]
            if head in ("bin", "bint", "wuld"):
                found.append(Part("", head))
                head = ""
        elif not last and word == "آل":  # Al Saud: the house of Saud
            article = True
        elif found and not head and found[-1].text and plain in ("الدين", "الله"):
            found[-1] = replace(found[-1], tail="din" if plain == "الدين" else "allah")
        else:
            found.append(_arabic_word(word, head, article))
            head, article = "", False
    return tuple(found)


def _arabic_word(word: str, head: str, article: bool) -> Part:
    """Read one Arabic word with what stood before it."""
    if folded(word) == "الله" or (head == "abd" and word == "لله"):
        return Part("allah", head)
    if not head:
        servant = _JOINED_ARABIC_SERVANT.match(word)
        if servant:
            rest = servant["rest"]
            return Part("allah" if rest == "له" else rest, "abd")
        faith = _JOINED_ARABIC_FAITH.match(word)
        if faith:
            return Part(faith["name"], "", "din", article)
        god = _JOINED_ARABIC_GOD.match(word)
        if god:
            return Part(god["name"], "", "allah", article)
    bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
    return Part(bare, head, "", article or bare != word)
