"""Which records are kept, by their verdict.

>>> from normalise.document import Verdict
>>> Keep(drop=frozenset({"mt"})).holds(Verdict("mt", 0.97, 0.98, 0.99))
False
"""

from __future__ import annotations

from dataclasses import dataclass

from normalise.document import Verdict


@dataclass(frozen=True, slots=True)
class Keep:
    """Conditions on a verdict; a record is kept where all hold. Scores are compared as written."""

    drop: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    min_score: float | None = None
    max_score: float | None = None

    @property
    def everything(self) -> bool:
        """Whether there is no condition."""
        return not (self.drop or self.only) and self.min_score is None and self.max_score is None

    def holds(self, verdict: Verdict | None) -> bool:
        """Tell whether a record with this verdict is kept; without a verdict it is."""
        if verdict is None:
            return True
        score = round(verdict.score, 4)
        return not (
            verdict.label in self.drop
            or (self.only and verdict.label not in self.only)
            or (self.min_score is not None and score < self.min_score)
            or (self.max_score is not None and score > self.max_score)
        )

    def __str__(self) -> str:
        """The conditions in a few words, for a manifest."""
        parts = [
            *(f"not {label}" for label in sorted(self.drop)),
            *([f"only {'/'.join(sorted(self.only))}"] if self.only else []),
            *([f"score >= {self.min_score}"] if self.min_score is not None else []),
            *([f"score <= {self.max_score}"] if self.max_score is not None else []),
        ]
        return ", ".join(parts) or "all"
