"""Write Arabic names in Latin letters by ten schemes.

Vowelled text is written by rule. Most text has no vowels: then each word is read by the spelling
that the lexicon attests, else vowels are guessed by the model, and the answer says so.

>>> romanise("مُصطَفَى الكَاظِمِيّ"), romanise("القَذَّافِي", "bgn-pcgn"), romanise("محمّد", "buckwalter")
('Muṣṭafá al-Kāẓimī', 'Al Qadhdhāfī', 'mHm~d')
>>> romanise("مُصطَفَى").evidence
'vowelled'
"""

from __future__ import annotations

import re
import unicodedata

from normalise.errors import OptionError
from normalise.lexicon.store import Lexicon
from normalise.names.attested import Attested, knowledge
from normalise.names.reading import SHADDA, Unit, read
from normalise.names.schemes import LETTER_FOR_LETTER, NAMES, SCHEMES, SUN_LETTERS, Scheme
from normalise.names.vowels import Evidence, vowelled
from normalise.script.arabic import is_arabic

_ORDER: tuple[Evidence, ...] = (
    "vowelled",
    "attested",
    "generated",
)  # the last of a name's words counts
_MARKS = "[\u064b-\u0652\u0670]*"
_ARTICLE = re.compile(f"^ا{_MARKS}ل(?P<marks>{_MARKS})(?=[^\u064b-\u0652\u0670])(?P<stem>.{{2,}})$")
# bi-, wa-, fa-, ka- and li- before an article; only where the vowel is written is it surely one.
_CLITIC_ARTICLE = re.compile(f"^(?P<clitic>بِ|وَ|فَ|كَ)ا{_MARKS}ل{_MARKS}(?P<stem>.{{2,}})$")
_LI_ARTICLE = re.compile(f"^لِل{_MARKS}(?P<stem>.{{2,}})$")
_CLITICS = {"بِ": "bi-", "وَ": "wa-", "فَ": "fa-", "كَ": "ka-"}
_ALLAH = re.compile(f"^ا{_MARKS}ل{_MARKS}ل{_MARKS}ه{_MARKS}$")
_JOINED = re.compile(f"^(?P<first>.{{2,}}?)ا{_MARKS}(?P<second>ل{_MARKS}.{{2,}})$")
_ABD = re.compile(f"^ع{_MARKS}ب{_MARKS}د{_MARKS}$")
_FAITH = re.compile(f"^ال{_MARKS}د{_MARKS}ي{_MARKS}ن{_MARKS}$")
# Words with a long a that is never written.
_DEFECTIVE = {"هذا": "هَاذَا", "هذه": "هَاذِهِ", "ذلك": "ذَالِك", "لكن": "لَاكِن", "الرحمن": "الرَّحمَان", "رحمن": "رَحمَان", "إله": "إِلَاه"}  # fmt: skip
_LINEAGE = ("بن", "ابن", "بنت", "ولد")  # small inside a name: Muḥammad bin Salmān
_PRESS = SCHEMES["press"]
_PUNCTUATION = "،؛؟,;.:!?"
_TO_LATIN_PUNCTUATION = str.maketrans("،؛؟", ",;?")
_VOWEL_SIGNS = {"a": 0, "i": 1, "u": 2}


class Romanisation(str):
    """A name in Latin letters; `evidence` says whether its vowels are known or guessed."""

    __slots__ = ("evidence",)
    evidence: Evidence

    def __new__(cls, latin: str, evidence: Evidence) -> Romanisation:
        """Return the text with its evidence."""
        made = super().__new__(cls, latin)
        made.evidence = evidence
        return made

    @property
    def guessed(self) -> bool:
        """Whether vowels were guessed."""
        return self.evidence == "generated"


