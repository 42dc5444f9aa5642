"""Entries out and back: nothing is lost, nothing runs in a spreadsheet, and unfit files are told in words."""

import io
import json
import re
import sys
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

from normalise.errors import LexiconError, MissingExtra, OptionError
from normalise.lexicon.entry import (
    CHOICES,
    ENTRY_KEYS,
    MISTRANSLATION_KEYS,
    PREFIXES,
    SPELLING_KEYS,
    Entry,
    Mistranslation,
)
from normalise.lexicon.files import files_of, packaged_folder
from normalise.lexicon.source import read, read_text
from normalise.upkeep.exchange.checked import checked
from normalise.upkeep.exchange.escape import bare, harmless, join, split
from normalise.upkeep.exchange.formats import FORMATS, drafts_of, format_of, written
from normalise.upkeep.exchange.plain import ENTRY_ORDER, RULE_ORDER, in_order, plain
from normalise.upkeep.exchange.rows import COLUMNS
from normalise.upkeep.exchange.xlsx_table import MAX_CELL
from normalise.upkeep.exchange.yaml_text import yaml_text

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "exchange.jsonl")
    .read_text(encoding="utf8")
    .splitlines()
]
SMALL = Path(__file__).parent / "lexicons_good" / "small.yaml"
TBX = "{urn:iso:std:iso:30042:ed-2}"
BAGHDAD = Entry("place.x", "place", "X", ("بغداد",), source="s")


def brought_in(data: bytes, form: str):
    return checked(drafts_of(data, form, f"x.{form}"))


def said(data: bytes, form: str) -> str:
    """What is said of an unfit file."""
    with pytest.raises(LexiconError) as error:
        brought_in(data, form).sound(f"x.{form}")
    return str(error.value)


# --- Round trips -----------------------------------------------------------------------------------


# What YAML, XML, CSV, Excel and our own notation would each trip over.
AWKWARD = (
    "|", " | ", "\\", "\\|", "\\-", "\\u0041", "\\\\u0041", "'", "''", "=", "+", "-", "@", "＝", "\t",
    "\r", "\n", "\r\n", " ", "\0", "\x1f", "\x85", "\xa0", "\u2028", "\ufeff", "\u200f", "\u202e",
    "\ufffe", "\U0001f600", "_x0041_", "_x000D_", "null", "~", "No", "1.0", "2014-01-01", "true", ": ",
    " #", "- ", "? ", "{number}", "[", "]", ",", "&a", "*a", "!x", "%", "`", '"', "<", ">", "&amp;", "]]>",
    "<!DOCTYPE", "role: english", "حشد", "ـ",
)  # fmt: skip
TEXT = st.one_of(
    st.lists(st.sampled_from(AWKWARD), max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
).map(lambda text: unicodedata.normalize("NFC", text))
FULL = TEXT.filter(str.strip)
LISTS = st.lists(FULL, max_size=3).map(tuple)
RULES = st.builds(
    Mistranslation,
    wrong=st.lists(FULL, min_size=1, max_size=3).map(tuple),
    safety=st.sampled_from(CHOICES["safety"]),
    why=FULL,
    right=st.none() | TEXT,
    renders=st.none() | TEXT,
    alone=st.booleans(),
    case=st.sampled_from(CHOICES["case"]),
    **dict.fromkeys(("requires", "requires_near", "unless", "unless_document", "hit", "miss"), LISTS),
)  # fmt: skip
SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)


@st.composite
def entries(draw) -> Entry:
    prefix = draw(st.sampled_from(sorted(PREFIXES)))
    regions = draw(st.sets(st.sampled_from(SPELLING_KEYS), max_size=2))
    groups = st.lists(FULL, min_size=1, max_size=2).map(tuple)
    lists = (
        "arabic",
        "variants",
        "aliases",
        "ambiguous",
        "short",
        "part",
        "literal",
        "requires",
        "unless",
        "region",
    )
    return Entry(
        id=f"{prefix}.{draw(SLUGS)}",
        kind=PREFIXES[prefix],
        english=draw(TEXT),
        spellings=tuple((key, draw(groups)) for key in SPELLING_KEYS if key in regions),
        case=draw(st.sampled_from(CHOICES["case"])),
        status=draw(st.sampled_from(CHOICES["status"])),
        mistranslations=tuple(draw(st.lists(RULES, max_size=2))),
        source=draw(FULL),
        **{key: draw(st.none() | TEXT) for key in ("wikidata", "replaced_by", "note")},
        **{key: draw(LISTS) for key in lists},
    )


