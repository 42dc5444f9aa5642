"""The Arabic that a wrong wording comes from, where its entry has several ways to say one thing."""

from __future__ import annotations

import pytest

import normalise
from normalise.lexicon.entry import Entry, Mistranslation
from normalise.lexicon.glosses import Gloss, Glosses
from normalise.lexicon.literal import Meanings
from normalise.lexicon.origins import with_origins
from normalise.script.arabic import fold

COURT = ("محكمة النقض", "محكمة التمييز", "محاكم التمييز")
GLOSSES = Glosses(
    {
        fold(word): (Gloss(word, "noun", english),)
        for word, english in {
            "محكمة": ("court",),
            "محاكم": ("tribunals",),
            "نقض": ("reversal", "veto"),
            "تمييز": ("discrimination",),
        }.items()
    }
)


def _origins(*wrong: str, renders: str | None = None) -> tuple[tuple[int, ...], ...]:
    rule = Mistranslation(wrong, "fix", renders=renders)
    entry = Entry("term.x", "term", "Court of Cassation", COURT, mistranslations=(rule,))
    (made,) = with_origins([entry], Meanings(GLOSSES))
    return made.mistranslations[0].origins


def test_a_wording_keeps_the_forms_whose_words_it_translates_singular_and_plural() -> None:
    assert _origins("discrimination court", "court of veto") == ((1, 2), (0,))


@pytest.mark.parametrize("wording", ["appeal body", "court", "of the"])
def test_a_wording_that_tells_nothing_leaves_all_forms(wording: str) -> None:
    assert _origins(wording) == ()


def test_what_a_linguist_wrote_is_left_alone() -> None:
    assert _origins("discrimination court", renders="محكمة النقض") == ()


def test_the_link_shows_the_arabic_behind_the_words() -> None:
    document = normalise.run("The Discrimination Court in Amman upheld the verdict.", origin="mt")
    assert "محكمة التمييز" in {link.arabic for link in document.links}