def romanise(
    arabic: str,
    scheme: str = "ala-lc",
    *,
    found: str | None = None,
    capitals: bool = True,
    lexicon: Lexicon | Attested | None = None,
) -> Romanisation:
    """Return an Arabic name by a scheme; `found` is a spelling to give in parentheses.

    Raises:
        OptionError: where there is no such scheme.

    >>> romanise("مُحَمَّد", "odni", found="Mohamad")
    'Muhammad (Mohamad)'
    """
    if scheme in LETTER_FOR_LETTER:  # the order of marks is kept, so that it can be turned back
        table = LETTER_FOR_LETTER[scheme]
        letters = (table.get(letter, letter) for letter in arabic.strip())
        return Romanisation("".join(letters), "vowelled")
    plain = unicodedata.normalize("NFC", arabic).strip()
    if scheme not in SCHEMES:
        raise OptionError(f"no romanisation scheme {scheme!r}; there are {', '.join(NAMES)}")
    known = knowledge(lexicon)
    rules = SCHEMES[scheme]
    written: list[str] = []
    evidence: Evidence = "vowelled"
    words = _words(plain, rules)
    place = 0
    while place < len(words):
        usual, count = _as_the_press_writes(words, place, known) if rules is _PRESS else ("", 1)
        if usual:
            written.append(usual)
            evidence = max(evidence, _ORDER[1], key=_ORDER.index)
        else:
            text, sure = _one_word(words, place, rules, known, capitals=capitals)
            written.append(text)
            evidence = max(evidence, sure, key=_ORDER.index)
        place += count
    latin = _put_together(written, rules)
    if latin and capitals and rules.capital_article:
        latin = latin[0].upper() + latin[1:]
    return Romanisation(f"{latin} ({found})" if found and found != latin else latin, evidence)


def _as_the_press_writes(words: list[str], place: int, known: Attested) -> tuple[str, int]:
    """Return the lexicon's spelling of a part, and how many words it takes: Nasrallah has two."""
    for count in (2, 1):
        chosen = words[place : place + count]
        bare = [word.strip(_PUNCTUATION) for word in chosen]
        if len(chosen) == count and all(bare[:-1]) and chosen[:-1] == bare[:-1]:
            usual = known.press(" ".join(bare))
            if usual:
                return usual + _end_of(chosen[-1]), count
    return "", 1


def _end_of(word: str) -> str:
    """Return the punctuation at the end of a word, as Latin text writes it."""
    return word[len(word.rstrip(_PUNCTUATION)) :].translate(_TO_LATIN_PUNCTUATION)


def _one_word(
    words: list[str], place: int, rules: Scheme, known: Attested, *, capitals: bool
) -> tuple[str, Evidence]:
    """Write one word of a name by rule, and say how its vowels are known."""
    whole, end = words[place], _end_of(words[place])
    word = whole.strip(_PUNCTUATION)
    if not is_arabic(word):
        return whole.translate(_TO_LATIN_PUNCTUATION), "vowelled"
    head = "abd" if place and _ABD.match(words[place - 1]) else ""
    marked, sure = vowelled(_defective(word), known, head)
    # Fatima al-Zahra is no "Fatima of al-Zahra": the name of a person is no construct.
    construct = place + 1 < len(words) and not end and not known.press(word)
    text = _word(marked, rules, opens=not place, construct=construct)
    inside = 0 < place < len(words) - 1
    if capitals and not (inside and word in _LINEAGE and not rules.capital_article):
        text = _capital(text, rules)
    return text + end, sure


def _words(arabic: str, rules: Scheme) -> list[str]:
    """Return the words; servant of God and the like are parted where they are written in one."""
    words: list[str] = []
    for bare in arabic.split():
        joined = _JOINED.match(bare)
        second = "ا" + joined["second"] if joined else ""
        if joined and (_ABD.match(joined["first"]) or _FAITH.match(second) or _ALLAH.match(second)):
            words += [joined["first"].rstrip("\u064e\u064f\u0650"), second]
        else:
            words.append(bare)
    return words


def _defective(word: str) -> str:
    return _DEFECTIVE.get(re.sub("[\u064b-\u0652\u0670]", "", word), word)


def _word(word: str, rules: Scheme, *, opens: bool, construct: bool) -> str:
    """Write one vowelled word; `construct`: another word follows, which may be its genitive."""
    if _ALLAH.match(word):
        return rules.allah
    clitic = _CLITIC_ARTICLE.match(word)
    if clitic:
        return _CLITICS[clitic["clitic"]] + rules.article + _sounds(clitic["stem"], rules, False)
    li = _LI_ARTICLE.match(word)
    if li:
        return "li-l-" + _sounds(li["stem"], rules, False)
    article = _ARTICLE.match(word)
    if not article:
        return _sounds(word, rules, construct)
    stem = article["stem"]
    before = rules.article
    if rules.assimilates and stem[0] in SUN_LETTERS:
        before = before.replace("l", rules.letters[stem[0]])
    return before + _sounds(_without_sun_double(stem), rules, False)


