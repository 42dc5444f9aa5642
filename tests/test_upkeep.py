"""What a linguist's commands answer: numbers, the impact of a change, suggestions."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from normalise.lexicon.entry import Entry, Mistranslation
from normalise.lexicon.glosses import packaged_glosses, read_glosses
from normalise.lexicon.literal import Meanings, literal
from normalise.lexicon.store import Lexicon
from normalise.pipeline import Pipeline
from normalise.script.latin import fold_form
from normalise.upkeep.impact import impact
from normalise.upkeep.pages import impact_page, suggest_page
from normalise.upkeep.probe import spelling
from normalise.upkeep.stats import stats
from normalise.upkeep.suggest import suggest

ROOT = Path(__file__).parent.parent


def place(slug: str, english: str, arabic: str, **more) -> Entry:
    return Entry(f"place.{slug}", "place", english, (arabic,), source="s", **more)


BAGHDAD = place("baghdad", "Baghdad", "بغداد", region=("IQ",))
CROWD = Entry(
    "org.pmf", "organisation", "Popular Mobilization Forces", ("الحشد الشعبي",), region=("IQ",), source="s",
    mistranslations=(Mistranslation(("popular crowd",), "fix", "w", requires=("region:IQ",)),),
)  # fmt: skip
TEXTS = [
    ("one", "In Baghdad the popular crowd met."),
    ("two", "A popular crowd came to the opera."),
    ("three", "Nothing here."),
]


def test_impact_counts_gained_lost_and_changed() -> None:
    renamed = Entry(
        **{**{f: getattr(CROWD, f) for f in CROWD.__dataclass_fields__}, "english": "PMF"}
    )
    old, new, other = (
        Pipeline(Lexicon.of(entries), origin="mt")
        for entries in ([BAGHDAD], [BAGHDAD, CROWD], [BAGHDAD, renamed])
    )
    gained = impact(TEXTS, old, new)
    assert (gained.texts, gained.differing) == (3, 1)
    assert gained.effects["org.pmf"].counts == {"gained": 1}
    (sample,) = gained.effects["org.pmf"].samples["gained"]
    assert (sample.where, sample.words, sample.new.after) == (
        "one", "popular crowd", "Popular Mobilization Forces",
    )  # fmt: skip
    assert impact(TEXTS, new, old).effects["org.pmf"].counts == {"lost": 1}
    assert impact(TEXTS, new, other).effects["org.pmf"].counts == {"changed": 1}
    assert impact(TEXTS, new, new).effects == {}
    assert not impact(TEXTS, old, new, samples=0).effects["org.pmf"].samples["gained"]


def test_impact_page_is_whole_safe_and_right_to_left() -> None:
    texts = [("<b>", "In Baghdad <script>alert(1)</script> the popular crowd met.")]
    found = impact(
        texts,
        Pipeline(Lexicon.of([BAGHDAD]), origin="mt"),
        Pipeline(Lexicon.of([BAGHDAD, CROWD]), origin="mt"),
    )
    page = impact_page(found, "old", "new")
    assert page.startswith("<!doctype html>")
    assert "<script>" not in page
    assert '<bdi lang="ar" dir="rtl">الحشد الشعبي</bdi>' in page
    assert "http" not in page


def test_stats_count_what_is_there_and_what_lacks() -> None:
    found = stats([BAGHDAD, CROWD, place("x", "X", "س", variants=("Xx",))])
    assert found.by_kind == {"place": 2, "organisation": 1}
    assert found.by_region == {"IQ": 2, "(none)": 1}
    assert found.rules == {"fix": 1}
    assert found.lacking["second spelling"] == ["place.baghdad", "org.pmf"]


LITERAL = [
    json.loads(line)
    for line in (ROOT / "tests" / "cases" / "literal.jsonl").read_text(encoding="utf8").splitlines()
]


@pytest.mark.parametrize("case", LITERAL, ids=lambda case: case["label"])
def test_literal_renderings(case: dict) -> None:
    meanings = Meanings(packaged_glosses(), spell=spelling)
    found = [fold_form(one.english) for one in literal(case["text"], meanings, top=20)]
    assert len(found) == len(set(found)) <= 20
    if "expect_not" in case:
        assert found
        assert fold_form(case["expect_not"]) not in found
    elif case["expect"]:
        assert fold_form(case["expect"]) in found
    else:
        assert not found


def test_glosses_are_plenty_and_sound() -> None:
    table = packaged_glosses().table
    assert sum(map(len, table.values())) > 3_500
    assert all(gloss.english for group in table.values() for gloss in group)


def test_bad_gloss_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("- {arabic: باب, pos: noun}\n", encoding="utf8")
    with pytest.raises(Exception, match=r"a\.yaml"):
        read_glosses([tmp_path / "a.yaml"])


NAMES = [
    place("mayadin", "al-Mayadin", "الميادين", region=("SY",)),
    place("deir-ez-zor", "Deir ez-Zor", "دير الزور", region=("SY",)),
    place("homs", "Homs", "حمص", region=("SY",)),
    Entry("group.ansar", "group", "Ansar Allah", ("أنصار الله",), region=("SY",), source="s"),
]


def test_suggest_finds_unknown_spellings_and_leaves_everyday_words() -> None:
    texts = [
        ("a", "Near Homs, fighters left Mayadeen and Deir Ezzour. They met a June deadline."),
        ("b", "In Homs, Mayadeen and Deir Ezzour were quiet. Homes burned; many homes."),
        ("c", "In Homs the supporters of God marched, and the supporters of God spoke."),
    ]
    found = suggest(texts, Lexicon.of(NAMES), packaged_glosses())
    assert {(one.form, one.entry) for one in found.spellings} == {
        ("Mayadeen", "place.mayadin"),
        ("Deir Ezzour", "place.deir-ez-zor"),
    }
    assert [(one.form, one.entry, one.count) for one in found.renderings] == [
        ("supporters of God", "group.ansar", 2)
    ]
    assert "Mayadeen" in suggest_page(found)


def test_suggest_finds_nothing_where_all_is_known() -> None:
    texts = [("a", "Homs and Deir ez-Zor. Homs and Deir ez-Zor."), ("b", "Plain words alone.")]
    found = suggest(texts, Lexicon.of(NAMES), packaged_glosses())
    assert (found.spellings, found.renderings) == ([], [])


def test_commands_write_json_and_pages(command, tmp_path: Path) -> None:
    small = ROOT / "tests" / "lexicons_good" / "small.yaml"
    (tmp_path / "new.yaml").write_text(
        small.read_text(encoding="utf8").replace(
            "[popular crowd]", "[popular crowd, people's crowd]"
        ),
        encoding="utf8",
    )
    (tmp_path / "corpus.jsonl").write_text(
        '{"id": 1, "text": "In Baghdad the people\'s crowd met."}\n', encoding="utf8"
    )
    done = command(
        "lexicon",
        "impact",
        str(small),
        "new.yaml",
        "corpus.jsonl",
        "--format",
        "json",
        "--html",
        "i.html",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["entries"][0]["gained"] == 1
    assert "people&#x27;s crowd" in (tmp_path / "i.html").read_text(encoding="utf8")
    for arguments in (
        ("suggest", "corpus.jsonl", "--html", "s.html", "--lexicon", str(small)),
        ("suggest", "--arabic", "أصحاب الكهف"),
        ("stats", str(small)),
        ("stats", str(small), "--format", "json"),
    ):
        done = command("lexicon", *arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stdout
    for arguments in (
        ("suggest",),
        ("suggest", "x", "--arabic", "y"),
        ("impact", "a"),
        ("suggest", "nowhere.txt"),
    ):
        done = command("lexicon", *arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr


BROWSER = shutil.which("chromium")
LONG = "المؤتمر الوطني العام للدفاع عن حقوق الشعب والحريات والديمقراطية " * 3
MEASURE = """<script>
const narrow = document.documentElement.scrollWidth <= window.innerWidth;
const arabic = [...document.querySelectorAll("bdi[lang=ar]")];
const turned = arabic.every(one => getComputedStyle(one).direction === "rtl");
const latin = arabic.every(one => !/[a-z]/i.test(one.textContent));
document.title = JSON.stringify({narrow, turned, latin, arabic: arabic.length});
</script>"""


@pytest.mark.skipif(BROWSER is None, reason="chromium is not here (apt-get install chromium)")
def test_pages_are_right_in_a_browser(tmp_path: Path) -> None:
    """A narrow window does not scroll sideways; Arabic, and nothing else, runs from the right."""
    named = Entry(
        **{**{f: getattr(CROWD, f) for f in CROWD.__dataclass_fields__}, "arabic": (LONG.strip(),)}
    )
    texts = [("a-very-long-name-of-a-document", "In Baghdad (بغداد) the popular crowd met. " * 3)]
    found = impact(
        texts, *(Pipeline(Lexicon.of(e), origin="mt") for e in ([BAGHDAD], [BAGHDAD, named]))
    )
    names = {"org.pmf": (named.english, named.arabic[0])}
    spelt = suggest(
        [("a", "Near Homs, in Mayadeen and Mayadeen.")], Lexicon.of(NAMES), packaged_glosses()
    )
    spelt.spellings[0].why = f"both may be {LONG}: a long vowel is written once"
    for number, page in enumerate((impact_page(found, "old", "new", names), suggest_page(spelt))):
        file = tmp_path / f"{number}.html"
        file.write_text(page.replace("</body>", f"{MEASURE}</body>"), encoding="utf8")
        shown = subprocess.run(
            [
                str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--window-size=500,800",
                f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", file.as_uri(),
            ],
            capture_output=True, check=True, timeout=120,
        ).stdout.decode()  # fmt: skip
        answer = json.loads(shown.partition("<title>")[2].partition("</title>")[0])
        assert answer.pop("arabic") >= 2
        assert all(answer.values()), answer
