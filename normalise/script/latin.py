"""Fold English text for matching, with a map back to where each folded character stood.

The folded copy is lower case, without diacritics, apostrophes and invisible characters; hyphens,
line ends and all other punctuation are spaces. So the spellings of one form ("Sana'a", "Sanaa",
"SANAʿA"; "counter-terrorism", "counter terrorism") fold to one string, and a form may be looked up
with a space before and behind it. The text itself is never changed.

>>> fold("Al-Shāmī\\u2019s  caf\\u00e9").text
' al shami s cafe '
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from normalise.document import Span

APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u2018\u2019\u201b\u2032\uff07"
HYPHENS = "-\u00ad\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_DELETED = "\x00"  # a mark or an invisible character: no place in the folded copy
# Letters that Unicode does not decompose, one for one.
_PLAIN = dict(zip("øðþßæœđħıłŋħŧ", "odtsaodhilnht", strict=True))

# An apostrophe that is no part of a name: a possessive or a contraction. It becomes a space.
_ENGLISH_APOSTROPHE = re.compile(
    r"'(?:(?=(?:s|t|ll|re|ve|m)(?![a-z0-9]))|(?=d\b)(?:(?<=\b[a-z]')|(?<=he')|(?<=ey')))"
)
# Without one of these, or two spaces or line ends together, no space is surplus.
_OTHER_SPACES = "\r\t\u00a0\u3000\x0b\x0c"
_RUNS_OF_SPACE = re.compile(r"\s{2,}")


class _Table(dict[int, str]):
    """One folded character for each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    if character in APOSTROPHES:
        return "'"
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return _DELETED
    if category[0] not in "LNM":
        return " "
    lower = character.lower()
    plain = _PLAIN.get(lower[0])
    if plain:
        return plain
    base = unicodedata.normalize("NFKD", lower)[0]
    return base.lower() if len(base.lower()) == 1 else base


_ASCII = "".join(
    _DELETED
    if code < 32 and chr(code) not in "\t\n\v\f\r\x1c\x1d\x1e\x1f"
    else _fold_character(chr(code))
    for code in range(128)
)


# The same for UTF-8, where the bytes of all other characters are 128 and above.
_ASCII_BYTES = bytes(range(128))
_UTF8_TABLE = _ASCII.encode("ascii") + bytes(range(128, 256))
_FOLDED = frozenset(character for code, character in enumerate(_ASCII) if ord(character) == code)
_MOST_REPLACED = 40  # distinct characters beyond ASCII that are replaced one by one


@lru_cache(maxsize=1)
def _table() -> _Table:
    """The table for text beyond ASCII; it only remembers what `_fold_character` answers."""
    return _Table(enumerate(_ASCII))


def fold_characters(text: str) -> str:
    """Return one folded character for each character, as `_table` has it.

    ASCII goes through a table of bytes, which is thirty times as fast as one of characters; the few
    others of a usual text (quotation marks, dashes, accents) are replaced one by one before.

    >>> fold_characters("the \u201cSh\u0101m\u012b\u201d front")
    'the  shami  front'
    """
    data = text.encode("utf-8", "surrogatepass")
    if not text.isascii():
        table = _table()
        others = set(data.translate(None, _ASCII_BYTES).decode("utf-8", "surrogatepass"))
        # What would be folded once more (\u01fd to \xe6 to a, \u2474 to a bracket) goes the long way.
        if len(others) > _MOST_REPLACED or not all(
            table[ord(other)] in _FOLDED or table[ord(other)] == other for other in others
        ):
            return text.translate(table)
        for other in others:
            text = text.replace(other, table[ord(other)])
        data = text.encode("utf-8", "surrogatepass")
    return data.translate(_UTF8_TABLE).decode("utf-8", "surrogatepass")


