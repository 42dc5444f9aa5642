"""datatrove: a step that repairs documents, and a filter that drops by the verdict.

    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter
    from normalise.plugins.datatrove import Normalise, VerdictFilter

    LocalPipelineExecutor([JsonlReader("news"), Normalise(), VerdictFilter(drop=("mt",)), JsonlWriter("fixed")])

The verdict, edits and links of a document stand in its metadata, under `normalise`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import tee
from typing import Any

from datatrove.data import Document, DocumentsPipeline
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.filters.base_filter import BaseFilter
from datatrove.pipeline.writers.disk_base import DiskWriter

from normalise.document import Verdict
from normalise.io.keep import Keep
from normalise.io.records import OUR_KEY
from normalise.plugins.arrow import ArrowStep


class Normalise(PipelineStep):  # type: ignore[misc,unused-ignore] # ships no types
    """Repair the text of each document and add `normalise` to its metadata.

    A document whose text is too long goes through as it is, and is counted.

    Args:
        options: those of :class:`~normalise.plugins.arrow.ArrowStep`.
    """

    name = "normalise"
    type = "\N{WRENCH} - REPAIR"

    def __init__(self, **options: Any) -> None:
        super().__init__()
        self.step = ArrowStep(**options)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Yield the documents, repaired."""
        documents, again = tee(data)
        rows = self.step.rows(map(self._row, again))
        for document in documents:
            with self.track_time():
                done = next(rows)
                document.text = done[self.step.fields.text]
                document.metadata[OUR_KEY] = done[OUR_KEY]
                if done[OUR_KEY] is None:
                    self.stat_update("left as it was")
                else:
                    self.stat_update("edits applied", value=_applied(done[OUR_KEY]))
            yield document

    def _row(self, document: Document) -> dict[str, Any]:
        fields = self.step.fields
        known = {
            key: document.metadata[key]
            for key in (fields.source, OUR_KEY)
            if key in document.metadata
        }
        return {fields.text: document.text, **known}


def _applied(block: dict[str, Any]) -> int:
    return sum(edit["applied"] for edit in block["edits"])


class VerdictFilter(BaseFilter):  # type: ignore[misc,unused-ignore] # ships no types
    """Drop documents by the verdict that :class:`Normalise` has given them.

    Args:
        drop: labels to drop: `mt`, `human`, `unsure`.
        only: labels to keep; empty for all.
        min_score: the least score to keep.
        max_score: the greatest score to keep.
        exclusion_writer: where dropped documents go.
    """

    name = "normalise verdict"

    def __init__(
        self,
        *,
        drop: Iterable[str] = (),
        only: Iterable[str] = (),
        min_score: float | None = None,
        max_score: float | None = None,
        exclusion_writer: DiskWriter | None = None,
    ) -> None:
        super().__init__(exclusion_writer)
        self.keep = Keep(frozenset(drop), frozenset(only), min_score, max_score)

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        """Tell whether a document is kept, and if not, why."""
        block = doc.metadata.get(OUR_KEY)
        found = block["verdict"] if block else None
        if found is None:
            return True
        verdict = Verdict(found["label"], found["score"], found["mt"], found["arabic"])
        return True if self.keep.holds(verdict) else (False, f"verdict {verdict.label}")
