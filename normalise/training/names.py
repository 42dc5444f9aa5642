"""Train and measure the weights of the room `names`.

    normalise train names DATA -o names.npz

1. The Latin and the Arabic letters of the train splits are aligned.
2. Two networks learn to write Latin names in Arabic letters, one from each end. They are trained
   twice: once without a tenth of the names and without every Arabic form of the labelled pairs of
   spellings, to fit the weights of ranking and matching on names they do not know; once on all.
3. A third network learns vowel marks.
Everything is seeded and runs in one order and one thread: the same tables give the same bytes on the
same kind of processor with the same numpy.
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from normalise.errors import InputError
from normalise.names import generate, pairs
from normalise.names.letters import ALPHABET, folded
from normalise.names.network import Network
from normalise.names.vowels import marks
from normalise.names.weights import ARRAYS, FORMAT, KnownWords, Weights, word_hash
from normalise.training import names_fitting
from normalise.training.names_alignment import Alignment, align, learn
from normalise.training.names_data import (
    Pair,
    forms_of_pairs,
    labelled_pairs,
    training_pairs,
)
from normalise.training.names_network import Example, Shape
from normalise.training.names_network import train as train_network
from normalise.training.names_vowels import is_arabic_name

_SAMPLE = 12_000  # pairs that the alignment is learnt from; more change nothing
_WORST = -3.2  # mean log chance of a letter below which a pair is no transliteration
_RARE = 20  # a label seen less often is not learnt
_FOLDS = 10
SHAPE = Shape()
_PULL = 1.0
Report = Callable[[str], None]
Aligned = list[tuple[Pair, Alignment]]


def train(
    paths: Sequence[Path], out: Path, report: Report = lambda line: None, shape: Shape = SHAPE
) -> Weights:
    """Train on the tables in `paths` and write the weights to `out`.

    `shape` is that of the networks that spell; the one of the vowels is half as wide.

    Raises:
        InputError: where no table of names is found.
    """
    found = training_pairs(paths)
    if not found:
        raise InputError(
            f"{', '.join(map(str, paths))}: no wikidata_en_ar.tsv or other table of names"
        )
    if not labelled_pairs(paths, "train"):
        raise InputError(
            f"{', '.join(map(str, paths))}: no variant_pairs.tsv with rows of the split train"
        )
    with threadpool_limits(1):  # sums in one order, whatever the number of cores
        return _trained(found, paths, out, report, shape)


def _trained(
    found: list[Pair], paths: Sequence[Path], out: Path, report: Report, shape: Shape
) -> Weights:
    report(f"aligning {len(found)} pairs")
    aligned = _align(found)
    labels = _labels(aligned)
    known = [
        (pair, alignment)
        for pair, alignment in aligned
        if all(c in labels for c in alignment.chunks)
    ]
    apart = forms_of_pairs(paths)
    report("networks for tuning")
    tuning = [row for row in known if _fold(row[0].latin) and not _stands_for(row[0], apart)]
    vowels = _vowel_network(known, report, shape)
    tuned = _fitted(
        _blank(_networks(tuning, labels, report, shape), vowels, tuning), known, paths, report
    )
    report("networks for use")
    whole = _blank(_networks(known, labels, report, shape), vowels, known)
    weights = replace(
        whole,
        ranking=tuned.ranking,
        latin_pair=tuned.latin_pair,
        latin_pair_alone=tuned.latin_pair_alone,
        arabic_pair=tuned.arabic_pair,
    )
    content = _packed(weights)
    out.write_bytes(content)
    report(f"{out}: {len(content):,} bytes")
    return weights


def _align(found: Sequence[Pair]) -> Aligned:
    sample = [(pair.text, pair.arabic) for pair in found]
    Random(0).shuffle(sample)
    table = learn(sample[:_SAMPLE])
    aligned = ((pair, align(table, pair.text, pair.arabic)) for pair in found)
    return [(pair, found) for pair, found in aligned if found and found.score > _WORST]


def _labels(aligned: Aligned) -> tuple[str, ...]:
    counts = Counter(chunk for _, alignment in aligned for chunk in alignment.chunks)
    common = [label for label, count in counts.items() if count >= _RARE]
    return tuple(sorted(common, key=lambda label: (-counts[label], label)))


def _fold(latin: str) -> int:
    """Return the fold of a name; fold 0 is kept for fitting."""
    return zlib.crc32(latin.encode()) % _FOLDS


def _stands_for(pair: Pair, forms: frozenset[str]) -> bool:
    form = folded(pair.arabic)
    return form in forms or form.removeprefix("ال") in forms


def _examples(rows: Aligned) -> list[Example]:
    return [(pair.text, alignment.chunks) for pair, alignment in rows]


def _networks(
    rows: Aligned, labels: tuple[str, ...], report: Report, shape: Shape
) -> tuple[Network, Network]:
    examples = _examples(rows)
    return (
        train_network(examples, ALPHABET, labels, shape=shape, report=report),
        train_network(examples, ALPHABET, labels, backwards=True, shape=shape, report=report),
    )


def _vowel_network(rows: Aligned, report: Report, shape: Shape) -> Network:
    listed = frozenset(pair.arabic for pair, _ in rows if pair.table in ("gaza", "curated"))
    examples: list[Example] = []
    for pair, alignment in rows:
        if is_arabic_name(pair.arabic, listed) and "".join(alignment.chunks) == pair.arabic:
            found = marks(pair.text, alignment.chunks)
            if found:
                examples.append((pair.arabic, found))
    alphabet = "".join(sorted({letter for text, _ in examples for letter in text}))
    labels = tuple(sorted({mark for _, found in examples for mark in found}))
    report(f"vowels of {len(examples)} names")
    half = replace(shape, hidden=shape.hidden // 2)
    return train_network(examples, alphabet, labels, shape=half, report=report)


def _known_words(rows: Aligned) -> KnownWords:
    counts = Counter(word_hash(pair.arabic) for pair, _ in rows)
    ordered = sorted(counts)
    return KnownWords(
        np.array(ordered, np.uint32),
        np.array([min(counts[number], 255) for number in ordered], np.uint8),
    )


def _blank(networks: tuple[Network, Network], vowels: Network, rows: Aligned) -> Weights:
    """Return weights with networks only; the words of the training names are known."""
    return Weights(*networks, vowels, (0.0,) * 6, _known_words(rows), {}, {}, {}, "")


def _fitted(blank: Weights, known: Aligned, paths: Sequence[Path], report: Report) -> Weights:
    """Return the weights with ranking and matching fitted on names that the networks do not know."""
    lists = []
    for pair, _ in known:
        if pair.table == "wikidata" and not _fold(pair.latin):
            forms = generate.features(pair.latin, blank)
            right = np.array([form == pair.arabic for form, _ in forms])
            lists.append((np.array([numbers for _, numbers in forms]), right))
    if not any(right.any() for _, right in lists):
        raise InputError(
            f"{', '.join(map(str, paths))}: too few names; the networks write none of those kept apart right"
        )
    ranked = replace(blank, ranking=names_fitting.ranking(lists))
    report(f"ranking: {ranked.ranking}")
    both, alone, mixed = [], [], []
    for row in labelled_pairs(paths, "train"):
        one, other = sorted((row.one, row.other))
        guesses = generate.ranked(one, ranked), generate.ranked(other, ranked)
        both.append((pairs.latin_pair(one, other, guesses), row.same))
        alone.append((pairs.latin_pair(one, other, None), row.same))
        if not row.same:
            mixed.append((row.one, row.arabic_other, False))
            mixed.append((row.other, row.arabic_one, False))
        mixed += [(row.one, row.arabic_one, True), (row.other, row.arabic_other, True)]
    crossed = [
        (pairs.arabic_pair(word, form.removeprefix("ال"), ranked), same)
        for word, form, same in dict.fromkeys(mixed)
    ]
    return replace(
        ranked,
        latin_pair=names_fitting.yes_or_no(both, _PULL),
        latin_pair_alone=names_fitting.yes_or_no(alone, _PULL),
        arabic_pair=names_fitting.yes_or_no(crossed, _PULL),
    )


def _packed(weights: Weights) -> bytes:
    """Return the bytes of a weights file."""
    arrays: dict[str, NDArray[np.generic]] = {
        "known_hashes": weights.known.hashes,
        "known_counts": weights.known.counts,
    }
    facts: dict[str, object] = {
        "format": FORMAT,
        "ranking": list(weights.ranking),
        "latin_pair": dict(weights.latin_pair),
        "latin_pair_alone": dict(weights.latin_pair_alone),
        "arabic_pair": dict(weights.arabic_pair),
    }
    for name in ("forwards", "backwards", "vowels"):
        network: Network = getattr(weights, name)
        facts[name] = {
            "alphabet": network.alphabet,
            "labels": network.labels,
            "backwards": network.backwards,
        }
        for array in ARRAYS:
            arrays[f"{name}_{array}"] = getattr(network, array).astype(np.float16)
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode())
    for name in sorted(arrays):
        digest.update(arrays[name].tobytes())
    facts["digest"] = digest.hexdigest()[:8]
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()
    arrays["facts"] = np.frombuffer(text, np.uint8)
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **{name: arrays[name] for name in sorted(arrays)})
    return file.getvalue()
