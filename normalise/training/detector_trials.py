"""Measure the detector: train it without the rows that are measured, and say how well it tells them apart.

    normalise eval detector DATA...

Training rows are those of the subjects with machine translations from Arabic. Each trial trains a
model of its own:

- `in domain`: without a fifth of the documents, which is then measured;
- `engine left out`: also without every row of one engine, which is then measured on that fifth;
- `domain left out`: without every row of one subject, which is then measured whole.

The last two learn their heads anew and take over the calibration of the first, which AUROC hardly
feels. All other subjects (native English, translations by people, other languages) are never trained on;
they are judged by the model of the first trial. Rows are joined into texts of 1, 5 and 10, of one
engine and in their order. AUROC is that of `score` against texts by people of the same subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from normalise.detection.judging import judge
from normalise.detection.model import Model
from normalise.detection.reading import Reader
from normalise.document import Verdict
from normalise.training.detector import fit, pieces_of, refit
from normalise.training.detector_rows import Mask, Places, Rows, joined, read_rows, rows_of

FOLDS = 5
POOLS = (1, 5, 10)
_BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
Report = Callable[[str], None]


@dataclass
class Answers:
    """The verdicts on the texts of one trial: by subject, pool and group."""

    verdicts: dict[tuple[str, int, str], list[Verdict]] = field(default_factory=dict)

    def add(self, other: Answers) -> None:
        """Take the verdicts of another part of the same trial in."""
        for key, found in other.verdicts.items():
            self.verdicts.setdefault(key, []).extend(found)

    def of(self, domain: str, pool: int, start: str) -> dict[str, list[Verdict]]:
        """Return the verdicts on groups whose name begins so."""
        return {
            group: found
            for (where, size, group), found in sorted(self.verdicts.items())
            if where == domain and size == pool and group.startswith(start)
        }

    def people(self, domain: str, pool: int) -> list[Verdict]:
        """Return the verdicts on what people wrote."""
        return [
            verdict
            for (where, size, group), found in sorted(self.verdicts.items())
            for verdict in found
            if where == domain and size == pool and not group.startswith("mt")
        ]


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the chance that a positive is ranked above a negative.

    >>> auroc([0.9, 0.8], [0.1, 0.8])
    0.875
    """
    ranks = rankdata(np.concatenate((positive, negative)))
    count = len(positive)
    return float((ranks[:count].sum() - count * (count + 1) / 2) / (count * max(1, len(negative))))


def evaluate(
    paths: Sequence[Path],
    folds: int = 1,
    report: Report = lambda line: None,
    native: Sequence[Path] = (),
) -> Iterator[str]:
    """Yield the lines of the table; `folds` of five parts are measured in turn.

    `native` are rows by people of a subject without translations: of them too the measured part is
    held out, the rest takes part in the calibration.

    Raises:
        InputError: where rows cannot be read, or lack a class.
    """
    raw = read_rows(paths)
    taught = {str(r["domain"]) for r in raw if r["label"] == "mt" and r["src_lang"] == "ar"}
    calm = read_rows(native) if native else []
    learnt = [row for row in raw if row["domain"] in taught] + calm
    pieces = pieces_of(learnt)
    rows = rows_of(learnt, Reader(pieces))
    part = rows.folds(FOLDS, "eval")
    yield f"{len(rows.texts)} rows to learn from: {', '.join(sorted(taught))}"
    answers, first = Answers(), None
    for fold in range(folds):
        report(f"in domain, part {fold + 1} of {folds}")
        model = fit(rows, np.flatnonzero(part != fold), pieces, report)
        first = first or model
        answers.add(judged(rows, part == fold, model))
    yield from in_domain(answers, sorted(taught))
    yield from calibration(answers, sorted(taught))
    if first:
        yield from left_out(rows, part, first, report)
        held_out = part[len(learnt) - len(calm) :] == 0
        unseen = [row for row, out in zip(calm, held_out, strict=True) if out]
        unseen = [row | {"domain": f"{row['domain']}, held out"} for row in unseen]
        unseen += [row for row in raw if row["domain"] not in taught]
        yield from never_seen(unseen, first)


def left_out(rows: Rows, part: Places, first: Model, report: Report) -> Iterator[str]:
    """Yield what is left of AUROC where a whole subject or engine was not trained on."""
    domains = sorted({str(domain) for domain in rows.domain[rows.arabic]})
    if len(domains) > 1:
        yield "\ndomain left out (trained without any of its rows)"
    for domain in domains if len(domains) > 1 else ():
        report(f"domain left out: {domain}")
        model = refit(rows, np.flatnonzero(rows.domain != domain), first)
        found = judged(rows, rows.domain == domain, model)
        yield from _ranked(found, [domain], labels=False)
    engines = sorted({str(engine) for engine in rows.engine[rows.arabic]})
    if len(engines) > 1:
        yield "\nengine left out (trained without any of its rows and without the measured documents)"
    for engine in engines if len(engines) > 1 else ():
        report(f"engine left out: {engine}")
        model = refit(rows, np.flatnonzero((rows.engine != engine) & (part != 0)), first)
        measured = (part == 0) & ((rows.engine == engine) | ~rows.mt)
        yield from _ranked(judged(rows, measured, model), domains, labels=False)


