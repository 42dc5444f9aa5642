"""Measure the room `names` on data that took no part in its training, and print the whole protocol.

    normalise eval names DATA [LIST.jsonl ...]

1. Pairs of spellings (variant_pairs.tsv, split dev): one name or two; other programs beside ours.
2. Latin to Arabic (wikidata_en_ar.tsv, split dev; google_ar_en.tsv, split eval, reversed): how often
   a listed Arabic form is among the first 1, 3 and 5, letter by letter.
3. Full names against lists of Arabic names (`names_lists`): the right one first, the right one
   accepted, the nearest wrong one accepted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from normalise.errors import InputError
from normalise.names import weights
from normalise.names.attested import Attested, packaged
from normalise.names.generate import arabic
from normalise.names.letters import latin
from normalise.names.match import match
from normalise.training.names_data import LabelledPair, held_out, labelled_pairs, training_pairs
from normalise.training.names_lists import Listed, drawn_up, read_list
from normalise.training.names_peers import Peer, installed

_TOPS = (1, 3, 5)
Table = Iterator[str]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How well yes or no and a score answer pairs whose truth is known."""

    precision: float
    recall: float
    average: float
    accepted: Mapping[str, float]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


def verdicts(
    rows: Sequence[LabelledPair], scores: Sequence[float], same: Sequence[bool]
) -> Verdicts:
    """Return how well scores and answers fit labelled pairs.

    `average` is the average precision of the score, ties with the wrong ones first.
    """
    truth = [row.same for row in rows]
    hits = sum(yes and right for yes, right in zip(same, truth, strict=True))
    order = sorted(range(len(rows)), key=lambda place: (-scores[place], truth[place]))
    found, area = 0, 0.0
    for rank, place in enumerate(order, 1):
        if truth[place]:
            found += 1
            area += found / rank
    kinds = Counter(row.kind for row in rows if not row.same)
    wrong = Counter(row.kind for row, yes in zip(rows, same, strict=True) if yes and not row.same)
    return Verdicts(
        hits / max(1, sum(same)),
        hits / max(1, sum(truth)),
        area / max(1, sum(truth)),
        {kind: wrong[kind] / kinds[kind] for kind in sorted(kinds)},
    )


def best_bar(rows: Sequence[LabelledPair], scores: Sequence[float]) -> float:
    """Return the bar under which F1 is best: for programs that have none of their own."""
    bars = sorted(set(scores))
    return max(bars, key=lambda bar: verdicts(rows, scores, [score >= bar for score in scores]).f1)


def evaluate(paths: Sequence[Path]) -> Iterator[str]:
    """Yield the lines of the protocol, as Markdown tables, each as soon as it is measured.

    Raises:
        InputError: where no data is found that can be measured on.
    """
    lists = [path for path in paths if path.suffix == ".jsonl" and path.is_file()]
    tables = [path for path in paths if path not in lists]
    missing = [path for path in tables if not path.exists()]
    if missing:
        raise InputError(f"{missing[0]}: no such file or folder")
    rows, names = labelled_pairs(tables, "dev"), held_out(tables)
    drawn = drawn_up(tables)
    if not (rows or any(names.values()) or lists or drawn):
        given = ", ".join(map(str, paths))
        raise InputError(
            f"{given}: no variant_pairs.tsv, wikidata_en_ar.tsv or other table of names"
        )
    yield f"Weights {weights.packaged().digest}."
    if rows:
        yield from _pairs(rows, labelled_pairs(tables, "train"))
    if any(names.values()):
        yield from _spelt(names, {pair.latin for pair in training_pairs(tables)})
    if lists or drawn:
        yield from _listed({**{path.name: read_list(path) for path in lists}, "drawn up": drawn})


