"""The few rules of English spelling that a repair needs: plurals, a/an, capitals.

>>> plural("sticky bomb"), plural("security agency"), plural("head of the service")
('sticky bombs', 'security agencies', 'heads of the service')
"""

from __future__ import annotations

import re
from functools import lru_cache

from normalise.script.latin import opens_sentence

_HEAD = re.compile(r"^(.*?[a-z])((?: (?:of|for|in|to|from|at)\b.*)?)$", re.IGNORECASE)
# Vowel letters that sound as consonants, and the reverse, at the start of common words.
_SOUNDS_CONSONANT = re.compile(
    r"(?:eu|u(?:ni(?!n|m)|s[aeiu]|k|ra|t[ei])|one\b|once\b|ouija)", re.IGNORECASE
)
_SOUNDS_VOWEL = re.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
_LETTERS_SOUND_VOWEL = frozenset("AEFHILMNORSX")  # an MP, an IED, an NGO; a UN envoy
_IRREGULAR = {"man": "men", "woman": "women", "child": "children", "person": "people"}


@lru_cache(maxsize=8_192)
def plural(form: str) -> str | None:
    """Return the regular plural of a noun phrase, or None where there is none to form.

    >>> plural("Popular Mobilization Forces") is None, plural("church"), plural("gunman")
    (True, 'churches', 'gunmen')
    """
    match = _HEAD.match(form)
    if not match:
        return None
    head, tail = match.groups()
    last = re.split(r"[\s-]", head)[-1]
    lower = last.lower()
    for single, several in _IRREGULAR.items():
        if lower.endswith(single) and lower != "human":
            return head[: len(head) - len(single)] + several + tail
    if lower.endswith("s") and not lower.endswith("ss"):
        return None
    if re.search(r"(?:ss|x|z|ch|sh)$", lower):
        return f"{head}es{tail}"
    if re.search(r"[^aeiou]y$", lower):
        return f"{head[:-1]}ies{tail}"
    return f"{head}s{tail}"


# Of words in -s, those that mean one: a focus, a crisis; but Houthis.
_ONE_IN_S = re.compile(r"us$|(?:ax|bas|cris|oas|thes|analys)is$")


@lru_cache(maxsize=8_192)
def is_several(words: str) -> bool:
    """Tell whether a noun phrase is in the plural.

    >>> is_several("towers of housing"), is_several("gunmen"), is_several("tower of flats")
    (True, True, False)
    >>> is_several("settlement focus"), is_several("axis of evil"), is_several("Houthis")
    (False, False, True)
    """
    phrase = re.split(r" (?:of|for|in|to|from|at|by|with)\b", words)[0]
    last = re.split(r"[\s-]", phrase)[-1].lower()
    return last.endswith(("men", "people", "children")) or (
        plural(last) is None and last.endswith("s") and not _ONE_IN_S.search(last)
    )


# What has no plural as a right form, by its last words: two pieces of news are no newses.
_UNCOUNTABLE = frozenset(
    "action aid aircraft ammunition anger antivenom baccalaureate blood bombardment bread cannabis "
    "capital cessation charity contempt content corruption cross-border curricula custody damage "
    "de-baathification diarrhea diarrhoea disarmament disengagement displacement dna down education "
    "employment equipment espionage evasion evidence farmland fever fish flagellation food forward "
    "fuel gear groundwater gunfire harassment hashish ihram information infrastructure intelligence "
    "interference justice kin labor labour lawlessness legislation livestock machinery media "
    "memorization meth migration money mujahideen mutilation nationalization nepotism news off oil "
    "ordnance out pay peace people personnel police power progress protection reconciliation "
    "redenomination representation research rice rubble sea security sewage snow sportsmanship staff "
    "strife terrorism traffic unemployment unrest up var violence visibility volleyball warfare water "
    "wealth weaponry wheat witchcraft".split()
)
_UNCOUNTABLE_TWO = frozenset(
    [
        "air force",
        "artillery fire",
        "barbed wire",
        "coast guard",
        "foreign exchange",
        "foul play",
        "friendly fire",
        "hate speech",
        "heavy fire",
        "machine-gun fire",
        "opened fire",
        "rocket fire",
        "the net",
    ]
)
# Of words in -ing and -ed, those that are nouns of things one can count.
_COUNTED = frozenset(
    "beating beheading bed bombing briefing building crossing finding hearing holding kidnapping killing king "
    "landing meeting mugging need proceeding ring ruling saying shed shooting sibling stoning string warning "
    "wedding wing".split()
)


def in_plural(right: str) -> str:
    """Return a right form in the plural; one that has none stays as it is.

    >>> in_plural("battlefield"), in_plural("humanitarian aid"), in_plural("blowing up of buildings")
    ('battlefields', 'humanitarian aid', 'blowing up of buildings')
    """
    match = _HEAD.match(right)
    head = (match[1] if match else right).lower().split()
    last = head[-1] if head else ""
    if last.endswith("men") or last in _UNCOUNTABLE or " ".join(head[-2:]) in _UNCOUNTABLE_TWO:
        return right
    if last.endswith(("ing", "ed")) and last not in _COUNTED:
        return right
    return plural(right) or right


def indefinite_article(word: str) -> str:
    """Return "a" or "an", as the word sounds.

    >>> [indefinite_article(w) for w in ("IED", "UN envoy", "hour", "union", "attack", "drone")]
    ['an', 'a', 'an', 'a', 'an', 'a']
    """
    first = re.split(r"[\s-]", word)[0]
    if len(first) > 1 and first.isupper():
        return "an" if first[0] in _LETTERS_SOUND_VOWEL else "a"
    if _SOUNDS_VOWEL.match(word):
        return "an"
    return "an" if word[:1].lower() in "aeiou" and not _SOUNDS_CONSONANT.match(word) else "a"


