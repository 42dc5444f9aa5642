"""The detector: what it refuses to judge, what must not sway it, and a small model of one's own."""

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from normalise.cli.main import group
from normalise.detection.gate import unfit
from normalise.detection.judging import hold, judge, judge_passages
from normalise.detection.model import load, loaded, text_sums
from normalise.detection.reading import LONGEST, ORDERS
from normalise.detection.sums import evened
from normalise.document import Cue, Span
from normalise.errors import InputError, ModelError
from normalise.pipeline import Pipeline, default_lexicon
from normalise.steps import Detect

CASES = Path(__file__).parent / "cases"
ROOT = Path(__file__).parent.parent
ARTICLE = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf8")
WORDS = (
    "the of and a council said that talks war Basra (2004) — “no” U.S. 5,000 is was. ? ! \n".split(
        " "
    )
)


def cases(name: str) -> list:
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf8").splitlines()
    return [pytest.param(case, id=case["label"]) for case in map(json.loads, lines)]


@pytest.mark.parametrize("case", cases("detect_gate"))
def test_gate(case: dict) -> None:
    """What is no English prose is not judged, and the reason says why; English prose is."""
    reason = unfit(case["text"], loaded().reader.read(case["text"]))
    if case["expect"] is None:
        assert reason is None
    else:
        assert case["expect"] in reason
        verdict = judge(case["text"])
        assert (verdict.label, verdict.reason) == ("unsure", reason)


@pytest.mark.parametrize("case", cases("detect_style"))
def test_house_style_does_not_sway(case: dict) -> None:
    """Dates, digits, quotes, dashes and -ise are folded away before anything is counted."""
    one, other = judge(case["text"]), judge(case["same"])
    assert (one.score, one.mt, one.arabic, one.label) == (
        other.score,
        other.mt,
        other.arabic,
        other.label,
    )


@pytest.mark.parametrize("case", cases("detect_verdicts"))
def test_verdicts(case: dict) -> None:
    """Texts that people wrote are not called machine-translated; plain calques are."""
    verdict = Pipeline(default_lexicon(), ("detect",))(case["text"]).verdict
    assert verdict.label in case["expect"]


def test_sample_article() -> None:
    """The sample article is called what it is, with evidence of both kinds."""
    verdict = Pipeline(default_lexicon(), ("detect",))(ARTICLE).verdict
    assert verdict.label == "mt"
    assert verdict.score > 0.9
    kinds = {cue.cue.partition(":")[0] for cue in verdict.evidence}
    assert {"calque", "translated wording"} <= kinds


@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join) | st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_is_judged_the_same_twice(text: str) -> None:
    """Chances are chances, evidence stands in the text, and nothing depends on what came before."""
    verdict = judge(text)
    assert verdict == judge(text)
    assert all(0 <= chance <= 1 for chance in (verdict.score, verdict.mt, verdict.arabic))
    assert (verdict.reason is None) == (verdict.label != "unsure")
    for cue in verdict.evidence:
        assert 0 <= cue.span.start < cue.span.end <= len(text)
        assert cue.cue.partition(":")[2] == " ".join(cue.span.of(text).split())


def test_cues_of_the_lexicon_count() -> None:
    """A cue raises all chances, and stands among the evidence with its weight."""
    text = "The minister said on Tuesday that the talks would go on for another week in the city."
    cue = Cue(Span(4, 12), "calque:office.x", 2.5)
    plain, with_cue = judge(text), judge(text, cues=[cue])
    assert with_cue.score > plain.score
    assert with_cue.mt > plain.mt
    assert cue in with_cue.evidence


def test_passages() -> None:
    """Each paragraph has its verdict; its place is that of the paragraph."""
    text = "Short.\n\n  The council said that it had agreed to put off the vote until the end of May.  \n"
    found = judge_passages(text)
    assert [passage.span.of(text).split()[0] for passage in found] == ["Short.", "The"]
    assert found[1].verdict == judge(found[1].span.of(text))


@given(st.integers(1, 400), st.integers(1, 5), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_packed_sums_are_plain_sums(count: int, orders: int, seed: int) -> None:
    """The packed sums equal the plain ones, over sentences of any length and any number of texts."""
    chance = np.random.default_rng(seed)
    rows = chance.integers(0, 2**64, (orders, count), dtype=np.uint64)
    starts = np.unique(np.append(0, chance.integers(0, count, 5)))
    ends = np.append(starts[1:], count) - chance.integers(0, 2, len(starts))
    first = np.sort(np.append([0, len(starts)], chance.integers(0, len(starts) + 1, 2)))
    plain = np.zeros((len(first) - 1, 8))
    steps = rows.view(np.uint8).reshape(orders, count, 8).astype(float) - 128
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        text = np.searchsorted(first, place, "right") - 1
        weight = evened(np.array([(end - start) * orders]))[0]
        plain[text] += weight * steps[:, start:end].sum(axis=(0, 1))
    assert np.allclose(text_sums(rows, starts, ends, first), plain)


@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(), max_size=6)
)
@settings(max_examples=100, deadline=None)
def test_texts_are_held_together_as_alone(texts: list[str]) -> None:
    """What is made of a text does not depend on those it is read with."""
    together = hold(texts)
    for text, held in zip(texts, together, strict=True):
        alone = hold([text])[0]
        assert held.log_odds == alone.log_odds
        assert held.runs.tolist() == alone.runs.tolist()
        assert held.reading.grams.tolist() == alone.reading.grams.tolist()
        assert held.reading.letters.tolist() == alone.reading.letters.tolist()
        assert held.reading.letter_sentences.tolist() == alone.reading.letter_sentences.tolist()
        assert judge(text, held=held) == judge(text)