def _pairs(rows: Sequence[LabelledPair], train: Sequence[LabelledPair]) -> Table:
    kinds = sorted({row.kind for row in rows if not row.same})
    yield f"\n{len(rows)} pairs of spellings, split dev\n"
    yield (
        "| matcher | precision | recall | F1 | AP | "
        + " | ".join(f"accepts {kind}" for kind in kinds)
        + " |"
    )
    yield "| --- |" + " --- |" * (4 + len(kinds))
    for name, lexicon in (("normalise", packaged()), ("normalise without lexicon", Attested())):
        answers = [match(row.one, row.other, lexicon=lexicon) for row in rows]
        found = verdicts(rows, [one.score for one in answers], [one.same for one in answers])
        yield _pair_row(name, found)
    for peer in installed():
        yield _peer_row(peer, rows, train)


def _peer_row(peer: Peer, rows: Sequence[LabelledPair], train: Sequence[LabelledPair]) -> str:
    if peer.bar is None:
        bar = best_bar(train, [peer.score(row.one, row.other) for row in train])
    else:
        bar = peer.bar
    scores = [peer.score(row.one, row.other) for row in rows]
    return _pair_row(peer.name, verdicts(rows, scores, [score >= bar for score in scores]))


def _pair_row(name: str, found: Verdicts) -> str:
    figures = [found.precision, found.recall, found.f1, found.average]
    shares = [f"{100 * share:.1f} %" for share in found.accepted.values()]
    return f"| {name} | {' | '.join([*(f'{one:.3f}' for one in figures), *shares])} |"


def _spelt(names: Mapping[str, Mapping[str, set[str]]], trained: set[str]) -> Table:
    yield "\nLatin to Arabic, letter by letter\n"
    yield "| names | speller | 1-best | 3-best | 5-best |"
    yield "| --- | --- | --- | --- | --- |"
    for split, listed in names.items():
        new = {name: forms for name, forms in listed.items() if latin(name) not in trained}
        for what, wanted in (
            (f"{split}, {len(listed)}", listed),
            (f"of these not in train, {len(new)}", new),
        ):
            for speller, lexicon in (("normalise", packaged()), ("networks alone", Attested())):
                yield _spelt_row(what, speller, wanted, lexicon)


def _spelt_row(what: str, speller: str, listed: Mapping[str, set[str]], lexicon: Attested) -> str:
    hits: Counter[int] = Counter()
    for name, forms in listed.items():
        answers = [one.arabic for one in arabic(name, max(_TOPS), lexicon=lexicon)]
        rank = next((place for place, form in enumerate(answers) if form in forms), max(_TOPS))
        for top in _TOPS:
            hits[top] += rank < top
    count = max(1, len(listed))
    shares = " | ".join(f"{hits[top] / count:.3f}" for top in _TOPS)
    return f"| {what} | {speller} | {shares} |"


def _listed(lists: Mapping[str, Sequence[Listed]]) -> Table:
    yield "\nFull names against lists of Arabic names\n"
    yield "| list | names | matcher | right one first | right one accepted | nearest wrong one accepted |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, rows in lists.items():
        for matcher, lexicon in (("normalise", packaged()), ("without lexicon", Attested())):
            if rows:
                first, accepted, wrong = found_in(rows, lexicon)
                yield f"| {name} | {len(rows)} | {matcher} | {100 * first:.1f} % | {100 * accepted:.1f} % | {100 * wrong:.1f} % |"


def found_in(rows: Sequence[Listed], lexicon: Attested | None = None) -> tuple[float, float, float]:
    """Return how often the right name of a list comes first, is accepted, and the nearest wrong one is.

    A right name that another name of the list ties with is not first.
    """
    forms = sorted({row.arabic for row in rows})
    first = accepted = wrong = 0
    for row in rows:
        answers = {form: match(row.latin, form, lexicon=lexicon) for form in forms}
        right = answers.pop(row.arabic)
        nearest = max(answers.values(), key=lambda answer: answer.score)
        first += right.score > nearest.score
        accepted += right.same
        wrong += nearest.same
    return first / len(rows), accepted / len(rows), wrong / len(rows)