def _without_sun_double(stem: str) -> str:
    """Return a word without the double sign that only says that the article took on its letter."""
    return stem[0] + stem[1:].replace(SHADDA, "", 1) if SHADDA in stem[1:3] else stem


def _sounds(stem: str, rules: Scheme, construct: bool) -> str:
    units = list(read(stem))
    if not rules.endings and len(units) > 3 and units[-1].kind in ("v", "tanwin"):
        units.pop()  # the short vowel of inflection
    written: list[str] = []
    for place, unit in enumerate(units):
        last = place == len(units) - 1
        before = units[place - 1] if place else None
        behind = units[place + 1] if not last else None
        written.append(_unit(unit, before, behind, rules, construct=construct and last))
    return "".join(written)


def _unit(
    unit: Unit, before: Unit | None, behind: Unit | None, rules: Scheme, *, construct: bool
) -> str:
    if unit.kind == "v":
        return _short(unit, behind)
    if unit.kind == "long":
        return _long(unit, before, behind, rules)
    if unit.kind == "c":
        return _consonant(unit, before, behind, rules)
    if unit.kind == "feminine":
        return _feminine(unit, before, rules, construct)
    # Hamza and the a that is written ya have one sign; of tanwin, the value is what is written.
    return {"hamza": rules.hamza, "maqsura": rules.maqsura}.get(unit.kind, unit.value)


def _short(unit: Unit, behind: Unit | None) -> str:
    """Write a short vowel, unless it is written with the long one or the doubled glide behind it."""
    if behind == Unit("long", "a") and unit.value == "a":
        return ""
    glides = {("i", "ي"), ("u", "و")}
    written_behind = behind and behind.kind == "c" and behind.double
    return "" if written_behind and behind and (unit.value, behind.value) in glides else unit.value


def _long(unit: Unit, before: Unit | None, behind: Unit | None, rules: Scheme) -> str:
    if unit.value == "i" and not behind:
        return rules.last_i
    if unit.value == "a" and before:
        special = rules.alif_after_a if before == Unit("v", "a") else rules.alif_alone
        return special or rules.long[0]
    return rules.long[_VOWEL_SIGNS[unit.value]]


def _consonant(unit: Unit, before: Unit | None, behind: Unit | None, rules: Scheme) -> str:
    if unit.double and unit.value == "ي" and before == Unit("v", "i"):
        return rules.geminate_i if behind else rules.last_i
    if unit.double and unit.value == "و" and before == Unit("v", "u"):
        return rules.geminate_u
    letter = rules.letters.get(unit.value, unit.value)
    base = [c for c in letter if not unicodedata.combining(c)]
    if not unit.double or not rules.doubles or (len(base) > 1 and not rules.doubles_digraphs):
        return letter
    return letter * 2


def _feminine(unit: Unit, before: Unit | None, rules: Scheme, construct: bool) -> str:
    """Write ta marbuta: -ah at a pause, -at before a genitive or an ending."""
    ending = rules.feminine[1] if construct or unit.value else rules.feminine[0]
    if before and before.kind == "long":
        ending = ending[1:] or "h"  # salah, mirat: the long a is written already
    return ending + (unit.value if rules.endings else "")


def _capital(text: str, rules: Scheme) -> str:
    """Return a word with its capital, behind an article, a clitic, ayn or hamza.

    >>> _capital("al-kāẓimī", SCHEMES["ala-lc"]), _capital("‘alī", SCHEMES["ala-lc"])
    ('al-Kāẓimī', '‘Alī')
    """
    if " " in text and rules.article.endswith(" "):
        article, _, rest = text.partition(" ")
        return f"{article} {_capital(rest, rules)}"
    start = text.rfind("-") + 1
    for place in range(start, len(text)):
        if text[place].isalpha() and unicodedata.category(text[place]) != "Lm":  # ʿ has no capital
            return text[:place] + text[place].upper() + text[place + 1 :]
    return text


def _put_together(written: list[str], rules: Scheme) -> str:
    joined = " ".join(written)
    if rules.joins_servant:
        joined = re.sub(r"Abd Allah\b", "Abdallah", joined)
    return joined