@dataclass(frozen=True)
class Folded:
    """A folded copy of a text, with a space before and behind it.

    `starts` and `origins` hold, for each stretch that was kept whole, where it begins in the
    folded copy and in the original.
    """

    text: str
    original: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    @cached_property
    def words(self) -> list[str]:
        """The words of the copy; of a long text rather ask for those of a stretch."""
        return self.text.split()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words of the copy."""
        return frozenset(self.words)

    def origin(self, start: int, end: int) -> Span:
        """Return the stretch of the original that `text[start:end]` came from.

        Marks behind the last letter belong to it, so no letter is parted from its accent.

        >>> folded = fold("the Sana'a talks")
        >>> folded.origin(5, 10), folded.text[5:10]
        (Span(start=4, end=10), 'sanaa')
        """
        first = self.origin_of(start)
        return Span(first, self.end_of(end) if end > start else first)

    def origin_of(self, position: int) -> int:
        """Return where the character at a position of the folded copy stands in the original."""
        stretch = bisect_right(self.starts, position) - 1
        return self.origins[stretch] + position - self.starts[stretch]

    def end_of(self, end: int) -> int:
        """Return where what is folded before a position ends in the original, marks included."""
        last = self.origin_of(end - 1) + 1
        original = self.original
        while last < len(original) and not original[last].isascii() and _is_mark(original[last]):
            last += 1
        return last

    def place(self, position: int) -> int:
        """Return where a position of the original stands in the folded copy.

        >>> fold("the Sana'a talks").place(11)
        11
        """
        stretch = bisect_right(self.origins, position) - 1
        here = self.starts[stretch] + position - self.origins[stretch]
        return min(here, self.starts[stretch + 1]) if stretch + 1 < len(self.starts) else here


def fold(text: str) -> Folded:
    """Return a folded copy of the text and the way back; linear in its length."""
    folded = fold_characters(text)
    if "'" in folded:
        folded = without_english_apostrophes(folded)
    cuts = removed(folded)
    if _may_have_surplus_space(text):
        cuts += _surplus_space(text)
        cuts.sort()
    if not cuts:
        return Folded(f" {folded} ", text, (0,), (-1,))
    pieces, starts, origins = [" "], [0], [-1]
    position, length = 0, 1
    for start, end in cuts:
        if start > position:
            pieces.append(folded[position:start])
            length += start - position
        starts.append(length)
        origins.append(end)
        position = end
    pieces += (folded[position:], " ")
    return Folded("".join(pieces), text, tuple(starts), tuple(origins))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")


def without_english_apostrophes(folded: str) -> str:
    """Return folded text with a space for each apostrophe of a possessive or a contraction.

    >>> without_english_apostrophes("sana'a's men don't")
    "sana'a s men don t"
    """
    # Looking at the apostrophes alone is several times as quick as a search for the pattern.
    pieces = folded.split("'")
    parts, position = [pieces[0]], len(pieces[0])
    for piece in pieces[1:]:
        parts += (" " if _ENGLISH_APOSTROPHE.match(folded, position) else "'", piece)
        position += 1 + len(piece)
    return "".join(parts)


def removed(folded: str) -> list[tuple[int, int]]:
    """Return the stretches of apostrophes, marks and invisible characters.

    >>> removed("sana'a ''")
    [(4, 5), (7, 9)]
    """
    if _DELETED in folded:
        folded = folded.replace(_DELETED, "'")
    cuts: list[tuple[int, int]] = []
    start = folded.find("'")
    while start >= 0:
        end = start + 1
        while folded.startswith("'", end):
            end += 1
        cuts.append((start, end))
        start = folded.find("'", end)
    return cuts


def _may_have_surplus_space(text: str) -> bool:
    if "  " in text or ("\n" in text and (" \n" in text or "\n " in text)):
        return True
    for space in _OTHER_SPACES:  # noqa: SIM110 - in the path of every text, and a generator is slow
        if space in text:
            return True
    return False


def _surplus_space(text: str) -> list[tuple[int, int]]:
    """Where more than one space, or a line end with spaces, stands for one; not between paragraphs."""
    return [
        (match.start() + 1, match.end())
        for match in _RUNS_OF_SPACE.finditer(text)
        if match.group().count("\n") < 2
    ]


@lru_cache(maxsize=1 << 14)  # to compile a lexicon asks for the same forms again and again
def fold_form(form: str) -> str:
    """Return the folded string of a form, without the spaces around it.

    >>> fold_form("Sa'dah"), fold_form("counter-terrorism"), fold_form("people's crowd")
    ('sadah', 'counter terrorism', 'people s crowd')
    """
    return fold(form).text.strip()


_OPENERS = "\"'\u201c\u2018\u00ab([*_ \t\u00a0"


def opens_sentence(text: str, position: int) -> bool:
    """Tell whether a sentence, a heading or a quoted sentence begins at this place.

    >>> opens_sentence("He left. Al-Kazemi stayed.", 9), opens_sentence("to Al-Kazemi", 3)
    (True, False)
    """
    before = text[max(0, position - 16) : position].rstrip(_OPENERS)
    if not before:
        return position <= 16
    return before[-1] in "\r\n" or (
        before.rstrip("\"'\u201d\u2019\u00bb)]")[-1:] in (*".!?\u2026:",)
    )
