"""The spellings of a corpus, put together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from normalise.names.attested import Attested
from normalise.names.cluster import cluster, spellings_of
from normalise.names.key import keys, misfits

NOTHING = Attested()
SPELLINGS = ["Kazimi", "Kadhimi", "Kazemi", "al-Kazimi", "Kadhmi"]


def test_spellings_of_one_name_are_one_group() -> None:
    groups = cluster([*SPELLINGS, "Kazimi", "Adnan", "Ayman"], lexicon=NOTHING)
    assert [group.name for group in groups] == ["Kazimi", "Adnan", "Ayman"]
    assert groups[0].count == len(SPELLINGS) + 1


def test_full_names_are_put_together_part_by_part() -> None:
    names = ["Mustafa al-Kadhimi", "Mustapha Kazimi", "Ali al-Kadhimi", "Mustafa al-Kaabi"]
    assert len(cluster(names, lexicon=NOTHING)) == 3


def test_the_lexicon_names_a_group_and_keeps_names_apart() -> None:
    known = Attested({"salim": ("سليم",), "salem": ("سالم",), "selim": ("سليم",)})
    groups = cluster(["Salim", "Salem", "Selim", "Selim"], lexicon=known)
    assert [[spelling for spelling, _ in group.spellings] for group in groups] == [
        ["Selim", "Salim"],
        ["Salem"],
    ]


def test_rare_groups_can_be_left_out() -> None:
    assert [group.name for group in cluster(["Ali", "Ali", "Omar"], least=2, lexicon=NOTHING)] == [
        "Ali"
    ]


def test_nothing_makes_no_group() -> None:
    assert cluster([], lexicon=NOTHING) == []
    assert cluster(["", "  ", "..."], lexicon=NOTHING) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from([*SPELLINGS, "Adnan", "Abu Bakr", "Abdulrahman", "عدنان", "Ayman"]),
        max_size=12,
    )
)
def test_no_mention_is_lost_and_the_order_does_not_matter(names: list[str]) -> None:
    groups = cluster(names, lexicon=NOTHING)
    assert sum(group.count for group in groups) == len(names)
    assert groups == cluster(reversed(names), lexicon=NOTHING)
    assert all(old != new for old, new in spellings_of(groups))


def test_spellings_share_a_key_across_scripts() -> None:
    assert keys("Qaddafi") & keys("Gadhafi") & keys("القذافي")
    assert keys("Abdulrahman") & keys("Abd al-Rahman") & keys("عبد الرحمن")
    assert not keys("Adnan") & keys("Ayman")


def test_the_consonant_path_verifies() -> None:
    assert misfits("jumblatt", "جنبلاط") == 0
    assert misfits("kadhimi", "كعبي") >= 2
