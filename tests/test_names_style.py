"""The style in which repaired names of persons are written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import normalise
from normalise.errors import OptionError
from normalise.repairs.writing import STYLES

TEXT = "Mustafa Kazimi met Vladimir Putin in Baghdad. Kadhimi left, and so did Abdel Fatah al-Sisi."
PERSONS = ["Mustafa Kazimi", "Mustafa al-Kadhimi", "Kadhimi", "Abdel Fatah al-Sisi", "Vladimir Putin", "Nouri Maliki", "Maliki", "Baghdad"]  # fmt: skip


def test_the_press_style_is_the_lexicons() -> None:
    document = normalise.run(TEXT)
    assert document.fixed.startswith("Mustafa al-Kadhimi met Vladimir Putin in Baghdad.")
    assert "style" not in document.signature


def test_a_scheme_romanises_arabs_alone() -> None:
    document = normalise.run(TEXT, style="ala-lc")
    assert document.fixed == (
        "Muṣṭafá al-Kāẓimī met Vladimir Putin in Baghdad. Kāẓimī left, and so did ‘Abd al-Fattāḥ al-Sīsī."
    )
    assert document.signature.endswith("|style:ala-lc")


def test_odni_gives_the_found_spelling_once() -> None:
    found = normalise.run(TEXT + " Mustafa Kazimi spoke.", style="odni").fixed
    assert found.startswith("Muṣṭafa al Kaẓimi (Mustafa Kazimi) met Vladimir Putin")
    assert found.endswith(" Muṣṭafa al Kaẓimi spoke.")


def test_an_unknown_style_is_said() -> None:
    with pytest.raises(OptionError, match="ala-lc"):
        normalise.run(TEXT, style="klingon")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(PERSONS), min_size=1, max_size=4), st.sampled_from(STYLES))
def test_writing_again_changes_nothing(persons: list[str], style: str) -> None:
    text = " ".join(f"{person} spoke in Iraq." for person in persons)
    once = normalise.run(text, style=style)
    assert normalise.run(once.fixed, style=style).fixed == once.fixed
