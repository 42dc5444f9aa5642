"""What a word of an English name may be in the Arabic source: by its meaning or by its sound.

>>> from normalise.pipeline import default_lexicon
>>> vocabulary = vocabulary_of(default_lexicon())
>>> vocabulary.means("Mosque", "مسجد"), vocabulary.means("IV", "الرابع"), vocabulary.means("Egypt", "مصر")
(True, True, True)
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from normalise.lexicon.glosses import Glosses, packaged_glosses
from normalise.lexicon.store import Lexicon
from normalise.script.arabic import key
from normalise.script.english import PLACE_NOUNS
from normalise.script.latin import fold_form

_ORDINALS = {
    "الأول": "i 1", "الأولى": "i 1", "الثاني": "ii 2", "الثانية": "ii 2", "الثالث": "iii 3",
    "الثالثة": "iii 3", "الرابع": "iv 4", "الرابعة": "iv 4", "الخامس": "v 5", "الخامسة": "v 5",
    "السادس": "vi 6", "السادسة": "vi 6", "السابع": "vii 7", "السابعة": "vii 7", "الثامن": "viii 8",
    "الثامنة": "viii 8", "التاسع": "ix 9", "التاسعة": "ix 9", "العاشر": "x 10", "العاشرة": "x 10",
    "عشر": "xi xii xiii xiv xv xvi xvii xviii xix", "الحادي": "xi", "العشرون": "xx", "العشرين": "xx",
}  # fmt: skip
_BY_ORDINAL = {key(word): frozenset(signs.split()) for word, signs in _ORDINALS.items()}
# Titles that are part of the name, as offices are not.
NOBLE = frozenset(
    "prince princess king queen emperor empress sultan emir duke duchess count countess lord lady sir "
    "pope saint st imam sheikh bishop father brother sister mother archbishop patriarch".split()
)
# Words that hold a sentence together are no part of a borrowed name.
_FUNCTION_WORDS = frozenset(
    "في من على إلى الى عن مع أو ثم أن ان إن لا ما لم لن قد هل كل أي أين متى كيف كم هو هي هم هذا هذه ذلك تلك "
    "الذي التي الذين بين بعد قبل عند عندما حيث حول خلال منذ حتى لدى كان كانت يكون تكون قال قالت وقال "
    "وقالت أكد أعلن غير بعض نحو تم كما لكن ولكن أما إذا لو عبر ضد دون أحد ليس له لها به بها فيه فيها "
    "منه منها عليه عليها إليه إليها يوم عام أمس اليوم نوع مدى كيفية يمكن يمكنك".split()
)
_SPLIT_KINDS = frozenset({"right", "variant", "alias", "part"})


class Vocabulary:
    """The glosses and the lexicon as a dictionary of single words; answers are kept."""

    def __init__(self, lexicon: Lexicon, glosses: Glosses) -> None:
        self._lexicon = lexicon
        self._glosses = glosses
        self._english: dict[str, frozenset[str]] = {}
        self._arabic: dict[str, frozenset[str]] = {}

    def means(self, english: str, arabic: str) -> bool:
        """Tell whether an Arabic word, article or not, may be what an English one translates."""
        meanings = self.english(arabic)
        if any(word in meanings for word in self.looked_up(english)):
            return True
        return key(arabic) in self.arabic(english)

    @staticmethod
    def looked_up(english: str) -> tuple[str, ...]:
        """Return the words under which an English one is found: itself and its singular."""
        folded = fold_form(english)
        return tuple(dict.fromkeys((folded, singular(folded))))

    def is_adjective(self, arabic: str) -> bool:
        """Tell whether an Arabic word may be an adjective, or is none that the glosses know."""
        glosses = self._glosses.of(arabic)
        return not glosses or any(gloss.pos == "adjective" for gloss in glosses)

    def english(self, arabic: str) -> frozenset[str]:
        """Return the English words, folded, in the glosses of an Arabic word."""
        found = self._english.get(arabic)
        if found is None:
            found = frozenset(
                word
                for gloss in self._glosses.of(arabic)
                for english in gloss.english
                for word in _both_numbers(fold_form(english))
            ) | _BY_ORDINAL.get(key(arabic), frozenset())
            self._english[arabic] = found
        return found

    def arabic(self, english: str) -> frozenset[str]:
        """Return the keys of the single Arabic words that the lexicon has for an English word."""
        found = self._arabic.get(english)
        if found is None:
            found = frozenset(
                key(form)
                for owner in self._lexicon.find(english)
                if owner.form.role in _SPLIT_KINDS
                for form in owner.entry.arabic
                if " " not in form
            )
            self._arabic[english] = found
        return found

    def is_common(self, arabic: str) -> bool:
        """Tell whether an Arabic word is an everyday word or a particle, and so hardly a foreign name."""
        return is_function_word(arabic) or bool(self.english(arabic))

    def is_place_noun(self, arabic: str) -> bool:
        """Tell whether an Arabic word is a building, a landscape or a body."""
        return not PLACE_NOUNS.isdisjoint(self.english(arabic))


@lru_cache(maxsize=1 << 16)
def is_function_word(arabic: str) -> bool:
    """Tell whether an Arabic word only holds sentences together.

    >>> is_function_word("على"), is_function_word("علي")
    (True, False)
    """
    return arabic in _FUNCTION_WORDS


def singular(word: str) -> str:
    """Return a folded English noun in the singular, by rule.

    >>> singular("churches"), singular("bodies"), singular("princess"), singular("brigades")
    ('church', 'body', 'princess', 'brigade')
    """
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) else word


def _both_numbers(words: str) -> Iterable[str]:
    """Return the words of a gloss, each as it is and in the singular; the whole where it is one word."""
    for word in words.split() if words.count(" ") < 1 else (words,):
        yield word
        yield singular(word)


@lru_cache(maxsize=4)
def vocabulary_of(lexicon: Lexicon) -> Vocabulary:
    """Return the vocabulary of a lexicon, with the answers it gave before."""
    return Vocabulary(lexicon, packaged_glosses())
