"""Arabic in Latin letters, by scheme."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalise.errors import OptionError
from normalise.names.attested import Attested
from normalise.names.romanise import romanise
from normalise.names.schemes import BUCKWALTER, HSB, NAMES

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases/romanise.jsonl").read_text("utf8").splitlines()
]
NOTHING = Attested()
VECTORS = Path(__file__).parents[2] / "shared/data/names/romanisation_test_vectors.tsv"
SCHEMES = {
    "alalc-ara-Arab-Latn-1997": "ala-lc",
    "bgnpcgn-ara-Arab-Latn-1956": "bgn-pcgn",
    "un-ara-Arab-Latn-2017": "un-2017",
    "iso-ara-Arab-Latn-233-1984": "iso-233",
    "iso-ara-Arab-Latn-233-2-1993": "iso-233-2",
    "odni-ara-Arab-Latn-2004": "odni",
    "odni-ara-Arab-Latn-2015": "odni",
}
# Two vectors read a vowel that is not written; the others must not change.
KNOWN_FAILURES = {"مَلَأ", "خَطِئ"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_scheme_writes(case: dict[str, str]) -> None:
    assert romanise(case["arabic"], case["scheme"], lexicon=NOTHING) == case["expect"]


@pytest.mark.skipif(
    not VECTORS.is_file(), reason="the shared test vectors are not beside the repository"
)
def test_the_vectors_of_the_standards() -> None:
    wrong = set()
    for line in VECTORS.read_text(encoding="utf8").splitlines()[1:]:
        system, written, latin = line.split("\t")
        if system in SCHEMES:
            found = romanise(
                written, SCHEMES[system], capitals=not system.startswith("alalc"), lexicon=NOTHING
            )
            # The ALA-LC vectors write small letters, but for Allah.
            if unicodedata.normalize("NFC", found) != unicodedata.normalize("NFC", latin):
                wrong.add(written)
    assert wrong == KNOWN_FAILURES


def test_guessed_vowels_are_marked() -> None:
    assert romanise("مُحَمَّد", lexicon=NOTHING).evidence == "vowelled"
    assert romanise("قرطاجني", lexicon=NOTHING).guessed
    known = Attested(spellings={"كاظمي": "Kadhimi"})
    found = romanise("الكاظمي", lexicon=known)
    assert (found, found.evidence) == ("al-Kāẓimī", "attested")


def test_press_writes_the_spelling_of_the_lexicon() -> None:
    known = Attested(spellings={"كاظمي": "Kadhimi", "مصطفي": "Mustafa"})
    assert romanise("مصطفى الكاظمي", "press", lexicon=known) == "Mustafa al-Kadhimi"


def test_the_found_spelling_in_parentheses() -> None:
    assert romanise("مُحَمَّد", "odni", found="Mohamad", lexicon=NOTHING) == "Muhammad (Mohamad)"
    assert romanise("مُحَمَّد", "odni", found="Muhammad", lexicon=NOTHING) == "Muhammad"


def test_an_unknown_scheme_is_named_with_the_known_ones() -> None:
    with pytest.raises(OptionError, match="ala-lc"):
        romanise("علي", "latin")


@settings(max_examples=80, deadline=None)
@given(
    st.text(alphabet="".join(BUCKWALTER) + " ", max_size=12), st.sampled_from(["buckwalter", "hsb"])
)
def test_letter_for_letter_can_be_turned_back(text: str, scheme: str) -> None:
    plain = text.strip()
    table = BUCKWALTER if scheme == "buckwalter" else HSB
    back = {latin: letter for letter, latin in table.items()}
    assert "".join(back.get(letter, letter) for letter in romanise(plain, scheme)) == plain


@settings(max_examples=80, deadline=None)
@given(
    st.text(alphabet="ابتدرسعكلمنهويةىءأإآ\u064e\u064f\u0650\u0651 ", max_size=14),
    st.sampled_from(NAMES),
)
def test_every_scheme_answers_everything(text: str, scheme: str) -> None:
    found = romanise(text, scheme, lexicon=NOTHING)
    assert found == romanise(text, scheme, lexicon=NOTHING)