ENTRY_LISTS = st.lists(entries(), min_size=1, max_size=3, unique_by=lambda entry: entry.id).map(
    lambda listed: tuple(sorted(listed, key=lambda entry: entry.id))
)
CALM = settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@pytest.mark.parametrize("form", FORMATS)
@CALM
@given(listed=ENTRY_LISTS)
def test_any_entries_come_back_as_they_were(form: str, listed: tuple[Entry, ...]) -> None:
    out = written(listed, form)
    assert out.lost == ()
    assert brought_in(out.data, form).entries == listed


@pytest.fixture(scope="module")
def shipped() -> tuple[Entry, ...]:
    source = read(files_of([packaged_folder()]))
    return tuple(sorted((item.entry for item in source.entries), key=lambda entry: entry.id))


@pytest.fixture(scope="module")
def sample(shipped: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Some hundred entries that ship: the longest, and some of each kind, for what is slow."""
    longest = sorted(shipped, key=lambda entry: -len(str(plain(entry))))[:100]
    return tuple(sorted({*longest, *shipped[::25]}, key=lambda entry: entry.id))


def same_again(listed: tuple[Entry, ...], form: str) -> None:
    out = written(listed, form)
    assert out.lost == ()
    found = drafts_of(out.data, form, "x")
    assert (found.problems, found.passed_over) == ([], [])
    assert [in_order(draft.values) for draft in found.drafts] == [*map(plain, listed)]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_shipped_lexicon_comes_back_as_it_was(form: str, shipped: tuple[Entry, ...]) -> None:
    same_again(shipped, form)


@pytest.mark.parametrize("form", ["xlsx", "tbx", "yaml"])
def test_the_longest_entries_come_back_as_they_were(form: str, sample: tuple[Entry, ...]) -> None:
    same_again(sample, form)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_entries_give_the_same_bytes(form: str) -> None:
    listed = [located.entry for located in read([SMALL]).entries]
    assert written(listed, form).data == written(reversed(listed), form).data


def test_orders_hold_every_key() -> None:
    assert ({*ENTRY_ORDER}, {*RULE_ORDER}) == (ENTRY_KEYS, MISTRANSLATION_KEYS)


def test_yaml_is_in_the_style_of_the_shipped_files() -> None:
    _, *blocks = SMALL.read_text(encoding="utf8").split("\n- ")
    listed = [located.entry for located in read([SMALL]).entries]
    assert yaml_text(map(plain, listed)) == "- " + "\n- ".join(blocks)


@CALM
@given(listed=ENTRY_LISTS)
def test_yaml_text_is_read_as_written(listed: tuple[Entry, ...]) -> None:
    source = read_text(yaml_text(map(plain, listed)))
    assert [located.entry for located in source.entries] == [*listed]
    assert not source.problems


@CALM
@given(items=st.lists(FULL, max_size=4))
def test_cells_hold_lists(items: list[str]) -> None:
    cell = harmless(join(items))
    assert split(bare(cell)) == items
    assert not re.match(r"[=+\-@\t\r\n＝＋－＠]", cell)
    assert not re.search(r"[\x00-\x1f]", cell)


# --- Cases as data ---------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['format']}: {case['label']}")
def test_case(case: dict) -> None:
    data = case["text"].encode("utf-8")
    if "refused" in case:
        message = said(data, case["format"])
        for words in case["refused"]:
            assert words in message
        return
    result = brought_in(data, case["format"])
    result.sound("x")
    entry = plain(result.entries[0])
    for key, value in case["expect"].items():
        assert entry.get(key, [] if value == [] else None) == value


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("json", '[{"id": "place.x", "note": ' + "[" * 900 + "]" * 900 + "}]"),
        ("json", "[" * 200_000),
        ("json", '[{"a":' * 100_000),
        ("yaml", "- " + "[" * 5_000 + "]" * 5_000),
        ("yaml", "- " + "{a: " * 5_000),
        ("tbx", "<a>" * 100_000),
    ],
)
def test_depth_is_refused(form: str, text: str) -> None:
    assert re.search(r"x\.\w+:\d+: LX00[14] ", said(text.encode(), form))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "data",
    [b"\xff\xfei\0d\0", b"\x80\x81", b"\0", bytes(range(256)) * 9, b"", b"PK\x03\x04", b"\x1f\x8b\x08"],
)  # fmt: skip
def test_rubbish_is_refused_in_every_format(form: str, data: bytes) -> None:
    assert said(data, form)


@CALM
@given(data=st.binary(max_size=40), form=st.sampled_from(FORMATS))
def test_no_rubbish_makes_a_traceback(data: bytes, form: str) -> None:
    said(data, form)


@CALM
@given(place=st.floats(0, 1), byte=st.integers(0, 255), form=st.sampled_from(FORMATS))
def test_a_changed_byte_makes_a_message_or_an_entry(place: float, byte: int, form: str) -> None:
    data = bytearray(written([BAGHDAD], form).data)
    data[int(place * (len(data) - 1))] = byte
    try:
        brought_in(bytes(data), form).sound("x")
    except LexiconError as error:
        assert "x" in str(error)


def test_faults_of_two_rows_are_told_with_both() -> None:
    table = written([BAGHDAD, Entry("place.y", "place", "X", ("بصرة",), source="s")], "csv").data
    assert "x.csv:3: LX008 'X' is a form of place.x too (x.csv:2)" in said(table, "csv")


def test_two_entries_with_one_id_are_not_written() -> None:
    with pytest.raises(LexiconError, match=r"place\.x"):
        written([BAGHDAD, BAGHDAD], "tbx")


def test_ending_says_the_format() -> None:
    assert [format_of(f"a.{ending}") for ending in ("CSV", "yml", "tbx")] == ["csv", "yaml", "tbx"]
    with pytest.raises(OptionError, match="--format"):
        format_of("a.docx")


# --- CSV and XLSX ----------------------------------------------------------------------------------


def test_csv_begins_with_a_mark_for_excel() -> None:
    assert written([BAGHDAD], "csv").data.startswith(b"\xef\xbb\xbfid,kind,arabic,english,")


def workbook(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


def changed(change) -> bytes:
    """A good workbook after somebody worked in it."""
    book = workbook(written([BAGHDAD], "xlsx").data)
    change(book.active)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_workbook_is_made_for_a_linguist() -> None:
    sheet = workbook(
        written([located.entry for located in read([SMALL]).entries], "xlsx").data
    ).active
    assert [cell.value for cell in sheet[1]] == [*COLUMNS]
    assert sheet.freeze_panes == "B2"
    arabic = get_column_letter(COLUMNS.index("arabic") + 1)
    assert sheet[f"{arabic}2"].alignment.readingOrder == 2
    assert sheet[f"{arabic}2"].number_format == "@"
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [
        "group.kataib-hezbollah", "group.kataib-hezbollah", "org.popular-mobilization-forces",
        "org.popular-mobilization-forces", "person.mustafa-al-kadhimi", "place.baghdad",
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "'="])
def test_no_cell_is_a_formula(start: str) -> None:
    evil = f'{start}HYPERLINK("http://x")'
    entry = Entry("place.x", "place", evil, ("بغداد",), (evil, evil), source=evil, note=evil)
    for cell in (cell for row in workbook(written([entry], "xlsx").data).active for cell in row):
        assert cell.data_type in "sn"
        assert cell.value is None or cell.value[0] not in "=+-@\t\r＝"
    assert brought_in(written([entry], "xlsx").data, "xlsx").entries == (entry,)


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("C2", '=HYPERLINK("http://x")', ["x.xlsx:2", "C2 is a formula"]),
        ("AC2", ArrayFormula("AC2", "=A1:A2"), ["x.xlsx:2", "AC2 is a formula"]),
        ("D1", "=1", ["x.xlsx:1", "D1 is a formula"]),
        ("D2", 1.5, ["x.xlsx:2", "D2 is a number"]),
        ("D2", "#REF!", ["x.xlsx:2", "D2 is an error"]),
        ("AZ2", "far", ["x.xlsx:2", "far"]),
        ("B2", "planet", ["x.xlsx:2: LX004", "planet"]),
        ("A100001", "place.y", ["100,000 rows"]),
        ("AZ1", "extra", ["x.xlsx:1", "extra"]),
    ],
)
def test_unfit_cell_is_refused_with_its_place(cell: str, value: object, words: list[str]) -> None:
    def change(sheet) -> None:
        sheet[cell] = value

    message = said(changed(change), "xlsx")
    for word in words:
        assert word in message


def test_fit_changes_are_taken() -> None:
    def change(sheet) -> None:
        sheet["D2"] = 1967
        sheet["E2"] = "  Year of war|67_x0041_ "
        sheet["AC2"] = None
        sheet.title = "Tabelle1"
        sheet.insert_rows(2)

    (entry,) = brought_in(changed(change), "xlsx").entries
    assert (entry.english, entry.variants) == ("1967", ("Year of war", "67A"))


def test_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtra, match=r"normalise-mt\[tables\]"):
        written([BAGHDAD], "xlsx")
    assert written([BAGHDAD], "csv").data


def test_two_sheets_are_told_apart_by_name() -> None:
    assert brought_in(changed(lambda sheet: sheet.parent.create_sheet("notes")), "xlsx").entries

    def change(sheet) -> None:
        sheet.title = "mine"
        sheet.parent.create_sheet("notes")

    assert '"entries"' in said(changed(change), "xlsx")


def repacked(change) -> bytes:
    """A good workbook whose parts were changed by hand."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written([BAGHDAD], "xlsx").data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            for part, data in change(name, old.read(name)):
                new.writestr(part, data)
    return stream.getvalue()


SHEET_PART = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda n, d: [(n, d + b" " * 30_000_000 if n == SHEET_PART else d)], "times its size"),
        (lambda n, d: [(n, d), (f"{n}.bin", b"\0" * 20_000_000)], "unpacks to"),
        (lambda n, d: [(f"{n}.{i}", d) for i in range(200)], "parts"),
        (lambda n, d: [(n, b'<!DOCTYPE a [<!ENTITY b "c">]>' + d[d.find(b"<", 2) :] if n == SHEET_PART else d)], "document type"),
        (lambda n, d: [] if n == SHEET_PART else [(n, d)], "damaged"),
        (lambda n, d: [] if n == "xl/workbook.xml" else [(n, d)], "damaged"),
        (lambda n, d: [(n, d[:-30] if n == SHEET_PART else d)], "damaged"),
        (lambda n, d: [(n, b"<a/>" if n.endswith("xml") else d)], "damaged"),
    ],
)  # fmt: skip
def test_unfit_workbook_is_refused(change, words: str) -> None:
    assert words in said(repacked(change), "xlsx")


