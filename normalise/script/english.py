"""The few rules of English spelling that a repair needs: plurals, a/an, capitals.

>>> plural("sticky bomb"), plural("security agency"), plural("head of the service")
('sticky bombs', 'security agencies', 'heads of the service')
"""

from __future__ import annotations

import re

from normalise.script.latin import opens_sentence

_HEAD = re.compile(r"^(.*?[a-z])((?: (?:of|for|in|to|from|at)\b.*)?)$", re.IGNORECASE)
# Vowel letters that sound as consonants, and the reverse, at the start of common words.
_SOUNDS_CONSONANT = re.compile(r"(?:eu|u(?:ni(?!n|m)|s[aeiu]|k|ra|t[ei])|one\b|once\b|ouija)", re.IGNORECASE)
_SOUNDS_VOWEL = re.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
_LETTERS_SOUND_VOWEL = frozenset("AEFHILMNORSX")  # an MP, an IED, an NGO; a UN envoy
_IRREGULAR = {"man": "men", "woman": "women", "child": "children", "person": "people"}


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
