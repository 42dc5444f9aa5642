"""Chains of words: their weights add up to the ratio of two models of language."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalise.detection.chains import BITS, NOTHING, chain_keys, marks, slots

pytest.importorskip("sklearn")
from normalise.training.detector_chains import learn_chains

SENTENCES = st.lists(
    st.tuples(st.booleans(), st.lists(st.integers(1, 6), min_size=1, max_size=9)),
    min_size=1,
    max_size=12,
)
BEGIN = 0


def laid(sentences: list[list[int]]):
    """Return keys, and where sentences start."""
    starts = np.cumsum([0, *map(len, sentences)])[:-1]
    words = np.array([word for sentence in sentences for word in sentence], np.uint64)
    return chain_keys(words * np.uint64(0xD1342543DE82EF95), starts), starts


def learnt(pairs: list[tuple[bool, list[int]]]):
    keys, starts = laid([sentence for _, sentence in pairs])
    opens = np.zeros(keys.shape[1], bool)
    opens[starts] = True
    machine = np.repeat([side for side, _ in pairs], [len(sentence) for _, sentence in pairs])
    return learn_chains(keys, opens, machine)


class Plain:
    """Absolute discounting, written down word by word."""

    def __init__(self, sentences: list[list[int]], words: set[int]) -> None:
        self.chains = Counter()
        for sentence in sentences:
            padded = [BEGIN, BEGIN, *sentence]
            for end in range(2, len(padded)):
                for size in (1, 2, 3):
                    self.chains[tuple(padded[end - size + 1 : end + 1])] += 1
        self.words = words

    def chance(self, chain: tuple[int, ...]) -> float:
        """Return the chance of the last word after those before."""
        if len(chain) == 1:
            spread = {
                word: 0.5 + sum(len(c) == 2 and c[1] == word for c in self.chains)
                for word in self.words
            }
            return spread[chain[0]] / sum(spread.values())
        after = {c: n for c, n in self.chains.items() if c[:-1] == chain[:-1]}
        lower = self.chance(chain[1:])
        if not after:
            return lower
        total = sum(after.values())
        own = max(after.get(chain, 0) - 0.75, 0)
        return (own + 0.75 * len(after) * lower) / total


@given(SENTENCES)
@settings(max_examples=60, deadline=None)
def test_weights_add_up_to_the_ratio(pairs: list[tuple[bool, list[int]]]) -> None:
    """Over a sentence that was learnt, for all but what its last words say of what might follow."""
    if len({side for side, _ in pairs}) < 2:
        return
    table = learnt(pairs)
    words = {word for _, sentence in pairs for word in sentence}
    theirs, ours = (
        Plain([s for side, s in pairs if side is kind], words) for kind in (True, False)
    )
    _, sentence = pairs[0]
    keys, starts = laid([sentence])
    padded = [BEGIN, BEGIN, *sentence]
    ratio = 0.0
    for end in range(2, len(padded)):
        chain = tuple(padded[end - 2 : end + 1])
        ratio += math.log(theirs.chance(chain) / ours.chance(chain))
    # What the last word and the last pair weigh as the beginning of something that does not follow.
    rest = sum(
        sign * math.log(left(model, tuple(padded[-size:])))
        for model, sign in ((theirs, 1), (ours, -1))
        for size in (1, 2)
    )
    found = float(table.sums(keys, starts, np.array([0, 1]))[0]) * math.sqrt(len(sentence))
    assert found == pytest.approx(ratio + rest, abs=3 * len(sentence) * table.scale + 1e-9)


def left(model: Plain, before: tuple[int, ...]) -> float:
    """Return what a model keeps for what it never saw after these words."""
    after = [n for c, n in model.chains.items() if c[:-1] == before]
    return 0.75 * len(after) / sum(after) if after else 1.0


def test_new_words_weigh_nothing() -> None:
    """A chain that is not in the table adds nothing, nor does an empty text."""
    table = learnt([(True, [1, 2, 3]), (False, [3, 2, 1])])
    keys, starts = laid([[70, 80, 90]])
    assert table.sums(keys, starts, np.array([0, 1, 1])).tolist() == [0.0, 0.0]


def test_the_turns_of_each_side_speak_for_it() -> None:
    """The same words in another order are told apart, however often each word stands alone."""
    table = learnt([(True, [1, 2, 3, 4])] * 5 + [(False, [4, 3, 2, 1])] * 5)
    keys, starts = laid([[1, 2, 3, 4], [4, 3, 2, 1]])
    machine, people = table.sums(keys, starts, np.array([0, 1, 2])).tolist()
    assert machine > 1 > -1 > people


def test_chains_do_not_reach_across_sentences() -> None:
    """A sentence has the same keys wherever it stands."""
    alone, _ = laid([[4, 5, 6]])
    behind, _ = laid([[1, 2], [4, 5, 6]])
    assert (behind[:, 2:] == alone).all()


def test_a_slot_knows_its_chain() -> None:
    """The mark of a chain does not follow from its slot; a table starts without weights."""
    keys = np.random.Generator(np.random.PCG64(1)).integers(0, 2**64, 5000, dtype=np.uint64)
    assert slots(keys).min() >= 0
    assert slots(keys).max() < 1 << BITS
    assert len(set(marks(keys).tolist())) == 256
    table = learnt([(True, [1]), (False, [1])])
    assert (table.slots & np.uint16(255) == NOTHING).sum() >= (1 << BITS) - 3