def test_cut_workbook_is_refused() -> None:
    data = written([BAGHDAD], "xlsx").data
    assert "damaged" in said(data[: len(data) // 2], "xlsx")


def test_what_a_cell_has_no_room_for_is_listed() -> None:
    many = tuple(f"form {number}" for number in range(5_000))
    entry = Entry("place.x", "place", "X", ("بغداد",), many, aliases=("Y",), source="s")
    out = written([entry], "xlsx")
    assert len(out.lost) == 1
    assert (
        f"place.x: XLSX has no room for `variants` (58,887 characters; a cell holds {MAX_CELL:,})"
        == out.lost[0]
    )
    (back,) = brought_in(out.data, "xlsx").entries
    assert (back.variants, back.aliases) == ((), ("Y",))
    assert all(written([entry], form).lost == () for form in FORMATS if form != "xlsx")


# --- TBX -------------------------------------------------------------------------------------------

# TBX-Basic's structure, from the RELAX NG and Schematron of ISO 30042:2019 at tbxinfo.net: the children of
# each element as a pattern over their names, and the categories of each level.
AUXILIARY = r"((descrip|descripGrp|admin|adminGrp|transacGrp|note|ref|xref) )*"
CHILDREN = {
    "tbx": "tbxHeader text ",
    "tbxHeader": "fileDesc (encodingDesc )?(revisionDesc )?",
    "fileDesc": "(titleStmt )?(publicationStmt )?(sourceDesc )+",
    "sourceDesc": "(p )+",
    "text": "body (back )?",
    "body": "(conceptEntry )+",
    "conceptEntry": rf"{AUXILIARY}(langSec )+",
    "langSec": rf"{AUXILIARY}(termSec )+",
    "termSec": rf"term ((termNote|termNoteGrp) )*{AUXILIARY}",
}
CATEGORIES = {
    ("conceptEntry", "descrip"): {"subjectField", "definition"},
    ("conceptEntry", "admin"): {"source", "projectSubset"},
    ("conceptEntry", "xref"): {"externalCrossReference", "xGraphic"},
    ("conceptEntry", "ref"): {"crossReference"},
    ("termSec", "descrip"): {"context"},
    ("termSec", "termNote"): {"termType", "administrativeStatus", "partOfSpeech"},
}
PICKLISTS = {
    "termType": {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
    "administrativeStatus": {
        f"{status}Term-admn-sts" for status in ("preferred", "admitted", "deprecated", "superseded")
    },
}


def faults_of_structure(element: ElementTree.Element, around: str = "") -> list[str]:
    name = element.tag.removeprefix(TBX)
    children = "".join(f"{child.tag.removeprefix(TBX)} " for child in element)
    faults = [] if re.fullmatch(CHILDREN.get(name, ""), children) else [f"{name}: {children}"]
    kind = element.get("type")
    if name in ("descrip", "admin", "xref", "ref", "termNote") and kind not in CATEGORIES.get(
        (around, name), set()
    ):
        faults.append(f"{name} {kind} in {around}")
    if kind in PICKLISTS and element.text not in PICKLISTS[kind]:
        faults.append(f"{kind}: {element.text}")
    if name == "xref" and not re.match("https?://.+", element.get("target", "")):
        faults.append(f"xref to {element.get('target')}")
    return faults + [fault for child in element for fault in faults_of_structure(child, name)]


def check_tbx(data: bytes) -> ElementTree.Element:
    root = ElementTree.fromstring(data)
    assert root.tag == f"{TBX}tbx"
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    assert faults_of_structure(root) == []
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len({*ids}) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9.-]*", key) for key in ids)
    targets = [element.get("target") for element in root.iter(f"{TBX}ref") if element.get("target")]
    assert {*targets} <= {*ids}
    return root


EXAMPLE = (
    Path(__file__).parents[2] / "shared/data/schemas/tbx-basic-v3/Example_Astronomy_DCA_VALID.tbx"
)


@pytest.mark.skipif(not EXAMPLE.exists(), reason="the valid example of TBX-Basic is not here")
def test_the_check_of_structure_takes_the_valid_example() -> None:
    root = ElementTree.fromstring(EXAMPLE.read_bytes())
    assert (root.tag, root.get("type"), root.get("style")) == (f"{TBX}tbx", "TBX-Basic", "dca")
    known = ("transac", "date", "Grp", "hi", "foreign")  # what we never write
    for concept in root.iter(f"{TBX}conceptEntry"):
        faults = faults_of_structure(concept)
        assert [fault for fault in faults if not any(what in fault for what in known)] == []


@CALM
@given(listed=ENTRY_LISTS)
def test_tbx_keeps_to_the_structure_of_tbx_basic(listed: tuple[Entry, ...]) -> None:
    check_tbx(written(listed, "tbx").data)


def test_another_reader_finds_the_terms_of_the_shipped_lexicon(sample: tuple[Entry, ...]) -> None:
    root = check_tbx(written(sample, "tbx").data)
    concepts = {concept.get("id"): concept for concept in root.iter(f"{TBX}conceptEntry")}
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    for entry in sample:
        terms = {
            section.get(language): [term.text for term in section.iter(f"{TBX}term")]
            for section in concepts[entry.id].iter(f"{TBX}langSec")
        }
        assert terms.get("ar", []) == [*entry.arabic]
        assert not entry.english or terms["en"][0] == entry.english
        wrong = [form for rule in entry.mistranslations for form in rule.wrong]
        assert {*wrong, *entry.variants, *entry.aliases} <= {*terms["en"]}


def test_tbx_points_to_what_replaces_an_entry() -> None:
    old = Entry(
        "place.a", "place", "A", ("بغداد",), source="s", status="deprecated", replaced_by="place.x"
    )
    root = check_tbx(written([old, BAGHDAD], "tbx").data)
    assert [ref.get("target") for ref in root.iter(f"{TBX}ref")] == ["place.x"]
    assert [
        ref.get("target") for ref in check_tbx(written([old], "tbx").data).iter(f"{TBX}ref")
    ] == [None]


# --- The command -----------------------------------------------------------------------------------


def test_import_never_overwrites_unasked(command, tmp_path: Path) -> None:
    out = tmp_path / "mine.yaml"
    out.write_text("# my words\n", encoding="utf8")
    done = command("lexicon", "import", str(SMALL), "-o", str(out))
    assert done.returncode == 2
    assert b"--replace" in done.stderr
    assert out.read_text(encoding="utf8") == "# my words\n"
    assert command("lexicon", "import", str(SMALL), "-o", str(out), "--replace").returncode == 0
    assert read([out]).entries[0].entry == read([SMALL]).entries[0].entry


def test_import_knows_the_entries_that_ship(command, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_bytes(
        written(
            [replace(BAGHDAD, id="place.zed", english="Zed", requires=("region:IQ",))], "csv"
        ).data
    )
    assert command("lexicon", "import", str(table)).returncode == 0
    table.write_bytes(table.read_bytes().replace(b"region:IQ", b"region:ZZ"))
    assert b"mine.csv:2: LX014" in command("lexicon", "import", str(table)).stderr


def test_refused_file_leaves_no_output(command, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("id,kind\nplace.x,place\n", encoding="utf8")
    done = command("lexicon", "import", str(bad), "-o", str(tmp_path / "out.yaml"))
    assert done.returncode == 2
    assert not done.stdout
    assert b"Traceback" not in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["bad.csv"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export"], "-o OUT"),
        (["export", "-o", "x.docx"], "--format"),
        (["export", "nowhere", "-o", "x.csv"], "nowhere"),
        (["export", "tests/lexicons_bad/LX003.yaml", "-o", "x.csv"], "LX003"),
        (["export", str(SMALL), "-o", "/nowhere/x.csv"], "cannot be written"),
        (["import"], "FILE"),
        (["import", "nowhere.csv"], "no such file"),
        (["import", "tests"], "--format"),
        (["import", "tests", "--format", "csv"], "no such file"),
        (["import", "README.md"], "--format"),
        (["import", "README.md", "--format", "csv"], "README.md:1: LX002"),
        (["import", "README.md", "--format", "xlsx"], "README.md:1: LX001"),
        (["import", "README.md", "--format", "yaml"], "README.md:"),
    ],
)
def test_wrong_usage_is_one_clear_message(command, arguments: list[str], words: str) -> None:
    done = command("lexicon", *arguments)
    assert done.returncode == 2, done.stderr
    assert words in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert not done.stdout