def test_the_beginning_of_a_very_long_text_is_read() -> None:
    """Memory does not grow with a text that has no end."""
    text = "The council said that it had agreed to the talks. " * (LONGEST // 40)
    assert hold([text])[0].log_odds == hold([text[:LONGEST]])[0].log_odds


def rows(seed: int = 1) -> list[dict]:
    """Labelled rows of two ways of writing, as a user may have them."""
    chance = Random(seed)
    people = ["talks stalled again", "they'd had enough", "nobody showed up", "a deal fell through"]
    engine = [
        "what happened constitutes a violation",
        "he pointed out that the file is complicated",
        "in the framework of the efforts exerted",
        "within the context of the follow-up",
    ]
    places = ["Basra", "Aden", "Homs", "Sirte", "Amman"]
    found = []
    for number in range(240):
        where, who = chance.choice(places), chance.choice(["the council", "the army", "a witness"])
        phrase, label = (engine, "mt") if number % 2 else (people, "original")
        text = f"In {where}, {who} said {chance.choice(phrase)} and {chance.choice(phrase)}."
        found.append(
            {
                "text": text,
                "label": label,
                "doc": str(number // 8),
                "system": "b" if number % 3 else "a",
            }
        )
        if label == "mt":
            found[-1]["src_lang"] = "ar"
    return found


@pytest.fixture(scope="module")
def toy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("toy")
    lines = "".join(json.dumps(row) + "\n" for row in rows())
    (folder / "rows.jsonl").write_text(lines)
    return folder


def command(*arguments: object) -> str:
    found = CliRunner().invoke(group, [str(part) for part in arguments], standalone_mode=False)
    if found.exception:
        raise found.exception
    return found.output


def test_train_and_use_a_model(toy: Path) -> None:
    """The same rows give the same bytes, and `--model` judges with them."""
    pytest.importorskip("sklearn")
    for name in ("one", "two"):
        command("train", "detector", toy / "rows.jsonl", "-o", toy / f"{name}.npz")
    assert (toy / "one.npz").read_bytes() == (toy / "two.npz").read_bytes()
    model = load(toy / "one.npz")
    people = "In Homs, a witness said nobody showed up and they'd had enough. " * 3
    engine = (
        "In Aden, the army said what happened constitutes a violation "
        "and he pointed out that the file is complicated. "
    ) * 3
    assert judge(engine, model=model).score > 0.8
    assert judge(people, model=model).score < 0.2
    pipeline = Pipeline(default_lexicon(), ("detect",), detect=Detect(toy / "one.npz"))
    assert f"model:{model.digest}" in pipeline.signature
    (toy / "in.jsonl").write_text(json.dumps({"text": engine}) + "\n")
    command(
        *("detect", toy / "in.jsonl", "-o", toy / "out.jsonl"),
        *("--model", toy / "one.npz", "--segments", "--quiet"),
    )
    record = json.loads((toy / "out.jsonl").read_text())["normalise"]
    assert f"model:{model.digest}" in record["signature"]
    (segment,) = record["verdict"]["segments"]
    assert segment["score"] == record["verdict"]["score"]


def test_eval_prints_a_table(toy: Path) -> None:
    """The whole protocol runs on a user's rows."""
    pytest.importorskip("sklearn")
    table = command("eval", "detector", toy / "rows.jsonl")
    for title in ("in domain", "engine left out", "calibration of mt"):
        assert title in table


def test_wrong_rows_and_weights_are_named(tmp_path: Path) -> None:
    """One clear line: which file, what is wrong, what to do."""
    pytest.importorskip("sklearn")
    from normalise.training.detector import train

    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"text": "a", "label": "mt"}\n{"text": "b"}\n')
    with pytest.raises(InputError, match=r"bad\.jsonl:2: a row needs"):
        train([bad], tmp_path / "x.npz")
    bad.write_text('{"text": "a", "label": "original"}\n')
    with pytest.raises(InputError, match="machine translations"):
        train([bad], tmp_path / "x.npz")
    with pytest.raises(ModelError, match="no weights of the detector"):
        load(tmp_path / "none.npz")
    with pytest.raises(ModelError, match="normalise train detector"):
        load(bad)


def test_orders_fit_in_sixteen_bits() -> None:
    """A run of a packed sum never overflows its 16 bits."""
    assert (256 // ORDERS) * ORDERS * 255 < 2**16
