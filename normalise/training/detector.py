"""Train the detector: one command from labelled rows to the weights, the same bytes each time.

    normalise train detector DATA... -o detector.npz

1. A sentencepiece model is trained on the English of the rows.
2. Linear heads, and weights of chains of words, are learnt on rows: three times without a third of the documents, so that every row
   is judged by heads that did not see it, and once on all.
3. On those judgements the answers are calibrated and the limits set. Subjects without translations
   take part in this step alone: they say what must not be called machine-translated.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from normalise.detection.model import COLUMNS, FORMAT, Model
from normalise.detection.pieces import Pieces
from normalise.detection.reading import WORDS_BITS, Reader
from normalise.training.detector_heads import Known, Learnt, home_weights, known_from, learn
from normalise.training.detector_mixing import Held, calibrate, cross_sums, home_sums
from normalise.training.detector_pieces import train_pieces
from normalise.training.detector_rows import Places, Rows, read_rows, rows_of

Report = Callable[[str], None]
_PIECES_ROWS = 60_000


def train(paths: Sequence[Path], out: Path, report: Report = lambda line: None) -> Model:
    """Train on the rows of `paths`, write the weights to `out`, and return the model.

    A row is a JSON object with `text` and `label` (mt, ht or original); `src_lang`, `system`,
    `domain` and `doc` make the verdict better where they are given.

    Raises:
        InputError: where a file cannot be read, or rows lack a class.
    """
    raw = read_rows(paths)
    report(f"{len(raw)} rows")
    pieces = pieces_of(raw)
    rows = rows_of(raw, Reader(pieces))
    model = fit(rows, np.arange(len(raw)), pieces, report)
    out.write_bytes(packed(model))
    return model


def pieces_of(raw: Sequence[dict[str, Any]]) -> Pieces:
    """Return a sentencepiece model of the rows; small subjects are heard more often."""
    domains = sorted({str(row["domain"]) for row in raw})
    most = _PIECES_ROWS // len(domains)
    texts: list[str] = []
    for domain in domains:
        found = [row["text"] for row in raw if row["domain"] == domain]
        texts += found[:: max(1, -(-len(found) // most))]
    return Pieces.of(train_pieces(texts))


def fit(rows: Rows, where: Places, pieces: Pieces, report: Report = lambda line: None) -> Model:
    """Return a model learnt from the rows at `where` alone."""
    seen = rows.taken(where)
    known = known_from(seen)
    every = np.arange(len(where))
    home, gate = home_weights(seen, every, known)
    held = Held(cross_sums(seen, every, known, report), home_sums(seen, home), gate)
    facts = calibrate(seen, every, held, known) | {"gate": gate}
    report("all rows")
    return _model(learn(seen, every, known, report), known, home, pieces, facts)


def refit(rows: Rows, where: Places, like: Model) -> Model:
    """Return a model with heads from the rows at `where` and the calibration of another one."""
    seen = rows.taken(where)
    known, every = known_from(seen), np.arange(len(where))
    home, gate = home_weights(seen, every, known)
    facts = {name: like.facts[name] for name in ("lengths", "calibration", "limits")}
    return _model(learn(seen, every, known), known, home, like.pieces, facts | {"gate": gate})


def _model(
    learnt: Learnt,
    known: Known,
    home: NDArray[np.float32],
    pieces: Pieces,
    facts: dict[str, Any],
) -> Model:
    weights = learnt.weights
    scales, steps = np.ones((2, COLUMNS)), np.full((len(weights), COLUMNS), 128, np.uint8)
    for place, view in enumerate((slice(None, 1 << WORDS_BITS), slice(1 << WORDS_BITS, None))):
        part = weights[view]
        used = part[part.any(axis=1)]
        if not len(used):
            continue
        # The heaviest weights say most: a cut there costs more than the coarser steps of the rest.
        reach = np.maximum(np.abs(used).max(axis=0), 1e-9)
        scales[place, : part.shape[1]] = reach / 127
        rounded = np.rint(part / reach * 127).astype(np.int16) + 128
        steps[view, : part.shape[1]] = rounded.astype(np.uint8)
    table: NDArray[np.uint64] = steps.view("<u8").ravel()
    found = {"format": FORMAT, "heads": list(known.names), "scales": scales.tolist(), **facts}
    found["chains"] = learnt.chains.scale
    arrays = (table, learnt.chains.slots, home)
    digest = hashlib.sha256(pieces.model + b"".join(array.tobytes() for array in arrays))
    digest.update(json.dumps(found, sort_keys=True).encode())
    return Model(pieces, table, learnt.chains, home, found | {"digest": digest.hexdigest()[:8]})


def packed(model: Model) -> bytes:
    """Return a model as the bytes of its file; the same model gives the same bytes."""
    facts = json.dumps(model.facts, sort_keys=True).encode()
    arrays = {
        "pieces": np.frombuffer(model.pieces.model, np.uint8),
        "kinds": model.pieces.kinds,
        "codes": model.pieces.codes,
        "table": model.table,
        "chains": model.chains.slots,
        "home": model.home,
        "facts": np.frombuffer(facts, np.uint8),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
            # A fixed date: the same weights are the same bytes.
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), member.getvalue()
            )
    return out.getvalue()
