"""Tell what the model cannot judge: other languages, Arabic, code, tables, menus.

Cheap signs decide nearly always: the share of letters, of Arabic and other letters, of English function
words, of lines that are no sentences. Only where these cannot tell is langdetect asked, with a seed, about
the first thousand characters; it holds no more than the profiles of languages in Latin letters.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from normalise.detection.reading import Reading

FEWEST_WORDS = 8  # below, no verdict is worth its name
_LOOKED_AT = 1_000  # characters that langdetect is shown
_OTHER_LETTERS = 0.3  # Arabic, or of any script but Latin, among the characters and these once more
_LETTERS = 0.5  # of all that is not space: prose has .95, a table of numbers .1
# Function words among all words: English prose has .25 to .5, headlines .1 to .3, other languages
# up to .12. In a short sentence all English ones may be missing.
_ENGLISH, _FOREIGN = 0.2, 0.06
_SENTENCE, _PARAGRAPH = 15, 40  # words
_CODE_MARKS = 0.03  # of all characters: prose has .001
_LINE_WORDS = 5  # a line of prose has more
_LINES = 6  # below, a list cannot be told from prose
_ARABIC_LETTERS = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u2c00-\ua71f\ua800-\ud7ff\uf900-\ufaff]")
# Of langdetect's languages those in Latin letters: less than a third of its memory.
_IN_LATIN = "af ca cs cy da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sq sv sw tl tr vi".split()
_SPACE, _LETTER, _CODE, _OTHER = range(4)
_KINDS = np.array(
    [
        _SPACE
        if chr(byte).isspace()
        else _LETTER
        if chr(byte).isalpha()
        else _CODE
        if chr(byte) in "{}<>=_\\|$^~[]"
        else _OTHER
        for byte in range(256)
    ]
)


def unfit(text: str, reading: Reading) -> str | None:
    """Return why a text is not to be judged, in words; None where it is English prose."""
    if not text.isascii() and (script := _other_script(text, len(reading.letters))):
        return script
    reason = _no_prose(text, reading)
    if not reason and reading.words < FEWEST_WORDS:
        return "too short to tell"
    return reason or _no_english(text, reading)


def _other_script(text: str, marks: int) -> str | None:
    def prevails(letters: re.Pattern[str]) -> bool:
        count = len(letters.findall(text))
        return count > _OTHER_LETTERS * (count + marks)

    if not prevails(_BEYOND_LATIN):  # Arabic letters are among these
        return None
    arabic = prevails(_ARABIC_LETTERS)
    return "mostly Arabic" if arabic else "not English (not in Latin letters)"


def _no_prose(text: str, reading: Reading) -> str | None:
    marks = np.frombuffer(text.encode("latin-1", "replace"), np.uint8)
    counts = np.bincount(_KINDS.take(marks), minlength=4).tolist()
    dense = len(marks) - counts[_SPACE]
    if counts[_CODE] > _CODE_MARKS * dense:
        return "looks like code or markup"
    if counts[_LETTER] < _LETTERS * dense:
        return "mostly numbers and signs"
    return "a list or a menu, not sentences" if _is_list(text, reading) else None


def _no_english(text: str, reading: Reading) -> str | None:
    share = reading.function_share
    if share >= _ENGLISH or (share >= _FOREIGN and reading.words < _SENTENCE):
        return None
    if share < _FOREIGN and reading.words >= _PARAGRAPH:
        return "no English prose"
    language = _language(text[:_LOOKED_AT])
    return None if language in {"en", None} else f"not English (looks like {language!r})"


def _is_list(text: str, reading: Reading) -> bool:
    lines = text.count("\n")
    if lines < _LINES or lines * _LINE_WORDS < reading.words // 2:
        return False
    whole = [line for line in text.split("\n") if line.strip()]
    if len(whole) < _LINES:
        return False
    short = sum(len(line.split()) < _LINE_WORDS for line in whole)
    return short > 0.6 * len(whole)


def _language(text: str) -> str | None:
    """Return what langdetect takes a text for, None where it cannot say."""
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415 - slow, rarely needed

    detector = _factory().create()
    detector.seed = 0  # else it draws by chance
    detector.append(text)
    try:
        return str(detector.detect())
    except LangDetectException:
        return None


@cache
def _factory() -> Any:
    """langdetect's profiles of languages, read once."""
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory  # noqa: PLC0415

    factory = DetectorFactory()
    folder = Path(PROFILES_DIRECTORY)
    factory.load_json_profile([(folder / name).read_text(encoding="utf8") for name in _IN_LATIN])
    return factory
