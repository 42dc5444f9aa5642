"""The English words that may stand for each word of an Arabic name, whatever their order.

:mod:`normalise.lexicon.literal.renderings` puts the likeliest words together in the likeliest ways.
Engines know more ways than anyone can list; here the words alone are kept, one set for each Arabic word.

>>> from normalise.lexicon.glosses import Gloss, Glosses
>>> from normalise.script.arabic import fold
>>> glosses = Glosses({fold("اتحاد"): (Gloss("اتحاد", "noun", ("union",)),),
...                    fold("عمل"): (Gloss("عمل", "noun", ("work", "labor")),)})
>>> slots("اتحاد العمل", Meanings(glosses)).words[1]
('labor', 'labors', 'labour', 'labours', 'work', 'works')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from normalise.lexicon.glosses import Gloss
from normalise.lexicon.literal.english import ordinal, singular
from normalise.lexicon.literal.tokens import Meanings, Token, tokens
from normalise.script.arabic import fold, without_the
from normalise.script.english import plural
from normalise.script.latin import fold_form

# What may stand between the words of any name.
GLUE = frozenset({"of", "the", "for", "to", "against", "s", "al", "el"})
# Words that engines take for one another: Islam for Islamic, democracy for democratic.
_RELATED_ENDINGS = ("", "ي", "يه", "ه", "ات", "ين", "ون")
_BRITISH = (
    (re.compile(r"(?<=.{3})iz(?=ation|ed$|ing$|e$)"), "is"),
    (re.compile(r"^(def|off)ense"), r"\1ence"),
    (re.compile(r"^center"), "centre"),
    (re.compile(r"^labor(?!at)"), "labour"),
)
_MOST_WORDS = 6  # of a name


class Slots(NamedTuple):
    """For each word of a name the folded English of it; `glue` may stand between them.

    Of a person's name `meant` are those words of each part that are its meaning, not its spelling.
    """

    words: tuple[tuple[str, ...], ...]
    glue: tuple[str, ...]
    meant: tuple[tuple[str, ...], ...] = ()


def slots(
    name: str, meanings: Meanings, spelled: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> Slots | None:
    """Return the slots of a name of several words, or None where a word of it is not known.

    `spelled` gives other spellings of names, folded: Kassam for Qassam.
    """
    taken = tokens(name, meanings)
    bare = [token for token in taken if not token.links]
    if not 2 <= len(bare) <= _MOST_WORDS:
        return None
    found = [dict.fromkeys(_english(token, meanings)) for token in bare]
    for place in range(len(bare) - 1):
        pair = meanings.glosses.compound([token.form for token in bare[place : place + 2]])
        for english in _words_of(pair, count=2):
            for word in english:
                found[place][word] = found[place + 1][word] = None
    for words in found:
        for word in list(words):
            words.update(dict.fromkeys(spelled.get(word, ())))
    if not all(found):
        return None
    glue = {word for token in taken for link in token.links for word in link.split()}
    return Slots(tuple(tuple(sorted(words)) for words in found), tuple(sorted(GLUE | glue)))


def _english(token: Token, meanings: Meanings) -> Iterator[str]:
    if token.number:
        yield from (token.form, ordinal(token.form))
    readings = [*token.readings, *_related(token.form, meanings)]
    for (english,) in _words_of(readings, count=1):
        for word in {english, singular(english), plural(english) or english}:
            yield word
            for pattern, british in _BRITISH:
                if pattern.search(word):
                    yield pattern.sub(british, word)


def _related(form: str, meanings: Meanings) -> Iterator[Gloss]:
    key = fold(without_the(form))
    stem = re.sub("(?:يه|ي|ه)$", "", key)
    for base in dict.fromkeys((key, stem) if len(stem) > 2 else (key,)):
        for ending in _RELATED_ENDINGS:
            yield from meanings.glosses.table.get(base + ending, ())


def _words_of(readings: Sequence[Gloss], *, count: int) -> Iterator[tuple[str, ...]]:
    for gloss in readings:
        for english in gloss.english:
            parts = tuple(part for part in fold_form(english).split() if part not in GLUE)
            if len(parts) == count:
                yield parts
