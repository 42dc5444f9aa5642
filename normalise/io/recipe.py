"""How a worker comes to the same pipeline: by paths and options, not by objects."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from normalise.errors import NormaliseError
from normalise.lexicon.store import Lexicon
from normalise.pipeline import Pipeline


@dataclass(frozen=True)
class PipelineRecipe:
    """The lexicon files, the options of the pipeline, and the signature that it must have."""

    lexicons: tuple[str, ...]
    options: tuple[tuple[str, Any], ...]
    signature: str

    @classmethod
    def of(cls, lexicons: tuple[str, ...], **options: Any) -> PipelineRecipe:
        """Return the recipe for these lexicons and options of the pipeline, which is made at once.

        Raises:
            OptionError: for a wrong option.
            LexiconError: where the lexicon cannot be read.
        """
        pipeline = Pipeline(Lexicon.load(*lexicons), **options)
        recipe = cls(lexicons, tuple(sorted(options.items())), pipeline.signature)
        recipe.__dict__["pipeline"] = pipeline
        return recipe

    @cached_property
    def pipeline(self) -> Pipeline:
        """The pipeline, made once in a process."""
        return self.make()

    def __getstate__(self) -> dict[str, Any]:
        """Leave the pipeline at home: a worker makes its own."""
        return {name: value for name, value in vars(self).items() if name != "pipeline"}

    def make(self) -> Pipeline:
        """Return the pipeline; its lexicon comes from the cache file.

        Raises:
            NormaliseError: where the files are no longer those that the job began with.
        """
        pipeline = Pipeline(Lexicon.load(*self.lexicons), **dict(self.options))
        if pipeline.signature != self.signature:
            raise NormaliseError(
                f"the lexicon was changed while the job runs (begun with {self.signature}, "
                f"now {pipeline.signature}): begin again"
            )
        return pipeline
