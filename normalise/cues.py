"""What the lexicon says for "machine-translated from Arabic": literal renderings, two spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from normalise.document import Cue
from normalise.findings import Findings
from normalise.lexicon.senses import Sense
from normalise.names.persons import Mention
from normalise.script.latin import fold_form
from normalise.script.particles import without_article

# Log-odds that one lexicon cue of each safety is worth, until a model has learnt better.
CUE_WEIGHTS = {"fix": 2.5, "review": 1.0, "flag": 0.4}
TWO_SPELLINGS = 1.0


def lexicon_cues(findings: Findings) -> Iterable[Cue]:
    """Yield what the lexicon says for "machine-translated": literal renderings, two spellings."""
    for item in findings.as_translated:
        # A derived rendering may be what anyone writes: nobody has seen an engine write it.
        if isinstance(item, Sense) and item.rule and not item.rule.derived:
            yield Cue(item.span, f"calque:{item.entry.id}", CUE_WEIGHTS[item.rule.safety])
    for sense in findings.senses:
        if sense.rule and sense.rule.safety == "flag":
            yield Cue(sense.span, f"formula:{sense.entry.id}", CUE_WEIGHTS["flag"])
    yield from _two_spellings(findings)


def _two_spellings(findings: Findings) -> Iterable[Cue]:
    """One person under two spellings of the last name is a mark of engines."""
    spellings: dict[str, dict[str, Mention]] = defaultdict(dict)
    for mention in findings.mentions:
        if mention.entry and not (mention.others or mention.doubtful):
            last = without_article(mention.span.of(findings.reading.text)).split()[-1]
            spellings[mention.entry.id].setdefault(fold_form(without_article(last)), mention)
    for key in sorted(spellings):
        first, *others = spellings[key].values()
        for mention in others:
            if len(first.span.of(findings.reading.text).split()) >= 1:
                yield Cue(mention.span, f"two spellings:{key}", TWO_SPELLINGS)
