"""The whole job on single texts: cases as data, and what holds for every text."""

import json
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import normalise
from normalise.document import Span
from normalise.errors import OptionError
from normalise.io.result import original_text, result
from normalise.lexicon.entry import Entry, Mistranslation
from normalise.lexicon.rarest import by_rarest_word
from normalise.lexicon.scan import Scanner
from normalise.lexicon.store import Lexicon
from normalise.pipeline import Pipeline, default_lexicon

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "repair.jsonl").read_text("utf8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['label']}: {case['text'][:40]}")
def test_case(case) -> None:
    document = normalise.run(case["text"], origin=case["origin"], apply=case.get("apply", "fix"))
    assert document.fixed == (case["text"] if case["expect"] is None else case["expect"])


def test_half_of_the_cases_say_leave_it_alone() -> None:
    assert sum(case["expect"] is None for case in CASES) * 2 >= len(CASES)


WORDS = st.sampled_from(
    [
        "popular crowd", "Iraq", "Baghdad", "Hezbollah Brigades", "cave-owners", "Al-Kazemi",
        "Mustafa al-Kazimi", "the", "a", "device", "head of the device", "militia", "\n\n", "\r\n",
        "Qassem Soleimani", "الكاظمي", "\u0661\u0662", "\u060c", "’s", ".", ",", "\U0001f600",
        "e\u0301", "Ongoing.", "POPULAR CROWD", "Al-Jazeera", "fatwa", "Sana'a", "@-@", "&apos;",
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=5), max_size=14).map(" ".join)
slow = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(TEXTS, st.sampled_from(["auto", "mt", "human"]), st.sampled_from(["fix", "review", "none"]))
def test_nothing_is_lost_and_all_offsets_are_true(text: str, origin, apply) -> None:
    document = normalise.run(text, origin=origin, apply=apply)
    assert document.text == text
    block = result(document)
    assert original_text(document.fixed, block) == text
    for edit in block["edits"]:
        assert text[edit["original_start"] : edit["original_end"]] == edit["before"]
        now = document.fixed[edit["start"] : edit["end"]]
        assert now == (edit["after"] if edit["applied"] else edit["before"])
    for link in block["links"]:
        assert text[link["original_start"] : link["original_end"]] == link["surface"]
    for cue in block["verdict"]["evidence"]:
        assert 0 <= cue["original_start"] <= cue["original_end"] <= len(text)
    assert apply != "none" or document.fixed == text
    standoff = result(document, standoff=True)
    for row in (*standoff["edits"], *standoff["links"]):
        assert (row["start"], row["end"]) == (row["original_start"], row["original_end"])


@slow
@given(TEXTS)
def test_same_text_same_answer(text: str) -> None:
    assert normalise.run(text, origin="mt") == normalise.run(text, origin="mt")


@slow
@given(TEXTS)
def test_human_text_keeps_its_words(text: str) -> None:
    document = normalise.run(text, origin="human")
    assert all(edit.kind != "mistranslation" for edit in document.edits)


def test_order_of_entries_does_not_matter() -> None:
    entries = list(default_lexicon().entries)
    text = "The Hezbollah Brigades and the popular crowd met Mustafa al-Kazimi in Baghdad, Iraq."
    forwards = Pipeline(Lexicon.of(entries), origin="mt")(text)
    backwards = Pipeline(Lexicon.of(entries[::-1]), origin="mt")(text)
    assert forwards == backwards


def test_long_text_gives_no_context_to_its_far_end() -> None:
    near = "In Iraq the popular crowd advanced."
    far = "In Iraq it rained. " + "Nothing else was said here. " * 800 + "A popular crowd advanced."
    assert normalise.run(near, origin="mt").edits
    assert not [
        edit for edit in normalise.run(far, origin="mt").edits if edit.kind == "mistranslation"
    ]


def test_unknown_names_become_one_spelling() -> None:
    text = "Hussein Jabouri spoke first. Later Hussain Juburi left, and Hussein Jabouri stayed."
    document = normalise.run(text)
    assert {edit.after for edit in document.edits} <= {"Hussein Jabouri"}
    assert document.links
    assert all(link.method == "generated" for link in document.links)


def test_public_names() -> None:
    assert normalise.__version__
    assert set(normalise.__all__) <= set(dir(normalise))
    for name in normalise.__all__:
        assert getattr(normalise, name)
    with pytest.raises(AttributeError):
        _ = normalise.nothing


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"origin": "martian"}, "martian"),
        ({"apply": "some"}, "some"),
        ({"steps": ("detect", "dance")}, "dance"),
    ],
)
def test_wrong_options_are_named(options, named) -> None:
    with pytest.raises(OptionError, match=named):
        normalise.run("text", **options)


def test_moved_follows_the_words() -> None:
    document = normalise.run("In Iraq the popular crowd advanced.", origin="mt")
    place = document.text.index("advanced")
    assert document.moved(Span(place, place + 8)).of(document.fixed) == "advanced"


@given(
    st.lists(
        st.sampled_from(["al bab", "bab al", "qaim", "the crowd", "crowd of the", "al"]), min_size=1
    ),
    st.lists(st.sampled_from(["al", "bab", "qaim", "of", "the", "crowd", "", "x"]), max_size=20),
)
def test_forms_are_found_by_words_as_by_the_automaton(known: list[str], words: list[str]) -> None:
    """The quick start finds the same as the automaton of all forms."""
    near = by_rarest_word(known)
    forms = [form for some in near.values() for form in some]
    ends = list(accumulate(map(len, near.values()), initial=0))
    scanner = Scanner(forms, dict(zip(near, pairwise(ends), strict=True)))
    text = f" {' '.join(words)} "
    plain = sorted(
        (place, start, start + len(form) + 2)
        for place, form in enumerate(forms)
        for start in range(len(text))
        if text.startswith(f" {form} ", start)
    )
    assert sorted(scanner.find(text)) == plain
    scanner.find(" " * 100_000)  # from here on by the automaton
    assert sorted(scanner.find(text)) == plain


def test_a_noun_that_ends_the_right_name_is_not_doubled() -> None:
    rule = Mistranslation(("quick support",), safety="fix")
    entry = Entry(
        "group.rsf", "group", "Rapid Support Forces", ("الدعم السريع",), mistranslations=(rule,)
    )
    text = "The quick support forces left; quick support forcefully came."
    document = normalise.run(text, lexicon=Lexicon.of([entry]), origin="mt")
    assert document.fixed.startswith(
        "The Rapid Support Forces left; Rapid Support Forces forcefully"
    )


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Brigade Samir Farag spoke.", "Major General Samir Farag spoke."),
        ("The brigade Samir Farag led fled.", None),
    ],
)
def test_capitals_count_beside_a_slot(text: str, fixed: str | None) -> None:
    rule = Mistranslation(
        ("Brigade {name}",), "fix", "w", right="Major General {name}", case="exact"
    )
    entry = Entry("title.x", "title", "Major General", ("لواء",), mistranslations=(rule,))
    document = Pipeline(Lexicon.of([entry]), origin="mt")(text)
    assert document.fixed == (fixed or text)
