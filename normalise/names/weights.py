"""The trained weights of this room, read once when they are first needed.

One file: the arrays of the networks in half precision, and a JSON text with everything else. It is
written by `normalise train names`; `weights/README.md` says from what.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from normalise.errors import ModelError
from normalise.names.network import Network

FORMAT = 1
PACKAGED = Path(__file__).parent / "weights" / "names.npz"
ARRAYS = ("letters", "labels_seen", "hidden", "hidden_bias", "output", "output_bias")
NETWORKS = ("forwards", "backwards", "vowels")


def word_hash(word: str) -> int:
    """Return the number under which a word is kept.

    >>> word_hash("محمد")
    1672375416
    """
    return zlib.crc32(word.encode())


@dataclass(frozen=True, eq=False, slots=True)
class KnownWords:
    """How many Latin names were met for an Arabic word: sorted hashes with their counts."""

    hashes: NDArray[np.uint32]
    counts: NDArray[np.uint8]

    def count(self, word: str) -> int:
        """Return the count of a word, 255 at most."""
        if not len(self.hashes):
            return 0
        wanted = word_hash(word)
        place = int(np.searchsorted(self.hashes, np.uint32(wanted)))
        found = place < len(self.hashes) and int(self.hashes[place]) == wanted
        return int(self.counts[place]) if found else 0


@dataclass(frozen=True, eq=False, slots=True)
class Weights:
    """All that was learnt.

    `forwards` and `backwards` write a Latin name in Arabic letters, `vowels` gives Arabic letters
    their vowel marks. `ranking` weighs, for a generated form, the two networks' log probabilities,
    the log of its count, whether it is known, its letters and its misfits. `latin_pair` and
    `arabic_pair` weigh what two Latin spellings, and a Latin and an Arabic one, have in common.
    """

    forwards: Network
    backwards: Network
    vowels: Network
    ranking: tuple[float, ...]
    known: KnownWords
    latin_pair: Mapping[str, float]
    latin_pair_alone: Mapping[str, float]  # the same without the networks, for whole corpora
    arabic_pair: Mapping[str, float]
    digest: str


def read(path: Path) -> Weights:
    """Return the weights in a file.

    Raises:
        ModelError: where the file is missing or was made for another version.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        facts = json.loads(bytes(arrays["facts"]))
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(
            f"{path}: no weights for names ({error}); run `normalise train names`"
        ) from error
    if facts["format"] != FORMAT:
        raise ModelError(
            f"{path}: weights of format {facts['format']}, not {FORMAT}; train them anew"
        )
    forwards, backwards, vowels = (_network(name, facts[name], arrays) for name in NETWORKS)
    return Weights(
        forwards,
        backwards,
        vowels,
        tuple(facts["ranking"]),
        KnownWords(arrays["known_hashes"], arrays["known_counts"]),
        facts["latin_pair"],
        facts["latin_pair_alone"],
        facts["arabic_pair"],
        facts["digest"],
    )


def _network(
    name: str, facts: Mapping[str, object], arrays: Mapping[str, NDArray[np.float32]]
) -> Network:
    alphabet, labels = facts["alphabet"], facts["labels"]
    if not isinstance(alphabet, str) or not isinstance(labels, list):
        raise ModelError(f"the weights of {name!r} are damaged; run `normalise train names`")
    return Network(
        alphabet,
        tuple(labels),
        bool(facts["backwards"]),
        *(arrays[f"{name}_{array}"].astype(np.float32) for array in ARRAYS),
    )


@cache
def packaged() -> Weights:
    """Return the weights of the package."""
    return read(PACKAGED)
