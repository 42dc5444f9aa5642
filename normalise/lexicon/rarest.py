"""Put forms under their rarest words; the build of the package asks for it before anything is installed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def by_rarest_word(forms: Iterable[str]) -> dict[str, list[str]]:
    """Return the forms under the word of each that the fewest forms have.

    >>> by_rarest_word(["al qaim", "al bab", "bab al mandab"])
    {'qaim': ['al qaim'], 'bab': ['al bab'], 'mandab': ['bab al mandab']}
    """
    split = {form: form.split() for form in forms}
    counts = Counter(word for words in split.values() for word in words)
    table: dict[str, list[str]] = {}
    for form, words in split.items():
        table.setdefault(min(words, key=lambda word: (counts[word], word)), []).append(form)
    return table
