"""Find the forms of a lexicon in folded text: by their words at first, then by one automaton.

The automaton (Aho-Corasick, in Rust) makes a scan linear in the text, whatever forms anyone writes;
but to build it of a hundred thousand forms takes a quarter of a second, in which some dozen
documents are read otherwise. So for the first texts the few forms are gathered whose rarest word occurs there,
and an automaton is built of these alone. What is found is the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from ahocorasick_rs import AhoCorasick, Implementation

Found = list[tuple[int, int, int]]
_BY_WORDS = 60_000  # code points that are read before the automaton of all forms is built


class Scanner:
    """Finds forms in folded text.

    Args:
        forms: folded forms, those with one rarest word side by side.
        places: for each of these words, the place of its first form and the one behind its last.
    """

    def __init__(self, forms: Sequence[str], places: Mapping[str, tuple[int, int]]) -> None:
        self._forms, self._places = forms, places
        self._read = 0

    def find(self, folded: str) -> Found:
        """Return each form in the text, also those that overlap, with the spaces around it.

        A form is its place among all, then its start and end in the text, by end.

        >>> Scanner(["al qaim", "qaim"], {"qaim": (0, 2)}).find(" in al qaim ")
        [(0, 3, 12), (1, 6, 12)]
        """
        self._read += len(folded)
        if self._read > _BY_WORDS:
            return self._all.find_matches_as_indexes(folded, overlapping=True)
        near = [
            place
            for word in set(folded.split()) & self._places.keys()
            for place in range(*self._places[word])
            if f" {self._forms[place]} " in folded
        ]
        if not near:
            return []
        few = AhoCorasick([f" {self._forms[place]} " for place in near])
        found = few.find_matches_as_indexes(folded, overlapping=True)
        return [(near[index], start, end) for index, start, end in found]

    @cached_property
    def _all(self) -> AhoCorasick:
        self._places = {}  # no longer asked, and of some size
        # Of the automata this one scans fastest; the whole table (DFA) does not fit the cache.
        return AhoCorasick(
            (f" {form} " for form in self._forms), implementation=Implementation.ContiguousNFA
        )