def judged(rows: Rows, where: Mask, model: Model) -> Answers:
    """Return the verdicts of a model on texts joined from the rows at `where`."""
    found = Answers()
    for pool in POOLS:
        for (domain, group), runs in joined(rows, where, pool).items():
            found.verdicts[domain, pool, group] = [_verdict(rows, run, model) for run in runs]
    return found


def _verdict(rows: Rows, run: Places, model: Model) -> Verdict:
    return judge(" ".join(rows.texts[place] for place in run), model=model)


def in_domain(answers: Answers, domains: Sequence[str]) -> Iterator[str]:
    """Yield AUROC by engine, and Arabic against other sources."""
    yield "\nin domain (documents held out)"
    yield from _ranked(answers, domains)
    yield "\nfrom Arabic against the same subject from other languages, AUROC of score and of arabic"
    for domain in domains:
        for pool in POOLS:
            arabic = _flat(answers.of(domain, pool, "mt:ar:"))
            groups = answers.of(domain, pool, "mt:")
            for source in sorted({group.split(":")[1] for group in groups} - {"ar"}):
                other = _flat(answers.of(domain, pool, f"mt:{source}:"))
                score = auroc([v.score for v in arabic], [v.score for v in other])
                chance = auroc([v.arabic for v in arabic], [v.arabic for v in other])
                yield f"  {domain:10s} pool {pool:2d}  {source:3s} score {score:.3f}  arabic {chance:.3f}"


def calibration(answers: Answers, domains: Sequence[str]) -> Iterator[str]:
    """Yield reliability and Brier score of `mt`, people and engines weighing the same."""
    yield "\ncalibration of mt: Brier score, and by stated chance the share that was mt"
    for domain in domains:
        for pool in POOLS:
            people = answers.people(domain, pool)
            engines = _flat(answers.of(domain, pool, "mt:"))
            if not people or not engines:
                continue
            stated = np.array([v.mt for v in (*people, *engines)])
            truth = np.array([0.0] * len(people) + [1.0] * len(engines))
            weights = np.where(truth == 1, 0.5 / len(engines), 0.5 / len(people))
            brier = float((weights * (stated - truth) ** 2).sum())
            cells = _cells(stated, truth, weights)
            yield f"  {domain:10s} pool {pool:2d}  Brier {brier:.3f}  {cells}"


def _cells(
    stated: NDArray[np.float64], truth: NDArray[np.float64], weights: NDArray[np.float64]
) -> str:
    cells = []
    for low, high in pairwise(_BINS):
        inside = (stated >= low) & ((stated < high) | (high == 1.0))
        share = "-"
        if weights[inside].sum() > 0:
            share = f"{np.average(truth[inside], weights=weights[inside]):.2f}"
        cells.append(f"{low:.1f}-{high:.1f}: {share}")
    return "  ".join(cells)


def never_seen(raw: Sequence[dict[str, Any]], model: Model) -> Iterator[str]:
    """Yield how whole documents of subjects without training rows are labelled."""
    yield "\nwhole documents of subjects never trained on: labelled mt, human, unsure; mean of mt"
    documents: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in raw:
        kind = {"original": "native", "ht": "translated by people"}.get(
            row["label"], f"mt from {row['src_lang']}"
        )
        name = f"{row['doc']} {row['system']}"
        documents.setdefault((str(row["domain"]), kind), {}).setdefault(name, []).append(
            row["text"]
        )
    for (domain, kind), found in sorted(documents.items()):
        verdicts = [judge("\n".join(texts), model=model) for texts in found.values()]
        shares = [
            sum(v.label == label for v in verdicts) / len(verdicts)
            for label in ("mt", "human", "unsure")
        ]
        mean = sum(v.mt for v in verdicts) / len(verdicts)
        cells = "  ".join(f"{share:6.1%}" for share in shares)
        yield f"  {domain:14s} {kind:22s} n {len(verdicts):5d}  {cells}   {mean:.2f}"


def _ranked(answers: Answers, domains: Sequence[str], *, labels: bool = True) -> Iterator[str]:
    """Yield AUROC by engine; labels say nothing where the calibration is that of another model."""
    for domain in domains:
        for pool in POOLS:
            people = answers.people(domain, pool)
            engines = answers.of(domain, pool, "mt:ar:")
            if not people or not engines:
                continue
            areas = {
                group.removeprefix("mt:ar:"): auroc(
                    [v.score for v in found], [v.score for v in people]
                )
                for group, found in engines.items()
            }
            caught = np.mean([v.label == "mt" for found in engines.values() for v in found])
            wrong = np.mean([v.label == "mt" for v in people])
            share = f"labelled mt {caught:.0%}, people {wrong:.1%}  " if labels else ""
            yield (
                f"  {domain:10s} pool {pool:2d}  mean {np.mean(list(areas.values())):.3f}  "
                f"lowest {min(areas.values()):.3f}  {share}"
                + "  ".join(f"{name} {area:.3f}" for name, area in areas.items())
            )


def _flat(groups: dict[str, list[Verdict]]) -> list[Verdict]:
    return [verdict for found in groups.values() for verdict in found]