# What stands before the name of a building, a landscape or a body, and makes it one name with it.
PLACE_NOUNS = frozenset(
    "abbey academy airport avenue base basilica bay bridge camp canal castle cathedral cemetery center "
    "centre chapel church citadel city college council court crossing dam desert district dome embassy "
    "fort fortress forest fountain garden gate governorate gulf hall hill hospital hotel house institute "
    "island lake library market mausoleum mill minaret monastery monument mosque mount mountain museum office academy complex abbey railway "
    "neighborhood neighbourhood oasis palace park port prison province quarter refinery region river road "
    "school sea shrine square stadium station strait street synagogue temple theater theatre tomb tower "
    "town tunnel university valley village wall".split()
)
# Nouns that end the names of bodies and make them take "the": the Popular Mobilization Forces.
_BODIES = frozenset(
    "academy accord administration agency alliance apparatus army assembly association authority bank "
    "base battalion bloc board body branch brigade brotherhood bureau cabinet center centre chamber clan "
    "coalition command commission committee company confederation conference congress corps council "
    "court department directorate division endowment federation forces force foundation front fund "
    "gathering government group guard hawza headquarters house institute intelligence investigation "
    "league list ministry mission mobilization mobilisation movement network observatory office "
    "organization organisation parliament party police post presidency press process prosecution "
    "protection regiment registry republic resistance secretariat security senate service society squad state "
    "station street supreme syndicate territory tribe tribunal unit union university".split()
)
_HEAD_NOUN = re.compile(r"^(.*?)(?: (?:of|for|in|against|to|on|and)\b.*)?$")
# What follows a whole noun phrase, so that no noun behind it can be what "the" belongs to.
_FOLLOWS = re.compile(
    r"[\"'\u201d\u2019)]*(?:[.,;:!?)]|\s*$|\s*\n|\s+(?:is|are|was|were|has|have|had|said|says|will|would|"
    r"can|could|did|does|and|or|but|in|on|at|of|to|for|from|with|by|as|that|which|who|against|after|"
    r"before|during|since|under|over|near|quoted|reported|announced|claimed|stated|added|denied|"
    r"confirmed|launched|attacked|killed|carried|took|also)\b)"
)


def takes_the(name: str) -> bool:
    """Tell whether an English name of a body is written with "the" before it.

    >>> takes_the("Popular Mobilization Forces"), takes_the("Ministry of Defense")
    (True, True)
    >>> takes_the("Kata'ib Hezbollah"), takes_the("Agence France-Presse")
    (False, False)
    """
    match = _HEAD_NOUN.match(name)
    head = match[1] if match else name
    for phrase in (name, head):
        last = re.split(r"[\s-]", phrase)[-1].lower()
        if last in _BODIES or last.removesuffix("s") in _BODIES or last.endswith("ies"):
            return True
    return False


# What begins no noun phrase that "the" could stand before, and what makes a clause of it.
_NO_NOUN_FIRST = re.compile(
    r"(?:in|of|on|at|by|to|for|from|with|without|under|over|as|his|her|its|their|our|no|those|these|this|"
    r"three|was|were|is|are|has|had|gave|refer|wanted|[a-z]+ing(?! of))\b"
)
_COMMON_FIRST = re.compile(r"[a-z]{3,}\b")
_CLAUSE = re.compile(r" (?:was|were|is|are|has|have|had|broke|destroyed)\b")


def is_noun_phrase(right: str) -> bool:
    """Tell whether words of an entry are a common noun phrase, which may have "the" before it.

    >>> is_noun_phrase("holy shrine"), is_noun_phrase("Assad regime"), is_noun_phrase("killing of")
    (True, True, True)
    >>> is_noun_phrase("prosecutor of the Republic"), is_noun_phrase("al-Fateh Revolution")
    (True, False)
    >>> is_noun_phrase("Sunnis"), is_noun_phrase("clashes broke out"), is_noun_phrase("of unknown fate")
    (False, False, False)
    """
    return (
        (right.rpartition(" ")[2].islower() or _COMMON_FIRST.match(right) is not None)
        and not _NO_NOUN_FIRST.match(right)
        and not _CLAUSE.search(right)
    )


def ends_phrase(text: str, position: int) -> bool:
    """Tell whether no noun follows at this place that the words before could describe.

    >>> ends_phrase("the brigades said", 12), ends_phrase("the brigades faction", 12)
    (True, False)
    """
    return bool(_FOLLOWS.match(text[position : position + 24]))


def adapt_case(right: str, text: str, start: int, end: int, *, form: str = "") -> str:
    """Return the right form with the capitals that its place asks for.

    All capitals stay all capitals; a sentence keeps the capital it begins with; the article of an
    Arabic name is capital at the beginning of a sentence alone.

    >>> adapt_case("protest movement", "Popular movement grew.", 0, 16)
    'Protest movement'
    >>> adapt_case("protest movement", "THE POPULAR MOVEMENT GREW", 4, 20)
    'PROTEST MOVEMENT'
    >>> adapt_case("al-Kadhimi", "He met Al-Kazemi", 7, 16)
    'al-Kadhimi'
    """
    words = text[start:end]
    letters = [letter for letter in words if letter.isalpha()]
    shouting = len(letters) > 4 and all(letter.isupper() for letter in letters)
    if shouting and not (form.isupper() or right.isupper()):
        return right.upper()
    if right[:1].islower() and letters and letters[0].isupper() and opens_sentence(text, start):
        return right[0].upper() + right[1:]
    return right
